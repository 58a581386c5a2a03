package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How many requests a server answers over so many connections that stay open. */
public final class Throughput implements Suite {

    @Override
    public String id() {
        return "throughput";
    }

    @Override
    public String title() {
        return "Requests over connections that stay open";
    }

    @Override
    public String parameter() {
        return "connections";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("throughput", "Throughput", "requests/s"), new Metric("p99", "99th percentile", "ms"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) throws IOException {
        Path answers = inputs.buena();
        Path plain = inputs.buena("missing-api-key");
        return effort.choose(List.of(1, 8, 64), List.of(8)).stream()
                .flatMap(connections -> Stream.of(
                                Contender.ERRATA,
                                Contender.ERRATA_PLAIN,
                                Contender.WIREMOCK,
                                Contender.MOCK_WEB_SERVER,
                                Contender.MOCK_SERVER,
                                Contender.JDK)
                        .map(contender -> new Run(
                                contender.title(),
                                String.valueOf(connections),
                                () -> Requests.measure(
                                        effort,
                                        contender,
                                        contender == Contender.ERRATA_PLAIN ? plain : answers,
                                        connections))))
                .toList();
    }
}
