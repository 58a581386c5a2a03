package dev.errata.pacts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** The real API is asked for little, and only by those who want it. */
class LiveDriverTest {

    private static final Map<String, String> BUENA =
            Map.of("ERRATA_BUENA_URL", "https://api.buena.ai/api/v2/", "ERRATA_BUENA_KEY", "bna_real");

    private final Catalog buena = Catalog.buena();
    private final Scenario malformedKey = buena.scenario("malformed-api-key");

    private ProviderDriver with(Map<String, String> environment) {
        return new LiveDriver(buena, environment);
    }

    @Test
    void withoutUrlOrKeyEverythingIsSkippedAndSaysWhatIsMissing() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> with(Map.of("ERRATA_BUENA_KEY", "k")).enter(malformedKey, malformedKey.request()))
                .withMessage("The real Buena.ai API v2 is called only if the environment has ERRATA_BUENA_URL and"
                        + " ERRATA_BUENA_KEY; ERRATA_BUENA_URL is missing");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> with(Map.of("ERRATA_BUENA_URL", "https://api.buena.ai/api/v2"))
                        .enter(malformedKey, malformedKey.request()))
                .withMessageEndingWith("ERRATA_BUENA_KEY is missing");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> with(Map.of("ERRATA_BUENA_URL", " ")).rootUrl());
    }

    @Test
    void theRootIsTheBaseUrlWithoutTheBasePath() {
        assertThat(with(BUENA).rootUrl()).isEqualTo(URI.create("https://api.buena.ai"));
        assertThat(new LiveDriver(Catalog.databuddy(), Map.of("ERRATA_DATABUDDY_URL", "https://api.databuddy.cc"))
                        .rootUrl())
                .isEqualTo(URI.create("https://api.databuddy.cc"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        with(Map.of("ERRATA_BUENA_URL", "https://api.buena.ai")).rootUrl())
                .withMessage("ERRATA_BUENA_URL must be a base URL of the Buena.ai API v2, which ends in /api/v2; it is"
                        + " https://api.buena.ai");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.buena.ai/api/v2", "ftp://api.buena.ai/api/v2", "/api/v2"})
    void aUrlThatIsNoneIsRefusedByTheNameOfItsVariable(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of("ERRATA_BUENA_URL", url)).rootUrl())
                .withMessage("ERRATA_BUENA_URL must be an absolute URL with http or https; it is " + url);
    }

    @Test
    void whatBelongsToNoScenarioIsNeverAsked() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> with(BUENA)
                        .enterWithoutState(new RequestExample("DELETE", "/leads/lead_1", Map.of(), Optional.empty())))
                .withMessage(
                        "The real Buena.ai API v2 receives only requests of scenarios. Skipped DELETE /leads/lead_1, which belongs to"
                                + " none and could cost money or data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid-fields",
                "duplicate-lead",
                "missing-permission",
                "enrichment-credits-exhausted",
                "rate-limited",
                "service-unavailable"
            })
    void statesThatCostMoneyOrDataAreNeverEntered(String id) {
        Scenario scenario = buena.scenario(id);

        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> with(BUENA).enter(scenario, scenario.request()))
                .withMessage(
                        "The real Buena.ai API v2 is not in the state \"%s\" that %s needs, and its state must not be changed",
                        scenario.state().name(), id);
    }

    @Test
    void aHarmlessStateIsEnteredWithTheRequestOfTheCatalogOnly() {
        assertThatNoException().isThrownBy(() -> with(BUENA).enter(malformedKey, malformedKey.request()));
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> with(BUENA)
                        .enter(malformedKey, new RequestExample("DELETE", "/leads/lead_1", Map.of(), Optional.empty())))
                .withMessage(
                        "The real Buena.ai API v2 receives only the catalog's request for malformed-api-key, GET /leads."
                                + " Skipped DELETE /leads/lead_1, which could cost money or data");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> with(BUENA)
                        .enter(malformedKey, new RequestExample("GET", "/leads", Map.of(), Optional.of("{}"))));
    }

    @Test
    void theRealKeyIsSentUnlessTheKeyIsWhatIsWrong() {
        assertThat(with(BUENA).headers(buena.scenario("lead-not-found")))
                .containsExactly(Map.entry("x-api-key", "bna_real"));
        assertThat(with(BUENA).headers(buena.scenario("malformed-api-key"))).isEmpty();
        assertThat(with(BUENA).headers(buena.scenario("missing-api-key"))).isEmpty();
    }
}
