package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.traffic.Traffic;
import java.net.http.HttpResponse;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.StandardSoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Soft assertions about one API, and all those of AssertJ: failures are collected, and reported together at the end. A
 * subclass for an API of your own takes a few lines:
 *
 * <pre>{@code
 * public class ShopSoftAssertions extends AbstractApiSoftAssertions<ShopErrorAssert> {
 *     public ShopSoftAssertions() {
 *         super(ShopErrorAssert.class);
 *     }
 *
 *     public static void assertSoftly(Consumer<ShopSoftAssertions> checks) {
 *         SoftAssertionsProvider.assertSoftly(ShopSoftAssertions.class, checks);
 *     }
 * }
 * }</pre>
 *
 * <p>This class does not extend AssertJ's {@code SoftAssertions}, because its subclasses could not have an {@code assertSoftly}
 * of their own then.
 *
 * <p>Responses of other APIs can be checked in the same block: {@code
 * softly.assertThatObject(response).asInstanceOf(DATABUDDY.error())}.
 *
 * @param <A> the type of the assertions about a response
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public abstract class AbstractApiSoftAssertions<A extends AbstractErrorAssert<A, ReceivedResponse, ?>>
        extends AbstractSoftAssertions implements StandardSoftAssertionsProvider {

    private final Class<A> assertion;

    /**
     * Starts without any failure.
     *
     * @param assertion the class of the assertions about a response, which must not be final and needs a public constructor
     *     whose only parameter is a {@link ReceivedResponse}
     */
    protected AbstractApiSoftAssertions(Class<A> assertion) {
        this.assertion = assertion;
    }

    /**
     * Starts soft assertions about a response of the JDK's client.
     *
     * @param actual a response whose body is a text, bytes, a stream or {@code null}
     * @return assertions about it
     */
    public A assertThat(@Nullable HttpResponse<?> actual) {
        return assertThat(actual == null ? null : ReceivedResponse.of(actual));
    }

    /**
     * Starts soft assertions about a response of any client.
     *
     * @param actual the response
     * @return assertions about it
     */
    @SuppressWarnings("NullAway") // AssertJ takes null, but its types do not say so
    public A assertThat(@Nullable ReceivedResponse actual) {
        return proxy(assertion, ReceivedResponse.class, actual);
    }

    /**
     * Starts soft assertions about what a client did.
     *
     * @param actual the traffic of a server
     * @return assertions about it
     */
    @SuppressWarnings("NullAway") // AssertJ takes null, but its types do not say so
    public TrafficAssert assertThat(@Nullable Traffic actual) {
        return proxy(TrafficAssert.class, Traffic.class, actual);
    }

    /**
     * Starts soft assertions about the body of a response.
     *
     * @param body what {@link ReceivedResponse#ofBody} takes
     * @return assertions about it
     */
    public A assertThatBody(@Nullable Object body) {
        return assertThat(ReceivedResponse.ofBody(body));
    }
}
