package dev.errata.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the figures are to reach, and whether they do. */
final class Marks {

    private static final String ERRATA = "Errata";
    private static final String BUILT_IN = "20, built in";

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
            atMost(test, "per-test", "time", parallelism, "WireMock, instance field", 0.13);
            atMost(test, "per-test", "time", parallelism, "MockWebServer", 0.42);
            atMost(test, "per-test", "time", parallelism, "WireMock, static field (shared)", 0.8);
            atMost(test, "per-test", "time", parallelism, "JDK server, port for each test", 1.15);
            within(
                    test + "MockWebServer, both with TLS",
                    "per-test",
                    new Results.Key("time", parallelism, "Errata, TLS"),
                    new Results.Key("time", parallelism, "MockWebServer, TLS"),
                    1.2);
        }
        cold("scenario URL", ERRATA, BUILT_IN, "WireMock", 0.4);
        cold("scenario URL", ERRATA, BUILT_IN, "MockWebServer", 1.75);
        cold("plain URL", "Errata, plain URL", BUILT_IN, "WireMock", 0.6);
        cold("catalog of 200 scenarios", "Errata, own catalog", "200, custom", "WireMock", 0.6);
        cold("first own stub", "Errata, own stub", BUILT_IN, "WireMock", 0.65);
        atLeast("1", "JDK server", 1);
        atLeast("8", "JDK server", 1);
        atLeast("64", "JDK server", 1.5);
        atLeast("64", "WireMock", 3);
        atMost("99th percentile, connections 64: ", "throughput", "p99", "64", "WireMock", 0.15);
        atMost("99th percentile, connections 64: ", "throughput", "p99", "64", "JDK server", 1);
        within(
                "a request among 2,000 scenarios: among 20",
                "growth",
                new Results.Key("time", "2000", "Errata, own catalog"),
                new Results.Key("time", "20", "Errata, own catalog"),
                1.1);
        within(
                "memory after 1,000,000 requests: after 100,000",
                "memory",
                new Results.Key("many", "", ERRATA),
                new Results.Key("few", "", ERRATA),
                1.2);
        figure("heap per server, kB, of 1,000", "alive", new Results.Key("heap", "1000", ERRATA), 12);
        figure(
                "threads per server, of 1,000, shared ones included",
                "alive",
                new Results.Key("threads", "1000", ERRATA),
                0.01);
        figure("opening and closing a server, ms", "alive", new Results.Key("cycle", "1000", ERRATA), 0.2);
        for (String misbehaviour : List.of("unfinished bodies", "unread answers", "stalled faults")) {
            within(
                    "99th percentile beside 200 " + misbehaviour + ": undisturbed",
                    "disturbed",
                    new Results.Key("p99", misbehaviour, ERRATA),
                    new Results.Key("p99", "nothing", ERRATA),
                    2);
        }
        armed("a request with 24,000 keys under a quota: with one", "time", "24000 keys", "1 keys");
        armed("a request with 60,000 armed failures: with one", "time", "60000 failures", "1 failures");
        armed("arming one of 60,000 failures: one of 30,000", "arming", "60000 failures", "30000 failures");
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
        // Results that were kept from an earlier version may lack what is measured today.
        results(suite)
                .filter(results -> results.has(ours) && results.has(theirs))
                .ifPresent(results -> marks.add(new Mark(text, true, limit, results.ratio(ours, theirs))));
    }

    private void cold(String text, String ours, String parameter, String contender, double limit) {
        within(
                "cold start, " + text + ": " + contender,
                "cold",
                new Results.Key("time", parameter, ours),
                new Results.Key("time", parameter, contender),
                limit);
    }

    private void armed(String text, String metric, String ours, String theirs) {
        within(text, "armed", new Results.Key(metric, ours, ERRATA), new Results.Key(metric, theirs, ERRATA), 1.2);
    }

    private void atLeast(String connections, String contender, double limit) {
        results("throughput")
                .ifPresent(results -> marks.add(new Mark(
                        "throughput, connections " + connections + ": " + contender,
                        false,
                        limit,
                        results.ratio(
                                new Results.Key("throughput", connections, ERRATA),
                                new Results.Key("throughput", connections, contender)))));
    }

    private void figure(String text, String suite, Results.Key key, double limit) {
        results(suite).ifPresent(results -> marks.add(new Mark(text, true, limit, results.median(key))));
    }

    private Optional<Results> results(String suite) {
        return Optional.ofNullable(suites.get(suite));
    }
}
