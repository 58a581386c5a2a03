package dev.errata.examples.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a waiting time in each of its forms. What is malformed or lies in the past counts as not given. */
final class RetryAfter {

    private static final List<DateTimeFormatter> DATES = Stream.of(
                    "d MMM uuuu HH:mm:ss 'GMT'", "d-MMM-uu HH:mm:ss 'GMT'", "MMM d HH:mm:ss uuuu")
            .map(form -> DateTimeFormatter.ofPattern(form, Locale.ROOT))
            .toList();

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

    /** Servers send the first form; the other two are obsolete, and recipients must read them all the same (RFC 9110, 5.6.7). */
    private static Optional<Instant> date(String value) {
        String withoutWeekday = value.replaceFirst("^[A-Za-z]+,? +", "").replaceAll(" +", " ");
        return DATES.stream()
                .flatMap(form -> date(withoutWeekday, form).stream())
                .findFirst();
    }

    private static Optional<Instant> date(String value, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
