package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import org.apiguardian.api.API;

/** Selects scenarios by whether their error is retryable: see {@link ApiError#isRetryable()}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Retryable {
    /** All errors. */
    ANY,
    /** Errors after which the same request may succeed later. */
    YES,
    /** Errors that the same request will cause again. */
    NO;

    boolean includes(ApiError error) {
        return this == ANY || error.isRetryable() == (this == YES);
    }
}
