package dev.errata.assertions;

import dev.errata.fixtures.Traffic;
import java.net.http.HttpResponse;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.SoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Soft assertions about the Databuddy API: failures are collected, and told together at the end. {@link
 * DatabuddySoftAssertions} implements it; so can a class of one's own.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public interface DatabuddySoftAssertionsProvider extends SoftAssertionsProvider {

    /**
     * Starts soft assertions about a response of the JDK's client.
     *
     * @param actual a response whose body is a text, bytes, a stream or nothing
     * @return assertions about it
     */
    default DatabuddyErrorAssert assertThat(@Nullable HttpResponse<?> actual) {
        return assertThat(actual == null ? null : ErrorResponse.of(actual));
    }

    /**
     * Starts soft assertions about a response of any client.
     *
     * @param actual the response
     * @return assertions about it
     */
    @SuppressWarnings("NullAway") // AssertJ takes null, but its types do not say so
    default DatabuddyErrorAssert assertThat(@Nullable ErrorResponse actual) {
        return proxy(DatabuddyErrorAssert.class, ErrorResponse.class, actual);
    }

    /**
     * Starts soft assertions about what a client did.
     *
     * @param actual the traffic of a server
     * @return assertions about it
     */
    @SuppressWarnings("NullAway") // AssertJ takes null, but its types do not say so
    default TrafficAssert assertThat(@Nullable Traffic actual) {
        return proxy(TrafficAssert.class, Traffic.class, actual);
    }

    /**
     * Starts soft assertions about the body of a response.
     *
     * @param body as {@link ErrorResponse#ofBody}
     * @return assertions about it
     */
    default DatabuddyErrorAssert assertThatBody(@Nullable Object body) {
        return assertThat(ErrorResponse.ofBody(body));
    }
}
