package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.ApiError;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Assertions about a response of an API that has a catalog, but no enum of its errors. {@link ApiAssertions} starts them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class ApiErrorAssert extends AbstractErrorAssert<ApiErrorAssert, ReceivedResponse, ApiError> {

    /**
     * Starts assertions about a response.
     *
     * @param actual the response, which knows its API
     */
    public ApiErrorAssert(@Nullable ReceivedResponse actual) {
        super(actual, ApiErrorAssert.class);
    }

    /**
     * Verifies that the response is an error: its status, its code, and the envelope around it.
     *
     * @param name the name of the error in its catalog, such as {@code OUT_OF_STOCK}
     * @return {@code this}
     * @throws java.util.NoSuchElementException if the catalog has no error of that name; suggests the nearest
     * @throws AssertionError if the response is not that error
     */
    public ApiErrorAssert isError(String name) {
        isNotNull();
        return isError(actual.catalog().error(name));
    }
}
