package dev.errata.stub.urls;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.Trust;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.support.Eventually;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak HTTPS. How clients see faults over TLS is in FaultClientsTest. */
class TlsTest {

    private static BuenaServer start() {
        return BuenaServer.start(ServerOptions.defaults().https());
    }

    private static HttpResponse<String> get(SSLContext trusting, URI baseUrl) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                .header("x-api-key", "test")
                .build();
        return HttpClient.newBuilder().sslContext(trusting).build().send(request, BodyHandlers.ofString());
    }

    @Test
    void allUrlsAreSecure() throws Exception {
        try (BuenaServer buena = start()) {
            SSLContext trusting = buena.trust().sslContext();

            assertThat(get(trusting, buena.baseUrl()).statusCode()).isEqualTo(200);
            assertThat(get(trusting, buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED))
                            .statusCode())
                    .isEqualTo(429);
            assertThat(get(trusting, buena.baseUrl(Fault.GATEWAY_HTML)).statusCode())
                    .isEqualTo(502);
            buena.stubFor(any(anyUrl()).willReturn(ok("mine")));
            assertThat(get(trusting, buena.baseUrl()).body()).isEqualTo("mine");
            assertThat(buena.rootUrl()).hasScheme("https");
            assertThat(buena.baseUrl(Fault.CONNECTION_REFUSED)).hasScheme("https");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void certificateIsForTheLoopbackByEveryName(String host) throws Exception {
        ServerOptions everywhere = ServerOptions.defaults().https().bind(InetAddress.getByName("::"));
        try (BuenaServer buena = BuenaServer.start(everywhere)) {
            URI url = URI.create("https://" + host + ":" + buena.rootUrl().getPort() + "/api/v2");

            assertThat(get(buena.trust().sslContext(), url).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void clientsCanTakeTheAuthorityAsAFile(@TempDir Path folder) throws Exception {
        try (BuenaServer buena = start()) {
            Path file = buena.trust().writeKeyStore(folder.resolve("trust.p12"), "secret");
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (FileInputStream in = new FileInputStream(file.toFile())) {
                store.load(in, "secret".toCharArray());
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, factory.getTrustManagers(), null);
            assertThat(get(trusting, buena.baseUrl()).statusCode()).isEqualTo(200);

            assertThat(buena.trust().pem())
                    .startsWith("-----BEGIN CERTIFICATE-----")
                    .contains("-----END CERTIFICATE-----");
            Files.writeString(folder.resolve("ca.pem"), buena.trust().pem());
            Process curl = new ProcessBuilder(
                            "curl",
                            "-s",
                            "-o",
                            folder.resolve("body").toString(),
                            "-w",
                            "%{http_code}",
                            "--cacert",
                            folder.resolve("ca.pem").toString(),
                            "-H",
                            "x-api-key: test",
                            buena.baseUrl() + "/leads")
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("200");
        }
    }

    /** As a proxy of somebody else would show one. */
    @Test
    void trustsNothingElse() throws Exception {
        try (BuenaServer buena = start()) {
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> get(SSLContext.getDefault(), buena.baseUrl()));
            assertThat(Trust.authority().trustManager().getAcceptedIssuers())
                    .extracting(issuer -> issuer.getSubjectX500Principal().getName())
                    .containsExactly("CN=Errata test authority");
        }
    }

    @Test
    void trafficTellsOfAHandshakeThatFailed() throws Exception {
        try (BuenaServer buena = start()) {
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> get(SSLContext.getDefault(), buena.baseUrl()));

            Eventually.that(
                    () -> assertThat(buena.traffic().toString()).contains("TLS handshake failed: ", "broken off"));
            buena.verifyNoUnmatchedRequests();
        }
    }

    @Test
    void clientThatDoesNotMindTheCertificateIsAnswered() throws Exception {
        try (BuenaServer buena = start();
                SSLSocket socket = careless(buena.baseUrl(Fault.TLS_EXPIRED_CERTIFICATE))) {
            socket.getOutputStream()
                    .write("GET /api/v2/leads HTTP/1.0\r\nx-api-key: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(buena.traffic().total()).isEqualTo(1);
        }
    }

    private static SSLSocket careless(URI url) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Careless()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(url.getHost(), url.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static final class Careless extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void clientThatLeavesDuringADelayGetsNothing() throws Exception {
        try (BuenaServer buena = start()) {
            buena.latency(Latency.fixed(Duration.ofMinutes(5)));
            SSLSocket socket = careless(buena.baseUrl());
            socket.getOutputStream()
                    .write("GET /api/v2/leads HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            buena.awaitRequests(1, Duration.ofSeconds(10));
            socket.close();

            Eventually.that(() ->
                    assertThat(buena.traffic().exchanges().get(0).response()).isEmpty());
        }
    }

    @Test
    void closingEndsHandshakesThatNeverCome() throws IOException {
        BuenaServer buena = start();
        try (Socket silent =
                new Socket(buena.baseUrl().getHost(), buena.baseUrl().getPort())) {
            silent.setSoTimeout(10_000);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(buena::close);

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                if (silent.getInputStream().read() < 0) {
                    throw new IOException("the end");
                }
            });
            closing.join();
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        try (BuenaServer plain = BuenaServer.start()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> plain.baseUrl(Fault.TLS_UNTRUSTED))
                    .withMessage("TLS_UNTRUSTED needs a server with TLS: start it with ServerOptions.https()");
            assertThatIllegalStateException()
                    .isThrownBy(plain::trust)
                    .withMessage("This server has no certificate, because it speaks plain HTTP."
                            + " Start it with ServerOptions.https().");
        }
        ServerOptions elsewhere = ServerOptions.defaults().https().bind(InetAddress.getByName("127.0.0.2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BuenaServer.start(elsewhere))
                .withMessage("The certificate is for 127.0.0.1, ::1 and localhost, not for 127.0.0.2."
                        + " Bind to one of these, or to 0.0.0.0.");
    }

    @Test
    void plainHttpIsNotAnswered() throws IOException {
        try (BuenaServer buena = start();
                Socket plain =
                        new Socket(buena.baseUrl().getHost(), buena.baseUrl().getPort())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(plain.getInputStream().readAllBytes())
                    .doesNotContain("HTTP".getBytes(StandardCharsets.US_ASCII));
            Eventually.that(() -> assertThat(buena.traffic().toString()).contains("TLS handshake failed: "));
        }
    }
}
