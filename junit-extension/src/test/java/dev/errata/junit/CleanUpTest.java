package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, no server stays open: {@link Run} looks at each that was seen. */
class CleanUpTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                InConstructor.class,
                InBeforeAll.class,
                InBeforeEach.class,
                InTest.class,
                InAfterEach.class,
                InTestOfAField.class
            })
    void aFailureLeavesNoServerOpen(Class<?> testClass) {
        Run run = Run.of(testClass);

        assertThat(run.failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("on purpose"));
        assertThat(run.servers()).hasSize(1);
    }

    @ExtendWith(BuenaStubs.class)
    static class InConstructor {
        InConstructor(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            throw new IllegalStateException("on purpose");
        }

        @Test
        void test() {}
    }

    @ExtendWith(BuenaStubs.class)
    static class InBeforeAll {
        @BeforeAll
        static void before(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            throw new IllegalStateException("on purpose");
        }

        @Test
        void test() {}
    }

    @ExtendWith(BuenaStubs.class)
    static class InBeforeEach {
        @BeforeEach
        void before(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            throw new IllegalStateException("on purpose");
        }

        @Test
        void test() {}
    }

    @ExtendWith(BuenaStubs.class)
    static class InTest {
        @Test
        void test(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            throw new IllegalStateException("on purpose");
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class InAfterEach {
        @Test
        void test() {}

        @AfterEach
        void after(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            throw new IllegalStateException("on purpose");
        }
    }

    static class InTestOfAField {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs();

        @Test
        void test(TestReporter reporter) {
            Run.see(reporter, buena.server());
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void aConstructorThatCannotBeCalledLeavesNoServerOpen() {
        Run run = Run.of(UnknownParameter.class);

        assertThat(run.failures()).containsOnlyKeys("test");
        Run.assertClosed(Opened.last);
    }

    /** Notes the servers that it starts. */
    static class Opened extends StubsExtension<BuenaServer> {
        private static BuenaServer last;

        Opened() {
            super(BuenaServer.class, Opened::start, ServerOptions.defaults());
        }

        private static BuenaServer start(ServerOptions options) {
            last = BuenaServer.start(options);
            return last;
        }
    }

    @ExtendWith(Opened.class)
    static class UnknownParameter {
        UnknownParameter(BuenaServer buena, Runnable unknown) {
            throw new AssertionError("called with " + buena + unknown);
        }

        @Test
        void test() {}
    }

    @Test
    void aServerThatCannotStartFailsTheTestAndNamesThePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TakenPort.port = socket.getLocalPort();

            Run run = Run.of(TakenPort.class);

            assertThat(run.failures()).containsOnlyKeys("test");
            assertThat(run.failures().get("test"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(String.valueOf(TakenPort.port));
        }

        assertThat(Run.of(TakenPort.class).passed()).as("port free again").isEqualTo(1);
    }

    static class TakenPort {
        private static int port;

        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().port(port));

        @Test
        void test(TestReporter reporter) {
            Run.see(reporter, buena.server());
        }
    }

    @Test
    void aServerOfAStaticFieldThatCannotStartFailsTheClass() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            TakenPortOfTheClass.buena = new BuenaStubs(ServerOptions.defaults().port(port));

            Run run = Run.of(TakenPortOfTheClass.class);

            assertThat(run.failures()).containsOnlyKeys("TakenPortOfTheClass");
            assertThat(run.failures().get("TakenPortOfTheClass")).hasMessageContaining(String.valueOf(port));
        }
    }

    static class TakenPortOfTheClass {
        @RegisterExtension
        static BuenaStubs buena = new BuenaStubs();

        @Test
        void test(BuenaServer server) {
            assertThat(server).isNotNull();
        }
    }
}
