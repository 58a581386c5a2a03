package dev.errata.examples.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * What came back for a {@link Call}.
 *
 * @param request the request in one line: method, path and the payload as it was sent
 * @param status the HTTP status
 * @param headers the response headers
 * @param text the body as it came
 * @param body the body, or a missing node when it is empty, cut short or no JSON at all (the HTML page of a gateway)
 */
public record Answer(String request, int status, HttpHeaders headers, String text, JsonNode body) {

    /**
     * Whether the answer tells of a failure: by a status outside 2xx, or, as Databuddy's envelope allows, by
     * {@code "success": false} whatever the status is.
     */
    public boolean isError() {
        JsonNode success = body.path("success");
        return status < 200 || status > 299 || (success.isBoolean() && !success.booleanValue());
    }

    /** The text in a field of the body; empty when there is none, or when it is blank or no text. */
    public Optional<String> text(String field) {
        return Optional.ofNullable(body.path(field).textValue()).filter(text -> !text.isBlank());
    }

    /**
     * How long the API asks its client to wait: the body's {@code retryAfter}, else the header {@code Retry-After};
     * empty when neither makes sense.
     */
    public Optional<Duration> retryAfter() {
        return RetryAfter.inBody(body).or(() -> RetryAfter.inHeaders(headers));
    }
}
