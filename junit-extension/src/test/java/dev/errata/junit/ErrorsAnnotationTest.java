package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

/** What {@link BuenaErrors} and {@link DatabuddyErrors} run a test with. */
class ErrorsAnnotationTest {

    private static List<String> ids(Catalog catalog) {
        return catalog.scenarios().stream().map(Scenario::id).toList();
    }

    @Test
    void everyScenarioIsRunOnceAndNamedReadably() {
        Run run = Run.of(EachScenario.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("scenario"))
                .isEqualTo(ids(Catalog.buena()))
                .contains("lead-not-found", "rate-limited");
        assertThat(run.tests())
                .hasSameSizeAs(Catalog.buena().scenarios())
                .anySatisfy(name -> assertThat(name).contains("lead-not-found (404 NOT_FOUND)"));
    }

    static class EachScenario {
        @ParameterizedTest
        @BuenaErrors
        void test(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("scenario", scenario.id());
        }
    }

    @Test
    void everyScenarioOfDatabuddyIsRunOnce() {
        Run run = Run.of(EachScenarioOfDatabuddy.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("scenario"))
                .isEqualTo(ids(Catalog.databuddy()))
                .contains("missing-scope");
    }

    static class EachScenarioOfDatabuddy {
        @ParameterizedTest
        @DatabuddyErrors
        void test(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("scenario", scenario.id());
        }
    }

    @Test
    void everyErrorIsRunOnceWhereTheTestTakesErrors() {
        Run run = Run.of(EachError.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("buena"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(BuenaError.values()).map(Enum::name).toList());
        assertThat(run.published("databuddy"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(DatabuddyError.values()).map(Enum::name).toList());
    }

    static class EachError {
        @ParameterizedTest
        @BuenaErrors
        void buena(BuenaError error, TestReporter reporter) {
            reporter.publishEntry("buena", error.name());
        }

        @ParameterizedTest
        @DatabuddyErrors
        void databuddy(DatabuddyError error, TestReporter reporter) {
            reporter.publishEntry("databuddy", error.name());
        }
    }

    @Test
    void aTestMayTakeBothInEitherOrder() {
        Run run = Run.of(Both.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("scenario first")).isEqualTo(ids(Catalog.buena()));
        assertThat(run.published("error first")).isEqualTo(ids(Catalog.buena()));
    }

    static class Both {
        @ParameterizedTest
        @BuenaErrors
        void scenarioFirst(Scenario scenario, BuenaError error, TestReporter reporter) {
            assertThat(scenario.error()).isEqualTo(error);
            reporter.publishEntry("scenario first", scenario.id());
        }

        @ParameterizedTest
        @BuenaErrors
        void errorFirst(BuenaError error, Scenario scenario, TestReporter reporter) {
            assertThat(scenario.error()).isEqualTo(error);
            reporter.publishEntry("error first", scenario.id());
        }
    }

    @Test
    void aUsersOwnAnnotationSelects() {
        Run run = Run.of(Composed.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("scenario")).containsExactly("enrichment-credits-exhausted");
    }

    @ParameterizedTest
    @BuenaErrors(status = 402)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface WhenLimited {}

    static class Composed {
        @WhenLimited
        void test(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("scenario", scenario.id());
        }
    }

    @Test
    void aServerComesWithEachScenario() {
        Run run = Run.of(WithServer.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers())
                .hasSize(Catalog.buena().scenarios().size() + BuenaError.values().length)
                .doesNotHaveDuplicates();
    }

    @ExtendWith(BuenaStubs.class)
    static class WithServer {
        @ParameterizedTest
        @BuenaErrors
        void scenario(Scenario scenario, BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            assertThat(Http.get(buena.baseUrl(scenario), "/leads").statusCode()).isEqualTo(scenario.status());
        }

        @ParameterizedTest
        @BuenaErrors
        void error(BuenaError error, BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            assertThat(Http.get(buena.baseUrl(error), "/leads").statusCode()).isEqualTo(error.status());
        }
    }
}
