/** Writes the messages of failed assertions: with keys masked, and long texts shortened. */
@NullMarked
package dev.errata.assertions.internal.failure;

import org.jspecify.annotations.NullMarked;
