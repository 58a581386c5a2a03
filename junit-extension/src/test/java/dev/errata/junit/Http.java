package dev.errata.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends requests as a client of an API would. */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    static HttpResponse<String> get(URI url) {
        return send("GET", url, Map.of(), "");
    }

    static HttpResponse<String> get(URI baseUrl, String path) {
        return send("GET", URI.create(baseUrl + path), Map.of("x-api-key", "test"), "");
    }

    /** Does not wait for the answer. */
    static CompletableFuture<HttpResponse<String>> start(URI baseUrl, String path) {
        return CLIENT.sendAsync(
                request("GET", URI.create(baseUrl + path), Map.of("x-api-key", "test"), ""), BodyHandlers.ofString());
    }

    static HttpResponse<String> send(String method, URI url, Map<String, String> headers, String body) {
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
