/**
 * Error coverage: what a test suite met of the documented errors. There is nothing to call here; the JUnit Platform finds it.
 *
 * <p>See {@link dev.errata.junit.coverage.ErrorCoverage}.
 */
@NullMarked
package dev.errata.junit.coverage;

import org.jspecify.annotations.NullMarked;
