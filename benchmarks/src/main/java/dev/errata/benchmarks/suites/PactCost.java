package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.forks.PactTime;
import java.util.List;

/** What an interaction of a consumer's pact takes. */
public final class PactCost implements Suite {

    @Override
    public String id() {
        return "pact";
    }

    @Override
    public String title() {
        return "An interaction of a consumer's pact";
    }

    @Override
    public String parameter() {
        return "";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("time", "Time per interaction", "ms"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) {
        Fork fork = new Fork(PactTime.class, List.of());
        return List.of(
                new Run("Errata", "", () -> fork.run("errata")), new Run("Pact's runner", "", () -> fork.run("pact")));
    }
}
