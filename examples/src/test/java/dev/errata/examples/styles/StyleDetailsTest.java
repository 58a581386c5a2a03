package dev.errata.examples.styles;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.assertions.ApiAssertions;
import dev.errata.assertions.ApiErrorAssert;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.pacts.CatalogPact;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Quota;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What only some styles have: codes that are numbers, names inside segments, waits in headers, the spelling of fields. */
class StyleDetailsTest {

    private static final Catalog TWILIO = Styles.catalog("twilio");
    private static final Catalog GITHUB = Styles.catalog("github");

    @Test
    void aCodeOfAnotherTypeIsAnotherCode() throws Exception {
        try (StubServer<ApiError> server = StubServer.start(TWILIO)) {
            server.willFail(failure("no-called-number").with(Fault.NUMERIC_CODE));
            HttpResponse<String> response = Styles.send(
                    server.baseUrl(), TWILIO.scenario("no-called-number").request());

            ApiErrorAssert error = ApiAssertions.of(TWILIO).assertThat(response);
            assertThatThrownBy(() -> error.hasCode("21201"))
                    .hasMessageContaining("/code: expected 21201 but was \"21201\"");
            assertThatThrownBy(() -> error.isError("NO_CALLED_NUMBER"))
                    .hasMessageContaining("/code: expected 21201 but was \"21201\"");
        }
    }

    @Test
    void aNameInAPathMayBeAPartOfASegment() throws Exception {
        try (StubServer<ApiError> server = StubServer.start(GITHUB)) {
            HttpResponse<String> response = Styles.send(
                    server.baseUrl(),
                    new RequestExample("GET", "/repos/o/r/compare/v1.0...v2.0", Map.of(), Optional.empty()));

            assertThat(response.body()).isEqualTo("{\"base\":\"v1.0\",\"head\":\"v2.0\"}");
        }
    }

    @Test
    void aQuotaTellsItsWaitInTheHeader() throws Exception {
        try (StubServer<ApiError> server = StubServer.start(GITHUB)) {
            server.willFail(failure("secondary-rate-limit").retryAfterHeader(RetryAfterHeader.HTTP_DATE));
            assertWait(server, 60);

            server.clock().stopAt(Instant.parse("2026-11-27T10:00:30Z"));
            server.quota(Quota.perMinute(0));
            assertWait(server, 60);
            server.clock().advance(Duration.ofSeconds(20));
            assertWait(server, 40);
        }
    }

    @Test
    void aWaitInTheHeaderCanBeShortened() throws Exception {
        try (StubServer<ApiError> server =
                StubServer.start(GITHUB, ServerOptions.defaults().shortWaits(Duration.ofSeconds(2)))) {
            assertWait(server, 2);

            server.willFail(failure("secondary-rate-limit").retryAfter(7));
            assertWait(server, 7);
        }
    }

    private static void assertWait(StubServer<ApiError> server, long seconds) throws Exception {
        HttpResponse<String> response = Styles.send(
                server.baseUrl(), GITHUB.scenario("secondary-rate-limit").request());

        ApiAssertions.of(GITHUB)
                .assertThat(response)
                .isScenario("secondary-rate-limit")
                .hasRetryAfter(Duration.ofSeconds(seconds));
        assertThat(response.body()).isEqualTo("{\"message\":\"You have exceeded a secondary rate limit.\"}");
    }

    @Test
    void fieldsAreSpelledAsTheApiSpellsThem() throws Exception {
        assertThat(answer("problem-details", "/people", "{\"age\": 7, \"profile\": {\"color\": \"pink\"}}"))
                .isEqualTo(json("""
                        {"type": "https://example.net/validation-error", "title": "Your request is not valid.",
                         "errors": [{"pointer": "#/profile/color", "detail": "must be 'green', 'red' or 'blue'"}]}"""));
        assertThat(answer("json-api", "/people", """
                        {"data": {"attributes": {"firstName": "Ada", "tags": ["a b"]}}}""")).isEqualTo(json("""
                        {"errors": [{"status": "422", "code": "INVALID_ATTRIBUTE", "title": "Invalid Attribute",
                                     "source": {"pointer": "/data/attributes/tags/0"}, "detail": "A tag is one word."}]}"""));
        assertThat(answer("aip-193", "/publishers/7/books", "{\"book\": {\"pages\": \"few\"}}")
                        .at("/error/details/0/fieldViolations"))
                .isEqualTo(json(
                        "[{\"field\": \"book.pages\", \"description\": \"The number of pages is not a number.\"}]"));
    }

    private static JsonNode answer(String api, String path, String body) throws Exception {
        Catalog catalog = Styles.catalog(api);
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            return json(Styles.send(
                            server.baseUrl(),
                            new RequestExample(
                                    "POST", path, Map.of("Content-Type", "application/json"), Optional.of(body)))
                    .body());
        }
    }

    @Test
    void aCodeInAListIsPinnedByThePact() throws Exception {
        assertThat(interaction(GITHUB, "missing-title")
                        .at("/response/matchingRules/body/$.errors[0].code/matchers/0/match")
                        .asText())
                .isEqualTo("equality");
    }

    @Test
    void ofAHeaderWithACodeThePactPinsTheCodeAlone() throws Exception {
        assertThat(interaction(Styles.catalog("oauth"), "invalid-token")
                        .at("/response/matchingRules/header/WWW-Authenticate/matchers/0/regex")
                        .asText())
                .isEqualTo(".*error=\"invalid_token\".*");
    }

    private static JsonNode interaction(Catalog catalog, String scenario) throws Exception {
        JsonNode interactions = json(CatalogPact.json(catalog)).path("interactions");
        return IntStream.range(0, interactions.size())
                .mapToObj(interactions::path)
                .filter(interaction -> interaction.path("description").asText().endsWith(" " + scenario))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
