package dev.errata.junit.internal;

import java.io.Serial;

/**
 * What may explain the failure of a test. It is added to the failure as a suppressed one, so that whatever shows the failure
 * shows this too, and reads as text, without a stack trace.
 */
public final class FailureReport extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Explains a failure.
     *
     * @param text the explanation
     */
    public FailureReport(String text) {
        super(text, null, false, false);
    }
}
