package dev.errata.stub.internal.wiremock;

import java.util.regex.PatternSyntaxException;

/** Thrown for an invalid request matcher; the message is one sentence that names the key. */
final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }

    Refused(String message, Throwable cause) {
        super(message, cause);
    }

    static Refused regularExpression(Place at, PatternSyntaxException e) {
        return new Refused(
                "Invalid regular expression in " + at.name() + ": " + e.getDescription()
                        + (e.getIndex() < 0 ? "" : " near index " + e.getIndex()) + ".",
                e);
    }
}
