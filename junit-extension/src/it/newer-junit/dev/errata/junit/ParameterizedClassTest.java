package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/** Whole classes that run once for each error; JUnit has them since 5.13. */
class ParameterizedClassTest {

    private static final int ERRORS = BuenaError.values().length;
    private static final int SCENARIOS = Catalog.buena().scenarios().size();

    private static void assertPassed(Run run, int tests) {
        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(tests);
    }

    @Test
    void constructorTakesAnErrorAndTheServerOfEachTest() {
        Run run = Run.of(ErrorByConstructor.class);

        assertPassed(run, 2 * ERRORS);
        assertThat(run.servers().stream().distinct()).hasSize(2 * ERRORS);
    }

    @ExtendWith(BuenaStubs.class)
    @ParameterizedClass
    @BuenaErrors
    static class ErrorByConstructor {
        private final BuenaError error;
        private final BuenaServer buena;

        ErrorByConstructor(BuenaError error, BuenaServer buena) {
            this.error = error;
            this.buena = buena;
        }

        @BeforeEach
        void before(BuenaServer same) {
            assertThat(same).isSameAs(buena);
        }

        @Test
        void one(BuenaServer same, TestReporter reporter) {
            assertThat(same).isSameAs(buena);
            assertThat(Http.get(buena.baseUrl(error), "/leads").statusCode()).isEqualTo(error.status());
            Run.see(reporter, same);
        }

        @Test
        void another(BuenaServer same, TestReporter reporter) {
            assertThat(same).isSameAs(buena);
            Run.see(reporter, same);
        }
    }

    @Test
    void fieldsTakeScenarioAndError() {
        assertPassed(Run.of(ByFields.class), SCENARIOS);
    }

    @ExtendWith(BuenaStubs.class)
    @ParameterizedClass
    @BuenaErrors
    static class ByFields {
        @Parameter(1)
        private BuenaError error;

        @Parameter(0)
        private Scenario scenario;

        @Test
        void test(BuenaServer buena) {
            assertThat(scenario.error()).isEqualTo(error);
            assertThat(Http.get(buena.baseUrl(scenario), "/leads").statusCode()).isEqualTo(scenario.status());
        }
    }

    @Test
    void oneFieldTakesAnError() {
        assertPassed(Run.of(ByField.class), ERRORS);
    }

    @ParameterizedClass
    @BuenaErrors
    static class ByField {
        @Parameter
        private BuenaError error;

        @Test
        void test() {
            assertThat(error).isNotNull();
        }
    }

    @Test
    void recordTakesAScenario() {
        assertPassed(Run.of(ByRecord.class), SCENARIOS);
    }

    @ParameterizedClass
    @BuenaErrors
    record ByRecord(Scenario scenario) {
        @Test
        void test() {
            assertThat(scenario).isNotNull();
        }
    }

    @Test
    void nestedClassTakesAnErrorAndSharesTheServerOfItsTest() {
        assertPassed(Run.of(Outer.class), ERRORS);
    }

    @ExtendWith(BuenaStubs.class)
    static class Outer {
        private final BuenaServer buena;

        Outer(BuenaServer buena) {
            this.buena = buena;
        }

        @Nested
        @ParameterizedClass
        @BuenaErrors
        class Inner {
            private final BuenaError error;
            private final BuenaServer own;

            Inner(BuenaError error, BuenaServer own) {
                this.error = error;
                this.own = own;
            }

            @Test
            void test(BuenaServer parameter) {
                assertThat(error).isNotNull();
                assertThat(parameter).isSameAs(own).isSameAs(buena);
            }
        }
    }

    @Test
    void serverOfAStaticFieldIsFoundByEachInvocationAsItWasBefore() {
        assertPassed(Run.of(OnStaticField.class), 2 * ERRORS);
        assertThat(OnStaticField.BUENA.server().armed()).isEmpty();
    }

    @ParameterizedClass
    @BuenaErrors
    static class OnStaticField {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Parameter
        private BuenaError error;

        @BeforeAll
        static void before() {
            assertThat(BUENA.server().armed()).isEmpty();
            BUENA.server().willFail("rate-limited");
        }

        @Test
        void one() {
            assertThat(BUENA.server().traffic().total()).isZero();
            assertThat(Http.statuses(BUENA.server().baseUrl(), 2)).containsExactly(429, 200);
            BUENA.server().willFail(error);
        }

        @Test
        void another() {
            one();
        }
    }

    @Test
    void instanceThatAllInvocationsShareHasOneServer() {
        Run run = Run.of(PerClass.class);

        assertPassed(run, 2 * ERRORS);
        assertThat(run.servers().stream().distinct()).hasSize(1);
    }

    @ExtendWith(BuenaStubs.class)
    @ParameterizedClass
    @BuenaErrors
    @TestInstance(Lifecycle.PER_CLASS)
    static class PerClass {
        private final BuenaServer buena;

        @Parameter
        private BuenaError error;

        PerClass(BuenaServer buena) {
            this.buena = buena;
        }

        @Test
        void one(TestReporter reporter) {
            assertThat(error).isNotNull();
            Run.see(reporter, buena);
        }

        @Test
        void another(TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void chaosOfTheClassHoldsInEachInvocation() {
        assertPassed(Run.of(Chaotic.class), 2);
    }

    @ExtendWith(BuenaStubs.class)
    @ParameterizedClass
    @BuenaErrors(status = {402, 413})
    @WithChaos(rate = 1, scenarios = "rate-limited")
    static class Chaotic {
        Chaotic(BuenaError error) {
            assertThat(error).isNotNull();
        }

        @Test
        void test(BuenaServer buena) {
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(429);
        }
    }

    @Test
    void firstParameterOfAnotherTypeIsRefusedInOneSentence() {
        Run run = Run.of(WrongConstructor.class, WrongField.class);

        assertThat(run.failures()).containsOnlyKeys("WrongConstructor", "WrongField");
        assertThat(run.failures().get("WrongConstructor"))
                .hasMessage("@BuenaErrors cannot give a String to WrongConstructor: the first parameter must be a Scenario or"
                        + " a BuenaError.");
        assertThat(run.failures().get("WrongField")).hasMessageContaining("cannot give a String to WrongField");
    }

    @ParameterizedClass
    @BuenaErrors
    static class WrongConstructor {
        WrongConstructor(String wrong) {
            assertThat(wrong).isNull();
        }

        @Test
        void test() {}
    }

    @ParameterizedClass
    @BuenaErrors
    static class WrongField {
        @Parameter
        private String wrong;

        @Test
        void test() {
            assertThat(wrong).isNull();
        }
    }
}
