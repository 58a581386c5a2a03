package dev.errata.examples.waits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.errata.contract.ClientContract;
import dev.errata.contract.ClientReport;
import dev.errata.contract.Rule;
import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

/** The contract finds out a client that ignores how long the API asks it to wait, whichever HTTP client is below. */
@Execution(ExecutionMode.CONCURRENT)
class IgnoredWaitsTest {

    /** Sends a request, again if the client does so, and returns the last status. */
    interface Sender {
        int send(URI url) throws Exception;
    }

    static Stream<Named<Sender>> clientsThatIgnoreWaits() {
        return Stream.of(
                named("the JDK's client, a second between attempts", IgnoredWaitsTest::jdk),
                named("OkHttp, half a second between attempts", IgnoredWaitsTest::okHttp),
                named("Apache HttpClient, its own retries", IgnoredWaitsTest::apache),
                named("Spring's RestClient, the retries of Apache HttpClient below it", IgnoredWaitsTest::spring));
    }

    private static int jdk(URI url) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(url).build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        for (int retry = 0; isTransient(status) && retry < 2; retry++) {
            TimeUnit.SECONDS.sleep(1);
            status = client.send(request, BodyHandlers.discarding()).statusCode();
        }
        return status;
    }

    private static int okHttp(URI url) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    for (int retry = 0; isTransient(response.code()) && retry < 2; retry++) {
                        response.close();
                        pause();
                        response = chain.proceed(chain.request());
                    }
                    return response;
                })
                .build();
        try (Response response = client.newCall(
                        new Request.Builder().url(url.toString()).build())
                .execute()) {
            return response.code();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static int apache(URI url) throws IOException {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(new HttpGet(url), response -> response.getCode());
        }
    }

    private static int spring(URI url) {
        return RestClient.builder()
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {})
                .build()
                .get()
                .uri(url)
                .retrieve()
                .toBodilessEntity()
                .getStatusCode()
                .value();
    }

    private static boolean isTransient(int status) {
        return status == 429 || status == 503;
    }

    @ParameterizedTest
    @MethodSource("clientsThatIgnoreWaits")
    void isFoundOut(Sender sender) {
        assertThat(failures(new Client(Catalog.buena(), "/leads/lead_1", sender), Rule.REQUIRED_HONORS_RETRY_AFTER))
                .singleElement()
                .asString()
                .contains("but the answer before asked for 3.000 s");
    }

    /** Apache HttpClient understands the header; only a wait in the body passes it by. */
    @Test
    void aClientThatHeedsTheHeaderPasses() {
        Client client = new Client(
                Catalog.loadResource("styles/s3"), "/photos/2006/February/sample.jpg", IgnoredWaitsTest::apache);

        assertThat(failures(client, Rule.REQUIRED_HONORS_RETRY_AFTER)).isEmpty();
        assertThat(failures(client, Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE)).isEmpty();
    }

    /** The contract of a client that gets one resource. */
    record Client(Catalog catalog, String path, Sender sender) implements ClientContract {

        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            int status = sender.send(URI.create(baseUrl + path));
            return status >= 400 ? ClientReport.error(status).status(status) : ClientReport.value(status);
        }
    }

    private static List<String> failures(Client client, Rule rule) {
        return client.clientContract()
                .filter(node -> node.getDisplayName().equals(rule.toString()))
                .flatMap(IgnoredWaitsTest::tests)
                .flatMap(test -> {
                    try {
                        test.getExecutable().execute();
                        return Stream.empty();
                    } catch (Throwable e) {
                        return Stream.of(String.valueOf(e.getMessage()));
                    }
                })
                .toList();
    }

    private static Stream<DynamicTest> tests(DynamicNode node) {
        return node instanceof DynamicContainer container
                ? container.getChildren().flatMap(IgnoredWaitsTest::tests)
                : Stream.of((DynamicTest) node);
    }
}
