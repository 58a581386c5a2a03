package dev.errata.stub.faults;

import dev.errata.stub.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** The HTTP clients that faults are tried with. Each has a network stack of its own. */
enum Clients {
    /** Cannot be told to send requests but once. */
    JDK {
        @Override
        Client open(boolean repeating) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(TRUST.sslContext()).build();
            return (method, url, body, timeout) -> Outcome.of(outcome -> {
                BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
                HttpRequest request = HttpRequest.newBuilder(url)
                        .header(KEY, "test")
                        .header("Content-Type", JSON)
                        .timeout(timeout)
                        .method(method, publisher)
                        .build();
                HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
                try (InputStream received = response.body()) {
                    // Its own time-out ends with the headers.
                    CompletableFuture<Void> giveUp = CompletableFuture.runAsync(
                            () -> close(received),
                            CompletableFuture.delayedExecutor(4 * timeout.toMillis(), TimeUnit.MILLISECONDS));
                    outcome.read(response.statusCode(), response.headers().firstValue("Content-Type"), received);
                    giveUp.cancel(false);
                }
            });
        }

        private void close(InputStream received) {
            try {
                received.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },

    OKHTTP {
        @Override
        Client open(boolean repeating) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .retryOnConnectionFailure(repeating)
                    .sslSocketFactory(TRUST.sslContext().getSocketFactory(), TRUST.trustManager())
                    .build();
            return (method, url, body, timeout) -> Outcome.of(outcome -> {
                Request request = new Request.Builder()
                        .url(url.toString())
                        .header(KEY, "test")
                        .method(method, body.isEmpty() ? null : RequestBody.create(body, MediaType.get(JSON)))
                        .build();
                OkHttpClient patient = client.newBuilder().readTimeout(timeout).build();
                try (Response response = patient.newCall(request).execute()) {
                    outcome.read(
                            response.code(),
                            Optional.ofNullable(response.header("Content-Type")),
                            response.body().byteStream());
                }
            });
        }
    },

    APACHE {
        @Override
        Client open(boolean repeating) {
            HttpClientBuilder builder = HttpClientBuilder.create()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setTlsSocketStrategy(new DefaultClientTlsStrategy(TRUST.sslContext()))
                            .build());
            CloseableHttpClient client = (repeating ? builder : builder.disableAutomaticRetries()).build();
            return (method, url, body, timeout) -> Outcome.of(outcome -> {
                HttpUriRequestBase request = new HttpUriRequestBase(method, url);
                request.setHeader(KEY, "test");
                request.setConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(timeout))
                        .build());
                if (!body.isEmpty()) {
                    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
                }
                client.execute(request, response -> {
                    HttpEntity entity = response.getEntity();
                    outcome.read(
                            response.getCode(),
                            Optional.ofNullable(response.getFirstHeader("Content-Type"))
                                    .map(Header::getValue),
                            entity == null ? new ByteArrayInputStream(new byte[0]) : entity.getContent());
                    return outcome;
                });
            });
        }
    },

    /** On {@code HttpURLConnection}, which cannot be told to send requests but once either. */
    SPRING {
        @Override
        Client open(boolean repeating) {
            return (method, url, body, timeout) -> Outcome.of(outcome -> {
                SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory() {
                    @Override
                    protected void prepareConnection(HttpURLConnection connection, String method) throws IOException {
                        if (connection instanceof HttpsURLConnection secure) {
                            secure.setSSLSocketFactory(TRUST.sslContext().getSocketFactory());
                        }
                        super.prepareConnection(connection, method);
                    }
                };
                factory.setReadTimeout(timeout);
                RestClient.RequestBodySpec request = RestClient.builder()
                        .requestFactory(factory)
                        .build()
                        .method(HttpMethod.valueOf(method))
                        .uri(url)
                        .header(KEY, "test")
                        .contentType(org.springframework.http.MediaType.APPLICATION_JSON);
                if (!body.isEmpty()) {
                    request.body(body);
                }
                request.exchange((sent, response) -> {
                    outcome.read(
                            response.getStatusCode().value(),
                            Optional.ofNullable(response.getHeaders().getFirst("Content-Type")),
                            response.getBody());
                    return outcome;
                });
            });
        }
    };

    /** The same for all servers; plain HTTP has no use for it. */
    private static final Trust TRUST = Trust.authority();

    private static final String KEY = "x-api-key";
    private static final String JSON = "application/json";

    /**
     * Makes a client that shares no connections with other clients, where its library can do that.
     *
     * @param repeating whether it may repeat requests by itself, as by default; where its library can be told not to
     */
    abstract Client open(boolean repeating);
}
