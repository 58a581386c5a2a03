package dev.errata.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the figures are to reach, and whether they do. */
final class Marks {

    private static final String ERRATA = "Errata";

    /**
     * A mark.
     *
     * @param text what is compared
     * @param atMost whether less is better
     * @param limit the mark
     * @param measured the figure
     */
    private record Mark(String text, boolean atMost, double limit, double measured) {

        String row() {
            boolean reached = atMost ? measured <= limit : measured >= limit;
            return "| %s | %s %s | %s | %s |\n"
                    .formatted(
                            text,
                            atMost ? "at most" : "at least",
                            Report.number(limit),
                            Report.number(measured),
                            reached ? "yes" : "**no**");
        }
    }

    private final Map<String, Results> suites;
    private final List<Mark> marks = new ArrayList<>();

    private Marks(Map<String, Results> suites) {
        this.suites = suites;
    }

    /** The marks of all suites that have been measured, as a table in Markdown. */
    static String table(Map<String, Results> suites) {
        Marks marks = new Marks(suites);
        marks.collect();
        StringBuilder table =
                new StringBuilder("| Errata to | mark | measured | reached |\n| --- | ---: | ---: | --- |\n");
        marks.marks.forEach(mark -> table.append(mark.row()));
        return table.toString();
    }

    private void collect() {
        for (String parallelism : List.of("1", "2")) {
            String test = "a test with one request, parallelism " + parallelism + ": ";
            atMost(test, "per-test", "time", parallelism, "WireMock, instance field", 0.15);
            atMost(test, "per-test", "time", parallelism, "MockWebServer", 0.25);
            atMost(test, "per-test", "time", parallelism, "WireMock, static field (shared)", 0.9);
            atMost(test, "per-test", "time", parallelism, "JDK server, prefix for each test", 1.5);
        }
        atMost("cold start: ", "cold", "time", "", "WireMock", 0.85);
        for (String connections : List.of("1", "8", "64")) {
            String throughput = "throughput, connections " + connections + ": ";
            atLeast(throughput, "throughput", connections, "WireMock", 1.8);
            atLeast(throughput, "throughput", connections, "JDK server", 0.9);
        }
        atMost("99th percentile, connections 64: ", "throughput", "p99", "64", "WireMock", 0.2);
        within(
                "memory after 1,000,000 requests: after 100,000",
                "memory",
                new Results.Key("many", "", ERRATA),
                new Results.Key("few", "", ERRATA),
                1.2);
        within(
                "a request among 2,000 scenarios: among 20",
                "growth",
                new Results.Key("time", "2000", "Errata, plain URL"),
                new Results.Key("time", "20", "Errata, plain URL"),
                1.1);
        figure("heap per lane, kB, of 1,000", "alive", new Results.Key("heap", "1000", ERRATA), 20);
        figure("threads per lane, of 1,000", "alive", new Results.Key("threads", "1000", ERRATA), 0);
        atMost("an interaction of a pact: ", "pact", "time", "", "Pact's runner", 0.2);
    }

    private void atMost(String text, String suite, String metric, String parameter, String contender, double limit) {
        within(
                text + contender,
                suite,
                new Results.Key(metric, parameter, ERRATA),
                new Results.Key(metric, parameter, contender),
                limit);
    }

    private void within(String text, String suite, Results.Key ours, Results.Key theirs, double limit) {
        results(suite).ifPresent(results -> marks.add(new Mark(text, true, limit, results.ratio(ours, theirs))));
    }

    private void atLeast(String text, String suite, String parameter, String contender, double limit) {
        results(suite)
                .ifPresent(results -> marks.add(new Mark(
                        text + contender,
                        false,
                        limit,
                        results.ratio(
                                new Results.Key("throughput", parameter, ERRATA),
                                new Results.Key("throughput", parameter, contender)))));
    }

    private void figure(String text, String suite, Results.Key key, double limit) {
        results(suite).ifPresent(results -> marks.add(new Mark(text, true, limit, results.median(key))));
    }

    private Optional<Results> results(String suite) {
        return Optional.ofNullable(suites.get(suite));
    }
}
