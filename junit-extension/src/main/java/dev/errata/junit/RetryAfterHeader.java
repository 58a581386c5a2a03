package dev.errata.junit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What the header {@code Retry-After} looks like: in the two forms that HTTP knows, and in those that clients meet all the
 * same.
 *
 * <pre>{@code
 * buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(2).retryAfterHeader(RetryAfterHeader.HTTP_DATE);
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, Retry-After</a>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum RetryAfterHeader {
    /** The seconds to wait: {@code 45}. */
    SECONDS,
    /** The moment to try again, by the server's clock: {@code Sat, 20 Jan 2024 15:30:45 GMT}. */
    HTTP_DATE,
    /** No such header. */
    ABSENT,
    /** Neither a number nor a date: {@code soon}. */
    MALFORMED,
    /** {@code 0}, whatever the wait. */
    ZERO,
    /** {@code -1}, whatever the wait. */
    NEGATIVE,
    /** {@code 9999999999} seconds, whatever the wait: over 300 years, and more than an {@code int} holds. */
    HUGE;

    /** {@link DateTimeFormatter#RFC_1123_DATE_TIME} has one digit for the days below 10, HTTP two. */
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * The value of the header.
     *
     * @param wait how long a client is to wait
     * @param now when the answer is given
     * @return the value, empty if the header is not sent
     */
    public Optional<String> value(Duration wait, Instant now) {
        return switch (this) {
            case SECONDS -> Optional.of(String.valueOf(wait.toSeconds()));
            // Rounded up: who comes back at that second must not be too early.
            case HTTP_DATE ->
                Optional.of(IMF_FIXDATE.format(
                        now.plus(wait).plus(Duration.ofSeconds(1).minusNanos(1))));
            case ABSENT -> Optional.empty();
            case MALFORMED -> Optional.of("soon");
            case ZERO -> Optional.of("0");
            case NEGATIVE -> Optional.of("-1");
            case HUGE -> Optional.of("9999999999");
        };
    }
}
