package dev.errata.examples.http;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How often a request is sent, and how long the client waits in between.
 *
 * <p>A test that does not want to wait shortens time itself, and everything else stays as it is in production:
 *
 * <pre>{@code
 * RetryConfig.defaults().withPace(wait -> wait.dividedBy(1000)) // 45 s become 45 ms
 * }</pre>
 *
 * @param maxAttempts how often a request is sent at most, the first time included; at least 1
 * @param firstBackoff how long to wait after the first failure when the API does not say; doubled after each further
 *     one
 * @param longestWait a backoff grows no longer than this, and when the API asks for more the client gives up at once
 * @param pace turns the wait that was decided into the one that is kept
 */
public record RetryConfig(int maxAttempts, Duration firstBackoff, Duration longestWait, UnaryOperator<Duration> pace) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RetryConfig {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, not " + maxAttempts);
        }
        if (firstBackoff.isNegative() || longestWait.isNegative()) {
            throw new IllegalArgumentException("a wait cannot be negative: " + firstBackoff + ", " + longestWait);
        }
    }

    /** Three attempts, backoffs of 1 and 2 seconds, and no wait beyond a minute. */
    public static RetryConfig defaults() {
        return new RetryConfig(3, Duration.ofSeconds(1), Duration.ofMinutes(1), UnaryOperator.identity());
    }

    /** Every request is sent once. */
    public static RetryConfig never() {
        return defaults().withMaxAttempts(1);
    }

    public RetryConfig withMaxAttempts(int maxAttempts) {
        return new RetryConfig(maxAttempts, firstBackoff, longestWait, pace);
    }

    public RetryConfig withFirstBackoff(Duration firstBackoff) {
        return new RetryConfig(maxAttempts, firstBackoff, longestWait, pace);
    }

    public RetryConfig withLongestWait(Duration longestWait) {
        return new RetryConfig(maxAttempts, firstBackoff, longestWait, pace);
    }

    public RetryConfig withPace(UnaryOperator<Duration> pace) {
        return new RetryConfig(maxAttempts, firstBackoff, longestWait, pace);
    }

    /** The wait after the given number of failed attempts when the API does not say how long. */
    Duration backoff(int failedAttempts) {
        Duration wait = firstBackoff;
        for (int doubled = 1; doubled < failedAttempts && wait.compareTo(longestWait) < 0; doubled++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }
}
