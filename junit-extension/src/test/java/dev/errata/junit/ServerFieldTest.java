package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Provenance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
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
        static final BuenaStubs BUENA = BuenaStubs.builder().build();

        @BeforeAll
        static void before(TestReporter reporter) {
            Run.see(reporter, BUENA.server());
        }

        StaticField(BuenaServer same, TestReporter reporter) {
            Run.see(reporter, same);
        }

        @Test
        void one(TestReporter reporter) {
            Run.see(reporter, BUENA.server());
        }

        @Nested
        class Inner {
            @Test
            void another(BuenaServer same, TestReporter reporter) {
                Run.see(reporter, same);
                Run.see(reporter, BUENA.server());
            }
        }

        @AfterAll
        static void after(TestReporter reporter) {
            Run.see(reporter, BUENA.server());
        }
    }

    @Test
    void aStaticFieldHasAnotherServerInAnotherRun() {
        Run first = Run.of(StaticField.class);
        Run second = Run.of(StaticField.class);

        assertThat(second.failures()).isEmpty();
        assertThat(second.servers()).isNotEmpty().doesNotContainAnyElementsOf(first.servers());
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
        final BuenaStubs buena = BuenaStubs.builder().build();

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
        static final BuenaStubs BUENA = BuenaStubs.builder().build();

        ConstructorOfTheClass(TestReporter reporter) {
            Run.see(reporter, BUENA.server());
        }

        @Test
        void test(BuenaServer same, TestReporter reporter) {
            Run.see(reporter, same);
        }
    }

    @Test
    void aStaticFieldWithAPortGivesItBackWithTheClass() throws IOException {
        PortOfTheClass.buena = BuenaStubs.builder().port(freePort()).build();

        Run run = Run.of(FirstOnPort.class, SecondOnPort.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("identity")).hasSize(2).doesNotHaveDuplicates();
    }

    abstract static class PortOfTheClass {

        @RegisterExtension
        static BuenaStubs buena = BuenaStubs.builder().build();

        @Test
        void test(BuenaServer same, TestReporter reporter) {
            Run.see(reporter, same);
            reporter.publishEntry("identity", String.valueOf(System.identityHashCode(same)));
        }
    }

    static class FirstOnPort extends PortOfTheClass {}

    static class SecondOnPort extends PortOfTheClass {}

    @Test
    void aFieldHasNoServerBeforeItsTimeAndSaysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> BuenaStubs.builder().build().server())
                .withMessage("BuenaStubs has no server yet: a static field has one from @BeforeAll on,"
                        + " any other from @BeforeEach on");
    }

    @Test
    void aServerIsOfNoUseAfterTheRunAndSaysSo() {
        Run.of(StaticField.class);

        assertThatIllegalStateException()
                .isThrownBy(() -> StaticField.BUENA.server().baseUrl())
                .withMessageContaining("closed");
    }

    @Test
    void anExtensionWithoutAFieldHasNoServerAndSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new BuenaStubs().server())
                .withMessage("Register BuenaStubs with @RegisterExtension to call server(),"
                        + " or take the server as a parameter");
    }

    @Test
    void whatABuilderSetsReachesTheServer() {
        Run run = Run.of(Options.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(5);
    }

    static class Options {

        @RegisterExtension
        static final BuenaStubs RETRY_AFTER =
                BuenaStubs.builder().retryAfterHeader(true).build();

        @RegisterExtension
        static final BuenaStubs OWN_PORT = BuenaStubs.builder().ownPort().build();

        @RegisterExtension
        static final BuenaStubs LENIENT = BuenaStubs.builder().allowUnmatched().build();

        @RegisterExtension
        static final BuenaStubs DOCUMENTED =
                BuenaStubs.builder().documentedOnly().build();

        private static final Catalog SMALLER = Catalog.buena().documentedOnly();

        @RegisterExtension
        static final BuenaStubs OTHER_CATALOG =
                BuenaStubs.builder().catalog(SMALLER).build();

        @Test
        void retryAfterHeader() {
            assertThat(Http.get(RETRY_AFTER.server().baseUrl(BuenaError.RATE_LIMIT_EXCEEDED), "/leads")
                            .headers()
                            .firstValue("Retry-After"))
                    .hasValue("45");
        }

        @Test
        void ownPort() {
            assertThat(OWN_PORT.server().baseUrl())
                    .hasPath("/api/v2")
                    .extracting(url -> url.getPort())
                    .isNotEqualTo(LENIENT.server().baseUrl().getPort());
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
    void aCertainPortIsUsed() throws IOException {
        CertainPort.port = freePort();

        Run run = Run.of(CertainPort.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).containsExactly("http://127.0.0.1:" + CertainPort.port + "/api/v2");
    }

    static class CertainPort {

        private static int port;

        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().port(port).build();

        @Test
        void test(TestReporter reporter) {
            Run.see(reporter, buena.server());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
