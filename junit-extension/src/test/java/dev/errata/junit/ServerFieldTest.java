package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Provenance;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers of fields with {@code @RegisterExtension}. */
class ServerFieldTest {

    @Test
    void aStaticFieldIsOneServerForTheWholeClass() {
        Run run = Run.of(StaticField.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(7).containsOnly(run.servers().get(0));
    }

    static class StaticField {

        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @BeforeAll
        static void before(TestReporter reporter) {
            Run.seePermanent(reporter, BUENA.server());
        }

        StaticField(BuenaServer same, TestReporter reporter) {
            Run.seePermanent(reporter, same);
        }

        @Test
        void one(TestReporter reporter) {
            Run.seePermanent(reporter, BUENA.server());
        }

        @Nested
        class Inner {
            @Test
            void another(BuenaServer same, TestReporter reporter) {
                Run.seePermanent(reporter, same);
                Run.seePermanent(reporter, BUENA.server());
            }
        }

        @AfterAll
        static void after(TestReporter reporter) {
            Run.seePermanent(reporter, BUENA.server());
        }
    }

    @Test
    void aStaticFieldKeepsItsServerInAnotherRun() {
        Run first = Run.of(StaticField.class);
        Run second = Run.of(StaticField.class);

        assertThat(second.failures()).isEmpty();
        assertThat(second.servers()).isNotEmpty().containsOnly(first.servers().get(0));
    }

    @Test
    void aServerOfAStaticFieldAnswersAfterTheRun() {
        Run run = Run.of(StaticField.class);

        assertThat(StaticField.BUENA.server().baseUrl())
                .hasToString(run.servers().get(0));
        assertThat(Http.get(StaticField.BUENA.server().baseUrl("rate-limited"), "/leads")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void anyOtherFieldIsOneServerForEachTest() {
        Run run = Run.of(InstanceField.class);

        assertThat(run.failures()).isEmpty();
        List<String> servers = run.servers();
        assertThat(servers).hasSize(8);
        assertThat(servers.stream().distinct()).hasSize(2);
        assertThat(servers.subList(0, 4)).containsOnly(servers.get(0));
    }

    static class InstanceField {

        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs();

        @BeforeEach
        void before(TestReporter reporter) {
            Run.see(reporter, buena.server());
        }

        @Test
        void one(BuenaServer same, TestReporter reporter) {
            Run.see(reporter, same);
            Run.see(reporter, buena.server());
        }

        @Nested
        class Inner {
            @Test
            void another(BuenaServer same, TestReporter reporter) {
                Run.see(reporter, same);
                Run.see(reporter, buena.server());
            }
        }

        @AfterEach
        void after(TestReporter reporter) {
            Run.see(reporter, buena.server());
        }
    }

    @Test
    void anyOtherFieldIsOneServerForTheWholeClassWhereAllShareAnInstance() {
        Run run = Run.of(InstanceFieldOfTheClass.class, AnotherInstanceFieldOfTheClass.class);

        assertThat(run.failures()).isEmpty();
        List<String> servers = run.servers();
        assertThat(servers).hasSize(18);
        assertThat(servers.stream().distinct()).hasSize(2);
        assertThat(servers.subList(0, 9)).containsOnly(servers.get(0));
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class InstanceFieldOfTheClass extends InstanceField {
        @BeforeAll
        void before(BuenaServer same, TestReporter reporter) {
            assertThat(same).isSameAs(buena.server());
            Run.see(reporter, same);
        }
    }

    static class AnotherInstanceFieldOfTheClass extends InstanceFieldOfTheClass {}

    @Test
    void aStaticFieldHasItsServerInTheConstructorOfTheWholeClass() {
        Run run = Run.of(ConstructorOfTheClass.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).containsOnly(run.servers().get(0));
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ConstructorOfTheClass {

        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        ConstructorOfTheClass(TestReporter reporter) {
            Run.seePermanent(reporter, BUENA.server());
        }

        @Test
        void test(BuenaServer same, TestReporter reporter) {
            Run.seePermanent(reporter, same);
        }
    }

    @Test
    void classesThatInheritAStaticFieldWithAPortShareItsServer() {
        PortOfTheClass.buena = new BuenaStubs(ServerOptions.defaults().port(freePort()));

        Run run = Run.of(FirstOnPort.class, SecondOnPort.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("identity"))
                .hasSize(2)
                .containsOnly(run.published("identity").get(0));
    }

    abstract static class PortOfTheClass {

        @RegisterExtension
        static BuenaStubs buena = new BuenaStubs();

        @Test
        void test(BuenaServer same, TestReporter reporter) {
            Run.seePermanent(reporter, same);
            reporter.publishEntry("identity", String.valueOf(System.identityHashCode(same)));
        }
    }

    static class FirstOnPort extends PortOfTheClass {}

    static class SecondOnPort extends PortOfTheClass {}

    @Test
    void aStaticFieldGivesItsPortUpWhenAnotherClassWantsIt() {
        PortOfTheClass.buena = new BuenaStubs(ServerOptions.defaults().port(freePort()));
        Run first = Run.of(FirstOnPort.class);
        SamePort.port = URI.create(first.servers().get(0)).getPort();

        Run second = Run.of(SamePort.class);
        Run firstAgain = Run.of(FirstOnPort.class);

        assertThat(second.failures()).isEmpty();
        assertThat(firstAgain.failures()).isEmpty();
        assertThat(second.servers()).isEqualTo(first.servers());
        assertThat(firstAgain.servers()).isEqualTo(first.servers());
    }

    static class SamePort {

        private static int port;

        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().port(port));

        @Test
        void test(TestReporter reporter) {
            Run.seePermanent(reporter, buena.server());
        }
    }

    @Test
    void anExtensionThatJUnitDoesNotKnowHasNoServerAndSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new BuenaStubs().server())
                .withMessageContainingAll(
                        "BuenaStubs has no server yet",
                        "Is it in a field with @RegisterExtension?",
                        "from @BeforeAll on",
                        "from @BeforeEach on",
                        "With @ExtendWith(BuenaStubs.class) take the server as a parameter.");
    }

    @Test
    void anExtensionThatTwoTestsHoldAtTheSameTimeIsRefused() {
        Run run = Run.of(SharedExtension.class);

        assertThat(run.failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll("BuenaStubs", "two tests at the same time", "make the field static"));
        assertThat(run.passed()).isEqualTo(1);
    }

    static class SharedExtension {

        private static final BuenaStubs ONE = new BuenaStubs();

        @RegisterExtension
        final BuenaStubs buena = ONE;

        @Test
        void outer() {
            Run inner = Run.of(InnerRun.class);

            inner.failures().values().forEach(failure -> {
                throw (RuntimeException) failure;
            });
        }

        @Test
        void other() {
            assertThat(buena.server()).isNotNull();
        }

        static class InnerRun {
            @RegisterExtension
            final BuenaStubs buena = ONE;

            @Test
            void test() {}
        }
    }

    @Test
    void optionsReachTheServer() {
        Run run = Run.of(Options.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(5);
    }

    static class Options {

        @RegisterExtension
        static final BuenaStubs RETRY_AFTER =
                new BuenaStubs(ServerOptions.defaults().retryAfterHeader(true));

        @RegisterExtension
        static final BuenaStubs SHORT_WAITS =
                new BuenaStubs(ServerOptions.defaults().shortWaits(Duration.ofSeconds(1)));

        @RegisterExtension
        static final BuenaStubs LENIENT =
                new BuenaStubs(ServerOptions.defaults().allowUnmatched());

        @RegisterExtension
        static final BuenaStubs DOCUMENTED =
                new BuenaStubs(ServerOptions.defaults().documentedOnly());

        private static final Catalog SMALLER = Catalog.buena().documentedOnly();

        @RegisterExtension
        static final BuenaStubs OTHER_CATALOG =
                new BuenaStubs(ServerOptions.defaults().catalog(SMALLER));

        @Test
        void retryAfterHeader() {
            assertThat(Http.get(RETRY_AFTER.server().baseUrl(BuenaError.RATE_LIMIT_EXCEEDED), "/leads")
                            .headers()
                            .firstValue("Retry-After"))
                    .hasValue("45");
        }

        @Test
        void shortWaits() {
            assertThat(Http.get(SHORT_WAITS.server().baseUrl(BuenaError.RATE_LIMIT_EXCEEDED), "/leads")
                            .body())
                    .contains("\"retryAfter\":1,");
        }

        @Test
        void allowUnmatched() {
            assertThat(Http.get(LENIENT.server().baseUrl(), "/unknown").statusCode())
                    .isEqualTo(501);
        }

        @Test
        void documentedOnly() {
            assertThat(DOCUMENTED.server().catalog().scenarios())
                    .isNotEmpty()
                    .allMatch(scenario -> scenario.provenance() == Provenance.Kind.DOCUMENTED);
        }

        @Test
        void catalog() {
            assertThat(OTHER_CATALOG.server().catalog()).isSameAs(SMALLER);
        }
    }

    @Test
    void aCertainPortIsUsed() {
        CertainPort.port = freePort();

        Run run = Run.of(CertainPort.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).containsExactly("http://127.0.0.1:" + CertainPort.port + "/api/v2");
    }

    static class CertainPort {

        private static int port;

        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().port(port));

        @Test
        void test(TestReporter reporter) {
            Run.see(reporter, buena.server());
        }
    }

    /** Returns a port that stays free: below those that the system gives to any program. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
                return port;
            } catch (IOException e) {
                // It is taken. Another one will do.
            }
        }
    }
}
