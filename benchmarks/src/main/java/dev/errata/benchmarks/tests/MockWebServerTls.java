package dev.errata.benchmarks.tests;

import java.net.http.HttpClient;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;

/** A server with TLS for each test, its certificate made once. */
final class MockWebServerTls {

    private static final HeldCertificate LOCALHOST = new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .build();

    private static final HandshakeCertificates SERVER =
            new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build();

    private static final HttpClient CLIENT = Client.trusting(new HandshakeCertificates.Builder()
            .addTrustedCertificate(LOCALHOST.certificate())
            .build()
            .sslContext());

    @StartStop
    final MockWebServer api = new MockWebServer();

    @BeforeEach
    void useTls() {
        api.useHttps(SERVER.sslSocketFactory());
    }

    @Methods
    void test() throws Exception {
        api.enqueue(new MockResponse.Builder()
                .code(Client.STATUS)
                .setHeader("Content-Type", "application/json")
                .body(Client.BODY)
                .build());
        Client.request(CLIENT, api.url("/leads").toString());
    }
}
