package dev.errata.stub.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.stub.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Sends requests as a client of an API would. */
public final class Http {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Runs its tasks without threads of its own. With them, the HttpClient of JDK 17 and 25 sometimes takes an answer on a reused connection
     * for data that came too early (JDK-8357639): "HTTP/1.1 header parser received no bytes".
     */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .executor(Runnable::run)
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.authority().sslContext())
            .build();

    private Http() {}

    public static HttpResponse<String> get(URI url) {
        return send("GET", url, Map.of(), "");
    }

    public static HttpResponse<String> get(URI baseUrl, String path) {
        return send("GET", URI.create(baseUrl + path), Map.of("x-api-key", "test"), "");
    }

    /** For answers that take long, or never come. */
    public static CompletableFuture<HttpResponse<String>> getAsync(URI url) {
        return CLIENT.sendAsync(request("GET", url, Map.of("x-api-key", "test"), ""), BodyHandlers.ofString());
    }

    /** The statuses of that many requests, one after the other. */
    public static List<Integer> statuses(URI baseUrl, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> get(baseUrl, "/leads").statusCode())
                .toList();
    }

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static HttpResponse<String> send(String method, URI url, Map<String, String> headers, String body) {
        try {
            return CLIENT.send(request(method, url, headers, body), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static HttpRequest request(String method, URI url, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }
}
