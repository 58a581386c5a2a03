package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

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
                InTestOnItsOwnPort.class
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

    static class InTestOnItsOwnPort {
        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().ownPort().build();

        @Test
        void test(TestReporter reporter) {
            Run.see(reporter, buena.server());
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void aConstructorThatCannotBeCalledLeavesNoServerOpen() throws InterruptedException {
        Threads before = Threads.now();

        Run run = Run.of(UnknownParameter.class);

        assertThat(run.failures()).containsOnlyKeys("test");
        assertThat(before.left()).isEmpty();
    }

    static class UnknownParameter {
        @RegisterExtension
        static final BuenaStubs BUENA = BuenaStubs.builder().ownPort().build();

        UnknownParameter(BuenaServer buena, Runnable unknown) {
            throw new AssertionError("called with " + buena + unknown);
        }

        @Test
        void test() {}
    }

    @Test
    void aServerThatCannotStartFailsTheTestAndNamesThePort() throws IOException, InterruptedException {
        Threads before = Threads.now();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TakenPort.port = socket.getLocalPort();

            Run run = Run.of(TakenPort.class);

            assertThat(run.failures()).containsOnlyKeys("test");
            assertThat(run.failures().get("test"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Cannot start a stub server on 127.0.0.1, port " + TakenPort.port);
        }
        assertThat(before.left()).isEmpty();

        assertThat(Run.of(TakenPort.class).passed()).as("port free again").isEqualTo(1);
    }

    static class TakenPort {
        private static int port;

        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().port(port).build();

        @Test
        void test(TestReporter reporter) {
            Run.see(reporter, buena.server());
        }
    }

    @Test
    void aServerOfAStaticFieldThatCannotStartFailsTheClass() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            TakenPortOfTheClass.buena = BuenaStubs.builder().port(port).build();

            Run run = Run.of(TakenPortOfTheClass.class);

            assertThat(run.failures()).containsOnlyKeys("TakenPortOfTheClass");
            assertThat(run.failures().get("TakenPortOfTheClass")).hasMessageContaining("port " + port);
        }
    }

    static class TakenPortOfTheClass {
        @RegisterExtension
        static BuenaStubs buena = BuenaStubs.builder().build();

        @Test
        void test(BuenaServer server) {
            assertThat(server).isNotNull();
        }
    }
}
