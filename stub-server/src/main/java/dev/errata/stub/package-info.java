/**
 * Stub servers that fail as a catalog says, for any test framework and for none.
 *
 * <p>Begin with {@link dev.errata.stub.BuenaServer}, {@link dev.errata.stub.DatabuddyServer} or
 * {@link dev.errata.stub.StubServer}.
 */
@NullMarked
package dev.errata.stub;

import org.jspecify.annotations.NullMarked;
