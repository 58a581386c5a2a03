package dev.errata.benchmarks;

import dev.errata.benchmarks.forks.Figure;
import dev.errata.benchmarks.suites.AliveCost;
import dev.errata.benchmarks.suites.ArmedCost;
import dev.errata.benchmarks.suites.Cold;
import dev.errata.benchmarks.suites.Disturbance;
import dev.errata.benchmarks.suites.Growth;
import dev.errata.benchmarks.suites.MemoryUse;
import dev.errata.benchmarks.suites.PactCost;
import dev.errata.benchmarks.suites.PerTestCost;
import dev.errata.benchmarks.suites.Suite;
import dev.errata.benchmarks.suites.Throughput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Errata side by side with what people would use instead, and writes what comes of it. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures Errata side by side with what people would use instead.",
        exitCodeOnExecutionException = 1)
public final class Benchmarks implements Callable<Integer> {

    private static final List<Suite> SUITES = List.of(
            new PerTestCost(),
            new Cold(),
            new Throughput(),
            new MemoryUse(),
            new Growth(),
            new AliveCost(),
            new ArmedCost(),
            new Disturbance(),
            new PactCost());

    @Option(names = "--rounds", description = "How often each contender has its turn (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--only",
            split = ",",
            description =
                    "The suites to run: per-test, cold, throughput, memory, growth, alive, armed, disturbed, pact; all if there are none.")
    private List<String> only = List.of();

    @Option(
            names = "--smoke",
            description = "Only shows that everything works: one round, little work, no figures kept.")
    private boolean smoke;

    @Option(names = "--results", description = "The folder for tables and plots (${DEFAULT-VALUE}).")
    private Path results = Path.of("results");

    /** Runs the suites. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Effort effort = new Effort(smoke ? 1 : rounds, smoke);
        Inputs inputs = new Inputs(Files.createTempDirectory("benchmarks"));
        Path folder = smoke ? Files.createTempDirectory("benchmarks-smoke") : Files.createDirectories(results);
        for (Suite suite : chosen()) {
            Results found = measure(suite, effort, inputs);
            found.write(folder.resolve(suite.id() + ".tsv"));
            for (Suite.Metric metric : suite.metrics()) {
                Files.writeString(folder.resolve(Report.chart(suite, metric)), BarChart.of(suite, metric, found));
            }
            // After each suite, so that a run which is cut short leaves what it has.
            Map<Suite, Results> all = read(folder);
            String marks = smoke ? "" : Marks.table(byId(all));
            Files.writeString(folder.resolve("README.md"), Report.page(marks, all));
        }
        return 0;
    }

    private List<Suite> chosen() {
        List<String> unknown = new ArrayList<>(only);
        unknown.removeAll(SUITES.stream().map(Suite::id).toList());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no suite " + unknown);
        }
        return SUITES.stream()
                .filter(suite -> only.isEmpty() || only.contains(suite.id()))
                .toList();
    }

    /** In each round everybody has a turn, in every other round in the opposite order. */
    private static Results measure(Suite suite, Effort effort, Inputs inputs) throws Exception {
        List<Suite.Run> runs = suite.runs(effort, inputs);
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= effort.rounds(); round++) {
            List<Suite.Run> turns = new ArrayList<>(runs);
            if (round % 2 == 0) {
                Collections.reverse(turns);
            }
            for (Suite.Run run : turns) {
                for (Figure figure : run.turn().measure()) {
                    samples.add(new Sample(figure.name(), run.parameter(), run.contender(), round, figure.value()));
                    System.out.printf(
                            "%s, round %d: %s %s %s %s%n",
                            suite.id(),
                            round,
                            run.contender(),
                            run.parameter(),
                            figure.name(),
                            Report.number(figure.value()));
                }
            }
        }
        requireAll(suite, samples);
        return new Results(Machine.description() + ", rounds: " + effort.rounds(), samples);
    }

    private static void requireAll(Suite suite, List<Sample> samples) {
        for (Suite.Metric metric : suite.metrics()) {
            if (samples.stream().noneMatch(sample -> sample.metric().equals(metric.name()))) {
                throw new IllegalStateException(suite.id() + " gave no figure for " + metric.title());
            }
        }
    }

    private static Map<Suite, Results> read(Path folder) throws IOException {
        Map<Suite, Results> all = new LinkedHashMap<>();
        for (Suite suite : SUITES) {
            Path file = folder.resolve(suite.id() + ".tsv");
            if (Files.exists(file)) {
                all.put(suite, Results.read(file));
            }
        }
        return all;
    }

    private static Map<String, Results> byId(Map<Suite, Results> all) {
        return all.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id(), Map.Entry::getValue));
    }
}
