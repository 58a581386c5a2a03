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

    /** Returns the reason that such an answer gives, here or from another server, empty if the answer is something else. */
    public static Optional<String> reason(StubResponse response) {
        return response.header("Content-Type")
                .filter(type -> type.startsWith("text/plain"))
                .map(type -> new String(response.body(), StandardCharsets.UTF_8))
                .filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()).strip());
    }
}
