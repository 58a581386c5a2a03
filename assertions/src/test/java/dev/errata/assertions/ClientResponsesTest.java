package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.assertions.response.ApacheResponses;
import dev.errata.assertions.response.OkHttpResponses;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.assertions.response.RestAssuredResponses;
import dev.errata.assertions.response.SpringResponses;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import io.restassured.RestAssured;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/** Real responses of real clients. */
class ClientResponsesTest {

    private static final byte[] NOT_FOUND =
            Catalog.buena().scenario("lead-not-found").answer().body().getBytes(StandardCharsets.UTF_8);

    interface Client {
        ReceivedResponse get(ApiServer server) throws Exception;
    }

    static Stream<Named<Client>> clients() {
        return Stream.of(
                Named.of("JDK, text", server -> jdk(server, BodyHandlers.ofString())),
                Named.of("JDK, bytes", server -> jdk(server, BodyHandlers.ofByteArray())),
                Named.of("JDK, stream", server -> jdk(server, BodyHandlers.ofInputStream())),
                Named.of("OkHttp", ClientResponsesTest::okHttp),
                Named.of("Apache, classic", ClientResponsesTest::apache),
                Named.of("Apache, asynchronous", ClientResponsesTest::apacheAsync),
                Named.of("Spring, response", ClientResponsesTest::springResponse),
                Named.of("Spring, exception", ClientResponsesTest::springException),
                Named.of("REST Assured", server -> RestAssuredResponses.of(RestAssured.get(server.url()))));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anErrorIsRecognized(Client client) throws Exception {
        try (ApiServer server = new ApiServer(404, NOT_FOUND)) {
            ReceivedResponse response = client.get(server);

            assertThat(response).isError(BuenaError.NOT_FOUND).strictly().matchesDocumentedExample();
            assertThat(response.headers().get("x-api")).containsExactly("one", "two");
            assertThat(response.header("content-TYPE")).hasValue("application/json");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anEmptyBodyIsAFailureThatSaysSo(Client client) throws Exception {
        try (ApiServer server = new ApiServer(404, new byte[0])) {
            ReceivedResponse response = client.get(server);

            assertThat(messageOf(() -> assertThat(response).isError(BuenaError.NOT_FOUND)))
                    .containsAnyOf("the body is empty", "there is no body");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aLargeBodyIsAFailureThatSaysSo(Client client) throws Exception {
        try (ApiServer server = new ApiServer(404, new byte[2_000_000])) {
            ReceivedResponse response = client.get(server);

            assertThat(messageOf(() -> assertThat(response).isError(BuenaError.NOT_FOUND)))
                    .contains("the body is larger than 1000000 bytes");
        }
    }

    @Test
    void aKeyOfTheRequestThatTheApiRepeatsIsMasked() throws Exception {
        byte[] body =
                "{\"code\":\"UNAUTHORIZED\",\"message\":\"bna_0123456789 is no key\"}".getBytes(StandardCharsets.UTF_8);
        try (ApiServer server = new ApiServer(401, body)) {
            HttpRequest request = HttpRequest.newBuilder(server.url())
                    .header("X-API-Key", "bna_0123456789")
                    .build();
            Request ok = new Request.Builder()
                    .url(server.url().toString())
                    .header("X-API-Key", "bna_0123456789")
                    .build();
            try (okhttp3.Response response = new OkHttpClient().newCall(ok).execute()) {
                for (ReceivedResponse error : List.of(
                        ReceivedResponse.of(HttpClient.newHttpClient().send(request, BodyHandlers.ofString())),
                        OkHttpResponses.of(response))) {
                    assertThat(messageOf(() -> assertThat(error).hasMessage("Invalid API key")))
                            .contains("but was \"*** is no key\"", "\"message\":\"*** is no key\"}")
                            .doesNotContain("bna_0");
                }
            }
        }
    }

    @Test
    void theBodyCanStillBeRead() throws Exception {
        try (ApiServer server = new ApiServer(404, NOT_FOUND);
                okhttp3.Response ok = new OkHttpClient()
                        .newCall(new Request.Builder()
                                .url(server.url().toString())
                                .build())
                        .execute();
                CloseableHttpClient apache = HttpClients.createDefault()) {
            OkHttpResponses.of(ok);
            assertThat(ok.body().bytes()).isEqualTo(NOT_FOUND);
            assertThat(apache.<byte[]>execute(new HttpGet(server.url()), response -> {
                        ApacheResponses.of(response);
                        return EntityUtils.toByteArray(response.getEntity());
                    }))
                    .isEqualTo(NOT_FOUND);
        }
    }

    private static ReceivedResponse jdk(ApiServer server, java.net.http.HttpResponse.BodyHandler<?> body)
            throws Exception {
        return ReceivedResponse.of(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.url()).build(), body));
    }

    private static ReceivedResponse okHttp(ApiServer server) throws Exception {
        Request request = new Request.Builder().url(server.url().toString()).build();
        try (okhttp3.Response response = new OkHttpClient().newCall(request).execute()) {
            return OkHttpResponses.of(response);
        }
    }

    private static ReceivedResponse apache(ApiServer server) throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(new HttpGet(server.url()), ApacheResponses::of);
        }
    }

    private static ReceivedResponse apacheAsync(ApiServer server) throws Exception {
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
            client.start();
            SimpleHttpRequest request = SimpleHttpRequest.create("GET", server.url());
            return ApacheResponses.of(client.execute(request, null).get());
        }
    }

    private static ReceivedResponse springResponse(ApiServer server) {
        return SpringResponses.of(spring().get()
                .uri(server.url())
                .retrieve()
                .onStatus(status -> true, (request, response) -> {})
                .toEntity(byte[].class));
    }

    private static ReceivedResponse springException(ApiServer server) {
        try {
            spring().get().uri(server.url()).retrieve().toBodilessEntity();
            throw new IllegalStateException("no exception was thrown");
        } catch (RestClientResponseException e) {
            return SpringResponses.of(e);
        }
    }

    private static RestClient spring() {
        return RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory())
                .build();
    }
}
