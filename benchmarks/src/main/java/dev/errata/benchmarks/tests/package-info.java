/**
 * A test with one request, as users of each library would write it. It is run many times; the server is there anew for each
 * time, or shared, as the class says.
 */
@NullMarked
package dev.errata.benchmarks.tests;

import org.jspecify.annotations.NullMarked;
