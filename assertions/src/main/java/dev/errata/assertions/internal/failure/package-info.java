/** Writes the messages of failed assertions: with long texts shortened. */
@NullMarked
package dev.errata.assertions.internal.failure;

import org.jspecify.annotations.NullMarked;
