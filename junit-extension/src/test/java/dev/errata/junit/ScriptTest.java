package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts say which of the next requests fail; how they fail is that of the documents. */
class ScriptTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nextRequestFailsAndNoOther(boolean saidSo) {
        try (BuenaServer buena = BuenaServer.start()) {
            FailureScript script = buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            if (saidSo) {
                script.once();
            }

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
            buena.willFail(BuenaError.NOT_FOUND)
                    .thenFail("linkedin-not-connected")
                    .thenFail(Catalog.buena().scenario("enrichment-credits-exhausted"))
                    .thenFail(BuenaError.UNAUTHORIZED);

            assertThat(Http.statuses(buena.baseUrl(), 7)).containsExactly(403, 409, 404, 400, 402, 401, 200);
        }
    }

    @Test
    void faultBreaksWhatTheRequestWouldHaveGot() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(Fault.TRUNCATED_JSON).thenFail(Fault.EMPTY_SERVER_ERROR);
            String half = Http.get(buena.baseUrl(), "/leads").body();
            HttpResponse<String> empty = Http.get(buena.baseUrl(), "/leads");
            String whole = Http.get(buena.baseUrl(), "/leads").body();

            assertThat(whole).contains("lead_123").startsWith(half).hasSizeGreaterThan(half.length());
            assertThat(half).isNotEmpty();
            assertThat(empty.statusCode()).isEqualTo(500);
            assertThat(empty.body()).isEmpty();
        }
    }

    @Test
    void aNumberOfRequestsFails() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE).times(3);

            assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(503, 503, 503, 200, 200);
        }
    }

    @Test
    void stepForNoRequestIsPassedOver() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE)
                    .times(0)
                    .thenFail(BuenaError.NOT_FOUND)
                    .thenFail(BuenaError.UNAUTHORIZED)
                    .times(0);

            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(404, 200, 200);
        }
    }

    @Test
    void foreverMeansEveryFurtherRequest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.NOT_FOUND)
                    .thenFail(BuenaError.SERVICE_UNAVAILABLE)
                    .forever()
                    .thenFail(BuenaError.UNAUTHORIZED);

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
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE)
                    .times(2)
                    .thenFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .retryAfter(1);

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(503, 503);
            HttpResponse<String> third = Http.get(buena.baseUrl(), "/leads");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(Http.json(third).get("retryAfter").asInt()).isEqualTo(1);
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).contains("lead_123");
        }
    }

    @Test
    void stepMayLetRequestsPass() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE)
                    .thenPass()
                    .times(2)
                    .thenFail(BuenaError.NOT_FOUND)
                    .thenPass();

            assertThat(Http.statuses(buena.baseUrl(), 6)).containsExactly(503, 200, 200, 404, 200, 200);
        }
    }

    @Test
    void onlyRequestsThatFitUseAScriptUp() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.NOT_FOUND)
                    .on(getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_7")))
                    .thenFail(BuenaError.SERVICE_UNAVAILABLE);

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_8").statusCode()).isEqualTo(200);
            assertThat(Http.send("DELETE", URI.create(buena.baseUrl() + "/leads/lead_7"), Map.of("x-api-key", "k"), "")
                            .statusCode())
                    .isEqualTo(204);
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
            buena.willFail(BuenaError.NOT_FOUND)
                    .on(getRequestedFor(urlPathEqualTo("/api/v2/keys")))
                    .times(2);
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE).on(getRequestedFor(urlPathEqualTo("/api/v2/leads")));
            buena.willFail(BuenaError.UNAUTHORIZED).on(postRequestedFor(anyUrl()));

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
            buena.willFail(BuenaError.NOT_FOUND).times(2);
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            buena.willFail(BuenaError.UNAUTHORIZED);

            assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(404, 404, 503, 401, 200);
        }
    }

    @Test
    void passingStepKeepsLaterScriptsWaiting() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.NOT_FOUND).thenPass();
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);

            assertThat(Http.statuses(buena.baseUrl(), 4)).containsExactly(404, 200, 503, 200);
        }
    }

    @Test
    void scenarioUrlsAreScriptedToo() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE)
                    .on(anyRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .thenFail(Fault.NO_CONTENT);

            assertThat(Http.statuses(buena.baseUrl("rate-limited"), 3)).containsExactly(503, 204, 429);
        }
    }

    @Test
    void unknownPathIsAnsweredAndNotReported() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE).thenFail(Fault.WRONG_CONTENT_TYPE);

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
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE).times(3);

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
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE)
                    .times(60)
                    .thenPass()
                    .times(7)
                    .thenFail(BuenaError.NOT_FOUND)
                    .times(40);
            AtomicInteger unavailable = new AtomicInteger();
            AtomicInteger notFound = new AtomicInteger();

            Parallel.run(
                    16,
                    thread -> Http.statuses(buena.baseUrl(), 20).forEach(status -> {
                        unavailable.addAndGet(status == 503 ? 1 : 0);
                        notFound.addAndGet(status == 404 ? 1 : 0);
                    }));

            assertThat(unavailable).hasValue(60);
            assertThat(notFound).hasValue(40);
        }
    }

    @Test
    void oneHundredFailuresAreOneHundredForSixteenThreads() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE).times(100);
            AtomicInteger failed = new AtomicInteger();

            Parallel.run(
                    16,
                    thread -> Http.statuses(buena.baseUrl(), 25)
                            .forEach(status -> failed.addAndGet(status == 503 ? 1 : 0)));

            assertThat(failed).hasValue(100);
        }
    }

    @Test
    void otherServersGoOnAsEver() {
        try (BuenaServer scripted = BuenaServer.start();
                BuenaServer other = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            scripted.willFail(BuenaError.SERVICE_UNAVAILABLE).forever();
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
    void usedUpScriptGoesOnWhenItIsExtended() {
        try (BuenaServer buena = BuenaServer.start()) {
            FailureScript script = buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(503, 200);
            buena.willFail(BuenaError.UNAUTHORIZED).times(0);

            script.thenFail(BuenaError.NOT_FOUND).times(2);

            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(404, 404, 200);
        }
    }

    /** Whether a request came in between must not matter. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void usedUpStepGoesOnWhenItIsForMoreRequests(int before) {
        try (BuenaServer buena = BuenaServer.start()) {
            FailureScript script = buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            assertThat(Http.statuses(buena.baseUrl(), before)).startsWith(503);

            script.times(3);

            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(503, 503, 200);
        }
    }

    @Test
    void describesItsStepsAndHowFarItCame() {
        try (BuenaServer buena = BuenaServer.start()) {
            FailureScript script = buena.willFail(BuenaError.SERVICE_UNAVAILABLE)
                    .on(getRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .times(2)
                    .thenPass()
                    .thenFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .with(Fault.RESET_IN_BODY)
                    .forever();

            assertThat(script.toString())
                    .containsSubsequence(
                            "service-unavailable",
                            "503",
                            "2 times",
                            "pass",
                            "rate-limited",
                            "RESET_IN_BODY",
                            "forever",
                            "GET /api/v2/leads",
                            "0 requests");
            Http.get(buena.baseUrl(), "/leads");
            assertThat(script.toString()).contains("1 request ").doesNotContain("0 requests");
            Http.get(buena.baseUrl(), "/leads");
            assertThat(script.toString()).contains("2 requests");
        }
    }
}
