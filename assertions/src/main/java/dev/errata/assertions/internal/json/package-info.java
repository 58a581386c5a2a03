/** Reads JSON bodies, compares them, and validates them against the schema of an envelope. */
@NullMarked
package dev.errata.assertions.internal.json;

import org.jspecify.annotations.NullMarked;
