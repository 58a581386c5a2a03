package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Provenance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;

/** Which scenarios {@link BuenaErrors} and {@link DatabuddyErrors} select. */
class ErrorConditionsTest {

    private static List<String> ids(Stream<Scenario> scenarios) {
        return scenarios.map(Scenario::id).toList();
    }

    private static Stream<Scenario> buena() {
        return Catalog.buena().scenarios().stream();
    }

    @Test
    void eachConditionNarrowsTheSelection() {
        Run run = Run.of(Conditions.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("value"))
                .containsExactlyInAnyOrderElementsOf(ids(buena().filter(
                                s -> s.error() == BuenaError.NOT_FOUND || s.error() == BuenaError.RATE_LIMIT_EXCEEDED)))
                .contains("lead-not-found", "rate-limited");
        assertThat(run.published("except"))
                .isEqualTo(ids(buena().filter(s -> s.error() != BuenaError.NOT_FOUND)))
                .doesNotContain("lead-not-found");
        assertThat(run.published("scenarios")).containsExactlyInAnyOrder("expired-api-key", "bad-gateway-html");
        assertThat(run.published("status"))
                .containsExactlyInAnyOrderElementsOf(ids(buena().filter(s -> s.status() == 402 || s.status() == 429)))
                .contains("enrichment-credits-exhausted", "rate-limited");
        assertThat(run.published("client error")).isEqualTo(ids(buena().filter(s -> s.status() < 500)));
        assertThat(run.published("server error"))
                .isEqualTo(ids(buena().filter(s -> s.status() >= 500)))
                .contains("bad-gateway");
        assertThat(run.published("retryable"))
                .isEqualTo(ids(buena().filter(s -> s.error().isRetryable())))
                .contains("rate-limited");
        assertThat(run.published("final"))
                .isEqualTo(ids(buena().filter(s -> !s.error().isRetryable())))
                .contains("lead-not-found");
        assertThat(run.published("documented"))
                .isEqualTo(ids(buena().filter(s -> s.provenance() == Provenance.Kind.DOCUMENTED)))
                .contains("lead-not-found");
        assertThat(run.published("documented")).doesNotContain("restricted-resource");
    }

    @Test
    void conditionsAddUp() {
        Run run = Run.of(Conditions.class);

        assertThat(run.published("all"))
                .isNotEmpty()
                .isEqualTo(ids(buena().filter(s -> s.error() == BuenaError.VALIDATION_ERROR
                        && s.provenance() == Provenance.Kind.INFERRED
                        && !s.id().equals("invalid-fields"))));
    }

    static class Conditions {
        @ParameterizedTest
        @BuenaErrors({BuenaError.NOT_FOUND, BuenaError.RATE_LIMIT_EXCEEDED})
        void value(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("value", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(except = BuenaError.NOT_FOUND)
        void except(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("except", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(scenarios = {"expired-api-key", "bad-gateway-html"})
        void scenarios(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("scenarios", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(status = {402, 429})
        void status(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("status", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(statusClass = StatusClass.CLIENT_ERROR)
        void client(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("client error", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(statusClass = StatusClass.SERVER_ERROR)
        void server(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("server error", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(retryable = Retryable.YES)
        void retryable(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("retryable", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(retryable = Retryable.NO)
        void isFinal(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("final", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(provenance = Provenance.Kind.DOCUMENTED)
        void documented(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("documented", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors(
                value = {BuenaError.VALIDATION_ERROR, BuenaError.NOT_FOUND},
                except = BuenaError.NOT_FOUND,
                status = 400,
                statusClass = StatusClass.CLIENT_ERROR,
                retryable = Retryable.NO,
                provenance = Provenance.Kind.INFERRED)
        void all(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("all", scenario.id());
        }
    }

    @Test
    void conditionsOfDatabuddyNarrowTheSelectionToo() {
        Run run = Run.of(ConditionsOfDatabuddy.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("scenario")).containsExactly("missing-scope");
        assertThat(run.published("error")).containsExactly("RATE_LIMIT_EXCEEDED");
    }

    static class ConditionsOfDatabuddy {
        @ParameterizedTest
        @DatabuddyErrors(
                value = {DatabuddyError.ACCESS_DENIED, DatabuddyError.NOT_FOUND},
                except = DatabuddyError.NOT_FOUND,
                scenarios = {"missing-scope", "resource-not-found", "rate-limited"})
        void scenarios(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("scenario", scenario.id());
        }

        @ParameterizedTest
        @DatabuddyErrors(
                status = {429, 500},
                statusClass = StatusClass.CLIENT_ERROR,
                retryable = Retryable.YES,
                provenance = Provenance.Kind.DOCUMENTED)
        void errors(DatabuddyError error, TestReporter reporter) {
            reporter.publishEntry("error", error.name());
        }
    }

    @Test
    void aScenarioThatDoesNotExistFailsTheTestAndIsNamed() {
        Run run = Run.of(Unknown.class);

        assertThat(run.passed()).isZero();
        assertThat(run.failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContainingAll("lead-not-fuond", "lead-not-found"));
    }

    static class Unknown {
        @ParameterizedTest
        @BuenaErrors(scenarios = "lead-not-fuond")
        void test(Scenario scenario) {
            assertThat(scenario).isNotNull();
        }
    }

    @Test
    void aSelectionOfNothingFailsTheTestAndIsExplained() {
        Run run = Run.of(Nothing.class);

        assertThat(run.passed()).isZero();
        assertThat(run.failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContainingAll("No scenario of the Buena.ai API v2 is selected", "NOT_FOUND", "500"));
    }

    static class Nothing {
        @ParameterizedTest
        @BuenaErrors(value = BuenaError.NOT_FOUND, status = 500)
        void test(Scenario scenario) {
            assertThat(scenario).isNotNull();
        }
    }
}
