/** Reads descriptions: JSON, YAML, and what they refer to; for this module alone. */
@NullMarked
package dev.errata.openapi.internal.source;

import org.jspecify.annotations.NullMarked;
