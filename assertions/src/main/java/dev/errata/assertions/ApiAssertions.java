package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Traffic;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the assertions about one API, as an object.
 *
 * <p>A catalog is enough:
 *
 * <pre>{@code
 * static final ApiAssertions<ApiErrorAssert> SHOP = ApiAssertions.of(Catalog.loadResource("shop"));
 *
 * SHOP.assertThat(response).isError("OUT_OF_STOCK");
 * }</pre>
 *
 * <p>For an API with an enum of its errors, add an {@link AbstractErrorAssert} of your own, and static entry points that
 * read like AssertJ's:
 *
 * <pre>{@code
 * public final class ShopAssertions extends TrafficAssertions {
 *     public static final ApiAssertions<ShopErrorAssert> SHOP = ApiAssertions.of(ShopErrorAssert::new);
 *
 *     private ShopAssertions() {}
 *
 *     public static ShopErrorAssert assertThat(HttpResponse<?> actual) {
 *         return SHOP.assertThat(actual);
 *     }
 *
 *     public static ShopErrorAssert assertThat(ReceivedResponse actual) {
 *         return SHOP.assertThat(actual);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Several APIs in one test.</b> Java cannot choose between two static methods {@code assertThat(HttpResponse)}, since a
 * response does not say which API it is from. Such a test imports the objects instead of the methods; each starts assertions
 * that are typed by the errors of its API. {@code assertThat(traffic)} can be imported from any of them, see
 * {@link TrafficAssertions}.
 *
 * <pre>{@code
 * import static dev.errata.assertions.BuenaAssertions.BUENA;
 * import static dev.errata.assertions.DatabuddyAssertions.DATABUDDY;
 *
 * BUENA.assertThat(lead).isError(BuenaError.NOT_FOUND);
 * DATABUDDY.assertThat(query).isError(DatabuddyError.AUTH_REQUIRED);
 * }</pre>
 *
 * @param <A> the type of the assertions about a response
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@CheckReturnValue
public final class ApiAssertions<A extends AbstractErrorAssert<A, ReceivedResponse, ?>> {

    private final Function<@Nullable ReceivedResponse, A> assertion;

    private ApiAssertions(Function<@Nullable ReceivedResponse, A> assertion) {
        this.assertion = assertion;
    }

    /**
     * Returns the entry points for a catalog.
     *
     * @param catalog the errors of the API
     * @return the entry points
     */
    public static ApiAssertions<ApiErrorAssert> of(Catalog catalog) {
        return new ApiAssertions<>(response -> new ApiErrorAssert(response == null ? null : response.from(catalog)));
    }

    /**
     * Returns the entry points for an API that has assertions of its own.
     *
     * @param <A> the type of the assertions about a response
     * @param assertion their constructor, such as {@code ShopErrorAssert::new}
     * @return the entry points
     */
    public static <A extends AbstractErrorAssert<A, ReceivedResponse, ?>> ApiAssertions<A> of(
            Function<@Nullable ReceivedResponse, A> assertion) {
        return new ApiAssertions<>(assertion);
    }

    /**
     * Starts assertions about a response of the JDK's client.
     *
     * @param actual a response whose body is a text, bytes, a stream or {@code null}
     * @return assertions about it
     */
    public A assertThat(@Nullable HttpResponse<?> actual) {
        return assertThat(actual == null ? null : ReceivedResponse.of(actual));
    }

    /**
     * Starts assertions about a response of any client.
     *
     * @param actual the response
     * @return assertions about it
     */
    public A assertThat(@Nullable ReceivedResponse actual) {
        return assertion.apply(actual);
    }

    /**
     * Starts assertions about what a client did.
     *
     * @param actual the traffic of a server
     * @return assertions about it
     */
    public TrafficAssert assertThat(@Nullable Traffic actual) {
        return TrafficAssertions.assertThat(actual);
    }

    /**
     * Starts assertions about the body of a response.
     *
     * @param body what {@link ReceivedResponse#ofBody} takes
     * @return assertions about it
     */
    public A assertThatBody(@Nullable Object body) {
        return assertThat(ReceivedResponse.ofBody(body));
    }

    /**
     * Continues any assertion of AssertJ about a {@link ReceivedResponse}, soft assertions included: {@code
     * assertThat(object).asInstanceOf(SHOP.error())}. For an exception see {@link #errorCarriedBy}.
     *
     * @return what {@code asInstanceOf} takes
     */
    @SuppressWarnings("unchecked") // the factory takes any object, and refuses those that are no ReceivedResponse
    public InstanceOfAssertFactory<ReceivedResponse, A> error() {
        InstanceOfAssertFactory<?, A> ofAny =
                new InstanceOfAssertFactory<>(Object.class, value -> assertThat(own(value)));
        return (InstanceOfAssertFactory<ReceivedResponse, A>) ofAny;
    }

    /** AssertJ's own failure would not say what to do about an exception. */
    private static ReceivedResponse own(Object value) {
        if (value instanceof Throwable thrown) {
            String type = thrown.getClass().getSimpleName();
            throw new AssertionError(
                    ("Expecting a ReceivedResponse but was %s. Continue with asInstanceOf(errorCarriedBy(%s.class, e -> ...)),"
                                    + " which takes the response from the exception")
                            .formatted(thrown, type.isEmpty() ? "Exception" : type),
                    thrown);
        }
        Assertions.assertThat(value).isInstanceOf(ReceivedResponse.class);
        return (ReceivedResponse) value;
    }

    /**
     * Continues an assertion about a client's exception with the error that the exception carries.
     *
     * <pre>{@code
     * assertThatThrownBy(() -> client.order(7))
     *         .asInstanceOf(SHOP.errorCarriedBy(ApiException.class, e -> ReceivedResponse.of(e.status(), Map.of(), e.body())))
     *         .isError("OUT_OF_STOCK");
     * }</pre>
     *
     * @param <T> the type of the exception
     * @param type the class of the exception
     * @param error returns the response that the exception carries
     * @return what {@code asInstanceOf} takes
     */
    public <T extends Throwable> InstanceOfAssertFactory<T, A> errorCarriedBy(
            Class<T> type, Function<? super T, ReceivedResponse> error) {
        return new InstanceOfAssertFactory<>(type, thrown -> assertThat(error.apply(thrown)));
    }
}
