package dev.errata.stub.internal.armed;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.injection.FailureSpec;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happens to the next requests that fit, one after the other. Each request uses up one turn of a step. */
public final class Script {

    /**
     * A part of a script.
     *
     * @param failure how requests fail, or that they pass
     * @param times how many requests it is for, {@link Long#MAX_VALUE} for every further one
     */
    public record Step(FailureSpec failure, long times) {

        boolean isEndless() {
            return times == Long.MAX_VALUE;
        }

        @Override
        public String toString() {
            return failure + (isEndless() ? " forever" : times == 1 ? "" : " " + times + " times");
        }
    }

    private final List<Step> steps;
    private final RequestMatcher requests;
    private long taken;
    private int current;
    private long takenOfCurrent;

    /** Makes a script of its steps, at least one, for the requests that fit. */
    public Script(List<Step> steps, RequestMatcher requests) {
        this.steps = List.copyOf(steps);
        this.requests = requests;
    }

    /** Returns a copy that is as far as this one. */
    synchronized Script copy() {
        Script copy = new Script(steps, requests);
        copy.taken = taken;
        copy.current = current;
        copy.takenOfCurrent = takenOfCurrent;
        return copy;
    }

    RequestMatcher requests() {
        return requests;
    }

    /** Returns the step whose turn it is, if the request fits and there are turns left. */
    Optional<FailureSpec> take(StubRequest request) {
        return isExhausted() || !requests.matches(request) ? Optional.empty() : take();
    }

    private synchronized Optional<FailureSpec> take() {
        if (isExhausted()) {
            return Optional.empty();
        }
        Step step = steps.get(current);
        taken++;
        takenOfCurrent++;
        if (takenOfCurrent >= step.times()) {
            current++;
            takenOfCurrent = 0;
        }
        return Optional.of(step.failure());
    }

    /** Returns whether no turn is left. */
    synchronized boolean isExhausted() {
        return current == steps.size();
    }

    /** Returns whether turns are left that were meant to be taken: a step that goes on forever wants one request at least. */
    synchronized boolean isUnfinished() {
        boolean inEndlessStep = !isExhausted()
                && current == steps.size() - 1
                && steps.get(current).isEndless()
                && takenOfCurrent > 0;
        return !isExhausted() && !inEndlessStep;
    }

    /** Returns the steps, for which requests they are, and how many came. */
    @Override
    public synchronized String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", then "))
                + requests
                + ": " + (taken == 1 ? "1 request" : taken + " requests") + " came";
    }
}
