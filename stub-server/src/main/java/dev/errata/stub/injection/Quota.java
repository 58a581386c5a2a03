package dev.errata.stub.injection;

import static dev.errata.stub.internal.Preconditions.notNegative;

import dev.errata.fixtures.QuotaWindow;
import dev.errata.fixtures.RetryAfterHeader;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * How many requests each API key may send in a window of time. Immutable.
 *
 * <pre>{@code
 * buena.quota(Quota.perMinute(60));
 * buena.quota(Quota.perMinute(60).retryAfterHeader(RetryAfterHeader.HTTP_DATE), Quota.perDay(10_000));
 * }</pre>
 *
 * @param requests how many requests are answered
 * @param window in which time
 * @param header what the header {@code Retry-After} of the answer to one request too many looks like; empty if it is sent only
 *     where the server's options or the catalog say so
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Quota(long requests, QuotaWindow window, Optional<RetryAfterHeader> header) {

    /**
     * Makes a quota.
     *
     * @param requests see {@link #requests()}
     * @param window see {@link #window()}
     * @param header see {@link #header()}
     * @throws IllegalArgumentException if {@code requests} is negative
     */
    public Quota {
        notNegative("requests", requests);
    }

    /**
     * Returns a quota for a window.
     *
     * @param requests how many requests are answered
     * @param window in which time
     * @return the quota
     * @throws IllegalArgumentException if {@code requests} is negative
     */
    public static Quota of(long requests, QuotaWindow window) {
        return new Quota(requests, window, Optional.empty());
    }

    /**
     * Returns a quota for each second.
     *
     * @param requests how many requests are answered
     * @return the quota
     * @throws IllegalArgumentException if {@code requests} is negative
     */
    public static Quota perSecond(long requests) {
        return of(requests, QuotaWindow.PER_SECOND);
    }

    /**
     * Returns a quota for each minute.
     *
     * @param requests how many requests are answered
     * @return the quota
     * @throws IllegalArgumentException if {@code requests} is negative
     */
    public static Quota perMinute(long requests) {
        return of(requests, QuotaWindow.PER_MINUTE);
    }

    /**
     * Returns a quota for each hour.
     *
     * @param requests how many requests are answered
     * @return the quota
     * @throws IllegalArgumentException if {@code requests} is negative
     */
    public static Quota perHour(long requests) {
        return of(requests, QuotaWindow.PER_HOUR);
    }

    /**
     * Returns a quota for each 24 hours.
     *
     * @param requests how many requests are answered
     * @return the quota
     * @throws IllegalArgumentException if {@code requests} is negative
     */
    public static Quota perDay(long requests) {
        return of(requests, QuotaWindow.PER_DAY);
    }

    /**
     * Sends the header {@code Retry-After} in this form with the answer to one request too many.
     *
     * @param form what the header looks like
     * @return the changed quota
     */
    public Quota retryAfterHeader(RetryAfterHeader form) {
        return new Quota(requests, window, Optional.of(form));
    }

    /** Returns a description: {@code quota(60 per minute)}. */
    @Override
    public String toString() {
        return "quota(" + requests + " per " + window + ")";
    }
}
