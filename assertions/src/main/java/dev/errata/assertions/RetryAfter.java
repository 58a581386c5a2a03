package dev.errata.assertions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a response asks its client to wait. */
final class RetryAfter {

    /** Longer than any sum of times could overflow at, and longer than anybody waits. */
    private static final String SECONDS = "\\d{1,10}";

    private RetryAfter() {}

    /** The body comes first, as in the samples of both documents; then the header. What makes no sense is passed over. */
    static Optional<Duration> of(ErrorResponse response) {
        return response.catalog()
                .envelope()
                .retryAfter()
                .map(at -> response.json().at(at))
                .filter(JsonNode::isIntegralNumber)
                .filter(seconds -> seconds.asLong() >= 0 && seconds.canConvertToInt())
                .map(seconds -> Duration.ofSeconds(seconds.asLong()))
                .or(() -> header(response));
    }

    private static Optional<Duration> header(ErrorResponse response) {
        return response.header("Retry-After")
                .flatMap(value -> value.matches(SECONDS)
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                        : date(value)
                                .flatMap(then -> response.header("Date")
                                        .flatMap(RetryAfter::date)
                                        .map(now -> Duration.between(now, then))));
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
