package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Requests that fail by chance. Which of them do, and how, is decided by a seed: the n-th request meets the same fate on
 * every run.
 */
public final class Chance {

    /** Draws whether a request fails. */
    @FunctionalInterface
    public interface Odds {
        /** {@code true} if it does. */
        boolean draw(Random random);
    }

    private final String name;
    private final Random random;
    private final Odds odds;
    private volatile List<Failure> failures;
    private volatile Requests exposed = Requests.ALL;
    private volatile boolean stopped;
    private long requests;
    private long failed;

    /** Chance of a name, for people. */
    public Chance(String name, long seed, Odds odds, List<Failure> failures) {
        this.name = name;
        this.random = new Random(seed);
        this.odds = odds;
        this.failures = failures;
    }

    /** Fails with a certain probability. */
    public static Odds rate(double rate) {
        return random -> random.nextDouble() < rate;
    }

    /** Fails exactly so often in each run of so many requests, at any place in it. */
    public static Odds exactly(int failures, int requests) {
        int[] left = {failures, requests};
        return random -> {
            boolean fails = random.nextInt(left[1]) < left[0];
            left[0] -= fails ? 1 : 0;
            left[1]--;
            if (left[1] == 0) {
                left[0] = failures;
                left[1] = requests;
            }
            return fails;
        };
    }

    /** Chooses how requests fail. */
    public void failures(List<Failure> chosen) {
        failures = List.copyOf(chosen);
    }

    /** How requests fail. */
    public List<Failure> failures() {
        return failures;
    }

    /** Narrows chance to requests that fit. */
    public void on(RequestPattern pattern) {
        exposed = Requests.like(pattern);
    }

    /** From now on no request fails. */
    public void stop() {
        stopped = true;
    }

    /** Whether it has ended. */
    boolean isStopped() {
        return stopped;
    }

    /** How a request fails, empty if it does not. */
    Optional<Failure> strike(Request request) {
        return stopped || !exposed.include(request) ? Optional.empty() : draw();
    }

    /** Both numbers are drawn each time, so that other failures do not change which requests fail. */
    private synchronized Optional<Failure> draw() {
        boolean fails = odds.draw(random);
        double which = random.nextDouble();
        requests++;
        if (!fails) {
            return Optional.empty();
        }
        failed++;
        List<Failure> choice = failures;
        return Optional.of(choice.get((int) (which * choice.size())));
    }

    /** For people: what was asked for, and how many requests met it. */
    @Override
    public synchronized String toString() {
        return "%s%s: %d of %d requests failed".formatted(name, exposed, failed, requests);
    }
}
