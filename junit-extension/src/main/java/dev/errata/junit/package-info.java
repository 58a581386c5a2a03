/**
 * A stub server that fails the way an API's documents say, and the JUnit extensions on top of it.
 *
 * <p>Start at {@link dev.errata.junit.BuenaStubs}, or without JUnit at {@link dev.errata.junit.BuenaServer}.
 */
@NullMarked
package dev.errata.junit;

import org.jspecify.annotations.NullMarked;
