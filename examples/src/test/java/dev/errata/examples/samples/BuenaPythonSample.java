package dev.errata.examples.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what the Python client in Buena's document does. There a body that is no JSON counts as a broken connection:
 * {@code requests.JSONDecodeError} is a {@code RequestException}, as Jackson's exception is an {@link IOException}.
 */
final class BuenaPythonSample {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_RETRIES = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;
    private final Consumer<Duration> sleep;

    /** A client whose pauses are given to {@code sleep}. */
    BuenaPythonSample(URI baseUrl, Consumer<Duration> sleep) {
        this.baseUrl = baseUrl;
        this.sleep = sleep;
    }

    JsonNode request(String method, String endpoint, @Nullable String json) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == MAX_RETRIES - 1;
            try {
                HttpResponse<byte[]> response = send(method, endpoint, json);
                JsonNode body = JSON.readValue(response.body(), JsonNode.class);
                if (response.statusCode() < 400) {
                    return body;
                }
                BuenaSampleError error = new BuenaSampleError(response.statusCode(), body);
                if (last || !"RATE_LIMIT_EXCEEDED".equals(error.code())) {
                    throw error;
                }
                sleep.accept(Duration.ofSeconds(body.path("retryAfter").asLong(1L << attempt)));
            } catch (IOException e) {
                if (last) {
                    throw e;
                }
                sleep.accept(Duration.ofSeconds(1L << attempt));
            }
        }
    }

    private HttpResponse<byte[]> send(String method, String endpoint, @Nullable String json)
            throws IOException, InterruptedException {
        BodyPublisher body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        return http.send(
                HttpRequest.newBuilder(URI.create(baseUrl + endpoint))
                        .header("x-api-key", "any-key")
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build(),
                BodyHandlers.ofByteArray());
    }
}
