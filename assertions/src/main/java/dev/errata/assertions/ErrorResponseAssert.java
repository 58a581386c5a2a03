package dev.errata.assertions;

import dev.errata.fixtures.ApiError;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Assertions about a response of any API that has a catalog; made by {@link ApiAssertions}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class ErrorResponseAssert extends AbstractErrorResponseAssert<ErrorResponseAssert, ErrorResponse, ApiError> {

    /**
     * Starts assertions about a response.
     *
     * @param actual the response, which knows its API
     */
    public ErrorResponseAssert(@Nullable ErrorResponse actual) {
        super(actual, ErrorResponseAssert.class);
    }

    /**
     * Verifies that the response is an error: its status, its code, and the envelope around it.
     *
     * @param name the name of the error in its catalog, such as {@code OUT_OF_STOCK}
     * @return {@code this}
     * @throws java.util.NoSuchElementException if the catalog has no error of that name; says which are near
     * @throws AssertionError if the response is anything else
     */
    public ErrorResponseAssert isError(String name) {
        isNotNull();
        return isError(actual.catalog().error(name));
    }
}
