package dev.errata.pacts.sources;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.provider.junitsupport.loader.NoPactsFoundException;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import au.com.dius.pact.provider.junitsupport.loader.PactUrl;
import dev.errata.fixtures.Catalog;
import dev.errata.pacts.CatalogPact;
import dev.errata.pacts.provider.BuenaProviderContract;
import dev.errata.pacts.provider.ProviderDriver;
import dev.errata.stub.BuenaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pacts of any consumer, from a folder or a URL; what they ask for is either verified or refused with a reason. */
class FilesTest {

    /** As a tool that knows nothing of Errata writes it: version 2, the state by its name alone, in one text. */
    private static final String WITH_A_STATE = """
            {
              "consumer": {"name": "crm"},
              "provider": {"name": "%s"},
              "interactions": [{
                "description": "a look-up",
                "providerState": "%s",
                "request": {"method": "GET", "path": "/api/v2/leads/lead_abc123", "headers": {"x-api-key": "any"}},
                "response": {"status": %d}
              }],
              "metadata": {"pactSpecification": {"version": "2.0.0"}}
            }
            """;

    private static final String WITH_TWO_STATES = """
            {
              "consumer": {"name": "crm"},
              "provider": {"name": "buena"},
              "interactions": [{
                "description": "a look-up",
                "providerStates": [{"name": "the API fails"}, {"name": "there is no lead lead_abc123"}],
                "request": {"method": "GET", "path": "/api/v2/leads/lead_abc123"},
                "response": {"status": 500}
              }],
              "metadata": {"pactSpecification": {"version": "3.0.0"}}
            }
            """;

    private static final String WITHOUT_A_STATE = """
            {
              "consumer": {"name": "crm"},
              "provider": {"name": "buena"},
              "interactions": [{
                "description": "a look-up without a key",
                "request": {"method": "GET", "path": "/api/v2/leads"},
                "response": {"status": 401}
              }],
              "metadata": {"pactSpecification": {"version": "3.0.0"}}
            }
            """;

    /** The path that is sent comes from a parameter of the state. */
    private static final String WITH_A_GENERATOR = """
            {
              "consumer": {"name": "crm"},
              "provider": {"name": "buena"},
              "interactions": [{
                "description": "a look-up",
                "providerStates": [
                  {"name": "there is no lead lead_abc123", "params": {"scenario": "lead-not-found", "lead": "lead_abc123"}}
                ],
                "request": {
                  "method": "GET",
                  "path": "/api/v2/leads/some",
                  "generators": {"path": {"type": "ProviderState", "expression": "/api/v2/leads/${lead}"}}
                },
                "response": {"status": 404}
              }],
              "metadata": {"pactSpecification": {"version": "3.0.0"}}
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void pactsOfAllConsumersInAFolderAreVerified() throws IOException {
        CatalogPact.write(Catalog.buena(), folder);
        CatalogPact.write(Catalog.databuddy(), folder);
        write(WITH_A_STATE.formatted("buena", "there is no lead lead_abc123", 404));

        ProviderRun run = runFolder();

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed())
                .hasSize(Catalog.buena().scenarios().size() + 1)
                .contains("crm - a look-up", "errata - GET /api/v2/leads that ends in rate-limited");
    }

    @Test
    void pactAtAUrlIsVerified() {
        ProviderRun run = ProviderRun.of(Url.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).hasSameSizeAs(Catalog.buena().scenarios());
    }

    @Test
    void interactionThatTheProviderBreaksFails() throws IOException {
        write(WITH_A_STATE.formatted("buena", "there is no lead lead_abc123", 410));

        assertThat(runFolder().failures())
                .hasEntrySatisfying(
                        "crm - a look-up",
                        failure -> assertThat(failure).hasMessageContaining("expected status of 410 but was 404"));
    }

    @Test
    void interactionWithoutAStateMeetsTheProviderAsItIs() throws IOException {
        write(WITHOUT_A_STATE);

        assertThat(runFolder().passed()).containsExactly("crm - a look-up without a key");
    }

    @Test
    void whatAPactTakesFromTheParametersOfAStateIsSent() throws IOException {
        write(WITH_A_GENERATOR);

        assertThat(runFolder().passed()).containsExactly("crm - a look-up");
        assertThat(Stubs.asked).containsExactly("GET /api/v2/leads/lead_abc123");
    }

    @Test
    void folderWithoutAPactWithThisProviderFailsTheContract() throws IOException {
        CatalogPact.write(Catalog.databuddy(), folder);

        assertThat(runFolder().failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(NoPactsFoundException.class)
                        .hasMessageContainingAll(
                                "Provider: buena",
                                folder.toString(),
                                "The source of Folder has no pact with this provider"));
    }

    @Test
    void pactOfAnotherApiAtAUrlFailsTheContract() {
        ProviderRun run = ProviderRun.of(UrlOfAnotherApi.class);

        assertThat(run.passed()).isEmpty();
        assertThat(run.failures().values())
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure)
                                .hasMessage(
                                        "The pact of \"errata\" from URL file:src/main/resources/dev/errata/pacts/errata-databuddy.json"
                                                + " is one with \"databuddy\", and this is a contract of \"buena\": take that pact out of its sources"));
    }

    @Test
    void unknownStateFailsTheInteractionAndTellsHowToNameAScenario() throws IOException {
        write(WITH_A_STATE.formatted("buena", "it rains", 404));

        assertThat(runFolder().failures())
                .hasEntrySatisfying(
                        "crm - a look-up",
                        failure -> assertThat(failure)
                                .isInstanceOf(NoSuchElementException.class)
                                .hasMessageStartingWith(
                                        "Buena.ai API v2 has no scenario with the provider state \"it rains\"; name it in the"
                                                + " parameter \"scenario\" of the state: [missing-api-key, "));
    }

    @Test
    void stateOfSeveralScenariosFailsTheInteractionAndTellsWhich() throws IOException {
        write(WITH_A_STATE.formatted("buena", "the API key is valid", 400));

        assertThat(runFolder().failures())
                .hasEntrySatisfying(
                        "crm - a look-up",
                        failure -> assertThat(failure)
                                .hasMessageContainingAll(
                                        "more than one scenario", "\"the API key is valid\"", "invalid-fields"));
    }

    @Test
    void unknownScenarioFailsTheInteractionAndTellsWhichAreNear() throws IOException {
        CatalogPact.write(Catalog.buena(), folder);
        Path pact = folder.resolve("errata-buena.json");
        Files.writeString(
                pact,
                Files.readString(pact).replace("\"scenario\": \"rate-limited\"", "\"scenario\": \"rate-limitd\""));

        ProviderRun run = runFolder();

        assertThat(run.passed()).hasSize(Catalog.buena().scenarios().size() - 1);
        assertThat(run.failures())
                .hasEntrySatisfying(
                        "errata - GET /api/v2/leads that ends in rate-limited",
                        failure -> assertThat(failure)
                                .isInstanceOf(NoSuchElementException.class)
                                .hasMessage(
                                        "Unknown scenario \"rate-limitd\" in Buena.ai API v2. Did you mean \"rate-limited\"?"));
    }

    @Test
    void interactionWithTwoStatesIsRefused() throws IOException {
        write(WITH_TWO_STATES);

        assertThat(runFolder().failures())
                .hasEntrySatisfying(
                        "crm - a look-up",
                        failure -> assertThat(failure)
                                .hasMessage(
                                        "\"a look-up\" needs 2 provider states at once; an error is one scenario, and so one state"));
    }

    private ProviderRun runFolder() {
        return ProviderRun.of(Folder.class, Map.of("errata.test.pacts", folder.toString()));
    }

    private void write(String pact) throws IOException {
        Files.writeString(folder.resolve("crm-buena.json"), pact);
    }

    abstract static class Stubs extends BuenaProviderContract {

        static List<String> asked = List.of();

        private final BuenaServer server = BuenaServer.start();

        @Override
        protected ProviderDriver provider() {
            return ProviderDriver.stubs(server);
        }

        @AfterAll
        void close() {
            asked = server.traffic().exchanges().stream()
                    .map(exchange -> exchange.request().method() + " "
                            + exchange.request().url())
                    .toList();
            server.close();
        }
    }

    @PactFolder("${errata.test.pacts}")
    static class Folder extends Stubs {}

    @PactUrl(urls = "file:src/main/resources/dev/errata/pacts/errata-buena.json")
    static class Url extends Stubs {}

    @PactUrl(urls = "file:src/main/resources/dev/errata/pacts/errata-databuddy.json")
    static class UrlOfAnotherApi extends Stubs {}
}
