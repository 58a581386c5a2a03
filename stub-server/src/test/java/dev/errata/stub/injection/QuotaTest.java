package dev.errata.stub.injection;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.QuotaWindow;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.LimitedShop;
import dev.errata.stub.support.Parallel;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that may send a number of requests in a window of time. */
class QuotaTest {

    private static final Instant NOON = Instant.parse("2024-01-20T12:00:00Z");
    private static final long NOON_SECONDS = 1_705_752_000L;

    @Test
    void everyAnswerTellsHowManyRequestsAreLeft() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.perMinute(60));

            for (int remaining = 59; remaining >= 0; remaining--) {
                HttpResponse<String> answer = Http.get(buena.baseUrl(), "/leads");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertRateLimit(answer, 60, remaining, NOON_SECONDS + 60, "minute");
            }
            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertRateLimit(refused, 60, 0, NOON_SECONDS + 60, "minute");
        }
    }

    @Test
    void requestTooManyGetsTheDocumentedBodyWordForWord() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.ofEpochSecond(1_640_995_245 - 60));
            buena.quota(Quota.perMinute(60));
            for (int i = 0; i < 60; i++) {
                Http.get(buena.baseUrl(), "/leads");
            }
            buena.clock().advance(Duration.ofSeconds(15));

            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(Http.json(refused.body())).isEqualTo(Http.json("""
                            {
                              "error": true,
                              "code": "RATE_LIMIT_EXCEEDED",
                              "message": "Rate limit exceeded. Try again in 45 seconds.",
                              "version": "2.0",
                              "timestamp": "2024-01-20T15:30:00Z",
                              "retryAfter": 45,
                              "rateLimitInfo": {
                                "limit": 60,
                                "remaining": 0,
                                "reset": 1640995245,
                                "window": "minute"
                              }
                            }"""));
        }
    }

    @ParameterizedTest
    @CsvSource({"PER_SECOND, 1, second", "PER_MINUTE, 60, minute", "PER_HOUR, 3600, hour", "PER_DAY, 86400, day"})
    void figuresOfTheBodyAreThoseOfTheQuota(QuotaWindow window, long seconds, String word) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.of(2, window));
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/leads");

            JsonNode body = Http.json(Http.get(buena.baseUrl(), "/leads").body());

            assertThat(body.path("rateLimitInfo"))
                    .isEqualTo(Http.json("{\"limit\": 2, \"remaining\": 0, \"reset\": %d, \"window\": \"%s\"}"
                            .formatted(NOON_SECONDS + seconds, word)));
            assertThat(body.path("retryAfter").asLong()).isEqualTo(seconds);
            assertThat(body.path("message").asText())
                    .isEqualTo("Rate limit exceeded. Try again in " + seconds + " seconds.");
            assertFitsTheEnvelope(buena.catalog(), body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void quotaIsFullAgainWhenTheWindowEndsAndNotBefore(QuotaWindow window) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.of(1, window));
            buena.clock().advance(Duration.ofSeconds(7));

            assertThat(status(buena, "a")).isEqualTo(200);
            assertThat(status(buena, "a")).isEqualTo(429);
            buena.clock().advance(window.length().minusNanos(1));
            assertThat(status(buena, "a")).isEqualTo(429);
            buena.clock().advance(Duration.ofNanos(1));
            assertThat(status(buena, "a")).isEqualTo(200);
            assertThat(status(buena, "a")).isEqualTo(429);
        }
    }

    @Test
    void timeToWaitIsRoundedUpToTheSecondOfTheReset() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON.plusMillis(1));
            buena.quota(Quota.perMinute(1));
            Http.get(buena.baseUrl(), "/leads");
            buena.clock().advance(Duration.ofMillis(59_998));

            JsonNode body = Http.json(Http.get(buena.baseUrl(), "/leads").body());

            assertThat(body.path("retryAfter").asLong()).isEqualTo(1);
            assertThat(body.at("/rateLimitInfo/reset").asLong()).isEqualTo(NOON_SECONDS + 61);
        }
    }

    @Test
    void nextWindowBeginsWithTheFirstRequestInIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.perMinute(5));
            Http.get(buena.baseUrl(), "/leads");
            buena.clock().advance(Duration.ofSeconds(90));

            assertRateLimit(Http.get(buena.baseUrl(), "/leads"), 5, 4, NOON_SECONDS + 90 + 60, "minute");
        }
    }

    @Test
    void everyKeyHasAQuotaOfItsOwn() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(1));

            assertThat(status(buena, "a")).isEqualTo(200);
            assertThat(status(buena, "a")).isEqualTo(429);
            assertThat(status(buena, "b")).isEqualTo(200);
            assertThat(status(buena, "b")).isEqualTo(429);
        }
    }

    @Test
    void everyServerCountsForItself() {
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            one.quota(Quota.perDay(1));
            other.quota(Quota.perDay(1));

            assertThat(status(one, "a")).isEqualTo(200);
            assertThat(status(other, "a")).isEqualTo(200);
            assertThat(status(one, "a")).isEqualTo(429);
        }
    }

    @Test
    void requestsWithoutAKeyAreUnauthorizedAndNotCounted() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(1));
            URI leads = URI.create(buena.baseUrl() + "/leads");

            for (int i = 0; i < 3; i++) {
                assertThat(Http.get(leads).statusCode()).isEqualTo(401);
                assertThat(status(buena, "")).isEqualTo(401);
                assertThat(status(buena, "  ")).isEqualTo(401);
            }
            assertThat(status(buena, "a")).isEqualTo(200);
            assertThat(status(buena, "a")).isEqualTo(429);
        }
    }

    @Test
    void errorsOfTheApiCountAndTellWhatIsLeft() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(2));

            HttpResponse<String> notFound = Http.get(buena.baseUrl(), "/leads/lead_abc123");
            assertThat(notFound.statusCode()).isEqualTo(404);
            assertThat(remaining(notFound)).containsExactly("1");
            HttpResponse<String> deleted =
                    Http.send("DELETE", URI.create(buena.baseUrl() + "/leads/lead_1"), Map.of("x-api-key", "test"), "");
            assertThat(deleted.statusCode()).isEqualTo(200);
            assertThat(remaining(deleted)).containsExactly("0");
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void tightestOfSeveralQuotasIsTold() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.perMinute(2));
            buena.quota(Quota.perHour(3));

            assertRateLimit(Http.get(buena.baseUrl(), "/leads"), 2, 1, NOON_SECONDS + 60, "minute");
            assertRateLimit(Http.get(buena.baseUrl(), "/leads"), 2, 0, NOON_SECONDS + 60, "minute");
            assertThat(status(buena, "test")).isEqualTo(429);
            buena.clock().advance(Duration.ofMinutes(1));
            HttpResponse<String> third = Http.get(buena.baseUrl(), "/leads");
            assertThat(third.statusCode())
                    .as("a refused request counts nowhere")
                    .isEqualTo(200);
            assertRateLimit(third, 3, 0, NOON_SECONDS + 3600, "hour");
            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("\"retryAfter\":3540,");
        }
    }

    @Test
    void longestOfSeveralQuotasThatAreUsedUpDecides() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.perMinute(1));
            buena.quota(Quota.perDay(1));
            buena.quota(Quota.perHour(1));
            Http.get(buena.baseUrl(), "/leads");

            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");
            assertRateLimit(refused, 1, 0, NOON_SECONDS + 86_400, "day");
            assertThat(refused.body()).contains("Try again in 86400 seconds.");
            buena.clock().advance(Duration.ofHours(1));
            assertThat(status(buena, "test")).isEqualTo(429);
            buena.clock().advance(Duration.ofHours(23));
            assertThat(status(buena, "test")).isEqualTo(200);
        }
    }

    @Test
    void quotaOfAWindowCanBeChanged() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perMinute(1));
            Http.get(buena.baseUrl(), "/leads");
            buena.quota(Quota.perMinute(5));

            HttpResponse<String> answer = Http.get(buena.baseUrl(), "/leads");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("X-RateLimit-Limit")).containsExactly("5");
        }
    }

    @Test
    void quotaOfZeroAnswersNobody() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.perSecond(0));

            assertRateLimit(Http.get(buena.baseUrl(), "/leads"), 0, 0, NOON_SECONDS + 1, "second");
            buena.clock().advance(Duration.ofSeconds(1));
            assertThat(status(buena, "test")).isEqualTo(429);
        }
    }

    @Test
    void databuddyTellsTheQuotaInTheBodyAndInHeaders() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            databuddy.clock().stopAt(Instant.parse("2024-01-01T11:59:00Z"));
            databuddy.quota(Quota.perMinute(1));
            HttpResponse<String> answered = Http.get(databuddy.baseUrl(), "/v1/query/types");
            databuddy.clock().advance(Duration.ofSeconds(15));

            HttpResponse<String> refused = Http.get(databuddy.baseUrl(), "/v1/query/types");

            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.headers().map()).containsOnlyKeys("content-type", "content-length", "date");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("X-RateLimit-Limit")).hasValue("1");
            assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
            assertThat(refused.headers().firstValue("X-RateLimit-Reset")).hasValue("1704110400");
            assertThat(Http.json(refused.body())).isEqualTo(Http.json("""
                            {
                              "success": false,
                              "error": "Rate limit exceeded. Please try again later.",
                              "code": "RATE_LIMIT_EXCEEDED",
                              "limit": 1,
                              "remaining": 0,
                              "reset": "2024-01-01T12:00:00.000Z",
                              "retryAfter": 45
                            }"""));
            assertFitsTheEnvelope(databuddy.catalog(), Http.json(refused.body()));
        }
    }

    @Test
    void keyIsTheSameInEveryHeader() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            databuddy.quota(Quota.perDay(2));

            assertThat(websites(databuddy, Map.of("Authorization", "Bearer a"))).isEqualTo(200);
            assertThat(websites(databuddy, Map.of("x-api-key", "a"))).isEqualTo(200);
            assertThat(websites(databuddy, Map.of("authorization", "bearer a"))).isEqualTo(429);
            assertThat(websites(databuddy, Map.of("Authorization", "ApiKey a"))).isEqualTo(429);
            assertThat(websites(databuddy, Map.of("x-api-key", "a"))).isEqualTo(429);
            assertThat(websites(databuddy, Map.of("Authorization", "Bearer b"))).isEqualTo(200);
            assertThat(websites(databuddy, Map.of("x-api-key", "", "Authorization", "Bearer a")))
                    .isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer "})
    void databuddyDoesNotCountRequestsWithoutAKey(String authorization) {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            databuddy.quota(Quota.perDay(1));

            assertThat(websites(databuddy, Map.of("Authorization", authorization)))
                    .isEqualTo(401);
            assertThat(websites(databuddy, Map.of("Authorization", authorization)))
                    .isEqualTo(401);
        }
    }

    private static int websites(DatabuddyServer databuddy, Map<String, String> headers) {
        return Http.send("GET", URI.create(databuddy.baseUrl() + "/v1/query/websites"), headers, "")
                .statusCode();
    }

    @Test
    void exactlySoManyRequestsPassFromHoweverManyThreads() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(100));
            Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();

            Parallel.run(16, thread -> {
                for (int i = 0; i < 10; i++) {
                    answers.add(Http.get(buena.baseUrl(), "/leads"));
                }
            });

            assertThat(answers).hasSize(160);
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                    .flatExtracting(QuotaTest::remaining)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 100).mapToObj(String::valueOf).toList());
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 429))
                    .hasSize(60);
        }
    }

    @Test
    void ownStubsCountButKeepTheirHeaders() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/leads").willReturn(ok("mine").withHeader("X-RateLimit-Remaining", "many")));
            buena.stubFor(get("/api/v2/keys").willReturn(ok("bare")));
            buena.quota(Quota.perDay(2));

            HttpResponse<String> mine = Http.get(buena.baseUrl(), "/leads");
            assertThat(mine.body()).isEqualTo("mine");
            assertThat(remaining(mine)).containsExactly("many");
            HttpResponse<String> bare = Http.get(buena.baseUrl(), "/keys");
            assertThat(bare.body()).isEqualTo("bare");
            assertThat(remaining(bare)).isEmpty();
            assertThat(status(buena, "test")).isEqualTo(429);
        }
    }

    @Test
    void scriptedAnswersAreNotCountedButTellWhatIsLeft() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.perMinute(3));
            Http.get(buena.baseUrl(), "/leads");
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(4));

            for (int i = 0; i < 4; i++) {
                HttpResponse<String> scripted = Http.get(buena.baseUrl(), "/leads");
                assertThat(scripted.statusCode()).isEqualTo(503);
                assertRateLimit(scripted, 3, 2, NOON_SECONDS + 60, "minute");
            }
            assertRateLimit(Http.get(buena.baseUrl(), "/leads"), 3, 1, NOON_SECONDS + 60, "minute");
        }
    }

    @Test
    void requestsThatAScriptLetsPassAreCounted() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(1));
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE), pass().times(2));

            assertThat(status(buena, "test")).isEqualTo(503);
            assertThat(status(buena, "test")).isEqualTo(200);
            assertThat(status(buena, "test")).isEqualTo(429);
        }
    }

    @Test
    void quotaWinsOverChaos() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(1));
            buena.chaos(Chaos.rate(1).seed(0));

            HttpResponse<String> failed = Http.get(buena.baseUrl(), "/leads");
            assertThat(failed.statusCode()).isBetween(500, 599);
            assertThat(remaining(failed)).containsExactly("0");
            assertThat(status(buena, "test")).isEqualTo(429);
        }
    }

    @Test
    void scenarioUrlsAreNeitherLimitedNorCounted() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(1));

            for (int i = 0; i < 3; i++) {
                HttpResponse<String> notFound = Http.get(buena.baseUrl("lead-not-found"), "/leads");
                assertThat(notFound.statusCode()).isEqualTo(404);
                assertThat(remaining(notFound)).containsExactly("59");
            }
            assertThat(status(buena, "test")).isEqualTo(200);
            assertThat(status(buena, "test")).isEqualTo(429);
            assertThat(Http.get(buena.baseUrl("lead-not-found"), "/leads").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void documentedOnlyServerInventsNoHeaders() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().documentedOnly())) {
            buena.quota(Quota.perMinute(1));

            HttpResponse<String> answered = Http.get(buena.baseUrl(), "/leads");
            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");

            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.headers().map()).containsOnlyKeys("content-type", "content-length", "date");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().map()).containsOnlyKeys("content-type", "content-length", "date");
            assertThat(Http.json(refused.body()).at("/rateLimitInfo/limit").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void trafficSaysThatTheQuotaAnswered() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perDay(1));
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/leads");

            assertThat(buena.traffic().exchanges())
                    .extracting(Exchange::source)
                    .containsExactly(Exchange.Source.API, Exchange.Source.QUOTA);
            assertThat(buena.traffic().exchanges().get(1).scenario())
                    .map(Scenario::id)
                    .contains("rate-limited");
        }
    }

    /** Some keys are forgotten when there are many: those whose window is over, and no others. */
    @Test
    void thousandsOfKeysAreCountedRightly() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOON);
            buena.quota(Quota.perMinute(2));
            for (int i = 0; i < 1_050; i++) {
                assertThat(remaining(buena, "key-" + i)).containsExactly("1");
            }
            assertThat(remaining(buena, "key-0")).containsExactly("0");
            assertThat(status(buena, "key-0")).isEqualTo(429);
            buena.clock().advance(Duration.ofSeconds(59));
            assertThat(remaining(buena, "late")).containsExactly("1");
            buena.clock().advance(Duration.ofSeconds(1));

            assertThat(remaining(buena, "key-0")).containsExactly("1");
            assertThat(remaining(buena, "late")).containsExactly("0");
        }
    }

    @Test
    void catalogThatDoesNotTellARateLimitIsRefused(@TempDir Path folder) {
        try (StubServer<ApiError> shop = StubServer.start(Catalog.loadResource("shop"));
                StubServer<ApiError> documented = StubServer.start(
                        LimitedShop.in(folder, "inferred"),
                        ServerOptions.defaults().documentedOnly())) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> shop.quota(Quota.perDay(1)))
                    .withMessage("Quotas are not supported for the Shop API: its catalog has no \"rateLimit\","
                            + " which describes the answer to an exceeded quota");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> documented.quota(Quota.perDay(1).retryAfterHeader(RetryAfterHeader.SECONDS)))
                    .withMessageStartingWith(
                            "Quotas are not supported for the Shop API (documented only): its catalog has no \"rateLimit\"");
        }
    }

    @Test
    void negativeQuotaIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Quota.perDay(-1))
                .withMessage("requests must not be negative, is -1");
    }

    @Test
    void isListedAmongWhatIsArmed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perMinute(60), Quota.perDay(1_000));

            assertThat(buena.armed()).containsExactly("quota(60 per minute)", "quota(1000 per day)");
        }
    }

    private static HttpResponse<String> leads(StubServer<?> buena, String key) {
        return Http.send("GET", URI.create(buena.baseUrl() + "/leads"), Map.of("x-api-key", key), "");
    }

    private static int status(StubServer<?> buena, String key) {
        return leads(buena, key).statusCode();
    }

    private static List<String> remaining(StubServer<?> buena, String key) {
        return remaining(leads(buena, key));
    }

    private static List<String> remaining(HttpResponse<String> answer) {
        return answer.headers().allValues("X-RateLimit-Remaining");
    }

    private static void assertRateLimit(
            HttpResponse<String> answer, long limit, long remaining, long reset, String window) {
        assertThat(Stream.of("Limit", "Remaining", "Reset", "Window")
                        .flatMap(name -> answer.headers().allValues("X-RateLimit-" + name).stream()))
                .containsExactly(String.valueOf(limit), String.valueOf(remaining), String.valueOf(reset), window);
    }

    /** A body that has not changed is held to the envelope like one that has. */
    private static void assertFitsTheEnvelope(Catalog catalog, JsonNode body) {
        assertThat(catalog.envelope().accepts(ResponseParts.of(body.toString(), Map.of())))
                .isTrue();
    }

    /** Its body has figures too, and the two must not contradict each other. */
    @Test
    void scriptedRateLimitKeepsTheFiguresOfTheDocument() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perHour(10));
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED), failure(BuenaError.SERVICE_UNAVAILABLE));

            HttpResponse<String> limited = Http.get(buena.baseUrl(), "/leads");
            HttpResponse<String> unavailable = Http.get(buena.baseUrl(), "/leads");

            assertThat(limited.headers().firstValue("X-RateLimit-Remaining")).contains("0");
            assertThat(limited.headers().firstValue("X-RateLimit-Window")).contains("minute");
            assertThat(unavailable.headers().firstValue("X-RateLimit-Remaining"))
                    .contains("10");
            assertThat(unavailable.headers().firstValue("X-RateLimit-Window")).contains("hour");
        }
    }
}
