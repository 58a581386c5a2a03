package dev.errata.stub.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.spi.ObservedServer;
import dev.errata.stub.spi.ServerListener;
import dev.errata.stub.spi.ServerListeners;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.OtherJvm;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners are told of the servers of the whole JVM, those of other tests included. */
class ServerListenersTest {

    /** Notes all that it is told. */
    private static final class Notes implements ServerListener {
        private final List<String> notes = new CopyOnWriteArrayList<>();

        @Override
        public void opened(ObservedServer server) {
            notes.add(server + ": opened");
        }

        @Override
        public void answered(ObservedServer server, Exchange exchange) {
            notes.add(server + ": " + exchange.request().url());
        }

        @Override
        public void closed(ObservedServer server) {
            notes.add(server + ": closed, requests: " + server.traffic().total());
        }

        List<String> of(String server) {
            return notes.stream().filter(note -> note.startsWith(server)).toList();
        }
    }

    /** Throws whatever it is told. */
    private static final class Failing implements ServerListener {
        @Override
        public void opened(ObservedServer server) {
            throw new IllegalStateException("opened");
        }

        @Override
        public void answered(ObservedServer server, Exchange exchange) {
            throw new IllegalStateException("answered");
        }

        @Override
        public void closed(ObservedServer server) {
            throw new IllegalStateException("closed");
        }
    }

    private final Notes notes = new Notes();
    private final Failing failing = new Failing();

    @AfterEach
    void removeListeners() {
        ServerListeners.remove(notes);
        ServerListeners.remove(failing);
    }

    @Test
    void listenerIsToldOfTheWholeLifeOfAServer() {
        ServerListeners.add(notes);
        BuenaServer buena = BuenaServer.start();
        try (buena) {
            Http.get(buena.baseUrl(), "/leads");
        }

        assertThat(notes.of(buena.toString()))
                .containsExactly(buena + ": opened", buena + ": /api/v2/leads", buena + ": closed, requests: 1");
    }

    @Test
    void listenerIsToldNothingAfterItWasRemoved() {
        ServerListeners.add(notes);
        ServerListeners.remove(notes);
        try (BuenaServer buena = BuenaServer.start()) {
            Http.get(buena.baseUrl(), "/leads");
            assertThat(buena.traffic().total()).isEqualTo(1);

            assertThat(notes.of(buena.toString())).isEmpty();
        }
    }

    @Test
    void listenerThatThrowsDisturbsNeitherServersNorOtherListeners() {
        ServerListeners.add(failing);
        ServerListeners.add(notes);
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.baseUrl("lead-not-found"), "/leads").statusCode())
                    .isEqualTo(404);
            assertThat(buena.traffic().total()).isEqualTo(1);

            assertThat(notes.of(buena.toString())).hasSize(2);
        }
    }

    /** Readers wait for answers that are being written, each time up to a second. */
    @Test
    void listenerThatFailsBadlyHoldsUpNoReaderOfTheTraffic() {
        ServerListener failing = new ServerListener() {
            @Override
            public void answered(ObservedServer server, Exchange exchange) {
                throw new AssertionError("answered");
            }
        };
        ServerListeners.add(failing);
        try (BuenaServer buena = BuenaServer.start()) {
            Http.get(buena.baseUrl(), "/leads");

            assertTimeout(Duration.ofSeconds(3), () -> {
                for (int i = 0; i < 5; i++) {
                    assertThat(buena.traffic().total()).isEqualTo(1);
                }
            });
        } finally {
            ServerListeners.remove(failing);
        }
    }

    /** Has the log on, as {@code -Derrata.log=true} does. */
    static final class Logging {
        private Logging() {}

        public static void main(String[] args) {
            System.setProperty("errata.log", "true");
            try (BuenaServer buena = BuenaServer.start()) {
                URI url = URI.create(buena.baseUrl("rate-limited") + "/leads");
                Http.send("GET", url, Map.of("X-API-Key", "secret"), "");
                // Listeners are told before the traffic can be read; the end of this JVM does not wait for them.
                assertThat(buena.traffic().total()).isEqualTo(1);
            }
        }
    }

    @Test
    void logIsALineForEachExchangeWithoutKeys() throws IOException, InterruptedException {
        assertThat(OtherJvm.run(Logging.class).lines())
                .singleElement()
                .asString()
                .matches("\\[errata] .+ at http://127\\.0\\.0\\.1:\\d+: 1 GET /api/v2/leads: 429 .*rate-limited.*")
                .doesNotContain("secret");
    }
}
