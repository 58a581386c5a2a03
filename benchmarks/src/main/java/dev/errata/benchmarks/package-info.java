/** Measures what the stub server costs, beside what people would use instead. */
@NullMarked
package dev.errata.benchmarks;

import org.jspecify.annotations.NullMarked;
