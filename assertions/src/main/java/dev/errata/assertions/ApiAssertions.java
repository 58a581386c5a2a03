package dev.errata.assertions;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Traffic;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the assertions about an API that has a catalog.
 *
 * <pre>{@code
 * static final ApiAssertions SHOP = ApiAssertions.of(Catalog.loadResource("shop"));
 *
 * SHOP.assertThat(response).isError("OUT_OF_STOCK");
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public final class ApiAssertions {

    private final Catalog catalog;

    private ApiAssertions(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The assertions about an API.
     *
     * @param catalog its errors
     * @return the entry points
     */
    public static ApiAssertions of(Catalog catalog) {
        return new ApiAssertions(catalog);
    }

    /**
     * Starts assertions about a response of the JDK's client.
     *
     * @param actual a response whose body is a text, bytes, a stream or nothing
     * @return assertions about it
     */
    public ErrorResponseAssert assertThat(@Nullable HttpResponse<?> actual) {
        return assertThat(actual == null ? null : ErrorResponse.of(actual));
    }

    /**
     * Starts assertions about a response of any client.
     *
     * @param actual the response
     * @return assertions about it
     */
    public ErrorResponseAssert assertThat(@Nullable ErrorResponse actual) {
        return new ErrorResponseAssert(actual == null ? null : actual.from(catalog));
    }

    /**
     * Starts assertions about what a client did.
     *
     * @param actual the traffic of a server
     * @return assertions about it
     */
    public TrafficAssert assertThat(@Nullable Traffic actual) {
        return new TrafficAssert(actual);
    }

    /**
     * Starts assertions about the body of a response.
     *
     * @param body as {@link ErrorResponse#ofBody}
     * @return assertions about it
     */
    public ErrorResponseAssert assertThatBody(@Nullable Object body) {
        return assertThat(ErrorResponse.ofBody(body));
    }

    /**
     * Goes on from any assertion of AssertJ's, soft ones among them, about an {@link ErrorResponse}: {@code
     * assertThat(object).asInstanceOf(SHOP.error())}.
     *
     * @return what {@code asInstanceOf} takes
     */
    public InstanceOfAssertFactory<ErrorResponse, ErrorResponseAssert> error() {
        return new InstanceOfAssertFactory<>(ErrorResponse.class, this::assertThat);
    }

    /**
     * Goes on from an exception of a client's own to the error that it carries.
     *
     * @param <T> the type of the exception
     * @param type the class of the exception
     * @param error takes the error out of it
     * @return what {@code asInstanceOf} takes
     */
    public <T extends Throwable> InstanceOfAssertFactory<T, ErrorResponseAssert> errorCarriedBy(
            Class<T> type, Function<? super T, ErrorResponse> error) {
        return new InstanceOfAssertFactory<>(type, thrown -> assertThat(error.apply(thrown)));
    }
}
