package dev.errata.assertions.internal.retry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.ResponseParts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a response asks its client to wait.
 *
 * @param body the wait in the body, empty if there is none that makes sense
 * @param header the wait in the header {@code Retry-After}, empty if there is none that makes sense
 * @param tolerance how far the wait in the header may be off
 */
public record RetryAfter(Optional<Duration> body, Optional<Duration> header, Duration tolerance) {

    /** Longer than anybody waits, and too short for a sum of times to overflow. */
    private static final String SECONDS = "\\d{1,10}";

    /**
     * Reads the waits. A date in the header counts from the header {@code Date}, which Errata's servers send with every
     * response; without {@code Date}, as from some other server, a date asks for nothing.
     *
     * @param envelope the envelope of the API
     * @param response the response
     * @return the waits
     */
    public static RetryAfter of(Envelope envelope, ResponseParts response) {
        Optional<String> header = response.header("Retry-After");
        Optional<Duration> seconds =
                header.filter(value -> value.matches(SECONDS)).map(value -> Duration.ofSeconds(Long.parseLong(value)));
        if (seconds.isPresent()) {
            return new RetryAfter(inBody(envelope, response.json()), seconds, Duration.ZERO);
        }
        Optional<Duration> untilDate = header.flatMap(RetryAfter::date)
                .flatMap(then ->
                        response.header("Date").flatMap(RetryAfter::date).map(now -> Duration.between(now, then)));
        // Dates have whole seconds, and Date was set a moment before or after.
        return new RetryAfter(inBody(envelope, response.json()), untilDate, Duration.ofSeconds(1));
    }

    private static Optional<Duration> inBody(Envelope envelope, JsonNode json) {
        return envelope.retryAfterInBody()
                .map(json::at)
                .filter(seconds -> seconds.isNumber() && seconds.canConvertToExactIntegral())
                .filter(seconds -> seconds.canConvertToInt() && seconds.asLong() >= 0)
                .map(seconds -> Duration.ofSeconds(seconds.asLong()));
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the wait that a client should keep: the one in the body, as in the samples of both documents, else the one in
     * the header.
     */
    public Optional<Duration> asked() {
        return body.or(() -> header);
    }
}
