package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.Alive;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What each further server costs that runs at the same time. */
public final class AliveCost implements Suite {

    @Override
    public String id() {
        return "alive";
    }

    @Override
    public String title() {
        return "Each further server that runs at the same time";
    }

    @Override
    public String parameter() {
        return "servers";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("heap", "Heap per server", "kB"),
                new Metric("threads", "Threads per server", ""),
                new Metric("cycle", "Opening and closing one more", "ms"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) throws IOException {
        String answers = inputs.buena().toString();
        return effort.choose(List.of(10, 100, 1_000), List.of(2)).stream()
                .flatMap(count -> Stream.of(
                                Contender.ERRATA,
                                Contender.WIREMOCK,
                                Contender.MOCK_WEB_SERVER,
                                Contender.MOCK_SERVER,
                                Contender.JDK)
                        .filter(contender -> count <= 100 || contender != Contender.MOCK_SERVER)
                        .map(contender -> new Run(
                                contender.title(),
                                String.valueOf(count),
                                () -> Fork.of(Alive.class, contender)
                                        .run(contender.server(), answers, String.valueOf(count)))))
                .toList();
    }
}
