package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.ColdStart;
import dev.errata.benchmarks.forks.Figure;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** From the start of a JVM, with the jars of one contender alone, to its first answer. */
public final class Cold implements Suite {

    @Override
    public String id() {
        return "cold";
    }

    @Override
    public String title() {
        return "From the start of the JVM to the first answer";
    }

    @Override
    public String parameter() {
        return "";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("time", "Time", "ms"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) throws IOException {
        String answers = inputs.buena().toString();
        return Stream.of(
                        Contender.ERRATA,
                        Contender.ERRATA_TRIGGERS,
                        Contender.WIREMOCK,
                        Contender.MOCK_WEB_SERVER,
                        Contender.MOCK_SERVER,
                        Contender.JDK)
                .map(contender -> new Run(contender.title(), "", () -> {
                    Fork fork = Fork.of(ColdStart.class, contender);
                    return List.of(
                            new Figure("time", fork.millisUntil(ColdStart.ANSWERED, contender.server(), answers)));
                }))
                .toList();
    }
}
