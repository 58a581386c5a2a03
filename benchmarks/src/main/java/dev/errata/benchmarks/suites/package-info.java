/** What is measured: for each suite the JVMs that have to be run. */
@NullMarked
package dev.errata.benchmarks.suites;

import org.jspecify.annotations.NullMarked;
