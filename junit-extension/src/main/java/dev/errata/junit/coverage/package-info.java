/**
 * Error coverage: the documented errors that the clients of a test suite received. It has no API; the JUnit Platform discovers it.
 *
 * <p>See {@link dev.errata.junit.coverage.ErrorCoverage}.
 */
@NullMarked
package dev.errata.junit.coverage;

import org.jspecify.annotations.NullMarked;
