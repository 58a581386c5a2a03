package dev.errata.assertions;

import dev.errata.fixtures.traffic.Traffic;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the assertions about what a client did, whatever the API.
 *
 * <p>{@link BuenaAssertions}, {@link DatabuddyAssertions} and the entry points of any other API inherit them. A test that
 * statically imports {@code assertThat} of two APIs therefore imports these methods once, and {@code assertThat(traffic)} is
 * not ambiguous.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public class TrafficAssertions {

    /** For subclasses, which hold static methods only. */
    protected TrafficAssertions() {}

    /**
     * Starts assertions about what a client did.
     *
     * @param actual the traffic of a server
     * @return assertions about it
     */
    public static TrafficAssert assertThat(@Nullable Traffic actual) {
        return new TrafficAssert(actual);
    }

    /**
     * Starts assertions about what a client did, in the style of behavior-driven development.
     *
     * @param actual the traffic of a server
     * @return assertions about it
     */
    public static TrafficAssert then(@Nullable Traffic actual) {
        return assertThat(actual);
    }
}
