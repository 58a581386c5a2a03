package dev.errata.assertions;

import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a failed assertion tells. */
final class Failures {

    private Failures() {}

    /** The message of the failure, without the line break that it starts with; another exception is thrown on. */
    static String messageOf(ThrowingCallable assertion) {
        Throwable failure = catchThrowable(assertion);
        if (failure == null) {
            throw new IllegalStateException("the assertion passed");
        }
        if (!(failure instanceof AssertionError)) {
            throw new IllegalStateException("no assertion failed, but there was an exception", failure);
        }
        return failure.getMessage().strip();
    }
}
