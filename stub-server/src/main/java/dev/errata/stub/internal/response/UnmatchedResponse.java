package dev.errata.stub.internal.response;

import dev.errata.stub.http.StubResponse;

/** The answer to what nothing in the catalog answers: 501 in plain text, which no documented API could have sent. */
public final class UnmatchedResponse {

    private UnmatchedResponse() {}

    /** Returns the answer that gives this reason. */
    public static StubResponse because(String reason) {
        return because(501, reason);
    }

    /** Returns the answer that gives this reason, with another status. */
    public static StubResponse because(int status, String reason) {
        return StubResponse.text(status, "Errata: " + reason + "\n");
    }
}
