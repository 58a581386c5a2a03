package dev.errata.stub.internal.response;

import dev.errata.stub.http.StubResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The answer to what nothing answers: 501 in plain text, or 502 of an upstream, which no documented API could have sent. */
public final class UnmatchedResponse {

    private static final String PREFIX = "Errata: ";

    private UnmatchedResponse() {}

    /** Returns the answer that gives this reason. */
    public static StubResponse because(String reason) {
        return because(501, reason);
    }

    /** Returns the answer that gives this reason, with another status. */
    public static StubResponse because(int status, String reason) {
        return StubResponse.text(status, PREFIX + reason + "\n");
    }

    /** Returns the reason that another server of this kind gives in such an answer, empty if the answer is something else. */
    public static Optional<String> reason(StubResponse response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return response.status() >= 500
                        && text.startsWith(PREFIX)
                        && response.header("Content-Type").orElse("").startsWith("text/plain")
                ? Optional.of(text.substring(PREFIX.length()).strip())
                : Optional.empty();
    }
}
