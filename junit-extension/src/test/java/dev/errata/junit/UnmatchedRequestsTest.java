package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request that nobody knows is answered so that nobody takes it for the API, and reported. */
class UnmatchedRequestsTest {

    @Test
    void answerIsPlainTextThatNoApiSends() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/nowhere");

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.headers().map()).containsOnlyKeys("content-type", "content-length");
            assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        }
    }

    @Test
    void answerNamesTheRequestTheNearestEndpointAndItsScenarios() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/lead/lead_1?expand=%C3%BC");

            assertThat(response.body())
                    .startsWith("Errata: GET /api/v2/lead/lead_1?expand=%C3%BC fits nothing that the Buena.ai API v2"
                            + " knows. Nearest is DELETE, GET, PUT /api/v2/leads/{id} (can end in ")
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
                    .startsWith("Errata: GET /v1/query fits nothing that the Databuddy API knows. Nearest is POST"
                            + " /v1/query (can end in missing-credentials, ");
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
                    .containsSubsequence("  GET /api/v2/one fits nothing", "  POST /api/v2/two fits nothing")
                    .endsWith("Stub them with stubFor(...), or allow them with allowUnmatched().")
                    .doesNotContain("GET /api/v2/leads fits");
            assertThatCode(buena::verifyNoUnmatchedRequests).doesNotThrowAnyException();
        }
    }

    @Test
    void keyIsNoPartOfTheReport() {
        try (BuenaServer buena = BuenaServer.start()) {
            Http.send("GET", URI.create(buena.baseUrl() + "/x"), Map.of("x-api-key", "bna_secret"), "");

            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .hasMessageContaining("/api/v2/x")
                    .hasMessageNotContaining("bna_secret");
        }
    }

    @Test
    void unmatchedRequestsOfAnotherServerAreItsOwnAffair() {
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
                    .hasMessageContaining("/nowhere/1000 fits nothing")
                    .hasMessageNotContaining("/nowhere/1001 fits nothing");
        }
    }

    @Test
    void allowedOnesAreAnsweredTheSameAndNotReported() {
        try (BuenaServer buena =
                BuenaServer.start(ServerOptions.defaults().allowUnmatched().retryAfterHeader(true))) {
            assertThat(Http.get(buena.baseUrl(), "/nowhere").statusCode()).isEqualTo(501);
            assertThatCode(buena::verifyNoUnmatchedRequests).doesNotThrowAnyException();
        }
    }
}
