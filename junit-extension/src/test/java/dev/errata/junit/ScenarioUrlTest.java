package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under a scenario's URL every request ends in that scenario. */
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
        try (StubServer server = StubServer.start(scenario.error().catalog())) {
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
        try (StubServer server = StubServer.start(error.catalog())) {
            assertThat(server.baseUrl(error))
                    .isEqualTo(server.baseUrl(error.scenarios().get(0)))
                    .isEqualTo(server.baseUrl(error.scenarios().get(0).id()));
        }
    }

    @Test
    void urlNamesLaneAndScenarioAndEndsInTheBasePath() {
        try (BuenaServer buena = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            assertThat(buena.baseUrl("rate-limited")).hasToString(buena.rootUrl() + "~rate-limited/api/v2");
            assertThat(databuddy.baseUrl("rate-limited")).hasToString(databuddy.rootUrl() + "~rate-limited");
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
                    .hasMessage("Buena.ai API v2 has no scenario \"rate-limitd\"; did you mean \"rate-limited\"?");
        }
    }

    @Test
    void scenarioOfAnotherApiHasNoUrl() {
        Scenario conflict = Catalog.databuddy().scenario("conflict");
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatThrownBy(() -> buena.baseUrl(conflict))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("CONFLICT is an error of the Databuddy API, this server is one of the Buena.ai API v2");
        }
    }

    @Test
    void errorOfAnotherApiHasNoUrlEvenIfItsNameIsKnown() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatThrownBy(() -> buena.baseUrl(DatabuddyError.NOT_FOUND))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage(
                            "NOT_FOUND is an error of the Databuddy API, this server is one of the Buena.ai API v2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate-limitd", "RATE_LIMIT_EXCEEDED", "rate-limited~rate-limited", "rate%2Dlimited"})
    void unknownScenarioInAUrlIsAnsweredLoudlyAndReported(String scenario) {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(URI.create(buena.rootUrl() + "~" + scenario + "/api/v2/leads"));

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body())
                    .isEqualTo("Errata: The Buena.ai API v2 has no scenario \"%s\".\n".formatted(scenario));
            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("has no scenario \"" + scenario + "\"");
        }
    }
}
