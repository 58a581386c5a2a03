package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import org.apiguardian.api.API;

/** Whether an error gives a reason to try again, to select scenarios by: see {@link ApiError#isRetryable()}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Retryable {
    /** All errors. */
    ANY,
    /** Errors after which the same request may succeed later. */
    YES,
    /** Errors that the same request will meet again. */
    NO;

    boolean includes(ApiError error) {
        return this == ANY || error.isRetryable() == (this == YES);
    }
}
