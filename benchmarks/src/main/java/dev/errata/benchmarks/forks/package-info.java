/** What runs in a JVM of its own and prints figures. */
@NullMarked
package dev.errata.benchmarks.forks;

import org.jspecify.annotations.NullMarked;
