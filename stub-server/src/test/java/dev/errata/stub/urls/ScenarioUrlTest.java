package dev.errata.stub.urls;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request to the URL of a scenario or a fault meets it. */
class ScenarioUrlTest {

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PURGE");
    private static final List<String> PATHS =
            List.of("", "/", "/leads/lead_1", "/v1/query?website_id=w&a=%2F~x", "/a/b/c/d/e//f?~");
    private static final Map<String, String> CREDENTIALS =
            Map.of("x-api-key", "bna_test_expired_api_key", "Content-Type", "application/json");

    static Stream<Scenario> scenarios() {
        return Stream.of(Catalog.buena(), Catalog.databuddy()).flatMap(catalog -> catalog.scenarios().stream());
    }

    static Stream<ApiError> errors() {
        return Stream.of(Catalog.buena(), Catalog.databuddy()).flatMap(catalog -> catalog.errors().stream());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void answersEveryRequestAlike(Scenario scenario) {
        try (StubServer<ApiError> server = StubServer.start(scenario.error().catalog())) {
            for (String method : METHODS) {
                for (String path : PATHS) {
                    URI url = URI.create(server.baseUrl(scenario) + path);
                    assertAnswers(scenario, method, Http.send(method, url, Map.of(), ""));
                    assertAnswers(scenario, method, Http.send(method, url, CREDENTIALS, "{\"email\": \"a@b.de\"}"));
                }
            }
            server.verifyNoUnmatchedRequests();
        }
    }

    private static void assertAnswers(Scenario scenario, String method, HttpResponse<String> response) {
        String request = method + " " + response.uri();
        assertThat(response.statusCode()).as(request).isEqualTo(scenario.status());
        assertThat(response.headers().allValues("Content-Type"))
                .as(request)
                .containsExactly(scenario.answer().contentType());
        assertThat(response.body())
                .as(request)
                .isEqualTo(method.equals("HEAD") ? "" : scenario.answer().body());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void urlOfAnErrorIsThatOfItsFirstScenario(ApiError error) {
        try (StubServer<ApiError> server = StubServer.start(error.catalog())) {
            assertThat(server.baseUrl(error))
                    .isEqualTo(server.baseUrl(error.scenarios().get(0)))
                    .isEqualTo(server.baseUrl(error.scenarios().get(0).id()));
        }
    }

    @Test
    void looksLikeTheUrlOfTheApi() {
        try (BuenaServer buena = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            assertThat(buena.baseUrl("rate-limited").toString()).matches("http://127\\.0\\.0\\.1:\\d+/api/v2");
            assertThat(databuddy.baseUrl("rate-limited").toString()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(buena.baseUrl(Fault.NO_CONTENT).toString()).matches("http://127\\.0\\.0\\.1:\\d+/api/v2");
        }
    }

    @Test
    void isOpenedOnce() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(buena.baseUrl("rate-limited")).isEqualTo(buena.baseUrl("rate-limited"));
            assertThat(buena.baseUrl(Fault.NO_CONTENT)).isEqualTo(buena.baseUrl(Fault.NO_CONTENT));
        }
    }

    /** A client that builds its URLs from the root must not leave the scenario. */
    @Test
    void absolutePathThatIsResolvedAgainstItStays() {
        try (BuenaServer buena = BuenaServer.start()) {
            URI resolved = buena.baseUrl("rate-limited").resolve("/api/v2/leads/1");

            assertThat(Http.get(resolved).statusCode()).isEqualTo(429);
            assertThat(Http.get(buena.baseUrl(Fault.NO_CONTENT).resolve("/x")).statusCode())
                    .isEqualTo(204);
        }
    }

    static Stream<Arguments> pathForms() {
        return Stream.of(
                Arguments.of("/~lead-not-found/api/v2/leads", 404),
                Arguments.of("/~lead-not-found", 404),
                Arguments.of("/~lead-not-found?x", 404),
                Arguments.of("/%7Elead-not-found/leads", 404),
                Arguments.of("/~fault:NO_CONTENT/api/v2/leads", 204),
                Arguments.of("/%7efault%3ANO_CONTENT/api/v2/leads", 204),
                Arguments.of("/api/v2/leads/~lead-not-found", 200),
                Arguments.of("/~/api/v2/leads", 501));
    }

    /** For programs that must know their URLs before a server starts. */
    @ParameterizedTest
    @MethodSource("pathForms")
    void hasAPathFormToo(String path, int status) {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.rootUrl(), path).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void pathFormIsNotPartOfTheRequest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .willFail(failure(BuenaError.NOT_FOUND).times(2));

            assertThat(Http.get(buena.rootUrl(), "/~rate-limited/api/v2/leads?q=1")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(buena.rootUrl(), "/~fault:NO_CONTENT/api/v2/leads")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(buena.traffic())
                    .extracting(exchange -> exchange.request().url())
                    .containsExactly("/api/v2/leads?q=1", "/api/v2/leads");
        }
    }

    @Test
    void scenariosOfOneServerDoNotMixAndThePlainApiStays() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.baseUrl(BuenaError.NOT_FOUND), "/leads").statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(buena.baseUrl(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED), "/leads")
                            .statusCode())
                    .isEqualTo(402);
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void bodyIsTheExampleAndRepeatsNothingOfTheRequest() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.baseUrl("lead-not-found"), "/leads/lead_777")
                            .body())
                    .contains("lead_abc123")
                    .doesNotContain("lead_777");
        }
    }

    @Test
    void mistypedScenarioHasNoUrl() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatThrownBy(() -> buena.baseUrl("rate-limitd"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("Unknown scenario \"rate-limitd\" in Buena.ai API v2. Did you mean \"rate-limited\"?");
        }
    }

    @Test
    void errorOrScenarioOfAnotherApiHasNoUrlEvenIfItsNameIsKnown() {
        try (BuenaServer buena = BuenaServer.start();
                StubServer<ApiError> untyped = StubServer.start(Catalog.buena())) {
            Stream.<ThrowingCallable>of(
                            () -> buena.baseUrl(Catalog.databuddy().scenario("rate-limited")),
                            () -> untyped.baseUrl(DatabuddyError.RATE_LIMIT_EXCEEDED))
                    .forEach(call -> assertThatThrownBy(call)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContainingAll("RATE_LIMIT_EXCEEDED", "Databuddy API", "Buena.ai API v2"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "~rate-limitd, Unknown scenario \"rate-limitd\" in Buena.ai API v2. Did you mean \"rate-limited\"?",
        "~rate%2Dlimited, Unknown scenario \"rate%2Dlimited\" in Buena.ai API v2. Did you mean \"rate-limited\"?",
        "~fault:GARBGE, Unknown fault \"GARBGE\". Did you mean \"GARBAGE\"?",
        "~fault:CONNECTION_REFUSED, Unknown fault \"CONNECTION_REFUSED\""
    })
    void mistypedPathFormIsAnsweredAndReported(String segment, String reason) {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.rootUrl(), "/" + segment + "/api/v2/leads");

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body()).startsWith("Errata: " + reason);
            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(reason);
        }
    }
}
