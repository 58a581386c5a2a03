package dev.errata.stub.internal.wiremock;

import com.fasterxml.jackson.core.JsonPointer;

/** Thrown for a request matcher that WireMock cannot read; the message is one sentence that names the place. */
public final class InvalidMatcherException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String reason;

    InvalidMatcherException(JsonPointer pointer, String reason, Throwable cause) {
        super("Invalid request matcher: " + pointer + ": " + reason, cause);
        this.pointer = pointer.toString();
        this.reason = reason;
    }

    /** Returns the JSON pointer of what cannot be read. */
    public String pointer() {
        return pointer;
    }

    /** Returns why it cannot be read. */
    public String reason() {
        return reason;
    }
}
