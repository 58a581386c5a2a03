package dev.errata.benchmarks.forks;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.errata.benchmarks.tests.Client;
import dev.errata.benchmarks.tests.Methods;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What a test with one request takes, in a JVM that has run such tests for some seconds. */
public final class PerTest {

    private PerTest() {}

    /** Arguments: the test class, how many methods run at the same time, milliseconds to warm up, how many methods are timed. */
    public static void main(String[] args) {
        long warm = System.nanoTime() + Long.parseLong(args[2]) * 1_000_000;
        do {
            run(args[0], args[1], "100");
        } while (System.nanoTime() < warm);
        int unused = Client.wrong();
        int count = Integer.parseInt(args[3]);
        long start = System.nanoTime();
        run(args[0], args[1], args[3]);
        Figure.print("time", (System.nanoTime() - start) / 1000.0 / count);
        Figure.print("wrong", Client.wrong() * 100.0 / count);
        System.exit(0);
    }

    private static void run(String testClass, String parallelism, String methods) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .configurationParameter(Methods.COUNT, methods)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", parallelism)
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.max-pool-size", parallelism)
                .build();
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        if (summary.getTotalFailureCount() > 0 || summary.getTestsSucceededCount() != Long.parseLong(methods)) {
            throw new IllegalStateException(
                    "Not all tests passed",
                    summary.getFailures().stream()
                            .findFirst()
                            .map(TestExecutionSummary.Failure::getException)
                            .orElse(null));
        }
    }
}
