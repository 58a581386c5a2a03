package dev.errata.examples.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what the function {@code safeAPICall} in Databuddy's document does: a network fault is logged and returns nothing, and
 * the rate limit is met by asking again, however often.
 */
final class DatabuddySample {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Consumer<Duration> sleep;

    /** A client whose pauses are given to {@code sleep}. */
    DatabuddySample(Consumer<Duration> sleep) {
        this.sleep = sleep;
    }

    /** Returns the answer, or {@code null} (there {@code undefined}) if there was none. */
    @Nullable
    JsonNode safeApiCall(URI url, String body) throws JsonProcessingException, InterruptedException {
        JsonNode data;
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(url)
                            .header("x-api-key", "any-key")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            data = JSON.readValue(response.body(), JsonNode.class);
        } catch (JsonProcessingException e) {
            throw e; // JavaScript's SyntaxError is no TypeError
        } catch (IOException e) {
            return null;
        }
        if (data.path("success").asBoolean()) {
            return data;
        }
        if ("RATE_LIMIT_EXCEEDED".equals(data.path("code").asText())) {
            sleep.accept(Duration.ofSeconds(data.path("retryAfter").asLong(0))); // setTimeout(NaN) does not wait
            return safeApiCall(url, body);
        }
        throw new IllegalStateException(data.path("error").asText());
    }
}
