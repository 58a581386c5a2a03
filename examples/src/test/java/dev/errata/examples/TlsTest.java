package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.fixtures.Fault;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.message.StatusLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Clients of a server that speaks HTTPS. */
class TlsTest {

    // docs: tls
    @RegisterExtension
    static final BuenaStubs stubs = new BuenaStubs(ServerOptions.defaults().https());

    @Test
    void aCertificateThatHasExpiredIsRefused(BuenaServer buena) {
        HttpClient client =
                HttpClient.newBuilder().sslContext(buena.trust().sslContext()).build();
        URI url = URI.create(buena.baseUrl(Fault.TLS_EXPIRED_CERTIFICATE) + "/leads");

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()));
    }
    // end

    private static URI notFound(BuenaServer buena) {
        return URI.create(buena.baseUrl("lead-not-found") + "/leads/lead_1");
    }

    @Test
    void okHttp(BuenaServer buena) throws IOException {
        // docs: tls-okhttp
        Trust trust = buena.trust();
        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslContext().getSocketFactory(), trust.trustManager())
                .build();
        // end
        Request request = new Request.Builder().url(notFound(buena).toString()).build();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(404);
        }
    }

    @Test
    void apache(BuenaServer buena) throws IOException {
        // docs: tls-apache
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(
                                new DefaultClientTlsStrategy(buena.trust().sslContext()))
                        .build())
                .build();
        // end
        assertThat(client.execute(new HttpGet(notFound(buena)), StatusLine::new).getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void spring(BuenaServer buena) {
        // docs: tls-spring
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(buena.trust().sslContext()).build();
        RestClient client = RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory(trusting))
                .build();
        // end
        int status = client.get()
                .uri(notFound(buena))
                .exchangeForRequiredValue(
                        (request, response) -> response.getStatusCode().value());
        assertThat(status).isEqualTo(404);
    }
}
