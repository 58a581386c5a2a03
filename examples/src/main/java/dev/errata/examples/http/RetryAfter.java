package dev.errata.examples.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads a waiting time in each of its forms. What is malformed or lies in the past counts as not given. */
final class RetryAfter {

    private RetryAfter() {}

    /** The field {@code retryAfter}: seconds, as a number. */
    static Optional<Duration> inBody(JsonNode body) {
        JsonNode seconds = body.path("retryAfter");
        return seconds.isNumber() ? seconds(seconds.doubleValue()) : Optional.empty();
    }

    /** The header {@code Retry-After}: whole seconds, or the HTTP date on which the waiting ends. */
    static Optional<Duration> inHeaders(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(value -> value.matches("\\d+")
                        ? seconds(Double.parseDouble(value))
                        : date(value).map(end -> Duration.between(now(headers), end)))
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Duration> seconds(double seconds) {
        return seconds >= 0 ? Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000))) : Optional.empty();
    }

    /** The server's clock where it is known, since the date was read off that one. */
    private static Instant now(HttpHeaders headers) {
        return headers.firstValue("Date").flatMap(RetryAfter::date).orElseGet(Instant::now);
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
