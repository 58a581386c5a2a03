package dev.errata.stub.internal.armed;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.injection.FailureSpec;
import dev.errata.stub.injection.Injection;
import dev.errata.stub.injection.Latency;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that one server is armed with. */
public final class Armed {

    /** An armed latency: a sequence of delays. */
    private record Delays(Latency latency, Supplier<Duration> sequence) {
        synchronized Duration next() {
            return sequence.get();
        }
    }

    /**
     * How far a server was at some moment.
     *
     * @param scripts copies of the scripts
     * @param chaos copies of the chaos
     * @param quotas a copy of the quotas
     * @param latency the latency
     */
    public record Checkpoint(
            List<Script> scripts, List<FailureSampler> chaos, Quotas quotas, Optional<Latency> latency) {}

    private static final int MOST_CLEARED = 100;

    private final Scripts scripts = new Scripts();
    private final List<FailureSampler> chaos = new CopyOnWriteArrayList<>();
    private final Quotas quotas;

    /** The chaos cleared last, whose seeds the report of a failed test still tells. */
    private final List<FailureSampler> cleared = new CopyOnWriteArrayList<>();

    private volatile @Nullable Delays delays;

    /** Arms a server with nothing; quotas count by the clock. */
    public Armed(Clock clock) {
        this.quotas = new Quotas(clock);
    }

    /** Returns the scripts. */
    public Scripts scripts() {
        return scripts;
    }

    /** Returns the quotas. */
    public Quotas quotas() {
        return quotas;
    }

    /** Adds a chaos. */
    public void arm(FailureSampler sampler) {
        chaos.add(sampler);
    }

    /** Removes all chaos. */
    public synchronized void clearChaos() {
        cleared.addAll(chaos);
        cleared.subList(0, Math.max(0, cleared.size() - MOST_CLEARED)).clear();
        chaos.clear();
    }

    /** Returns how a request fails by chaos, empty if it does not. */
    public Optional<FailureSpec> sample(StubRequest request) {
        for (FailureSampler sampler : chaos) {
            Optional<FailureSpec> failure = sampler.sample(request);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /** Delays all answers, or none any longer. */
    public void delay(Latency latency) {
        delays = latency == Latency.none() ? null : new Delays(latency, latency.sequence());
    }

    /** Returns the delay of the next answer. */
    public Duration nextDelay() {
        Delays current = delays;
        return current == null ? Duration.ZERO : current.next();
    }

    /** Drops everything. */
    public synchronized void clear() {
        scripts.clear();
        quotas.clear();
        chaos.clear();
        cleared.clear();
        delays = null;
    }

    /** Returns how far the server is. */
    public Checkpoint checkpoint() {
        return new Checkpoint(
                scripts.armed().stream().map(Script::copy).toList(),
                chaos.stream().map(FailureSampler::copy).toList(),
                quotas.copy(),
                Optional.ofNullable(delays).map(Delays::latency));
    }

    /** Goes back to where the server was. */
    public void restore(Checkpoint checkpoint) {
        clear();
        scripts.restore(checkpoint.scripts());
        checkpoint.chaos().forEach(sampler -> arm(sampler.copy()));
        quotas.restore(checkpoint.quotas());
        checkpoint.latency().ifPresent(this::delay);
    }

    /** Returns a line for everything that may explain a failure: what is armed, and chaos that was cleared. */
    public Stream<String> report() {
        return Stream.concat(cleared.stream().map(FailureSampler::toString), describe().stream());
    }

    /** Returns a line for everything that is armed. */
    public List<String> describe() {
        return Stream.of(Injection.values())
                .map(this::describe)
                .flatMap(List::stream)
                .toList();
    }

    /** Returns a line for everything of a kind that is armed. */
    public List<String> describe(Injection kind) {
        Delays current = delays;
        Stream<?> armed = switch (kind) {
            case SCRIPTS -> scripts.armed().stream();
            case QUOTAS -> quotas.armed().stream();
            case CHAOS -> chaos.stream();
            case LATENCY -> Stream.ofNullable(current).map(set -> "latency " + set.latency());
        };
        return armed.map(Object::toString).toList();
    }
}
