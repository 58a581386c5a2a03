package dev.errata.examples;

import static java.util.stream.Collectors.joining;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends a test run with a few lines that say which scenarios met a client.
 *
 * <p>A test that has checked what the client made of a scenario publishes it with JUnit's {@code TestReporter}, the id of
 * the catalog as the key and the id of the scenario as the value. It counts if the test then passes.
 */
public final class Summary implements TestExecutionListener {

    private static final List<Catalog> CATALOGS = List.of(Catalog.buena(), Catalog.databuddy());

    private final Map<TestIdentifier, List<Scenario>> published = new HashMap<>();
    private final Set<Scenario> met = new HashSet<>();
    private final Consumer<String> console;
    private int failures;

    /** For JUnit, which finds this class by its entry in {@code META-INF/services}. */
    public Summary() {
        this(System.out::println);
    }

    Summary(Consumer<String> console) {
        this.console = console;
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        CATALOGS.stream()
                .flatMap(catalog -> Stream.ofNullable(entry.getKeyValuePairs().get(catalog.id()))
                        .map(catalog::scenario))
                .forEach(scenario -> published
                        .computeIfAbsent(test, key -> new ArrayList<>())
                        .add(scenario));
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        List<Scenario> scenarios = published.getOrDefault(test, List.of());
        if (result.getStatus() == Status.SUCCESSFUL) {
            met.addAll(scenarios);
        } else if (result.getStatus() == Status.FAILED) {
            failures++;
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        console.accept(text(met, failures));
    }

    static String text(Set<Scenario> met, int failures) {
        boolean complete = CATALOGS.stream().allMatch(catalog -> met.containsAll(catalog.scenarios()));
        String title = failures > 0
                ? "FAILURES: %d; this is what the tests that passed have shown".formatted(failures)
                : complete ? "every documented error met the clients" : "not every documented error met the clients";
        return "Errata examples: " + title + "\n"
                + CATALOGS.stream().map(catalog -> lines(catalog, met)).collect(joining("\n"));
    }

    private static String lines(Catalog catalog, Set<Scenario> met) {
        Set<Scenario> missing = catalog.scenarios().stream()
                .filter(scenario -> !met.contains(scenario))
                .collect(Collectors.toSet());
        int scenarios = catalog.scenarios().size();
        int errors = catalog.errors().size();
        long metErrors = catalog.errors().stream()
                .filter(error -> error.scenarios().stream().noneMatch(missing::contains))
                .count();
        String counts = "  %-17s %2d of %d scenarios, %d of %d errors"
                .formatted(catalog.name(), scenarios - missing.size(), scenarios, metErrors, errors);
        return missing.isEmpty()
                ? counts
                : counts + "\n    not met: "
                        + missing.stream().map(Scenario::id).sorted().collect(joining(", "));
    }
}
