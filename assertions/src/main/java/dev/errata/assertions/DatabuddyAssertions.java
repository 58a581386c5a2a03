package dev.errata.assertions;

import dev.errata.fixtures.Traffic;
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
 * }</pre>
 *
 * <p>They stand beside AssertJ's own, statically imported too. A body alone has an entry point of another name, {@link
 * #assertThatBody}, for a text or a map is AssertJ's.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public final class DatabuddyAssertions {

    /**
     * Goes on from any assertion of AssertJ's about an {@link ErrorResponse}: {@code
     * assertThat(object).asInstanceOf(DATABUDDY_ERROR)}.
     */
    public static final InstanceOfAssertFactory<ErrorResponse, DatabuddyErrorAssert> DATABUDDY_ERROR =
            new InstanceOfAssertFactory<>(ErrorResponse.class, DatabuddyErrorAssert::new);

    private DatabuddyAssertions() {}

    /**
     * Goes on from an exception of a client's own to the error that it carries.
     *
     * <pre>{@code
     * assertThatThrownBy(() -> client.getLead("lead_7"))
     *         .asInstanceOf(errorCarriedBy(ApiException.class, e -> ErrorResponse.of(e.status(), Map.of(), e.body())))
     *         .isError(DatabuddyError.NOT_FOUND);
     * }</pre>
     *
     * @param <T> the type of the exception
     * @param type the class of the exception
     * @param error takes the error out of it
     * @return what {@code asInstanceOf} takes
     */
    public static <T extends Throwable> InstanceOfAssertFactory<T, DatabuddyErrorAssert> errorCarriedBy(
            Class<T> type, Function<? super T, ErrorResponse> error) {
        return new InstanceOfAssertFactory<>(type, thrown -> new DatabuddyErrorAssert(error.apply(thrown)));
    }

    /**
     * Starts assertions about a response of the JDK's client.
     *
     * @param actual a response whose body is a text, bytes, a stream or nothing
     * @return assertions about it
     */
    public static DatabuddyErrorAssert assertThat(@Nullable HttpResponse<?> actual) {
        return new DatabuddyErrorAssert(actual == null ? null : ErrorResponse.of(actual));
    }

    /**
     * Starts assertions about a response of any client.
     *
     * @param actual the response
     * @return assertions about it
     */
    public static DatabuddyErrorAssert assertThat(@Nullable ErrorResponse actual) {
        return new DatabuddyErrorAssert(actual);
    }

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
     * Starts assertions about the body of a response.
     *
     * @param body as {@link ErrorResponse#ofBody}
     * @return assertions about it
     */
    public static DatabuddyErrorAssert assertThatBody(@Nullable Object body) {
        return new DatabuddyErrorAssert(ErrorResponse.ofBody(body));
    }

    /**
     * The same as {@link #assertThat(HttpResponse)}, in the words of behaviour-driven development.
     *
     * @param actual a response whose body is a text, bytes, a stream or nothing
     * @return assertions about it
     */
    public static DatabuddyErrorAssert then(@Nullable HttpResponse<?> actual) {
        return assertThat(actual);
    }

    /**
     * The same as {@link #assertThat(ErrorResponse)}, in the words of behaviour-driven development.
     *
     * @param actual the response
     * @return assertions about it
     */
    public static DatabuddyErrorAssert then(@Nullable ErrorResponse actual) {
        return assertThat(actual);
    }

    /**
     * The same as {@link #assertThat(Traffic)}, in the words of behaviour-driven development.
     *
     * @param actual the traffic of a server
     * @return assertions about it
     */
    public static TrafficAssert then(@Nullable Traffic actual) {
        return assertThat(actual);
    }
}
