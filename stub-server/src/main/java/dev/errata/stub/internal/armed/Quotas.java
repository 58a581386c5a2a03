package dev.errata.stub.internal.armed;

import dev.errata.fixtures.QuotaWindow;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.model.RateLimit;
import dev.errata.stub.injection.Quota;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of each key. A window begins with the first request of a key after the last one ended, as the documented
 * example has it: its reset is not a full minute.
 */
public final class Quotas {

    /** Fewer keys than this are not looked through for windows that are over. */
    private static final int FEW_KEYS = 1_000;

    /**
     * What a quota says to a request.
     *
     * @param exceeded whether it is one request too many
     * @param state how much is left
     * @param header the form of the header {@code Retry-After} if it is one request too many
     */
    public record Verdict(boolean exceeded, RateLimit.State state, Optional<RetryAfterHeader> header) {}

    /** The requests of a key since a window began. */
    private static final class Used {
        private final Quota quota;
        private final Instant reset;
        private long requests;

        Used(Quota quota, Instant reset) {
            this.quota = quota;
            this.reset = reset;
        }

        Verdict verdict(Instant now) {
            long wait = Duration.between(now, reset)
                    .plus(Duration.ofSeconds(1).minusNanos(1))
                    .toSeconds();
            long remaining = Math.max(0, quota.requests() - requests);
            return new Verdict(
                    remaining == 0,
                    new RateLimit.State(
                            quota.requests(), remaining, reset, quota.window().toString(), wait),
                    quota.header());
        }

        Used copy() {
            Used copy = new Used(quota, reset);
            copy.requests = requests;
            return copy;
        }
    }

    private final Clock clock;
    private final Map<QuotaWindow, Quota> quotas = new EnumMap<>(QuotaWindow.class);
    private final Map<String, Map<QuotaWindow, Used>> usedByKey = new HashMap<>();
    private int sweepAt = FEW_KEYS;

    /** Not guarded, so that servers without quotas need no lock. */
    private volatile boolean any;

    /** Counts by this clock. */
    public Quotas(Clock clock) {
        this.clock = clock;
    }

    /** Adds quotas; each replaces the one for the same window, and begins with nothing used. */
    public synchronized void arm(List<Quota> added) {
        for (Quota quota : added) {
            quotas.put(quota.window(), quota);
            usedByKey.values().forEach(used -> used.remove(quota.window()));
        }
        any = !quotas.isEmpty();
    }

    /** Drops all quotas. */
    public synchronized void clear() {
        any = false;
        quotas.clear();
        usedByKey.clear();
    }

    /** Returns whether requests are counted at all. */
    public boolean any() {
        return any;
    }

    /** Returns the quotas. */
    public synchronized List<Quota> armed() {
        return List.copyOf(quotas.values());
    }

    /** Returns a copy that is as far as these. */
    synchronized Quotas copy() {
        Quotas copy = new Quotas(clock);
        copy.restore(this);
        return copy;
    }

    /** Becomes as far as others; nothing may be armed here. */
    synchronized void restore(Quotas others) {
        quotas.putAll(others.quotas);
        others.usedByKey.forEach((key, used) -> {
            Map<QuotaWindow, Used> copied = new EnumMap<>(QuotaWindow.class);
            used.forEach((window, count) -> copied.put(window, count.copy()));
            usedByKey.put(key, copied);
        });
        any = !quotas.isEmpty();
    }

    /** Counts a request in every window, or in none if one is used up; empty if the quotas were just cleared. */
    public synchronized Optional<Verdict> count(String key) {
        Instant now = clock.instant();
        Map<QuotaWindow, Used> used = used(key, now);
        Optional<Verdict> before = tightest(used, now);
        if (before.filter(Verdict::exceeded).isPresent()) {
            return before;
        }
        used.values().forEach(window -> window.requests++);
        return tightest(used, now).map(after -> new Verdict(false, after.state(), after.header()));
    }

    /** Returns how much is left, without counting; empty if the quotas were just cleared. */
    public synchronized Optional<RateLimit.State> left(String key) {
        Instant now = clock.instant();
        return tightest(used(key, now), now).map(Verdict::state);
    }

    private Map<QuotaWindow, Used> used(String key, Instant now) {
        @Nullable Map<QuotaWindow, Used> known = usedByKey.get(key);
        Map<QuotaWindow, Used> used = known != null ? known : unused(key, now);
        quotas.forEach((window, quota) -> {
            @Nullable Used current = used.get(window);
            if (current == null || !now.isBefore(current.reset)) {
                used.put(window, new Used(quota, now.plus(window.length())));
            }
        });
        return used;
    }

    /** Forgets keys whose windows are over whenever the keys have doubled, so that a request costs the same with any number. */
    private Map<QuotaWindow, Used> unused(String key, Instant now) {
        if (usedByKey.size() >= sweepAt) {
            usedByKey.values().removeIf(used -> used.values().stream().noneMatch(window -> now.isBefore(window.reset)));
            sweepAt = Math.max(FEW_KEYS, 2 * usedByKey.size());
        }
        Map<QuotaWindow, Used> unused = new EnumMap<>(QuotaWindow.class);
        usedByKey.put(key, unused);
        return unused;
    }

    /** Returns the window with the fewest requests left; of several that are used up the one that lasts longest. */
    private static Optional<Verdict> tightest(Map<QuotaWindow, Used> used, Instant now) {
        return used.values().stream()
                .map(window -> window.verdict(now))
                .min(Comparator.comparingLong(
                                (Verdict verdict) -> verdict.state().remaining())
                        .thenComparing(verdict -> verdict.state().reset(), Comparator.reverseOrder()));
    }
}
