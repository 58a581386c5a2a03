package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.Armed;
import java.util.List;
import java.util.Map;

/** What a request takes at a server with many keys under a quota, or many armed failures for other requests. */
public final class ArmedCost implements Suite {

    @Override
    public String id() {
        return "armed";
    }

    @Override
    public String title() {
        return "A request to a server that is armed with a lot";
    }

    @Override
    public String parameter() {
        return "armed with";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("time", "Time per request", "µs"), new Metric("arming", "Time per key or failure", "µs"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) {
        return effort
                .choose(
                        List.of(
                                Map.entry("keys", 1),
                                Map.entry("keys", 24_000),
                                Map.entry("failures", 1),
                                Map.entry("failures", 30_000),
                                Map.entry("failures", 60_000)),
                        List.of(Map.entry("keys", 1)))
                .stream()
                .map(armed -> new Run(
                        Contender.ERRATA.title(),
                        armed.getValue() + " " + armed.getKey(),
                        () -> Fork.of(Armed.class, Contender.ERRATA)
                                .run(armed.getKey(), String.valueOf(armed.getValue()))))
                .toList();
    }
}
