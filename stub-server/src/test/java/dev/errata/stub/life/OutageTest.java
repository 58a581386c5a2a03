package dev.errata.stub.life;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.Outage;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Parallel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that is down refuses connections, and is the same server afterwards. */
@SuppressWarnings("try") // an outage is there to be begun and ended
class OutageTest {

    @Test
    void allUrlsRefuseConnectionsUntilItIsOver() {
        try (BuenaServer buena = BuenaServer.start()) {
            URI scenario = buena.baseUrl("rate-limited");
            URI fault = buena.baseUrl(Fault.GATEWAY_HTML);
            URI later;
            try (Outage outage = buena.outage()) {
                later = buena.baseUrl("lead-not-found");
                assertThat(List.of(buena.baseUrl(), scenario, fault, later)).allSatisfy(OutageTest::refuses);
            }

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.get(scenario, "/leads").statusCode()).isEqualTo(429);
            assertThat(Http.get(fault, "/leads").statusCode()).isEqualTo(502);
            assertThat(Http.get(later, "/leads").statusCode()).isEqualTo(404);
        }
    }

    private static void refuses(URI url) {
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close());
    }

    @Test
    void endsOpenConnectionsAndDelayedAnswers() throws IOException {
        try (BuenaServer buena = BuenaServer.start();
                Socket idle = connected(buena);
                Socket waiting = connected(buena)) {
            buena.latency(Latency.fixed(Duration.ofMinutes(5)));
            waiting.getOutputStream()
                    .write("GET /api/v2/leads HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            try (Outage outage = buena.outage()) {
                assertThat(List.of(idle, waiting))
                        .allSatisfy(socket -> assertThatExceptionOfType(IOException.class)
                                .isThrownBy(() -> {
                                    if (socket.getInputStream().read() < 0) {
                                        throw new IOException("the end");
                                    }
                                }));
            }
        }
    }

    private static Socket connected(BuenaServer buena) throws IOException {
        Socket socket = new Socket(buena.baseUrl().getHost(), buena.baseUrl().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void scriptsStubsAndTrafficLiveOn() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/leads/mine").willReturn(ok("mine")));
            Http.get(buena.baseUrl(), "/leads/mine");
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE));

            buena.outage().close();

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(503);
            assertThat(Http.get(buena.baseUrl(), "/leads/mine").body()).isEqualTo("mine");
            assertThat(buena.traffic().exchanges())
                    .extracting(Exchange::source)
                    .containsExactly(Exchange.Source.STUB, Exchange.Source.SCRIPT, Exchange.Source.STUB);
        }
    }

    /** A connection that the server closed in order leaves the port in use for a minute, as systems see it. */
    @Test
    void comesAndGoesWhileClientsCallAllTheTime() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            URI scenario = buena.baseUrl("rate-limited");
            Parallel.run(4, client -> {
                for (int i = 0; i < 50; i++) {
                    if (client == 0) {
                        buena.outage().close();
                    } else {
                        callAndClose(client % 2 == 0 ? scenario : buena.baseUrl());
                    }
                }
            });

            assertThat(Http.get(scenario, "/leads").statusCode()).isEqualTo(429);
        }
    }

    /** Whether it gets an answer is up to chance. */
    private static void callAndClose(URI url) {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /api/v2/leads HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(refused|reset|broken pipe|closed).*");
        }
    }

    @Test
    void nobodyElseGetsThePort() {
        try (BuenaServer buena = BuenaServer.start()) {
            InetSocketAddress address = new InetSocketAddress(
                    buena.baseUrl().getHost(), buena.baseUrl().getPort());
            try (Outage outage = buena.outage()) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                    try (ServerSocket other = new ServerSocket()) {
                        other.setReuseAddress(false);
                        other.bind(address);
                    }
                });
            }
        }
    }

    /** One that insists gets it, as the system allows to share a port where nobody listens. */
    @Test
    void saysWhoTookThePort() throws IOException {
        try (BuenaServer buena = BuenaServer.start();
                ServerSocket other = new ServerSocket()) {
            URI url = buena.rootUrl();
            Outage outage = buena.outage();
            other.setReuseAddress(true);
            other.bind(new InetSocketAddress(InetAddress.getByName(url.getHost()), url.getPort()));

            assertThatIllegalStateException()
                    .isThrownBy(outage::close)
                    .withMessageStartingWith("Cannot listen on " + url + " again after an outage: ");
            other.close();
            outage.close();
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isOneAtATimeAndEndsWithAResetOrTheServer() {
        BuenaServer buena = BuenaServer.start();
        Outage first = buena.outage();
        assertThatIllegalStateException()
                .isThrownBy(buena::outage)
                .withMessage("The Buena.ai API v2 is down already: close the outage first");

        buena.reset();
        assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        Outage second = buena.outage();
        first.close();
        refuses(buena.baseUrl());

        URI url = buena.baseUrl();
        buena.close();
        second.close();
        refuses(url);
        assertThatIllegalStateException().isThrownBy(buena::outage);
    }
}
