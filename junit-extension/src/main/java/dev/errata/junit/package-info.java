/**
 * JUnit extensions that give tests servers which fail as a catalog says.
 *
 * <p>Begin with {@link dev.errata.junit.BuenaStubs}, {@link dev.errata.junit.DatabuddyStubs} or
 * {@link dev.errata.junit.StubsExtension}.
 */
@NullMarked
package dev.errata.junit;

import org.jspecify.annotations.NullMarked;
