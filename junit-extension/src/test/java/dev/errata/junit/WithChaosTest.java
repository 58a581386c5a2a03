package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.StubServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @WithChaos} fails requests of a test, or of all tests of a class, at random. */
class WithChaosTest {

    /** Tells what requests to the plain URL get. */
    private static void report(TestReporter reporter, TestInfo info, StubServer<?> server) {
        String name = info.getTestMethod().orElseThrow().getName();
        reporter.publishEntry(name, Http.statuses(server.baseUrl(), 3).toString());
    }

    private static void assertPassed(Run run, int tests) {
        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(tests);
    }

    @Test
    void holdsForItsMethodAlone() {
        Run run = Run.of(OnMethod.class);

        assertPassed(run, 2);
        assertThat(run.published("failing")).containsExactly("[429, 429, 429]");
        assertThat(run.published("healthy")).containsExactly("[200, 200, 200]");
    }

    @ExtendWith(BuenaStubs.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OnMethod {
        @Test
        @WithChaos(rate = 1, scenarios = "rate-limited")
        void failing(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }

        @Test
        void healthy(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }
    }

    @Test
    void holdsForAllMethodsOfItsClassUnlessTheyHaveTheirOwn() {
        Run run = Run.of(OnClass.class, Inheriting.class);

        assertPassed(run, 6);
        assertThat(run.published("asTheClass")).containsExactly("[429, 429, 429]", "[429, 429, 429]");
        assertThat(run.published("own")).containsExactly("[404, 404, 404]", "[404, 404, 404]");
        assertThat(run.published("healthy")).containsExactly("[200, 200, 200]", "[200, 200, 200]");
    }

    @ExtendWith(BuenaStubs.class)
    @WithChaos(rate = 1, scenarios = "rate-limited")
    static class OnClass {
        @Test
        void asTheClass(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }

        @Test
        @WithChaos(rate = 1, scenarios = "lead-not-found")
        void own(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }

        @Test
        @WithChaos(rate = 0)
        void healthy(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }
    }

    static class Inheriting extends OnClass {}

    @Test
    void subclassMayHaveItsOwn() {
        Run run = Run.of(Overriding.class);

        assertPassed(run, 3);
        assertThat(run.published("asTheClass")).containsExactly("[403, 403, 403]");
        assertThat(run.published("own")).containsExactly("[404, 404, 404]");
    }

    @WithChaos(rate = 1, scenarios = "restricted-resource")
    static class Overriding extends OnClass {}

    @Test
    void nestedClassTakesThatOfTheClassAroundItUnlessItHasItsOwn() {
        Run run = Run.of(Outer.class);

        assertPassed(run, 3);
        assertThat(run.published("asAround")).containsExactly("[429, 429, 429]");
        assertThat(run.published("ofNested")).containsExactly("[404, 404, 404]");
        assertThat(run.published("own")).containsExactly("[200, 200, 200]");
    }

    @ExtendWith(BuenaStubs.class)
    @WithChaos(rate = 1, scenarios = "rate-limited")
    static class Outer {
        @Nested
        class AsAround {
            @Test
            void asAround(BuenaServer buena, TestReporter reporter, TestInfo info) {
                report(reporter, info, buena);
            }
        }

        @Nested
        @WithChaos(rate = 1, scenarios = "lead-not-found")
        class OfItsOwn {
            @Test
            void ofNested(BuenaServer buena, TestReporter reporter, TestInfo info) {
                report(reporter, info, buena);
            }

            @Test
            @WithChaos(rate = 0)
            void own(BuenaServer buena, TestReporter reporter, TestInfo info) {
                report(reporter, info, buena);
            }
        }
    }

    @Test
    void holdsForServersOfTheConstructor() {
        Run run = Run.of(OfConstructor.class);

        assertPassed(run, 2);
        assertThat(run.published("asTheClass")).containsExactly("[429, 429, 429]");
        assertThat(run.published("own")).containsExactly("[404, 404, 404]");
    }

    @ExtendWith(BuenaStubs.class)
    @WithChaos(rate = 1, scenarios = "rate-limited")
    static class OfConstructor {
        private final BuenaServer buena;

        OfConstructor(BuenaServer buena) {
            this.buena = buena;
        }

        @Test
        void asTheClass(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }

        @Test
        @WithChaos(rate = 1, scenarios = "lead-not-found")
        void own(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }
    }

    @Test
    void holdsForEachInvocationOfATemplate() {
        Run run = Run.of(Templates.class);

        assertPassed(run, 4);
        assertThat(run.published("parameterized")).containsExactly("[429, 429, 429]", "[429, 429, 429]");
        assertThat(run.published("repeated")).containsExactly("[404, 404, 404]", "[404, 404, 404]");
    }

    @ExtendWith(BuenaStubs.class)
    @WithChaos(rate = 1, scenarios = "lead-not-found")
    static class Templates {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        @WithChaos(rate = 1, scenarios = "rate-limited")
        void parameterized(int number, BuenaServer buena, TestReporter reporter, TestInfo info) {
            assertThat(number).isPositive();
            report(reporter, info, buena);
        }

        @RepeatedTest(2)
        void repeated(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }
    }

    @Test
    void holdsForServersThatATestAsksForInItsSetUp() {
        Run run = Run.of(SetUp.class);

        assertPassed(run, 1);
        assertThat(run.published("test")).containsExactly("[429, 429, 429]");
        assertThat(run.published("before")).containsExactly("[429]");
    }

    @ExtendWith(BuenaStubs.class)
    static class SetUp {
        @BeforeEach
        void before(BuenaServer buena, TestReporter reporter) {
            reporter.publishEntry("before", Http.statuses(buena.baseUrl(), 1).toString());
        }

        @Test
        @WithChaos(rate = 1, scenarios = "rate-limited")
        void test(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }
    }

    @Test
    void holdsForTheServerThatTestsOfOneInstanceShare() {
        Run run = Run.of(PerClassField.class, PerClassConstructor.class);

        assertPassed(run, 4);
        assertThat(run.published("first")).containsExactly("[429, 429, 429]", "[429, 429, 429]");
        assertThat(run.published("second")).containsExactly("[429, 429, 429]", "[429, 429, 429]");
    }

    @TestInstance(Lifecycle.PER_CLASS)
    @WithChaos(rate = 1, scenarios = "rate-limited")
    static class PerClassField {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs();

        @Test
        void first(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena.server());
        }

        @Test
        void second(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena.server());
        }
    }

    @ExtendWith(BuenaStubs.class)
    @TestInstance(Lifecycle.PER_CLASS)
    @WithChaos(rate = 1, scenarios = "rate-limited")
    static class PerClassConstructor {
        private final BuenaServer buena;

        PerClassConstructor(BuenaServer buena) {
            this.buena = buena;
        }

        @Test
        void first(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }

        @Test
        void second(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }
    }

    /** Both classes have the same server, for the field is the same. */
    @Test
    void endsWithTheClassForTheServerOfAStaticField() {
        Run run = Run.of(WithStaticField.class, HealthyAgain.class);

        assertPassed(run, 3);
        assertThat(run.published("before all")).containsExactly("[429]", "[200]");
        assertThat(run.published("test")).containsExactly("[429, 429, 429]", "[200, 200, 200]");
        assertThat(run.published("nested")).containsExactly("[429, 429, 429]");
        assertThat(run.published("url").stream().distinct()).hasSize(1);
    }

    abstract static class StaticField {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @BeforeAll
        static void before(TestReporter reporter) {
            reporter.publishEntry(
                    "before all", Http.statuses(BUENA.server().baseUrl(), 1).toString());
            reporter.publishEntry("url", BUENA.server().baseUrl().toString());
        }

        @Test
        void test(TestReporter reporter, TestInfo info) {
            report(reporter, info, BUENA.server());
        }
    }

    @WithChaos(rate = 1, scenarios = "rate-limited")
    static class WithStaticField extends StaticField {
        @Nested
        class Inner {
            @Test
            void nested(TestReporter reporter, TestInfo info) {
                report(reporter, info, BUENA.server());
            }
        }
    }

    static class HealthyAgain extends StaticField {}

    @Test
    void holdsForTheServersOfTwoApis() {
        Run run = Run.of(TwoApis.class);

        assertPassed(run, 1);
        assertThat(run.published("test")).containsExactlyInAnyOrder("[429, 429, 429]", "[429, 429, 429]");
    }

    @ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
    static class TwoApis {
        @Test
        @WithChaos(rate = 1, scenarios = "rate-limited")
        void test(BuenaServer buena, DatabuddyServer databuddy, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
            report(reporter, info, databuddy);
        }
    }

    @Test
    void exactlySoManyOfSoManyFailInTheSameWayEachTime() {
        List<String> told = Run.of(Exactly.class).published("statuses");

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isEqualTo(told.get(1)).containsPattern("5\\d\\d");
        assertThat(told.get(0).split("5\\d\\d", -1)).hasSize(1 + 6);
    }

    @ExtendWith(BuenaStubs.class)
    static class Exactly {
        @RepeatedTest(2)
        @WithChaos(exactly = 3, of = 10, seed = 42)
        void test(BuenaServer buena, TestReporter reporter) {
            reporter.publishEntry("statuses", Http.statuses(buena.baseUrl(), 20).toString());
        }
    }

    @Test
    void withoutOfExactlyIsOfOneHundred() {
        assertThat(Run.of(ExactlyOfHundred.class).published("statuses"))
                .singleElement()
                .satisfies(statuses -> assertThat(statuses.split("5\\d\\d", -1)).hasSize(1 + 4));
    }

    @ExtendWith(BuenaStubs.class)
    static class ExactlyOfHundred {
        @Test
        @WithChaos(exactly = 2)
        void test(BuenaServer buena, TestReporter reporter) {
            reporter.publishEntry(
                    "statuses", Http.statuses(buena.baseUrl(), 200).toString());
        }
    }

    @Test
    void faultsAndScenariosAreTheChoice() {
        List<String> told = Run.of(Choice.class).published("statuses");

        assertThat(told)
                .singleElement()
                .satisfies(statuses -> assertThat(
                                List.of(statuses.replaceAll("[\\[\\] ]", "").split(",", -1)))
                        .containsOnly("204", "429")
                        .contains("204", "429"));
    }

    @ExtendWith(BuenaStubs.class)
    static class Choice {
        @Test
        @WithChaos(rate = 1, scenarios = "rate-limited", faults = Fault.NO_CONTENT)
        void test(BuenaServer buena, TestReporter reporter) {
            reporter.publishEntry("statuses", Http.statuses(buena.baseUrl(), 60).toString());
        }
    }

    @Test
    void mistakesAreRefusedAndSaidClearly() {
        Map<String, Throwable> failures = Run.of(Mistakes.class).failures();

        assertThat(failures).containsOnlyKeys("neither", "both", "tooHigh", "tooMany", "unknown", "refused");
        for (String name : List.of("neither", "both")) {
            assertThat(failures.get(name)).hasStackTraceContaining(ExtensionConfigurationException.class.getName());
            assertThat(failures.get(name)).hasStackTraceContaining("@WithChaos needs either a rate");
        }
        assertThat(failures.get("tooHigh")).hasStackTraceContaining("rate must be 0 to 1, is 1.5");
        assertThat(failures.get("tooMany")).hasStackTraceContaining("failures must not be more than requests");
        assertThat(failures.get("unknown")).hasStackTraceContaining("rate-limited");
        assertThat(failures.get("refused")).hasStackTraceContaining("CONNECTION_REFUSED cannot be injected");
    }

    @ExtendWith(BuenaStubs.class)
    static class Mistakes {
        @Test
        @WithChaos
        void neither(BuenaServer buena) {
            assertThat(buena).isNull();
        }

        @Test
        @WithChaos(rate = 0.5, exactly = 5)
        void both(BuenaServer buena) {
            assertThat(buena).isNull();
        }

        @Test
        @WithChaos(rate = 1.5)
        void tooHigh(BuenaServer buena) {
            assertThat(buena).isNull();
        }

        @Test
        @WithChaos(exactly = 5, of = 4)
        void tooMany(BuenaServer buena) {
            assertThat(buena).isNull();
        }

        @Test
        @WithChaos(rate = 1, scenarios = "rate-limitd")
        void unknown(BuenaServer buena) {
            assertThat(buena).isNull();
        }

        @Test
        @WithChaos(rate = 1, faults = Fault.CONNECTION_REFUSED)
        void refused(BuenaServer buena) {
            assertThat(buena).isNull();
        }
    }

    @Test
    void mistakeOnAClassFailsIt() {
        Run run = Run.of(ClassMistake.class);

        assertThat(run.failures()).containsOnlyKeys("ClassMistake");
        assertThat(run.failures().get("ClassMistake"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("@WithChaos needs either a rate");
        assertThat(run.passed()).isZero();
    }

    @WithChaos
    static class ClassMistake {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void test() {
            assertThat(BUENA).isNull();
        }
    }

    @Test
    void holdsForItsTestAloneOnASharedServer() {
        Run run = Run.of(SharedStatic.class, SharedBeforeAll.class, SharedPerClass.class);

        assertPassed(run, 6);
        assertThat(run.published("armed")).containsOnly("[429, 429, 429]").hasSize(3);
        assertThat(run.published("healthy")).containsOnly("[200, 200, 200]").hasSize(3);
    }

    @Test
    void cannotBeHadForATestThatSharesItsServerWithConcurrentOnes() {
        Run run = Run.concurrently(2, SharedStatic.class);

        assertThat(run.failures()).containsOnlyKeys("armed");
        assertThat(run.failures().get("armed"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll("@WithChaos on armed()", "Annotate the class");
        assertThat(run.published("healthy")).containsExactly("[200, 200, 200]");
    }

    @Test
    void isRefusedWithoutAServer() {
        Run run = Run.of(NoServer.class, NoServerInTheClass.class, NoExtension.class);

        assertThat(run.failures())
                .containsOnlyKeys("alone", "NoServerInTheClass", "withoutExtension")
                .allSatisfy((name, failure) -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll(
                                "@WithChaos", "has no server to fail", "Take a server as a parameter"));
    }

    @ExtendWith(BuenaStubs.class)
    static class NoServer {
        @Test
        @WithChaos(rate = 1)
        void alone() {}
    }

    @ExtendWith(BuenaStubs.class)
    @WithChaos(rate = 1)
    static class NoServerInTheClass {
        @Test
        void passes() {}
    }

    static class NoExtension {
        @Test
        @WithChaos(rate = 1)
        void withoutExtension() {}
    }

    @Test
    void needsAServerInOneTestOfTheClassAlone() {
        Run run = Run.of(OneOfTwo.class, NoneRun.class);

        assertPassed(run, 2);
    }

    @ExtendWith(BuenaStubs.class)
    @WithChaos(rate = 1)
    static class OneOfTwo {
        @Test
        void with(BuenaServer buena) {
            assertThat(buena).isNotNull();
        }

        @Test
        void without() {}
    }

    @ExtendWith(BuenaStubs.class)
    @WithChaos(rate = 1)
    static class NoneRun {
        @Test
        @Disabled("shows that a class without tests needs no server")
        void notRun() {}
    }

    @Test
    void keepsTheOutcomeOfATestThatFailedOrWasAborted() {
        Run run = Run.of(OtherOutcomes.class);

        assertThat(run.aborted()).isEqualTo(1);
        assertThat(run.failures()).containsOnlyKeys("fails");
        assertThat(run.failures().get("fails")).hasMessage("own");
    }

    static class OtherOutcomes {
        @Test
        @WithChaos(rate = 1)
        void fails() {
            throw new IllegalStateException("own");
        }

        @Test
        @WithChaos(rate = 1)
        void isAborted() {
            Assumptions.assumeTrue(false);
        }
    }

    static class SharedStatic {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        @WithChaos(rate = 1, scenarios = "rate-limited")
        void armed(TestReporter reporter, TestInfo info) {
            report(reporter, info, BUENA.server());
        }

        @Test
        void healthy(TestReporter reporter, TestInfo info) {
            report(reporter, info, BUENA.server());
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class SharedBeforeAll {
        @BeforeAll
        static void before(BuenaServer buena) {
            assertThat(buena).isNotNull();
        }

        @Test
        @WithChaos(rate = 1, scenarios = "rate-limited")
        void armed(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }

        @Test
        void healthy(BuenaServer buena, TestReporter reporter, TestInfo info) {
            report(reporter, info, buena);
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedPerClass {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs();

        @Test
        @WithChaos(rate = 1, scenarios = "rate-limited")
        void armed(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena.server());
        }

        @Test
        void healthy(TestReporter reporter, TestInfo info) {
            report(reporter, info, buena.server());
        }
    }
}
