package dev.errata.examples.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Does what the JavaScript client in Buena's document does: it reads the body as JSON before it looks at the status. */
final class BuenaJavaScriptSample {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;

    BuenaJavaScriptSample(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    JsonNode request(String method, String endpoint) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(baseUrl + endpoint))
                        .header("x-api-key", "any-key")
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
        JsonNode data = JSON.readValue(response.body(), JsonNode.class);
        if (response.statusCode() < 200 || response.statusCode() > 299) {
            throw new BuenaSampleError(response.statusCode(), data);
        }
        return data;
    }
}
