package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.Disturbed;
import java.util.List;

/** Requests to a server while 200 clients of another server in the same JVM misbehave. */
public final class Disturbance implements Suite {

    @Override
    public String id() {
        return "disturbed";
    }

    @Override
    public String title() {
        return "A request while 200 clients of another server misbehave";
    }

    @Override
    public String parameter() {
        return "by";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("p99", "99th percentile", "µs"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) {
        return effort
                .choose(
                        List.of("nothing", "unfinished bodies", "unread answers", "stalled faults"),
                        List.of("unfinished bodies"))
                .stream()
                .map(misbehaviour -> new Run(
                        Contender.ERRATA.title(),
                        misbehaviour,
                        () -> Fork.of(Disturbed.class, Contender.ERRATA).run(misbehaviour)))
                .toList();
    }
}
