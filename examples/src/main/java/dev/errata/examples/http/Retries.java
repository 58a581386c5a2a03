package dev.errata.examples.http;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which failures are worth another attempt, and when.
 *
 * <ul>
 *   <li>The rate limit: the API did nothing, and says when it will. Repeated whatever the request is.
 *   <li>The network: repeated if the request is {@link Call#repeatable() repeatable}, or never left this machine.
 *   <li>Every other answer is an answer, 5xx included. It is not repeated.
 * </ul>
 */
final class Retries {

    private final RetryConfig config;

    Retries(RetryConfig config) {
        this.config = config;
    }

    FailsafeExecutor<Object> of(boolean repeatable) {
        return Failsafe.with(RetryPolicy.<Object>builder()
                .withMaxAttempts(config.maxAttempts())
                .handleIf(failure -> isWorthRepeating(failure, repeatable))
                .withDelayFn(this::delay)
                .build());
    }

    private boolean isWorthRepeating(Throwable failure, boolean repeatable) {
        if (failure instanceof ApiException error) {
            return error.isRateLimited()
                    && error.retryAfter().map(this::isBearable).orElse(true);
        }
        return failure instanceof IOException && (repeatable || isBeforeSending(failure));
    }

    private static boolean isBeforeSending(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    }

    private boolean isBearable(Duration wait) {
        return wait.compareTo(config.longestWait()) <= 0;
    }

    /** Failsafe asks after the last attempt too, when nobody is going to wait. */
    private Duration delay(ExecutionContext<Object> execution) {
        if (execution.getAttemptCount() >= config.maxAttempts()) {
            return Duration.ZERO;
        }
        Duration wait =
                askedFor(execution.getLastException()).orElseGet(() -> config.backoff(execution.getAttemptCount()));
        return config.pace().apply(wait);
    }

    private static Optional<Duration> askedFor(@Nullable Throwable failure) {
        return failure instanceof ApiException error ? error.retryAfter() : Optional.empty();
    }
}
