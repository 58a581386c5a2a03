package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the assertions about the Databuddy API.
 *
 * <pre>{@code
 * import static dev.errata.assertions.DatabuddyAssertions.assertThat;
 *
 * assertThat(response).isError(DatabuddyError.NOT_FOUND).hasRequestId();
 * assertThat(server.traffic()).hasAttempts(3);
 * }</pre>
 *
 * <p>They can be imported beside AssertJ's own. A body alone has an entry point of another name, {@link #assertThatBody},
 * because AssertJ has its own for texts and maps. In a test with several APIs import {@link #DATABUDDY} instead, see
 * {@link ApiAssertions}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public final class DatabuddyAssertions extends TrafficAssertions {

    /** The entry points as an object, for tests with several APIs: {@code DATABUDDY.assertThat(response)}. */
    public static final ApiAssertions<DatabuddyErrorAssert> DATABUDDY = ApiAssertions.of(DatabuddyErrorAssert::new);

    /**
     * Continues any assertion of AssertJ about a {@link ReceivedResponse}: {@code
     * assertThat(object).asInstanceOf(DATABUDDY_ERROR)}.
     */
    public static final InstanceOfAssertFactory<ReceivedResponse, DatabuddyErrorAssert> DATABUDDY_ERROR =
            DATABUDDY.error();

    private DatabuddyAssertions() {}

    /**
     * Starts assertions about a response of the JDK's client.
     *
     * @param actual a response whose body is a text, bytes, a stream or {@code null}
     * @return assertions about it
     */
    public static DatabuddyErrorAssert assertThat(@Nullable HttpResponse<?> actual) {
        return DATABUDDY.assertThat(actual);
    }

    /**
     * Starts assertions about a response of any client.
     *
     * @param actual the response
     * @return assertions about it
     */
    public static DatabuddyErrorAssert assertThat(@Nullable ReceivedResponse actual) {
        return DATABUDDY.assertThat(actual);
    }

    /**
     * Starts assertions about the body of a response.
     *
     * @param body what {@link ReceivedResponse#ofBody} takes
     * @return assertions about it
     */
    public static DatabuddyErrorAssert assertThatBody(@Nullable Object body) {
        return DATABUDDY.assertThatBody(body);
    }

    /**
     * Starts assertions about a response of the JDK's client, in the style of behavior-driven development.
     *
     * @param actual a response whose body is a text, bytes, a stream or {@code null}
     * @return assertions about it
     */
    public static DatabuddyErrorAssert then(@Nullable HttpResponse<?> actual) {
        return DATABUDDY.assertThat(actual);
    }

    /**
     * Starts assertions about a response of any client, in the style of behavior-driven development.
     *
     * @param actual the response
     * @return assertions about it
     */
    public static DatabuddyErrorAssert then(@Nullable ReceivedResponse actual) {
        return DATABUDDY.assertThat(actual);
    }

    /**
     * Continues an assertion about a client's exception with the error that the exception carries.
     *
     * <pre>{@code
     * assertThatThrownBy(() -> client.get("7"))
     *         .asInstanceOf(errorCarriedBy(ApiException.class, e -> ReceivedResponse.of(e.status(), Map.of(), e.body())))
     *         .isError(DatabuddyError.NOT_FOUND);
     * }</pre>
     *
     * @param <T> the type of the exception
     * @param type the class of the exception
     * @param error returns the response that the exception carries
     * @return what {@code asInstanceOf} takes
     */
    public static <T extends Throwable> InstanceOfAssertFactory<T, DatabuddyErrorAssert> errorCarriedBy(
            Class<T> type, Function<? super T, ReceivedResponse> error) {
        return DATABUDDY.errorCarriedBy(type, error);
    }
}
