package dev.errata.stub.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An unmatched request gets an answer that no API sends, and is reported. */
class UnmatchedRequestsTest {

    @Test
    void answerIsPlainTextThatNoApiSends() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/nowhere");

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.headers().map()).containsOnlyKeys("content-type", "content-length", "date");
            assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        }
    }

    @Test
    void answerNamesTheRequestTheNearestEndpointAndItsScenarios() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/lead/lead_1?expand=%C3%BC");

            assertThat(response.body())
                    .startsWith(
                            "Errata: GET /api/v2/lead/lead_1?expand=%C3%BC matches no endpoint of the Buena.ai API v2."
                                    + " Closest: DELETE, GET, PUT /api/v2/leads/{id} (scenarios: ")
                    .containsSubsequence("missing-api-key", "rate-limited", "lead-not-found")
                    .doesNotContain("duplicate-lead")
                    .endsWith(").\n");
        }
    }

    @Test
    void wrongMethodOnAKnownPathIsToldTheRightOnes() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            HttpResponse<String> response = Http.get(databuddy.baseUrl(), "/v1/query");

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body())
                    .startsWith("Errata: GET /v1/query matches no endpoint of the Databuddy API. Closest: POST"
                            + " /v1/query (scenarios: missing-credentials, ");
        }
    }

    @Test
    void everyUnmatchedRequestIsReportedInOrderAndOnce() {
        try (BuenaServer buena = BuenaServer.start()) {
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/one");
            Http.send("POST", URI.create(buena.baseUrl() + "/two"), Map.of("x-api-key", "test"), "{}");

            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .isInstanceOf(AssertionError.class)
                    .message()
                    .startsWith("Unmatched requests: 2" + System.lineSeparator())
                    .containsSubsequence(
                            "  GET /api/v2/one matches no endpoint", "  POST /api/v2/two matches no endpoint")
                    .endsWith("Stub them with stubFor(...), or allow them with allowUnmatched().")
                    .doesNotContain("GET /api/v2/leads matches");
            assertThatCode(buena::verifyNoUnmatchedRequests).doesNotThrowAnyException();
        }
    }

    @Test
    void reportHasNoKey() {
        try (BuenaServer buena = BuenaServer.start()) {
            Http.send("GET", URI.create(buena.baseUrl() + "/x"), Map.of("x-api-key", "bna_secret"), "");

            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .hasMessageContaining("/api/v2/x")
                    .hasMessageNotContaining("bna_secret");
        }
    }

    @Test
    void anotherServerReportsItsOwn() {
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            Http.get(one.baseUrl(), "/nowhere");

            assertThatCode(other::verifyNoUnmatchedRequests).doesNotThrowAnyException();
            assertThatThrownBy(one::verifyNoUnmatchedRequests).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void noMoreThanAThousandAreKept() {
        try (BuenaServer buena = BuenaServer.start()) {
            for (int i = 1; i <= 1_005; i++) {
                Http.get(buena.baseUrl(), "/nowhere/" + i);
            }

            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .hasMessageStartingWith("Unmatched requests: 1000" + System.lineSeparator())
                    .hasMessageContaining("/nowhere/1000 matches no endpoint")
                    .hasMessageNotContaining("/nowhere/1001 matches no endpoint");
        }
    }

    @Test
    void allowedOnesAreAnsweredAlikeAndNotReported() {
        try (BuenaServer buena =
                BuenaServer.start(ServerOptions.defaults().allowUnmatched().retryAfterHeader(true))) {
            assertThat(Http.get(buena.baseUrl(), "/nowhere").statusCode()).isEqualTo(501);
            assertThatCode(buena::verifyNoUnmatchedRequests).doesNotThrowAnyException();
        }
    }
}
