package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.ColdStart;
import dev.errata.benchmarks.forks.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** From the start of a JVM, with the jars of one contender alone, to its first answer. */
public final class Cold implements Suite {

    private static final String BUILT_IN = "20, built in";
    private static final String MANY = "200, custom";

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
        return "answers";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("time", "Time", "ms"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) throws IOException {
        Path buena = inputs.buena();
        Path plain = inputs.buena("missing-api-key");
        Path many = inputs.scenarios(200);
        return List.of(
                run(Contender.ERRATA, BUILT_IN, buena),
                run(Contender.ERRATA_PLAIN, BUILT_IN, plain),
                run(Contender.ERRATA_OWN_STUB, BUILT_IN, buena),
                run(Contender.WIREMOCK, BUILT_IN, buena),
                run(Contender.MOCK_WEB_SERVER, BUILT_IN, buena),
                run(Contender.MOCK_SERVER, BUILT_IN, buena),
                run(Contender.JDK, BUILT_IN, buena),
                run(Contender.ERRATA_OWN_CATALOG, MANY, many),
                run(Contender.WIREMOCK, MANY, many));
    }

    private static Run run(Contender contender, String parameter, Path answers) {
        return new Run(contender.title(), parameter, () -> {
            Fork fork = Fork.of(ColdStart.class, contender);
            return List.of(
                    new Figure("time", fork.millisUntil(ColdStart.ANSWERED, contender.server(), answers.toString())));
        });
    }
}
