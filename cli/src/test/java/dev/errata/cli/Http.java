package dev.errata.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.model.RequestExample;
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

/** Sends requests as a client in any language would. */
public final class Http {

    static {
        // Before the first client of the JVM: the tests send hosts and origins as a browser would.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,origin");
    }

    /**
     * Runs its tasks without threads of its own. With them, the HttpClient of JDK 17 and 25 sometimes takes an answer on a reused connection
     * for data that came too early (JDK-8357639): "HTTP/1.1 header parser received no bytes".
     */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .executor(Runnable::run)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Http() {}

    public static HttpResponse<String> get(String url) {
        return send("GET", url, Map.of(), "");
    }

    /** Sends JSON. */
    public static HttpResponse<String> json(String method, String url, String body) {
        return send(method, url, Map.of("Content-Type", "application/json"), body);
    }

    public static HttpResponse<String> send(String method, String url, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a documented request. */
    public static HttpResponse<String> send(URI baseUrl, RequestExample request) {
        return send(
                request.method(),
                baseUrl + request.path(),
                request.headers(),
                request.body().orElse(""));
    }

    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
