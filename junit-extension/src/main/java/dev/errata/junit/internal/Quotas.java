package dev.errata.junit.internal;

import dev.errata.fixtures.RateLimit;
import dev.errata.junit.RetryAfterHeader;
import dev.errata.junit.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the requests of each key. A window begins with the first request of a key after the last one ended, as the
 * documented example has it: its reset is no full minute.
 */
public final class Quotas {

    /** More keys than any client has; those whose windows are over are let go. */
    private static final int MANY_KEYS = 1_000;

    /** What became of a request. */
    record Count(boolean exceeded, RateLimit.State state) {}

    /** The requests of a key since the begin of a window. */
    private static final class Used {
        private final long limit;
        private final Instant reset;
        private long requests;

        Used(long limit, Instant reset) {
            this.limit = limit;
            this.reset = reset;
        }
    }

    private final Clock clock;
    private final Map<Window, Long> limits = new LinkedHashMap<>();
    private final Map<String, Map<Window, Used>> usedByKey = new HashMap<>();
    private volatile boolean any;
    private volatile Optional<RetryAfterHeader> header = Optional.empty();

    Quotas(Clock clock) {
        this.clock = clock;
    }

    /** Limits the requests of each key in a window. */
    public synchronized void limit(long requests, Window window) {
        limits.put(window, requests);
        usedByKey.values().forEach(used -> used.remove(window));
        any = true;
    }

    /** Sets the header of answers to requests beyond a limit. */
    public void header(RetryAfterHeader form) {
        header = Optional.of(form);
    }

    /** Ends all limits. */
    public synchronized void clear() {
        any = false;
        limits.clear();
        usedByKey.clear();
        header = Optional.empty();
    }

    Optional<RetryAfterHeader> header() {
        return header;
    }

    boolean any() {
        return any;
    }

    /** Counts a request against every limit, or against none if one is used up; empty if all limits have just been ended. */
    synchronized Optional<Count> count(String key) {
        Instant now = clock.instant();
        Map<Window, Used> used = used(key, now);
        Optional<Count> before = tightest(used, now);
        if (before.filter(Count::exceeded).isPresent()) {
            return before;
        }
        used.values().forEach(window -> window.requests++);
        return tightest(used, now).map(after -> new Count(false, after.state()));
    }

    /** How much is left, without counting; empty if all limits have just been ended. */
    synchronized Optional<RateLimit.State> left(String key) {
        Instant now = clock.instant();
        return tightest(used(key, now), now).map(Count::state);
    }

    private Map<Window, Used> used(String key, Instant now) {
        if (usedByKey.size() >= MANY_KEYS) {
            usedByKey.values().removeIf(used -> used.values().stream().noneMatch(window -> now.isBefore(window.reset)));
        }
        Map<Window, Used> used = usedByKey.computeIfAbsent(key, unknown -> new HashMap<>());
        limits.forEach((window, limit) -> used.compute(
                window,
                (length, current) -> current != null && now.isBefore(current.reset)
                        ? current
                        : new Used(limit, now.plus(length.length()))));
        return used;
    }

    /** The limit with the fewest requests left; of several that are used up the one that lasts longest. */
    private Optional<Count> tightest(Map<Window, Used> used, Instant now) {
        return used.entrySet().stream()
                .map(window -> state(window.getKey(), window.getValue(), now))
                .min(Comparator.comparingLong(RateLimit.State::remaining)
                        .thenComparing(RateLimit.State::reset, Comparator.reverseOrder()))
                .map(state -> new Count(state.remaining() == 0, state));
    }

    private static RateLimit.State state(Window window, Used used, Instant now) {
        long wait = Duration.between(now, used.reset)
                .plus(Duration.ofSeconds(1).minusNanos(1))
                .toSeconds();
        return new RateLimit.State(
                used.limit, Math.max(0, used.limit - used.requests), used.reset, window.toString(), wait);
    }
}
