package dev.errata.stub.answers;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Header;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers of answers: those of the document always, {@code Retry-After} only by option. */
class AnswerHeadersTest {

    private static final ServerOptions RETRY_AFTER = ServerOptions.defaults().retryAfterHeader(true);

    static Stream<Scenario> buenaScenarios() {
        return Catalog.buena().scenarios().stream();
    }

    static Stream<Scenario> allScenarios() {
        return Stream.of(Catalog.buena(), Catalog.databuddy()).flatMap(catalog -> catalog.scenarios().stream());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/leads,test,200",
        "DELETE,/leads/lead_1,test,200",
        "GET,/leads/lead_abc123,test,404",
        "GET,/leads,'',401"
    })
    void plainBuenaApiTellsTheRateLimitWithEveryAnswer(String method, String path, String key, int status) {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response =
                    Http.send(method, URI.create(buena.baseUrl() + path), Map.of("x-api-key", key), "");

            assertThat(response.statusCode()).isEqualTo(status);
            assertRateLimit(response, "59");
        }
    }

    @ParameterizedTest
    @MethodSource("buenaScenarios")
    void everyScenarioUrlOfBuenaTellsTheRateLimit(Scenario scenario) {
        try (BuenaServer buena = BuenaServer.start()) {
            assertRateLimit(Http.get(buena.baseUrl(scenario)), scenario.id().equals("rate-limited") ? "0" : "59");
        }
    }

    @Test
    void rateLimitedKeyHasNothingRemaining() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.send(
                    "GET",
                    URI.create(buena.baseUrl() + "/leads"),
                    Map.of("x-api-key", BuenaTestData.RATE_LIMITED_API_KEY),
                    "");

            assertThat(response.statusCode()).isEqualTo(429);
            assertRateLimit(response, "0");
        }
    }

    private static void assertRateLimit(HttpResponse<String> response, String remaining) {
        assertThat(header(response, "X-RateLimit-Limit")).containsExactly("60");
        assertThat(header(response, "X-RateLimit-Remaining")).containsExactly(remaining);
        assertThat(header(response, "X-RateLimit-Reset"))
                .containsExactly(remaining.equals("0") ? "1640995245" : "1640995200");
        assertThat(header(response, "X-RateLimit-Window")).containsExactly("minute");
    }

    private static Iterable<String> header(HttpResponse<String> response, String name) {
        return response.headers().allValues(name);
    }

    @Test
    void ownStubsAndUnmatchedRequestsHaveNoHeadersOfTheApi() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/mine").willReturn(ok("mine")));

            assertThat(rateLimitHeaders(Http.get(buena.baseUrl(), "/mine"))).isEmpty();
            assertThat(rateLimitHeaders(Http.get(buena.baseUrl(), "/nowhere"))).isEmpty();
        }
    }

    @Test
    void databuddyHasTheHeadersOfItsSource() {
        try (DatabuddyServer databuddy = DatabuddyServer.start();
                DatabuddyServer documented =
                        DatabuddyServer.start(ServerOptions.defaults().documentedOnly())) {
            HttpResponse<String> limited = Http.get(databuddy.baseUrl("rate-limited"));
            assertThat(header(limited, "X-RateLimit-Limit")).containsExactly("1000");
            assertThat(header(limited, "X-RateLimit-Remaining")).containsExactly("0");
            assertThat(header(limited, "X-RateLimit-Reset")).containsExactly("1704110400");
            HttpResponse<String> withoutKey = Http.get(databuddy.baseUrl("missing-credentials"));
            assertThat(header(withoutKey, "WWW-Authenticate"))
                    .containsExactly(
                            "Bearer resource_metadata=\"https://api.databuddy.cc/.well-known/oauth-protected-resource\"");
            assertThat(header(withoutKey, "X-Request-ID")).containsExactly("req_abc123");
            assertThat(Http.get(documented.baseUrl("rate-limited")).headers().map())
                    .containsOnlyKeys("content-type", "content-length", "date");
        }
    }

    @Test
    void databuddysFrameworkAnswersInPlainText() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            HttpResponse<String> malformed = Http.get(databuddy.baseUrl("malformed-json"));
            HttpResponse<String> unprocessable = Http.get(databuddy.baseUrl("unprocessable-preset"));

            assertThat(malformed.statusCode()).isEqualTo(400);
            assertThat(malformed.body()).isEqualTo("Bad Request");
            assertThat(unprocessable.statusCode()).isEqualTo(422);
            assertThat(Http.json(unprocessable.body()).at("/found/preset").asText())
                    .isEqualTo("last7days");
            assertThat(List.of(malformed, unprocessable))
                    .allSatisfy(response ->
                            assertThat(header(response, "Content-Type")).containsExactly("text/plain"));
        }
    }

    private static Stream<String> rateLimitHeaders(HttpResponse<String> response) {
        return response.headers().map().keySet().stream().filter(name -> name.startsWith("x-ratelimit"));
    }

    @ParameterizedTest
    @MethodSource("allScenarios")
    void noAnswerHasRetryAfterUnlessAskedFor(Scenario scenario) {
        try (StubServer<ApiError> server = StubServer.start(scenario.error().catalog())) {
            assertThat(header(Http.get(server.baseUrl(scenario)), "Retry-After"))
                    .containsExactlyElementsOf(listed(scenario));
        }
    }

    @ParameterizedTest
    @MethodSource("allScenarios")
    void retryAfterRepeatsTheSecondsOfTheBodyAndOnlyThose(Scenario scenario) {
        try (StubServer<ApiError> server = StubServer.start(scenario.error().catalog(), RETRY_AFTER)) {
            HttpResponse<String> response = Http.get(server.baseUrl(scenario));

            List<String> told = scenario.answer()
                    .json()
                    .map(body -> body.findValuesAsText("retryAfter"))
                    .orElse(List.of());
            assertThat(header(response, "Retry-After"))
                    .containsExactlyElementsOf(told.isEmpty() ? listed(scenario) : told);
        }
    }

    private static List<String> listed(Scenario scenario) {
        return scenario.answer().headers().stream()
                .filter(header -> header.name().equals("Retry-After"))
                .map(Header::value)
                .toList();
    }

    @Test
    void retryAfterComesWithTriggersAndNotWithSuccesses() {
        try (BuenaServer buena = BuenaServer.start(RETRY_AFTER)) {
            URI leads = URI.create(buena.baseUrl() + "/leads");
            HttpResponse<String> limited =
                    Http.send("GET", leads, Map.of("x-api-key", BuenaTestData.RATE_LIMITED_API_KEY), "");
            HttpResponse<String> success = Http.send("GET", leads, Map.of("x-api-key", "test"), "");

            assertThat(header(limited, "Retry-After")).containsExactly("45");
            assertThat(header(success, "Retry-After")).isEmpty();
        }
    }

    @Test
    void retryAfterIsAnOptionOfOneServerAndCanBeSwitchedOff() {
        try (BuenaServer with = BuenaServer.start(RETRY_AFTER);
                BuenaServer without = BuenaServer.start(RETRY_AFTER.retryAfterHeader(false))) {
            assertThat(header(Http.get(with.baseUrl("rate-limited")), "Retry-After"))
                    .containsExactly("45");
            assertThat(header(Http.get(without.baseUrl("rate-limited")), "Retry-After"))
                    .isEmpty();
        }
    }

    @Test
    void serversClockDatesEveryAnswer() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.parse("1994-11-06T08:49:37.5Z"));
            buena.stubFor(get("/api/v2/mine").willReturn(ok("mine")));

            for (String path : new String[] {"/leads", "/leads/lead_abc123", "/mine", "/nowhere"}) {
                assertThat(header(Http.get(buena.baseUrl(), path), "Date"))
                        .as(path)
                        .containsExactly("Sun, 06 Nov 1994 08:49:37 GMT");
            }
        }
    }

    @Test
    void ownDateOfAStubIsKept() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/mine").willReturn(ok().withHeader("Date", "Sat, 01 Jan 2000 00:00:00 GMT")));

            assertThat(header(Http.get(buena.baseUrl(), "/mine"), "Date"))
                    .containsExactly("Sat, 01 Jan 2000 00:00:00 GMT");
        }
    }
}
