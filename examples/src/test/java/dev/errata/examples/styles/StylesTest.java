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
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.pacts.CatalogPact;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Quota;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogs in the style of well-known APIs: what each one says is served, recognised and agreed on. */
class StylesTest {

    private static final Catalog TWILIO = Catalog.loadResource("styles/twilio");
    private static final Catalog GITHUB = Catalog.loadResource("styles/github");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** One scenario, and the API that it belongs to. */
    record Style(Catalog catalog, Scenario scenario) {

        ApiErrorAssert assertThat(HttpResponse<String> response) {
            return ApiAssertions.of(catalog).assertThat(response);
        }

        @Override
        public String toString() {
            return catalog.id() + " " + scenario;
        }
    }

    static Stream<Style> scenarios() {
        return Stream.of(TWILIO, GITHUB)
                .flatMap(catalog -> catalog.scenarios().stream().map(scenario -> new Style(catalog, scenario)));
    }

    static Stream<Style> coded() {
        return scenarios().filter(style -> style.scenario().code().isPresent());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theScenarioIsServedAtItsUrlAndRecognised(Style style) throws Exception {
        try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
            assertIs(
                    style,
                    send(server.baseUrl(style.scenario()), style.scenario().request()));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theExampleOfARequestEndsInItAtThePlainUrl(Style style) throws Exception {
        try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
            assertIs(style, send(server.baseUrl(), style.scenario().request()));
        }
    }

    private static void assertIs(Style style, HttpResponse<String> response) {
        ApiErrorAssert error = style.assertThat(response)
                .isError(style.scenario().error().name())
                .isScenario(style.scenario());
        style.scenario().code().ifPresent(error::hasCode);
        if (style.scenario().bodyProvenance().isDocumented()) {
            error.strictly().matchesDocumentedExample();
        }
        for (ApiError other : style.catalog().errors()) {
            if (!other.isSameAs(style.scenario().error())) {
                assertThatThrownBy(() -> style.assertThat(response).isError(other.name()))
                        .isInstanceOf(AssertionError.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("coded")
    void anErrorWithAnotherCodeIsNotRecognised(Style style) throws Exception {
        for (Fault fault : List.of(Fault.UNKNOWN_CODE, Fault.MISSING_CODE, Fault.NUMERIC_CODE)) {
            try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
                server.willFail(failure(style.scenario()).with(fault));
                HttpResponse<String> response =
                        send(server.baseUrl(), style.scenario().request());

                style.assertThat(response).hasStatus(style.scenario().status());
                assertThatThrownBy(() -> style.assertThat(response)
                                .isError(style.scenario().error().name()))
                        .hasMessageContaining("code");
            }
        }
    }

    @Test
    void aCodeOfAnotherTypeIsAnotherCode() throws Exception {
        try (StubServer<ApiError> server = StubServer.start(TWILIO)) {
            server.willFail(failure("no-called-number").with(Fault.NUMERIC_CODE));
            HttpResponse<String> response =
                    send(server.baseUrl(), TWILIO.scenario("no-called-number").request());

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
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/repos/o/r/compare/v1.0...v2.0"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(response.body()).isEqualTo("{\"base\":\"v1.0\",\"head\":\"v2.0\"}");
        }
    }

    @Test
    void aWaitIsToldInTheHeaderWhereTheApiTellsItThere() throws Exception {
        try (StubServer<ApiError> server = StubServer.start(GITHUB)) {
            assertWait(server, 60);

            server.willFail(failure("secondary-rate-limit").retryAfter(7));
            assertWait(server, 7);

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
        RequestExample busy = GITHUB.scenario("secondary-rate-limit").request();
        HttpResponse<String> response = send(server.baseUrl(), busy);

        ApiAssertions.of(GITHUB)
                .assertThat(response)
                .isScenario("secondary-rate-limit")
                .hasRetryAfter(Duration.ofSeconds(seconds));
        assertThat(response.body()).isEqualTo("{\"message\":\"You have exceeded a secondary rate limit.\"}");
    }

    @Test
    void aCodeInAListIsPinnedByThePact() throws Exception {
        JsonNode pact = new ObjectMapper().readTree(CatalogPact.json(GITHUB));
        JsonNode missing = Stream.iterate(0, i -> i + 1)
                .map(i -> pact.path("interactions").get(i))
                .filter(interaction -> interaction.path("description").asText().endsWith(" missing-title"))
                .findFirst()
                .orElseThrow();

        assertThat(missing.at("/response/matchingRules/body/$.errors[*].code/matchers/0/match")
                        .asText())
                .isEqualTo("equality");
    }

    private static HttpResponse<String> send(URI baseUrl, RequestExample example)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + example.path()))
                .method(
                        example.method(),
                        example.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        example.headers().forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
