package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What happens to the next requests that fit a pattern, one after the other. Each request uses up one turn of a step. */
public final class Script {

    /** As many turns as there are requests. */
    public static final long FOREVER = Long.MAX_VALUE;

    /**
     * A part of a script.
     *
     * @param failure how requests fail, empty if they pass
     * @param times how many requests it is for
     */
    public record Step(Optional<Failure> failure, long times) {
        @Override
        public String toString() {
            return failure.map(Failure::toString).orElse("pass")
                    + (times == FOREVER ? " forever" : times == 1 ? "" : " " + times + " times");
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private volatile Requests requests = Requests.ALL;
    private long taken;
    private int current;
    private long takenOfCurrent;

    /** Adds a step. */
    public synchronized void add(Step step) {
        steps.add(step);
    }

    /** Changes the last step. If it is used up, and is for more requests from now on, it goes on. */
    public synchronized void changeLast(UnaryOperator<Step> change) {
        int last = lastIndex();
        if (isUsedUp()) {
            current = last;
            takenOfCurrent = steps.get(last).times();
        }
        steps.set(last, change.apply(steps.get(last)));
    }

    /** The last step. */
    public synchronized Step last() {
        return steps.get(lastIndex());
    }

    private int lastIndex() {
        if (steps.isEmpty()) {
            throw new IllegalStateException("A script begins with a step");
        }
        return steps.size() - 1;
    }

    /** Narrows the script to requests that fit. */
    public void on(RequestPattern pattern) {
        requests = Requests.like(pattern);
    }

    /** The step whose turn it is, if the request fits and there are turns left. */
    Optional<Step> take(Request request) {
        return isUsedUp() || !requests.include(request) ? Optional.empty() : take();
    }

    private synchronized Optional<Step> take() {
        if (isUsedUp()) {
            return Optional.empty();
        }
        taken++;
        takenOfCurrent++;
        return Optional.of(steps.get(current));
    }

    /** Whether no turn is left. */
    public synchronized boolean isUsedUp() {
        while (current < steps.size() && takenOfCurrent >= steps.get(current).times()) {
            current++;
            takenOfCurrent = 0;
        }
        return current == steps.size();
    }

    /** Whether turns are left that were meant to be taken: a step that goes on forever wants one request at least. */
    synchronized boolean isUnfinished() {
        return !isUsedUp()
                && !(current == steps.size() - 1 && steps.get(current).times() == FOREVER && takenOfCurrent > 0);
    }

    /** For people: the steps, for which requests, and how far it came. */
    @Override
    public synchronized String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", then "))
                + requests
                + ": " + (taken == 1 ? "1 request" : taken + " requests") + " came";
    }
}
