package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.converter.ArgumentConversionException;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.converter.TypedArgumentConverter;

/** Annotations that would do nothing, or could do nothing with a test's parameters, are refused. */
class RefusedAnnotationsTest {

    @Test
    void errorsOnATestThatIsNotParameterizedAreRefused() {
        Map<String, Throwable> failures = Run.of(NotParameterized.class).failures();

        assertThat(failures)
                .hasSize(3)
                .allSatisfy((name, failure) -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContaining("has no effect without @ParameterizedTest."));
        assertThat(failures.get("plain"))
                .hasMessage("@BuenaErrors on plain() has no effect without @ParameterizedTest.");
        assertThat(failures.get("takesAScenario")).hasMessageStartingWith("@DatabuddyErrors on takesAScenario()");
    }

    static class NotParameterized {
        @Test
        @BuenaErrors
        void plain() {}

        @Test
        @DatabuddyErrors
        void takesAScenario(Scenario scenario) {
            assertThat(scenario).isNull();
        }

        @RepeatedTest(1)
        @BuenaErrors
        void repeated() {}
    }

    @Test
    void errorsOnAMethodThatIsNoTestFailTheClass() {
        Map<String, Throwable> failures = Run.of(ForgottenBesideServers.class, ForgottenBesideOthers.class)
                .failures();

        assertThat(failures)
                .hasSize(2)
                .allSatisfy((name, failure) -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessage("@BuenaErrors on forgotten() has no effect without @ParameterizedTest."));
        assertThat(failures).containsKey("ForgottenBesideServers");
    }

    @ExtendWith(BuenaStubs.class)
    static class ForgottenBesideServers {
        @BuenaErrors
        void forgotten(Scenario scenario) {
            assertThat(scenario).isNull();
        }

        @Test
        void other() {}
    }

    static class ForgottenBesideOthers {
        @BuenaErrors
        void forgotten(Scenario scenario) {
            assertThat(scenario).isNull();
        }

        @ParameterizedTest
        @BuenaErrors
        void other(Scenario scenario) {
            assertThat(scenario).isNotNull();
        }
    }

    @Test
    void errorsOnAClassThatIsNotParameterizedAreRefused() {
        Run run = Run.of(ClassNotParameterized.class);

        assertThat(run.failures()).containsOnlyKeys("ClassNotParameterized");
        assertThat(run.failures().get("ClassNotParameterized"))
                .hasMessage("@BuenaErrors on ClassNotParameterized has no effect without @ParameterizedClass,"
                        + " which JUnit has since 5.13.");
        assertThat(run.passed()).isZero();
    }

    @BuenaErrors
    static class ClassNotParameterized {
        @Test
        void test() {}
    }

    @Test
    void firstParameterOfAnotherTypeIsRefusedInOneSentence() {
        Run run = Run.of(WrongFirst.class);

        assertThat(run.passed()).isZero();
        assertThat(run.failures()).containsOnlyKeys("text", "server");
        assertThat(run.failures().get("text"))
                .hasMessage(
                        "@BuenaErrors cannot give a String to text(...): the first parameter must be a Scenario or a"
                                + " BuenaError.");
        assertThat(run.failures().get("server"))
                .hasMessage(
                        "@BuenaErrors cannot give a BuenaServer to server(...): the first parameter must be a Scenario or"
                                + " a BuenaError.");
    }

    @ExtendWith(BuenaStubs.class)
    static class WrongFirst {
        @ParameterizedTest
        @BuenaErrors
        void text(String scenario) {
            assertThat(scenario).isNull();
        }

        @ParameterizedTest
        @BuenaErrors
        void server(BuenaServer buena, Scenario scenario) {
            assertThat(scenario).isNull();
        }
    }

    @Test
    void parametersThatJUnitConvertsAreFine() {
        Run run = Run.of(Converted.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(3);
    }

    /** A scenario as its status. */
    static class ToStatus extends TypedArgumentConverter<Scenario, Integer> {
        ToStatus() {
            super(Scenario.class, Integer.class);
        }

        @Override
        protected Integer convert(Scenario scenario) throws ArgumentConversionException {
            return scenario.status();
        }
    }

    static class Converted {
        @ParameterizedTest
        @BuenaErrors(scenarios = "rate-limited")
        void converted(@ConvertWith(ToStatus.class) Integer status) {
            assertThat(status).isEqualTo(429);
        }

        @ParameterizedTest
        @BuenaErrors(scenarios = "rate-limited")
        void accessed(ArgumentsAccessor arguments) {
            assertThat(arguments.get(0, Scenario.class).id()).isEqualTo("rate-limited");
        }

        @ParameterizedTest
        @BuenaErrors(scenarios = "rate-limited")
        void any(Object scenario) {
            assertThat(scenario).hasToString("rate-limited (429 RATE_LIMIT_EXCEEDED)");
        }
    }
}
