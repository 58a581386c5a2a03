package dev.errata.pacts.peers;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.StubServer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped pacts mean to the verifier that other languages build on what they mean to Pact JVM. */
class PeersVerifierTest {

    private static final Path PACTS = Path.of("src/main/resources/dev/errata/pacts");

    private static final String JSON = "application/json";

    @TempDir
    private Path folder;

    static Stream<Catalog> apis() {
        return Stream.of(Catalog.buena(), Catalog.databuddy());
    }

    @ParameterizedTest
    @MethodSource("apis")
    void stubsKeepThePact(Catalog api) throws Exception {
        PeersVerifier verifier = PeersVerifier.installed();

        try (StubServer<ApiError> stubs = StubServer.start(api);
                StateChanges states = StateChanges.of(api, stubs::willFail)) {
            PeersVerifier.Outcome outcome = verifier.verify(pact(api), stubs.rootUrl(), states.url(), folder);

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(outcome.results())
                    .hasSameSizeAs(api.scenarios())
                    .allSatisfy((interaction, result) -> assertThat(result).isEqualTo("OK"));
            assertThat(states.seen())
                    .containsExactlyInAnyOrderElementsOf(api.scenarios().stream()
                            .flatMap(scenario -> Stream.of("setup ", "teardown ")
                                    .map(action -> action + scenario.id() + ": "
                                            + scenario.state().name()))
                            .toList());
            assertThat(stubs.traffic().total()).isEqualTo(api.scenarios().size());
            stubs.verifyScriptsExhausted();
        }
    }

    @Test
    void providerThatLeftTheAgreementFailsInThoseInteractionsAlone() throws Exception {
        PeersVerifier verifier = PeersVerifier.installed();
        Catalog api = Catalog.buena();

        try (BuenaServer stubs = BuenaServer.start();
                StateChanges states = StateChanges.of(api, scenario -> breakSome(stubs, scenario))) {
            PeersVerifier.Outcome outcome = verifier.verify(pact(api), stubs.rootUrl(), states.url(), folder);

            assertThat(outcome.exitCode()).as(outcome.output()).isPositive();
            assertThat(outcome.failures())
                    .containsExactlyInAnyOrder(
                            "POST /api/v2/linkedin/scheduleLinkedInAction that ends in linkedin-not-connected: BodyMismatch $.code",
                            "POST /api/v2/linkedin/scheduleLinkedInAction that ends in linkedin-not-connected: BodyMismatch $.details",
                            "POST /api/v2/enrich that ends in enrichment-credits-exhausted: StatusMismatch",
                            "POST /api/v2/leads that ends in duplicate-lead: BodyMismatch $",
                            "GET /api/v2/leads/lead_abc123 that ends in lead-not-found: BodyMismatch $.timestamp",
                            "GET /api/v2/leads that ends in expired-api-key: BodyMismatch $.version",
                            "GET /api/v2/leads that ends in rate-limited: HeaderMismatch",
                            "GET /api/v2/leads that ends in rate-limited: BodyTypeMismatch");
            assertThat(outcome.output()).contains("that ends in enrichment-credits-exhausted", "6 pact failures");
        }
    }

    private static void breakSome(BuenaServer stubs, Scenario scenario) {
        switch (scenario.id()) {
            case "linkedin-not-connected" -> stubs.willFail(BuenaError.VALIDATION_ERROR);
            case "enrichment-credits-exhausted" -> answer(stubs, 400, JSON, body(scenario));
            case "duplicate-lead" -> answer(stubs, 409, JSON, body(scenario).without("message"));
            case "lead-not-found" ->
                answer(stubs, 404, JSON, body(scenario).put("timestamp", "since 2024-01-20T15:30:00Z"));
            case "expired-api-key" -> answer(stubs, 401, JSON, body(scenario).put("version", 2));
            case "rate-limited" -> answer(stubs, 429, "application/jsonl", body(scenario));
            default -> stubs.willFail(scenario);
        }
    }

    private static ObjectNode body(Scenario scenario) {
        return scenario.answer().json().orElseThrow().deepCopy();
    }

    private static void answer(BuenaServer stubs, int status, String contentType, JsonNode body) {
        stubs.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", contentType)
                        .withBody(body.toString())));
    }

    private static Path pact(Catalog api) {
        return PACTS.resolve("errata-" + api.id() + ".json");
    }
}
