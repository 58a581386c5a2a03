/** The servers that are measured, each set up as its users would do it. */
@NullMarked
package dev.errata.benchmarks.contenders;

import org.jspecify.annotations.NullMarked;
