package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.Memory;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The heap that a server holds after many requests. */
public final class MemoryUse implements Suite {

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String title() {
        return "Memory after many requests";
    }

    @Override
    public String parameter() {
        return "";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("few", "Heap after 100,000 requests", "MB"),
                new Metric("many", "Heap after 1,000,000 requests", "MB"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) throws IOException {
        String answers = inputs.buena().toString();
        String[] requests = effort.choose(new String[] {"100000", "1000000"}, new String[] {"1000", "2000"});
        return Stream.of(
                        Contender.ERRATA,
                        Contender.WIREMOCK,
                        Contender.MOCK_WEB_SERVER,
                        Contender.MOCK_SERVER,
                        Contender.JDK)
                .map(contender -> new Run(
                        contender.title(),
                        "",
                        () -> Fork.of(Memory.class, contender)
                                .run(contender.server(), answers, connections(contender), requests[0], requests[1])))
                .toList();
    }

    /** MockWebServer lets each answer wait for 40 ms; with more connections it takes no longer than the others. */
    private static String connections(Contender contender) {
        return contender == Contender.MOCK_WEB_SERVER ? "400" : "8";
    }
}
