package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.Figure;
import dev.errata.benchmarks.forks.RequestTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Requests over connections that stay open. */
final class Requests {

    private Requests() {}

    /** Measures one contender once. */
    static List<Figure> measure(Effort effort, Contender contender, Path answers, int connections)
            throws IOException, InterruptedException {
        return Fork.of(RequestTimes.class, contender, "jmh-core", "jopt-simple", "commons-math3")
                .run(
                        contender.server(),
                        answers.toString(),
                        String.valueOf(connections),
                        effort.choose("6000", "100"),
                        effort.choose("2000", "100"));
    }
}
