package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.fixtures.BuenaError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a port of its own, for clients that can take no path prefix. */
class OwnPortTest {

    private static final ServerOptions OWN_PORT = ServerOptions.defaults().ownPort();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void urlHasNoPrefix() {
        try (BuenaServer buena = BuenaServer.start(OWN_PORT);
                DatabuddyServer databuddy = DatabuddyServer.start(OWN_PORT)) {
            assertThat(buena.rootUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(buena.baseUrl()).hasToString(buena.rootUrl() + "/api/v2");
            assertThat(databuddy.baseUrl()).isEqualTo(databuddy.rootUrl());
            assertThat(databuddy.rootUrl().getPort())
                    .isNotEqualTo(buena.rootUrl().getPort());
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void scenarioUrlBeginsWithATilde() {
        try (BuenaServer buena = BuenaServer.start(OWN_PORT)) {
            URI url = buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED);

            assertThat(url).hasToString(buena.rootUrl() + "/~rate-limited/api/v2");
            assertThat(Http.get(url, "/leads").statusCode()).isEqualTo(429);
            assertThat(Http.get(buena.rootUrl(), "/~rate-limitd/leads").body())
                    .isEqualTo("Errata: The Buena.ai API v2 has no scenario \"rate-limitd\".\n");
        }
    }

    @Test
    void tildeInThePathsOfTheApiIsLeftAlone() {
        try (BuenaServer buena = BuenaServer.start(OWN_PORT)) {
            buena.stubFor(get("/users~rate-limited/x").willReturn(ok("mine")));

            assertThat(Http.get(buena.rootUrl(), "/users~rate-limited/x").body())
                    .isEqualTo("mine");
            assertThat(Http.get(buena.baseUrl(), "/leads/~rate-limited").statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(buena.rootUrl(), "/~").statusCode()).isEqualTo(501);
        }
    }

    @Test
    void certainPortIsTaken() throws IOException {
        int port = freePort();
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().port(port))) {
            assertThat(buena.baseUrl()).hasToString("http://127.0.0.1:" + port + "/api/v2");
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void takenPortIsNamedAndNothingIsLeftBehind() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            ServerOptions options = ServerOptions.defaults().port(taken.getLocalPort());
            assertThatThrownBy(() -> BuenaServer.start(options)).isInstanceOf(IllegalStateException.class);
            Threads before = Threads.now();

            assertThatThrownBy(() -> BuenaServer.start(options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "Cannot start a stub server on 127.0.0.1, port " + taken.getLocalPort() + ": ")
                    .hasMessageContaining("in use");
            assertThat(before.left()).isEmpty();
        }
    }

    @Test
    void portCanBeTakenAgainAfterClose() {
        int port;
        try (BuenaServer first = BuenaServer.start(OWN_PORT)) {
            port = first.rootUrl().getPort();
            assertThat(Http.get(first.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
        try (BuenaServer second = BuenaServer.start(ServerOptions.defaults().port(port))) {
            assertThat(second.rootUrl().getPort()).isEqualTo(port);
            assertThat(Http.get(second.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closingStopsTheHostAndCanBeRepeated() {
        BuenaServer buena = BuenaServer.start(OWN_PORT);
        URI url = URI.create(buena.baseUrl() + "/leads");
        assertThat(Http.get(url).statusCode()).isEqualTo(401);
        buena.close();

        assertThatThrownBy(() -> Http.get(url)).isInstanceOf(UncheckedIOException.class);
        assertThatCode(buena::close).doesNotThrowAnyException();
        assertThatThrownBy(buena::baseUrl).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void startsAndStopsInAnInterruptedThread() {
        Thread.currentThread().interrupt();
        URI url;
        try (BuenaServer buena = BuenaServer.start(OWN_PORT)) {
            url = buena.baseUrl();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThatThrownBy(() -> Http.get(url)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void threadsDoNotHoldTheJvm() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (BuenaServer buena = BuenaServer.start(OWN_PORT)) {
            buena.stubFor(get("/slow").willReturn(ok().withFixedDelay(1)));
            assertThat(Http.get(buena.rootUrl(), "/slow").statusCode()).isEqualTo(200);

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void listensOnTheLoopbackInterfaceAlone() throws IOException {
        Optional<InetAddress> other = otherAddress();
        assumeTrue(other.isPresent(), "this machine has no address but the loopback interface's");
        try (BuenaServer own = BuenaServer.start(OWN_PORT);
                BuenaServer shared = BuenaServer.start()) {
            for (BuenaServer buena : new BuenaServer[] {own, shared}) {
                InetSocketAddress address =
                        new InetSocketAddress(other.get(), buena.rootUrl().getPort());
                assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
                assertThatCode(() -> connect(new InetSocketAddress(LOOPBACK, address.getPort())))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 10_000);
        }
    }

    private static Optional<InetAddress> otherAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void numberThatIsNoPortIsRefused(int port) {
        assertThatThrownBy(() -> ServerOptions.defaults().port(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port must be 0 to 65535, is " + port);
    }

    @Test
    void highestPortIsAPort() {
        assertThat(ServerOptions.defaults().port(65_535).hasOwnPort()).isTrue();
        assertThat(ServerOptions.defaults().port(0).hasOwnPort()).isTrue();
        assertThat(ServerOptions.defaults().hasOwnPort()).isFalse();
    }
}
