package dev.errata.examples.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An API answered, but not with what was asked for. The message tells status, code and the API's own words, and never
 * a key or a header.
 */
public abstract class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final String RATE_LIMIT_EXCEEDED = "RATE_LIMIT_EXCEEDED";

    private final int status;
    private final @Nullable String code;
    private final @Nullable String apiMessage;
    private final @Nullable Duration retryAfter;
    private final String request;
    private final String text;

    @SuppressWarnings("serial") // the type does not say so, but every node that Jackson makes can be serialized
    private final JsonNode body;

    /**
     * Takes what every API's errors have in common from an answer.
     *
     * @param answer what the API said
     * @param messageField the field in which its envelope keeps the message for people
     */
    protected ApiException(Answer answer, String messageField) {
        super(describe(answer, messageField));
        this.status = answer.status();
        this.code = answer.text("code").orElse(null);
        this.apiMessage = answer.text(messageField).orElse(null);
        this.retryAfter = answer.retryAfter().orElse(null);
        this.request = answer.request();
        this.text = answer.text();
        this.body = answer.body();
    }

    /** The HTTP status; one of 2xx if it was the body that told of the failure, or that made no sense. */
    public int status() {
        return status;
    }

    /** The machine-readable code; empty when the answer was no envelope of the API, such as a gateway's page. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** The API's own words, without the status and code that {@link #getMessage()} puts before them. */
    public Optional<String> apiMessage() {
        return Optional.ofNullable(apiMessage);
    }

    /** How long the API asks to wait before the next request. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The whole envelope, for the fields that have no method here; a missing node when there was no JSON. */
    public JsonNode body() {
        return body;
    }

    /** The body as it came, for logs: JSON, or the page of a gateway. */
    public String text() {
        return text;
    }

    /** The request that the API refused, in one line: method, path and payload. It has no key in it. */
    public String request() {
        return request;
    }

    /** Whether the API refused the request because there were too many. */
    public boolean isRateLimited() {
        return status == TOO_MANY_REQUESTS || RATE_LIMIT_EXCEEDED.equals(code);
    }

    private static String describe(Answer answer, String messageField) {
        String words = Stream.of(answer.text("code"), answer.text(messageField))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(": "));
        return "HTTP " + answer.status() + " " + (words.isEmpty() ? "without a body that could be understood" : words);
    }
}
