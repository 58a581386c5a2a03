package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.Catalog;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Soft assertions about an API that has a catalog, but no enum of its errors, and all those of AssertJ.
 *
 * <pre>{@code
 * ApiSoftAssertions.assertSoftly(SHOP_CATALOG, softly -> {
 *     softly.assertThat(response).isError("OUT_OF_STOCK");
 *     softly.assertThat(orders).isEmpty();
 * });
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class ApiSoftAssertions extends AbstractApiSoftAssertions<ApiErrorAssert> {

    private final Catalog catalog;

    /**
     * Starts without any failure.
     *
     * @param catalog the errors of the API
     */
    public ApiSoftAssertions(Catalog catalog) {
        super(ApiErrorAssert.class);
        this.catalog = catalog;
    }

    /**
     * Makes checks, and reports all that failed at the end.
     *
     * @param catalog the errors of the API
     * @param checks the checks
     * @throws AssertionError if a check failed
     */
    public static void assertSoftly(Catalog catalog, Consumer<ApiSoftAssertions> checks) {
        ApiSoftAssertions softly = new ApiSoftAssertions(catalog);
        checks.accept(softly);
        softly.assertAll();
    }

    @Override
    public ApiErrorAssert assertThat(@Nullable ReceivedResponse actual) {
        return super.assertThat(actual == null ? null : actual.from(catalog));
    }
}
