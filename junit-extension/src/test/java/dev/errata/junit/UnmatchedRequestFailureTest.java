package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that nothing fits fails the test that made it, and no other. */
class UnmatchedRequestFailureTest {

    private static void unmatched(StubServer<?> server, String path) {
        assertThat(Http.get(server.baseUrl(), path).statusCode()).isEqualTo(501);
    }

    @Test
    void failsItsTestAndSaysWhatIsNearest() {
        Run run = Run.of(SecondOfThree.class);

        assertThat(run.failures()).containsOnlyKeys("second");
        assertThat(run.failures().get("second"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("GET /api/v2/leadz", "Closest: GET, POST /api/v2/leads", "allowUnmatched()");
    }

    @ExtendWith(BuenaStubs.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class SecondOfThree {
        @Test
        void first(BuenaServer buena) {
            assertThat(buena.toString()).contains("Buena");
        }

        @Test
        void second(BuenaServer buena) {
            unmatched(buena, "/leadz");
        }

        @Test
        void third(BuenaServer buena) {
            assertThat(buena.toString()).contains("Buena");
        }
    }

    @Test
    void failsItsTestOnAServerOfTheClass() {
        Run run = Run.of(SecondOfThreeOnOneServer.class);

        assertThat(run.failures()).containsOnlyKeys("second");
    }

    static class SecondOfThreeOnOneServer extends SecondOfThree {
        @BeforeAll
        static void share(BuenaServer buena) {
            assertThat(buena.toString()).contains("Buena");
        }
    }

    @Test
    void failsItsTestOnAServerOfAStaticField() {
        Run run = Run.of(StaticField.class);

        assertThat(run.failures()).containsOnlyKeys("second");
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class StaticField {

        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void first() {
            assertThat(BUENA.server().toString()).contains("Buena");
        }

        @Test
        void second() {
            unmatched(BUENA.server(), "/leadz");
        }

        @Test
        void third() {
            assertThat(BUENA.server().toString()).contains("Buena");
        }
    }

    @Test
    void failsNothingWhereItIsAllowed() {
        Run run = Run.of(Allowed.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(1);
    }

    static class Allowed {

        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().allowUnmatched());

        @Test
        void test() {
            unmatched(buena.server(), "/leadz");
        }
    }

    @Test
    void isSuppressedWhereTheTestFailedAnyway() {
        Throwable failure = Run.of(FailsAnyway.class).failures().get("test");

        assertThat(failure).hasMessage("own");
        assertThat(failure.getSuppressed())
                .filteredOn(AssertionError.class::isInstance)
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("GET /api/v2/leadz"));
    }

    @ExtendWith(BuenaStubs.class)
    static class FailsAnyway {
        @Test
        void test(BuenaServer buena) {
            unmatched(buena, "/leadz");
            fail("own");
        }
    }

    @Test
    void isReportedForEachServerOfATest() {
        Throwable failure = Run.of(TwoServers.class).failures().get("test");

        assertThat(failure).hasMessageContaining("GET /api/v2/first");
        assertThat(failure.getSuppressed())
                .filteredOn(AssertionError.class::isInstance)
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("GET /api/v2/second"));
    }

    @ExtendWith(BuenaStubs.class)
    static class TwoServers {
        @Test
        void test(BuenaServer one, BuenaServer another) {
            unmatched(one, "/first");
            unmatched(another, "/second");
        }
    }

    @Test
    void isReportedForEachApiOfATest() {
        Throwable failure = Run.of(TwoApis.class).failures().get("test");

        assertThat(Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed())))
                .extracting(Throwable::getMessage)
                .anyMatch(message -> message.contains("GET /api/v2/first"))
                .anyMatch(message -> message.contains("GET /second"));
    }

    @ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
    static class TwoApis {
        @Test
        void test(BuenaServer buena, DatabuddyServer databuddy) {
            unmatched(buena, "/first");
            unmatched(databuddy, "/second");
        }
    }

    @Test
    void failsTheTestWhoseSetUpMadeIt() {
        Run run = Run.of(SetUp.class);

        assertThat(run.failures()).containsOnlyKeys("test");
        assertThat(run.failures().get("test"))
                .hasMessageContainingAll(
                        "Unmatched requests: 3", "/api/v2/constructor", "/api/v2/before", "/api/v2/after");
    }

    @ExtendWith(BuenaStubs.class)
    static class SetUp {
        SetUp(BuenaServer buena) {
            unmatched(buena, "/constructor");
        }

        @BeforeEach
        void before(BuenaServer buena) {
            unmatched(buena, "/before");
        }

        @Test
        void test(BuenaServer buena) {
            assertThat(buena.toString()).contains("Buena");
        }

        @AfterEach
        void after(BuenaServer buena) {
            unmatched(buena, "/after");
        }
    }

    @Test
    void failsTheClassWhoseSetUpMadeIt() {
        Run run = Run.of(ClassSetUp.class);

        assertThat(run.failures()).containsOnlyKeys("ClassSetUp");
        assertThat(run.failures().get("ClassSetUp")).hasMessageContaining("GET /api/v2/before-all");
    }

    @ExtendWith(BuenaStubs.class)
    static class ClassSetUp {
        @BeforeAll
        static void before(BuenaServer buena) {
            unmatched(buena, "/before-all");
        }

        @Test
        void test(BuenaServer buena) {
            assertThat(buena.toString()).contains("Buena");
        }
    }

    @Test
    void failsTheClassWhoseTearDownMadeIt() {
        Run run = Run.of(ClassTearDown.class);

        assertThat(run.failures()).containsOnlyKeys("ClassTearDown");
        assertThat(run.failures().get("ClassTearDown")).hasMessageContaining("GET /api/v2/after-all");
        assertThat(run.passed()).isEqualTo(1);
    }

    @ExtendWith(BuenaStubs.class)
    static class ClassTearDown {
        @Test
        void test(BuenaServer buena) {
            assertThat(buena.toString()).contains("Buena");
        }

        @AfterAll
        static void after(BuenaServer buena) {
            unmatched(buena, "/after-all");
        }
    }

    @Test
    void failsOneInvocationOfAParameterizedTest() {
        Run run = Run.of(Parameterized.class);

        assertThat(run.passed()).isEqualTo(2);
        assertThat(run.failures()).hasSize(1);
        assertThat(run.failures().values().iterator().next()).hasMessageContaining("GET /api/v2/leadz");
    }

    @ExtendWith(BuenaStubs.class)
    static class Parameterized {
        @ParameterizedTest
        @ValueSource(strings = {"/leads", "/leadz", "/keys"})
        void test(String path, BuenaServer buena) {
            assertThat(Http.get(buena.baseUrl(), path).statusCode()).isIn(200, 501);
        }
    }

    @Test
    void failsTheFactoryWhoseDynamicTestMadeIt() {
        Run run = Run.of(Factory.class);

        assertThat(run.failures()).containsOnlyKeys("tests");
        assertThat(run.failures().get("tests")).hasMessageContaining("GET /api/v2/leadz");
    }

    @ExtendWith(BuenaStubs.class)
    static class Factory {
        @TestFactory
        Stream<DynamicTest> tests(BuenaServer buena) {
            return Stream.of(DynamicTest.dynamicTest("dynamic", () -> unmatched(buena, "/leadz")));
        }
    }
}
