/**
 * AssertJ assertions for the errors of an HTTP API, and for what a client did when it met them.
 *
 * <p>Start at {@link dev.errata.assertions.BuenaAssertions}, {@link dev.errata.assertions.DatabuddyAssertions} or, for
 * any other API, {@link dev.errata.assertions.ApiAssertions}.
 */
@NullMarked
package dev.errata.assertions;

import org.jspecify.annotations.NullMarked;
