package dev.errata.assertions;

import java.math.BigDecimal;
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
        return body(response).or(() -> header(response));
    }

    static Optional<Duration> body(ErrorResponse response) {
        return response.catalog()
                .envelope()
                .retryAfter()
                .map(at -> response.json().at(at))
                .filter(seconds -> seconds.isNumber() && seconds.canConvertToExactIntegral())
                .filter(seconds -> seconds.canConvertToInt() && seconds.asLong() >= 0)
                .map(seconds -> Duration.ofSeconds(seconds.asLong()));
    }

    static Optional<Duration> header(ErrorResponse response) {
        return response.header("Retry-After")
                .flatMap(value -> isSeconds(value)
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                        : date(value)
                                .flatMap(then -> response.header("Date")
                                        .flatMap(RetryAfter::date)
                                        .map(now -> Duration.between(now, then))));
    }

    /** Whether the header tells that time; a date does so to the second, and {@code Date} was set a moment before or after. */
    static boolean agree(ErrorResponse response, Duration wait, Duration header) {
        boolean exact =
                response.header("Retry-After").filter(RetryAfter::isSeconds).isPresent();
        return wait.minus(header).abs().compareTo(exact ? Duration.ZERO : Duration.ofSeconds(1)) <= 0;
    }

    private static boolean isSeconds(String value) {
        return value.matches(SECONDS);
    }

    /** Not by way of nanoseconds, of which a long holds 292 years. */
    static BigDecimal exactSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }

    static String seconds(Duration duration) {
        return exactSeconds(duration).stripTrailingZeros().toPlainString() + " s";
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
