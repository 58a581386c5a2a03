package dev.errata.stub.internal.armed;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.FailureSpec;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An armed chaos: the n-th request meets the same fate on every run. */
public final class FailureSampler {

    private final Chaos<?> chaos;
    private final List<FailureSpec> failures;
    private final RequestMatcher requests;
    private final Random random;
    private final Chaos.Distribution distribution;
    private long sampled;
    private long failed;

    /** Samples for the requests that fit from failures that were held to a catalog. */
    public FailureSampler(Chaos<?> chaos, List<FailureSpec> failures, RequestMatcher requests) {
        this.chaos = chaos;
        this.failures = List.copyOf(failures);
        this.requests = requests;
        this.random = new Random(chaos.seed());
        this.distribution = chaos.distribution();
    }

    /** Returns a copy that is as far as this one. */
    synchronized FailureSampler copy() {
        FailureSampler copy = new FailureSampler(chaos, failures, requests);
        for (long i = 0; i < sampled; i++) {
            Optional<FailureSpec> unused = copy.sample();
        }
        return copy;
    }

    /** Returns how a request fails, empty if it does not. */
    Optional<FailureSpec> sample(StubRequest request) {
        return requests.matches(request) ? sample() : Optional.empty();
    }

    /** Draws both numbers each time, so that other failures do not change which requests fail. */
    private synchronized Optional<FailureSpec> sample() {
        boolean fails = distribution.sample(random);
        double which = random.nextDouble();
        sampled++;
        if (!fails) {
            return Optional.empty();
        }
        failed++;
        return Optional.of(failures.get((int) (which * failures.size())));
    }

    /** Returns what was asked for, and how many requests met it. */
    @Override
    public synchronized String toString() {
        return "%s%s: %d of %d requests failed".formatted(chaos, requests, failed, sampled);
    }
}
