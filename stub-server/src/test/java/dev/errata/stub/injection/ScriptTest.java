package dev.errata.stub.injection;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Parallel;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Scripts say which of the next requests fail; the documents say how. */
class ScriptTest {

    @Test
    void nextRequestFailsAndNoOther() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);

            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(503, 200, 200);
        }
    }

    @Test
    void errorIsToldAsTheDocumentHasIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED);

            HttpResponse<String> response = Http.get(buena.baseUrl(), "/leads");

            assertThat(response.statusCode()).isEqualTo(402);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(Http.json(response)).isEqualTo(Http.json("""
                    {
                      "error": true,
                      "code": "ENRICHMENT_CREDITS_EXHAUSTED",
                      "message": "Insufficient enrichment credits",
                      "version": "2.0",
                      "timestamp": "2024-01-20T15:30:00Z",
                      "details": { "remaining": 0, "required": 5, "upgradeUrl": "https://app.buena.ai/billing" }
                    }
                    """));
        }
    }

    @Test
    void scenarioCanBeNamedInEveryWay() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail("restricted-resource");
            buena.willFail(Catalog.buena().scenario("duplicate-lead"));
            buena.willFail(
                    failure(BuenaError.NOT_FOUND),
                    failure("linkedin-not-connected"),
                    failure(Catalog.buena().scenario("enrichment-credits-exhausted")),
                    failure(BuenaError.UNAUTHORIZED));

            assertThat(Http.statuses(buena.baseUrl(), 7)).containsExactly(403, 409, 404, 400, 402, 401, 200);
        }
    }

    @Test
    void faultBreaksWhatTheRequestWouldHaveGot() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(Fault.TRUNCATED_JSON), failure(Fault.EMPTY_SERVER_ERROR));
            String half = Http.get(buena.baseUrl(), "/leads").body();
            HttpResponse<String> empty = Http.get(buena.baseUrl(), "/leads");
            String whole = Http.get(buena.baseUrl(), "/leads").body();

            assertThat(whole).contains("lead_def456").startsWith(half).hasSizeGreaterThan(half.length());
            assertThat(half).isNotEmpty();
            assertThat(empty.statusCode()).isEqualTo(500);
            assertThat(empty.body()).isEmpty();
        }
    }

    @Test
    void aNumberOfRequestsFails() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(3));

            assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(503, 503, 503, 200, 200);
        }
    }

    @Test
    void foreverMeansEveryFurtherRequest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.NOT_FOUND),
                    failure(BuenaError.SERVICE_UNAVAILABLE).forever(),
                    failure(BuenaError.UNAUTHORIZED));

            assertThat(Http.statuses(buena.baseUrl(), 200))
                    .startsWith(404)
                    .hasSize(200)
                    .filteredOn(status -> status != 503)
                    .containsExactly(404);
        }
    }

    @Test
    void sequenceIsFollowedByWhatTheApiDoes() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.SERVICE_UNAVAILABLE).times(2),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(503, 503);
            HttpResponse<String> third = Http.get(buena.baseUrl(), "/leads");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(Http.json(third).get("retryAfter").asInt()).isEqualTo(1);
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).contains("lead_def456");
        }
    }

    @Test
    void stepMayLetRequestsPass() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.SERVICE_UNAVAILABLE), pass().times(2), failure(BuenaError.NOT_FOUND), pass());

            assertThat(Http.statuses(buena.baseUrl(), 6)).containsExactly(503, 200, 200, 404, 200, 200);
        }
    }

    @Test
    void onlyRequestsThatMatchUseAScriptUp() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_7")))
                    .willFail(failure(BuenaError.NOT_FOUND), failure(BuenaError.SERVICE_UNAVAILABLE));

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_8").statusCode()).isEqualTo(200);
            assertThat(Http.send("DELETE", URI.create(buena.baseUrl() + "/leads/lead_7"), Map.of("x-api-key", "k"), "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_7?q=1").statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_7").statusCode()).isEqualTo(503);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_7").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void scriptsForSeveralEndpointsHoldSideBySide() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/keys")))
                    .willFail(failure(BuenaError.NOT_FOUND).times(2));
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads"))).willFail(BuenaError.SERVICE_UNAVAILABLE);
            buena.on(postRequestedFor(anyUrl())).willFail(BuenaError.UNAUTHORIZED);

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(503);
            assertThat(Http.get(buena.baseUrl(), "/keys").statusCode()).isEqualTo(404);
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.send("POST", URI.create(buena.baseUrl() + "/keys"), Map.of("x-api-key", "k"), "{}")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(Http.get(buena.baseUrl(), "/keys").statusCode()).isEqualTo(404);
            assertThat(Http.get(buena.baseUrl(), "/keys").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oldestScriptWithStepsLeftDecides() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).times(2));
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            buena.willFail(BuenaError.UNAUTHORIZED);

            assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(404, 404, 503, 401, 200);
        }
    }

    @Test
    void passingStepKeepsLaterScriptsWaiting() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND), pass());
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);

            assertThat(Http.statuses(buena.baseUrl(), 4)).containsExactly(404, 200, 503, 200);
        }
    }

    @Test
    void scenarioUrlsAreScriptedToo() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(anyRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .willFail(failure(BuenaError.SERVICE_UNAVAILABLE), failure(Fault.NO_CONTENT));

            assertThat(Http.statuses(buena.baseUrl("rate-limited"), 3)).containsExactly(503, 204, 429);
        }
    }

    @Test
    void unknownPathIsAnsweredAndNotReported() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE), failure(Fault.WRONG_CONTENT_TYPE));

            assertThat(Http.get(buena.baseUrl(), "/nowhere").statusCode()).isEqualTo(503);
            HttpResponse<String> broken = Http.get(buena.baseUrl(), "/nowhere");
            assertThat(broken.statusCode()).isEqualTo(200);
            assertThat(broken.body()).isEqualTo("{}");
            assertThatCode(buena::verifyNoUnmatchedRequests).doesNotThrowAnyException();
        }
    }

    @Test
    void exhaustedScriptLeavesStubTriggerAndRefusalToThePlainApi() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().allowUnmatched())) {
            buena.stubFor(get("/api/v2/mine").willReturn(okJson("{\"mine\": true}")));
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(3));

            assertThat(Http.get(buena.baseUrl(), "/mine").statusCode()).isEqualTo(503);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(503);
            assertThat(Http.get(buena.baseUrl(), "/nowhere").statusCode()).isEqualTo(503);
            assertThat(Http.get(buena.baseUrl(), "/mine").body()).isEqualTo("{\"mine\": true}");
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(buena.baseUrl(), "/nowhere").statusCode()).isEqualTo(501);
        }
    }

    @Test
    void exactlySoManyRequestsOfManyThreadsFail() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.SERVICE_UNAVAILABLE).times(100),
                    pass().times(7),
                    failure(BuenaError.NOT_FOUND).times(40));
            Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

            Parallel.run(16, thread -> statuses.addAll(Http.statuses(buena.baseUrl(), 20)));

            assertThat(statuses).filteredOn(status -> status == 503).hasSize(100);
            assertThat(statuses).filteredOn(status -> status == 404).hasSize(40);
        }
    }

    @Test
    void otherServersDoNotFail() {
        try (BuenaServer scripted = BuenaServer.start();
                BuenaServer other = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            scripted.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).forever());
            databuddy.willFail(DatabuddyError.CONFLICT);

            assertThat(Http.statuses(other.baseUrl(), 2)).containsExactly(200, 200);
            assertThat(Http.get(databuddy.baseUrl(), "/v1/query/websites").statusCode())
                    .isEqualTo(409);
            assertThat(Http.get(databuddy.baseUrl(), "/v1/query/websites").statusCode())
                    .isEqualTo(200);
            assertThat(Http.statuses(scripted.baseUrl(), 2)).containsExactly(503, 503);
        }
    }

    @Test
    void isListedWithItsStepsAndHowFarItIs() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .willFail(
                            failure(BuenaError.SERVICE_UNAVAILABLE).times(2),
                            pass(),
                            failure(BuenaError.RATE_LIMIT_EXCEEDED)
                                    .with(Fault.RESET_IN_BODY)
                                    .forever());
            String steps = "service-unavailable (503 SERVICE_UNAVAILABLE) 2 times, then pass, then"
                    + " rate-limited (429 RATE_LIMIT_EXCEEDED) with RESET_IN_BODY forever on GET /api/v2/leads: ";

            assertThat(buena.armed()).containsExactly(steps + "0 requests came");
            Http.get(buena.baseUrl(), "/leads");
            assertThat(buena.armed()).containsExactly(steps + "1 request came");
            Http.get(buena.baseUrl(), "/leads");
            assertThat(buena.armed()).containsExactly(steps + "2 requests came");
        }
    }

    @Test
    void exhaustedScriptIsNoLongerListed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            Http.get(buena.baseUrl(), "/leads");

            assertThat(buena.armed()).isEmpty();
        }
    }

    @Test
    void sameFailureCanBeArmedAgain() {
        Failure<BuenaError> failure = failure(BuenaError.NOT_FOUND).times(2);
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            one.willFail(failure, failure);
            other.willFail(failure);

            assertThat(Http.statuses(one.baseUrl(), 5)).containsExactly(404, 404, 404, 404, 200);
            assertThat(Http.statuses(other.baseUrl(), 3)).containsExactly(404, 404, 200);
        }
    }

    @Test
    void stepsLeftAreListedWhenAllHadToBeUsed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).times(2));
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/keys")))
                    .willFail(failure("rate-limited").forever());
            Http.get(buena.baseUrl(), "/leads");

            assertThatThrownBy(buena::verifyScriptsExhausted)
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            Scripts not exhausted: 2
                              lead-not-found (404 NOT_FOUND) 2 times: 1 request came
                              rate-limited (429 RATE_LIMIT_EXCEEDED) forever on GET /api/v2/keys: 0 requests came""".replace("\n", System.lineSeparator()));
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/keys");
            assertThatCode(buena::verifyScriptsExhausted).doesNotThrowAnyException();
        }
    }

    @Test
    void strictServerFailsWhenItIsClosedTooEarly() {
        BuenaServer buena = BuenaServer.start(ServerOptions.defaults().strictScripts());
        URI url = buena.baseUrl();
        buena.willFail(BuenaError.NOT_FOUND);

        assertThatThrownBy(buena::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lead-not-found (404 NOT_FOUND): 0 requests came");

        assertThatThrownBy(() -> Http.get(url)).isInstanceOf(UncheckedIOException.class);
        assertThatCode(buena::close).doesNotThrowAnyException();
    }
}
