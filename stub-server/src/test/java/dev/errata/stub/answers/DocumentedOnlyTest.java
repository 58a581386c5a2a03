package dev.errata.stub.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyTestData;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Provenance;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that serves only documented facts. */
class DocumentedOnlyTest {

    private static final ServerOptions DOCUMENTED = ServerOptions.defaults().documentedOnly();

    static Stream<Scenario> scenarios() {
        return Stream.of(Catalog.buena(), Catalog.databuddy()).flatMap(catalog -> catalog.scenarios().stream());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void onlyDocumentedScenariosHaveUrls(Scenario scenario) {
        try (StubServer<ApiError> server = StubServer.start(scenario.error().catalog(), DOCUMENTED)) {
            if (scenario.provenance() == Provenance.Kind.DOCUMENTED) {
                assertThat(Http.get(server.baseUrl(scenario)).body())
                        .isEqualTo(scenario.answer().body());
            } else {
                assertThatThrownBy(() -> server.baseUrl(scenario))
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessageContaining("\"" + scenario.id() + "\"");
                HttpResponse<String> response = Http.get(URI.create(server.rootUrl() + "/~" + scenario.id() + "/x"));
                assertThat(response.statusCode()).isEqualTo(501);
            }
        }
    }

    @Test
    void errorWithoutADocumentedScenarioHasNoUrl() {
        try (BuenaServer buena = BuenaServer.start(DOCUMENTED)) {
            assertThatThrownBy(() -> buena.baseUrl(BuenaError.BAD_GATEWAY))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageStartingWith("Buena.ai API v2 (documented only) has no scenario of BAD_GATEWAY. ")
                    .hasMessageContaining("RATE_LIMIT_EXCEEDED");
        }
    }

    @Test
    void documentedTriggerFiresWithoutObservedHeaders() {
        try (BuenaServer buena = BuenaServer.start(DOCUMENTED)) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/leads/lead_abc123");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().map()).containsOnlyKeys("content-type", "content-length", "date");
        }
    }

    @Test
    void undocumentedTriggerDoesNotFire() {
        try (BuenaServer buena = BuenaServer.start(DOCUMENTED);
                BuenaServer whole = BuenaServer.start()) {
            String restricted = "/leads/" + BuenaTestData.RESTRICTED_LEAD_ID;

            assertThat(Http.get(whole.baseUrl(), restricted).statusCode()).isEqualTo(403);
            assertThat(Http.get(buena.baseUrl(), restricted).statusCode()).isEqualTo(200);
            buena.verifyNoUnmatchedRequests();
        }
    }

    @Test
    void documentedTriggerBehindAnUndocumentedOneFires() {
        try (DatabuddyServer databuddy = DatabuddyServer.start(DOCUMENTED)) {
            HttpResponse<String> response = Http.send(
                    "POST",
                    URI.create(databuddy.baseUrl() + "/v1/query"),
                    Map.of("x-api-key", DatabuddyTestData.RATE_LIMITED_API_KEY),
                    "");

            assertThat(response.statusCode()).isEqualTo(429);
        }
    }

    @Test
    void successesCarryNoObservedHeadersEither() {
        try (BuenaServer buena = BuenaServer.start(DOCUMENTED)) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/leads");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().map()).containsOnlyKeys("content-type", "content-length", "date");
        }
    }

    @Test
    void catalogHasOnlyDocumentedScenarios() {
        try (DatabuddyServer databuddy = DatabuddyServer.start(DOCUMENTED)) {
            assertThat(databuddy.catalog().scenarios())
                    .isNotEmpty()
                    .hasSizeLessThan(Catalog.databuddy().scenarios().size())
                    .allMatch(scenario -> scenario.provenance() == Provenance.Kind.DOCUMENTED);
        }
    }
}
