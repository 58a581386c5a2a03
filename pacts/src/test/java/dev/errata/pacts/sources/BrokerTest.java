package dev.errata.pacts.sources;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.provider.junitsupport.loader.NoPactsFoundException;
import au.com.dius.pact.provider.junitsupport.loader.PactBroker;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.pacts.CatalogPact;
import dev.errata.pacts.internal.Interactions;
import dev.errata.pacts.internal.PactFiles;
import dev.errata.pacts.provider.BuenaProviderContract;
import dev.errata.pacts.provider.ProviderDriver;
import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The pact comes from a broker, of which there is a double here, and the results go back to it. */
class BrokerTest {

    private static final String SMALL_PACT = PactFiles.json(PactFiles.pact(
            "lead-sync",
            Catalog.buena(),
            Stream.of("missing-api-key", "rate-limited", "lead-not-found")
                    .map(Catalog.buena()::scenario)
                    .map(Interactions::of)
                    .toList()));

    @Test
    void providerThatKeepsThePactIsPublishedAsSuccess() throws Exception {
        try (BrokerDouble broker = BrokerDouble.with(CatalogPact.json(Catalog.buena()))) {
            ProviderRun run = runAndPublish(Keeping.class, broker);

            assertThat(run.failures()).isEmpty();
            assertThat(run.passed()).hasSameSizeAs(Catalog.buena().scenarios());
            assertThat(broker.results()).singleElement().satisfies(result -> {
                assertThat(result.path("success").asBoolean()).isTrue();
                assertThat(result.path("providerApplicationVersion").asText()).isEqualTo("1.2.3");
            });
        }
    }

    @Test
    void providerThatBreaksThePactIsPublishedAsFailureWithTheInteraction() throws Exception {
        try (BrokerDouble broker = BrokerDouble.with(SMALL_PACT)) {
            ProviderRun run = runAndPublish(Breaking.class, broker);

            assertThat(run.passed()).hasSize(2);
            assertThat(run.failures())
                    .containsOnlyKeys("Pact between lead-sync and buena - GET /api/v2/leads that ends in rate-limited");
            assertThat(broker.results()).singleElement().satisfies(result -> {
                assertThat(result.path("success").asBoolean()).isFalse();
                assertThat(result.path("providerApplicationVersion").asText()).isEqualTo("1.2.3");
                assertThat(result.path("testResults"))
                        .filteredOn(interaction -> !interaction.path("success").asBoolean())
                        .singleElement()
                        .satisfies(interaction -> {
                            assertThat(interaction.path("interactionId").asText())
                                    .isEqualTo("id of rate-limited");
                            assertThat(interaction
                                            .at("/mismatches/0/description")
                                            .asText())
                                    .isEqualTo("expected status of 429 but was 503");
                        });
            });
        }
    }

    @Test
    void nothingIsPublishedWhereAnInteractionWasSkipped() throws Exception {
        try (BrokerDouble broker = BrokerDouble.with(SMALL_PACT)) {
            ProviderRun run = runAndPublish(Skipping.class, broker);

            assertThat(run.failures()).isEmpty();
            assertThat(run.passed()).hasSize(2);
            assertThat(run.skipped())
                    .containsExactly("Pact between lead-sync and buena - GET /api/v2/leads that ends in rate-limited");
            assertThat(broker.results()).isEmpty();
        }
    }

    @Test
    void nothingIsPublishedUnlessAskedFor() throws Exception {
        try (BrokerDouble broker = BrokerDouble.with(SMALL_PACT)) {
            ProviderRun run = ProviderRun.of(Keeping.class, Map.of("pactbroker.url", broker.url()));

            assertThat(run.passed()).hasSize(3);
            assertThat(broker.results()).isEmpty();
        }
    }

    @Test
    void stateThatIsUnknownIsPublishedAsFailure() throws Exception {
        try (BrokerDouble broker = BrokerDouble.with(SMALL_PACT.replace("\"rate-limited\"", "\"of-tomorrow\""))) {
            ProviderRun run = runAndPublish(Keeping.class, broker);

            assertThat(run.passed()).hasSize(2);
            assertThat(run.failures()).hasSize(1);
            assertThat(broker.results()).singleElement().satisfies(BrokerTest::namesTheUnknownState);
        }
    }

    @Test
    void stateThatIsUnknownFailsNoTestWhileThePactIsPending() throws Exception {
        try (BrokerDouble broker = BrokerDouble.with(SMALL_PACT.replace("\"rate-limited\"", "\"of-tomorrow\""))) {
            ProviderRun run = ProviderRun.of(
                    Keeping.class,
                    Map.of(
                            "pactbroker.url", broker.url(),
                            "pactbroker.enablePending", "true",
                            "pactbroker.providerBranch", "main",
                            "pact.verifier.publishResults", "true",
                            "pact.provider.version", "1.2.3"));

            assertThat(run.failures()).isEmpty();
            assertThat(run.passed()).hasSize(2).allMatch(name -> name.endsWith("[PENDING]"));
            assertThat(run.skipped()).hasSize(1).allMatch(name -> name.endsWith("[PENDING]"));
            assertThat(broker.results()).singleElement().satisfies(BrokerTest::namesTheUnknownState);
        }
    }

    private static void namesTheUnknownState(JsonNode result) {
        assertThat(result.path("success").asBoolean()).isFalse();
        assertThat(result.path("testResults"))
                .filteredOn(interaction ->
                        interaction.path("interactionId").asText().equals("id of of-tomorrow"))
                .singleElement()
                .satisfies(interaction -> assertThat(
                                interaction.at("/exceptions/0/message").asText())
                        .contains("Unknown scenario \"of-tomorrow\" in Buena.ai API v2"));
    }

    @Test
    void brokerWithoutAPactWithThisProviderFailsTheContract() throws Exception {
        try (BrokerDouble broker = BrokerDouble.with(CatalogPact.json(Catalog.databuddy()))) {
            ProviderRun run = ProviderRun.of(Keeping.class, Map.of("pactbroker.url", broker.url()));

            assertThat(run.passed()).isEmpty();
            assertThat(run.failures().values())
                    .singleElement()
                    .satisfies(
                            failure -> assertThat(failure)
                                    .isInstanceOf(NoPactsFoundException.class)
                                    .hasMessageContainingAll(
                                            "Provider: buena",
                                            "Source: Pact Broker " + broker.url(),
                                            "The source of Keeping has no pact with this provider, or no interaction that passes the filters"));
        }
    }

    private static ProviderRun runAndPublish(Class<? extends BuenaProviderContract> contract, BrokerDouble broker) {
        return ProviderRun.of(
                contract,
                Map.of(
                        "pactbroker.url", broker.url(),
                        "pact.verifier.publishResults", "true",
                        "pact.provider.version", "1.2.3"));
    }

    @PactBroker
    static class Keeping extends BuenaProviderContract {

        private final BuenaServer server = BuenaServer.start();

        @Override
        protected ProviderDriver provider() {
            ProviderDriver stubs = ProviderDriver.stubs(server);
            return new ProviderDriver() {
                @Override
                public URI rootUrl() {
                    return stubs.rootUrl();
                }

                @Override
                public void enter(Scenario scenario, RequestExample request) {
                    stubs.enter(
                            scenario.id().equals("rate-limited")
                                    ? catalog().scenario(whenTheQuotaIsUsedUp())
                                    : scenario,
                            request);
                }
            };
        }

        String whenTheQuotaIsUsedUp() {
            return "rate-limited";
        }

        @AfterAll
        void close() {
            server.close();
        }
    }

    static class Breaking extends Keeping {

        @Override
        String whenTheQuotaIsUsedUp() {
            return "service-unavailable";
        }
    }

    static class Skipping extends Keeping {

        @Override
        String whenTheQuotaIsUsedUp() {
            throw new TestAbortedException("not possible here");
        }
    }
}
