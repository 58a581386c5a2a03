package dev.errata.examples.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts requests and their errors, and raises an alert when too many of them fail.
 *
 * <p>The alert is raised by the error that lifts the rate to the threshold or above, and not again before the rate has
 * been below it: one alert for one bad time, not one for each error in it. Every attempt counts, the repeated ones too.
 *
 * <p>Safe for use by many threads and many clients.
 */
public final class ErrorMonitor {

    /** 5 % of all requests. */
    public static final double DEFAULT_THRESHOLD = 0.05;

    private final double threshold;
    private final Consumer<Snapshot> alert;
    private final Map<String, Long> errors = new TreeMap<>();
    private long requests;
    private long failed;
    private boolean alerted;

    /** A monitor with the {@link #DEFAULT_THRESHOLD}. */
    public ErrorMonitor(Consumer<Snapshot> alert) {
        this(DEFAULT_THRESHOLD, alert);
    }

    /**
     * A monitor with a threshold of its own.
     *
     * @param threshold the share of failed requests that is too much, above 0 and at most 1
     * @param alert told the counts, in the thread of the request that raised the alert; must not throw
     * @throws IllegalArgumentException if the threshold is out of range
     */
    public ErrorMonitor(double threshold, Consumer<Snapshot> alert) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1, not " + threshold);
        }
        this.threshold = threshold;
        this.alert = alert;
    }

    /** Counts a request that was answered as hoped. */
    public synchronized void requestSucceeded() {
        requests++;
        alerted = alerted && isTooMuch();
    }

    /**
     * Counts a request that failed.
     *
     * @param code what the failure is filed under
     */
    public void requestFailed(String code) {
        if (countError(code)) {
            alert.accept(snapshot());
        }
    }

    /** The counts so far. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(requests, errors);
    }

    private synchronized boolean countError(String code) {
        requests++;
        failed++;
        errors.merge(code, 1L, Long::sum);
        boolean raise = !alerted && isTooMuch();
        alerted = alerted || raise;
        return raise;
    }

    private boolean isTooMuch() {
        return (double) failed / requests >= threshold;
    }

    /**
     * The counts at one moment.
     *
     * @param requests all requests, the failed ones included
     * @param errorsByCode the failed ones by their code
     */
    public record Snapshot(long requests, Map<String, Long> errorsByCode) {

        public Snapshot {
            errorsByCode = Map.copyOf(errorsByCode);
        }

        /** The share of requests that failed, from 0 to 1. */
        public double errorRate() {
            return requests == 0 ? 0 : (double) errors() / requests;
        }

        /** All requests that failed. */
        public long errors() {
            return errorsByCode.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
