package dev.errata.stub.urls;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.support.FreePorts;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each server listens on ports of its own, by default on free ones of the loopback interface. */
class PortsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void serversThatRunTogetherHaveDifferentPorts() {
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            assertThat(Stream.of(
                                    one.baseUrl(),
                                    other.baseUrl(),
                                    databuddy.baseUrl(),
                                    one.baseUrl("rate-limited"),
                                    one.baseUrl("lead-not-found"),
                                    one.baseUrl(Fault.EMPTY_REPLY),
                                    one.baseUrl(Fault.CONNECTION_REFUSED))
                            .map(URI::getPort))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void certainPortIsUsedAndCanBeUsedAgainAfterClose() throws IOException {
        int port = FreePorts.find();
        for (int i = 0; i < 3; i++) {
            try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().port(port))) {
                assertThat(buena.baseUrl()).hasToString("http://127.0.0.1:" + port + "/api/v2");
                assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
                assertThat(buena.baseUrl("rate-limited").getPort()).isNotEqualTo(port);
            }
        }
    }

    @Test
    void takenPortIsNamed() {
        try (BuenaServer taken = BuenaServer.start()) {
            int port = taken.baseUrl().getPort();
            ServerOptions options = ServerOptions.defaults().port(port);

            assertThatThrownBy(() -> BuenaServer.start(options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("127.0.0.1", String.valueOf(port), "in use");
        }
    }

    @Test
    void threadsAreDaemons() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/slow").willReturn(ok().withFixedDelay(1)));
            assertThat(Http.get(buena.baseUrl(), "/slow").statusCode()).isEqualTo(200);

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void onlyTheLoopbackInterfaceIsListenedOn() throws IOException {
        Optional<InetAddress> other = otherAddress();
        assumeTrue(other.isPresent(), "this machine has no address but the loopback interface's");
        try (BuenaServer buena = BuenaServer.start()) {
            for (URI url : List.of(buena.baseUrl(), buena.baseUrl("rate-limited"))) {
                assertThatThrownBy(() -> connect(new InetSocketAddress(other.get(), url.getPort())))
                        .isInstanceOf(ConnectException.class);
                assertThatCode(() -> connect(new InetSocketAddress(LOOPBACK, url.getPort())))
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
    @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.2, 127.0.0.2", "0.0.0.0, 127.0.0.1"})
    void urlsHaveTheAddressThatIsBound(String address, String host) throws IOException {
        ServerOptions options = ServerOptions.defaults().bind(InetAddress.getByName(address));
        try (BuenaServer buena = BuenaServer.start(options)) {
            assertThat(buena.rootUrl().toString()).matches("http://" + host.replace(".", "\\.") + ":\\d+");
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(buena.baseUrl("rate-limited").getHost()).isEqualTo(host);
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads").statusCode())
                    .isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void invalidPortIsRefused(int port) {
        assertThatThrownBy(() -> ServerOptions.defaults().port(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port must be 0 to 65535, is " + port);
    }

    @Test
    void onlyAChosenPortIsFixed() {
        assertThat(ServerOptions.defaults().port(65_535).hasFixedPort()).isTrue();
        assertThat(ServerOptions.defaults().port(0).hasFixedPort()).isFalse();
        assertThat(ServerOptions.defaults().hasFixedPort()).isFalse();
    }
}
