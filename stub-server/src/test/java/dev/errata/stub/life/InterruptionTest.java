package dev.errata.stub.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Servers start and close in interrupted threads, and leave it to others to react. */
class InterruptionTest {

    @Test
    void serverStartsAndClosesInAnInterruptedThread() {
        Thread.currentThread().interrupt();
        BuenaServer buena = BuenaServer.start();
        URI url = buena.baseUrl("rate-limited");
        assertThat(Thread.interrupted()).as("interrupted after the start").isTrue();
        assertThat(Http.get(url, "/leads").statusCode()).isEqualTo(429);

        Thread.currentThread().interrupt();
        int requests = buena.traffic().exchanges().size();
        buena.close();

        assertThat(Thread.interrupted()).as("interrupted after the close").isTrue();
        assertThat(requests).isEqualTo(1);
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> Http.get(url, "/leads"));
    }

    @Test
    void waitingForRequestsEndsAtOnceAndKeepsTheInterrupt() {
        try (BuenaServer buena = BuenaServer.start()) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> buena.awaitRequests(1, Duration.ofMinutes(5)))
                    .withMessageStartingWith("Interrupted while waiting for 1 requests");

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Interrupted at any moment between a start and a close. */
    @Test
    void interruptsAtRandomBreakNothingAndAreKept() {
        Random random = new Random(42);
        List<URI> urls = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            long after = random.nextInt(400_000);
            Thread test = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                LockSupport.parkNanos(after);
                test.interrupt();
            });
            interrupter.start();
            try (BuenaServer buena = BuenaServer.start()) {
                urls.add(buena.baseUrl("rate-limited"));
            }
            join(interrupter);
            assertThat(Thread.interrupted()).as("round " + round).isTrue();
        }

        assertThat(urls).doesNotHaveDuplicates();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Http.get(urls.get(urls.size() - 1), "/leads"));
    }

    /** Waits without regard to an interrupt, which is what the test is about. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
