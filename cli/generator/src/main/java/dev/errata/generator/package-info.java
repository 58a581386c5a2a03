/** Typed names for a catalog, written as Java: an enum of its errors, a server, extensions, assertions and contracts. */
@NullMarked
package dev.errata.generator;

import org.jspecify.annotations.NullMarked;
