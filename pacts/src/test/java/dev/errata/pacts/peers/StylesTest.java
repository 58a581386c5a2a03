package dev.errata.pacts.peers;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.provider.ConsumerInfo;
import au.com.dius.pact.provider.ProviderClient;
import au.com.dius.pact.provider.ProviderInfo;
import au.com.dius.pact.provider.ProviderVerifier;
import au.com.dius.pact.provider.VerificationResult;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.pacts.CatalogPact;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pact of a catalog means the same to Pact JVM and to the Rust verifier, whatever the style of its errors.
 * {@code -Derrata.catalogs=<folder>} adds the catalogs of a folder, whose stubs have to keep their pacts.
 */
class StylesTest {

    @TempDir
    private Path folder;

    static Stream<Catalog> apis() throws IOException {
        Path styles = Path.of(System.getProperty("basedir", ""), "../examples/src/test/resources/styles");
        return in(styles);
    }

    static Stream<Catalog> furtherApis() throws IOException {
        return in(Path.of(System.getProperty("errata.catalogs")));
    }

    private static Stream<Catalog> in(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted().map(Catalog::load).toList().stream();
        }
    }

    @BeforeEach
    void tellNobody() {
        System.setProperty("pact_do_not_track", "true");
    }

    @ParameterizedTest
    @MethodSource("apis")
    void stubsKeepThePactForPactJvm(Catalog api) throws Exception {
        try (StubServer<ApiError> stubs = StubServer.start(api)) {
            for (Consumer<Scenario> enter :
                    List.<Consumer<Scenario>>of(stubs::willFail, scenario -> withOtherWords(stubs, scenario))) {
                assertThat(byPactJvm(api, stubs, enter))
                        .hasSameSizeAs(api.scenarios())
                        .allSatisfy(result -> assertThat(result).isInstanceOf(VerificationResult.Ok.class));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("furtherApis")
    @EnabledIfSystemProperty(named = "errata.catalogs", matches = ".+", disabledReason = "there are no further ones")
    void stubsKeepThePactsOfFurtherCatalogs(Catalog api) throws Exception {
        PeersVerifier verifier = PeersVerifier.installed();
        try (StubServer<ApiError> stubs = StubServer.start(api);
                StateChanges states = StateChanges.of(api, stubs::willFail)) {
            assertThat(byPactJvm(api, stubs, stubs::willFail))
                    .allSatisfy(result -> assertThat(result).isInstanceOf(VerificationResult.Ok.class));
            PeersVerifier.Outcome outcome = verifier.verify(pact(api), stubs.rootUrl(), states.url(), folder);
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void anotherErrorBreaksThePactForPactJvm(Catalog api) throws Exception {
        try (StubServer<ApiError> stubs = StubServer.start(api)) {
            assertThat(byPactJvm(api, stubs, scenario -> stubs.willFail(other(scenario))))
                    .allSatisfy(result -> assertThat(result).isInstanceOf(VerificationResult.Failed.class));
        }
    }

    private static List<VerificationResult> byPactJvm(
            Catalog api, StubServer<ApiError> stubs, Consumer<Scenario> enter) {
        ProviderInfo provider = new ProviderInfo(
                api.id(), "http", stubs.rootUrl().getHost(), stubs.rootUrl().getPort());
        ConsumerInfo consumer = new ConsumerInfo("errata");
        // Pact's own client tries 429 and 503 again.
        ProviderClient client = new ProviderClient(
                provider, any -> HttpClients.custom().disableAutomaticRetries().build());
        ProviderVerifier verifier = new ProviderVerifier();
        verifier.setReporters(List.of());
        Pact pact = DefaultPactReader.INSTANCE.loadPact(CatalogPact.json(api));
        return pact.getInteractions().stream()
                .map(interaction -> {
                    ProviderState state = interaction.getProviderStates().get(0);
                    enter.accept(api.scenario(String.valueOf(state.getParams().get("scenario"))));
                    return verifier.verifyInteraction(
                            provider, consumer, new HashMap<>(), interaction, pact, null, client);
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("apis")
    void stubsKeepThePactForTheRustVerifier(Catalog api) throws Exception {
        PeersVerifier verifier = PeersVerifier.installed();
        try (StubServer<ApiError> stubs = StubServer.start(api);
                StateChanges states = StateChanges.of(api, scenario -> withOtherWords(stubs, scenario))) {
            PeersVerifier.Outcome outcome = verifier.verify(pact(api), stubs.rootUrl(), states.url(), folder);

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(outcome.results())
                    .hasSameSizeAs(api.scenarios())
                    .allSatisfy((interaction, result) -> assertThat(result).isEqualTo("OK"));
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void anotherErrorBreaksThePactForTheRustVerifier(Catalog api) throws Exception {
        PeersVerifier verifier = PeersVerifier.installed();
        try (StubServer<ApiError> stubs = StubServer.start(api);
                StateChanges states = StateChanges.of(api, scenario -> stubs.willFail(other(scenario)))) {
            PeersVerifier.Outcome outcome = verifier.verify(pact(api), stubs.rootUrl(), states.url(), folder);

            assertThat(outcome.results())
                    .hasSameSizeAs(api.scenarios())
                    .allSatisfy((interaction, result) -> assertThat(result).isEqualTo("Error"));
        }
    }

    /** Returns a scenario with another code. To an error that has none, only the status is peculiar. */
    private static Scenario other(Scenario scenario) {
        return scenario.error().catalog().scenarios().stream()
                .filter(other -> (scenario.code().isPresent() && other.code().isPresent())
                        ? !other.code().equals(scenario.code())
                        : other.status() != scenario.status())
                .findFirst()
                .orElseThrow();
    }

    private static void withOtherWords(StubServer<ApiError> stubs, Scenario scenario) {
        Failure<ApiError> failure = failure(scenario);
        stubs.willFail(hasMessage(scenario) ? failure.message("Other <words>") : failure);
    }

    private static boolean hasMessage(Scenario scenario) {
        ResponseParts parts = scenario.error().catalog().parts(scenario.answer());
        return scenario.isEnveloped()
                && scenario.envelope()
                        .messagePlace(parts)
                        .flatMap(place -> place.find(parts))
                        .isPresent();
    }

    private Path pact(Catalog api) throws IOException {
        return Files.writeString(folder.resolve("errata-" + api.id() + ".json"), CatalogPact.json(api));
    }
}
