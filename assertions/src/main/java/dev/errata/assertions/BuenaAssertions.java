package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the assertions about the Buena.ai API v2.
 *
 * <pre>{@code
 * import static dev.errata.assertions.BuenaAssertions.assertThat;
 *
 * assertThat(response).isError(BuenaError.NOT_FOUND).hasDetail("id", "lead_abc123");
 * assertThat(server.traffic()).hasAttempts(3);
 * }</pre>
 *
 * <p>They can be imported beside AssertJ's own. A body alone has an entry point of another name, {@link #assertThatBody},
 * because AssertJ has its own for texts and maps. In a test with several APIs import {@link #BUENA} instead, see
 * {@link ApiAssertions}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public final class BuenaAssertions extends TrafficAssertions {

    /** The entry points as an object, for tests with several APIs: {@code BUENA.assertThat(response)}. */
    public static final ApiAssertions<BuenaErrorAssert> BUENA = ApiAssertions.of(BuenaErrorAssert::new);

    /**
     * Continues any assertion of AssertJ about a {@link ReceivedResponse}: {@code
     * assertThat(object).asInstanceOf(BUENA_ERROR)}.
     */
    public static final InstanceOfAssertFactory<ReceivedResponse, BuenaErrorAssert> BUENA_ERROR = BUENA.error();

    private BuenaAssertions() {}

    /**
     * Starts assertions about a response of the JDK's client.
     *
     * @param actual a response whose body is a text, bytes, a stream or {@code null}
     * @return assertions about it
     */
    public static BuenaErrorAssert assertThat(@Nullable HttpResponse<?> actual) {
        return BUENA.assertThat(actual);
    }

    /**
     * Starts assertions about a response of any client.
     *
     * @param actual the response
     * @return assertions about it
     */
    public static BuenaErrorAssert assertThat(@Nullable ReceivedResponse actual) {
        return BUENA.assertThat(actual);
    }

    /**
     * Starts assertions about the body of a response.
     *
     * @param body what {@link ReceivedResponse#ofBody} takes
     * @return assertions about it
     */
    public static BuenaErrorAssert assertThatBody(@Nullable Object body) {
        return BUENA.assertThatBody(body);
    }

    /**
     * Starts assertions about a response of the JDK's client, in the style of behavior-driven development.
     *
     * @param actual a response whose body is a text, bytes, a stream or {@code null}
     * @return assertions about it
     */
    public static BuenaErrorAssert then(@Nullable HttpResponse<?> actual) {
        return BUENA.assertThat(actual);
    }

    /**
     * Starts assertions about a response of any client, in the style of behavior-driven development.
     *
     * @param actual the response
     * @return assertions about it
     */
    public static BuenaErrorAssert then(@Nullable ReceivedResponse actual) {
        return BUENA.assertThat(actual);
    }

    /**
     * Continues an assertion about a client's exception with the error that the exception carries.
     *
     * <pre>{@code
     * assertThatThrownBy(() -> client.get("7"))
     *         .asInstanceOf(errorCarriedBy(ApiException.class, e -> ReceivedResponse.of(e.status(), Map.of(), e.body())))
     *         .isError(BuenaError.NOT_FOUND);
     * }</pre>
     *
     * @param <T> the type of the exception
     * @param type the class of the exception
     * @param error returns the response that the exception carries
     * @return what {@code asInstanceOf} takes
     */
    public static <T extends Throwable> InstanceOfAssertFactory<T, BuenaErrorAssert> errorCarriedBy(
            Class<T> type, Function<? super T, ReceivedResponse> error) {
        return BUENA.errorCarriedBy(type, error);
    }
}
