package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers start and stop in threads that were interrupted, and leave it to others to react. */
class InterruptionTest {

    @ParameterizedTest
    @ValueSource(classes = {OnTheSharedHost.class, OnItsOwnPort.class})
    void anInterruptedTestLeavesNoServerOpen(Class<?> testClass) {
        Run run = Run.of(testClass);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void anInterruptedTestLeavesNoThread() throws InterruptedException {
        Threads before = Threads.now();

        Run.of(OnItsOwnPort.class);

        assertThat(before.left()).isEmpty();
    }

    @ExtendWith(BuenaStubs.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OnTheSharedHost {

        @Test
        void first(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            Thread.currentThread().interrupt();
        }

        @Test
        void secondInTheSameThread(BuenaServer buena, TestReporter reporter) {
            Thread.interrupted();
            Run.see(reporter, buena);
            Thread.currentThread().interrupt();
        }
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OnItsOwnPort {

        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().ownPort().build();

        @Test
        void first(TestReporter reporter) {
            Run.see(reporter, buena.server());
            Thread.currentThread().interrupt();
        }

        @Test
        void secondInTheSameThread(TestReporter reporter) {
            Thread.interrupted();
            Run.see(reporter, buena.server());
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerStartsAndStopsInAnInterruptedThread() {
        Thread.currentThread().interrupt();
        BuenaServer buena = BuenaServer.start(ServerOptions.defaults().ownPort());
        boolean interruptedAfterStart = Thread.interrupted();
        URI url = buena.baseUrl("rate-limited");
        int status = Http.get(url, "/leads").statusCode();

        Thread.currentThread().interrupt();
        buena.close();
        boolean interruptedAfterClose = Thread.interrupted();

        assertThat(status).isEqualTo(429);
        assertThat(interruptedAfterStart).isTrue();
        assertThat(interruptedAfterClose).isTrue();
        Run.assertClosed(url);
    }
}
