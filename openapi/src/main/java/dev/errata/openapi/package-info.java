/** Imports OpenAPI descriptions as catalogs, and detects drift between a description and its catalog. */
@NullMarked
package dev.errata.openapi;

import org.jspecify.annotations.NullMarked;
