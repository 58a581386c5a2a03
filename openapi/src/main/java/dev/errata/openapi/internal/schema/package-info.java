/** Reads the schemas of descriptions, and makes values that they accept; for this module alone. */
@NullMarked
package dev.errata.openapi.internal.schema;

import org.jspecify.annotations.NullMarked;
