/** Catalogs made of OpenAPI descriptions, and how a description and its catalog have drifted apart. */
@NullMarked
package dev.errata.openapi;

import org.jspecify.annotations.NullMarked;
