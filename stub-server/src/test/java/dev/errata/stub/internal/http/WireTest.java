package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be told about a client without waiting for it. */
class WireTest {

    private RawClient client;
    private Wire wire;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listening =
                ServerSocketChannel.open().bind(new InetSocketAddress(Binding.LOOPBACK.address(), 0))) {
            client = new RawClient(listening.socket().getLocalPort());
            wire = new Wire(listening.accept(), Optional.empty(), new CountDownLatch(1));
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        wire.abort();
        client.close();
    }

    @Test
    void silentClientIsThere() {
        assertThat(wire.isReset()).isFalse();
        assertThat(wire.hasEnded()).isFalse();
    }

    @Test
    void whatTheClientSentIsKept() throws IOException {
        client.send("a");
        await(() -> !wire.hasEnded() && wire.buffered() == 1);
        client.send("b");
        await(() -> !wire.isReset() && wire.buffered() == 2);

        assertThat(new String(wire.bytes, wire.start, wire.buffered(), US_ASCII))
                .isEqualTo("ab");
    }

    @Test
    void clientThatClosedHasEndedButNotReset() throws IOException {
        client.close();

        await(wire::hasEnded);
        assertThat(wire.isReset()).isFalse();
    }

    @Test
    void clientThatResetHasEnded() throws IOException {
        client.reset();

        await(wire::isReset);
        assertThat(wire.hasEnded()).isTrue();
    }

    /** What one end does takes a moment to come to the other. */
    private static void await(Callable<Boolean> condition) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (!condition.call()) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void readsAheadUpToALimit() throws InterruptedException {
        String piece = "x".repeat(100_000);
        Thread sending = new Thread(() -> {
            try {
                for (int i = 0; i < 300; i++) {
                    client.send(piece);
                }
            } catch (IOException e) {
                // Sooner or later the test is over.
            }
        });
        sending.start();

        assertThat(wire.pause(Duration.ofMillis(400))).isTrue();

        assertThat(wire.buffered()).isBetween(1, 5_000_000);
        wire.abort();
        sending.join();
    }

    @Test
    void closedConnectionHasEnded() {
        wire.abort();

        assertThat(wire.hasEnded()).isTrue();
        wire.endOutput();
    }
}
