package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.errata.fixtures.Scenario;
import dev.errata.stub.StubServer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.TestReporter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * A run of test classes from within a test, and what came of it. The classes tell what they saw through JUnit's reporter.
 * No server of theirs may outlive the run, whatever they do, but for those of static fields.
 */
final class Run {

    /** By their URLs. The port of a closed server does not tell: a program beside this one may have it by then. */
    private static final Map<String, StubServer<?>> OWN_SERVERS = new ConcurrentHashMap<>();

    private final EngineExecutionResults results;

    private Run(EngineTestKit.Builder kit) {
        try {
            results = kit.execute();
        } finally {
            // Some classes interrupt their thread, which is this one.
            Thread.interrupted();
        }
        assertThat(published("own server")).allSatisfy(url -> assertClosed(OWN_SERVERS.get(url)));
    }

    static Run of(Class<?>... testClasses) {
        return new Run(kit(testClasses));
    }

    /** With configuration parameters of JUnit. */
    static Run with(Map<String, String> parameters, Class<?>... testClasses) {
        return new Run(kit(testClasses).configurationParameters(parameters));
    }

    static Run concurrently(int parallelism, Class<?>... testClasses) {
        return new Run(kit(testClasses)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(parallelism)));
    }

    /** Runs classes beside each other, and the tests of each one after the other. */
    static Run withClassesConcurrent(Class<?>... testClasses) {
        return new Run(kit(testClasses)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "same_thread")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent"));
    }

    private static EngineTestKit.Builder kit(Class<?>... testClasses) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(testClasses)
                        .map(type -> selectClass(type))
                        .toArray(ClassSelector[]::new));
    }

    /** For test classes: tells that a server is there, and that it answers. */
    static void see(TestReporter reporter, StubServer<?> server) {
        seePermanent(reporter, server);
        String url = server.baseUrl().toString();
        OWN_SERVERS.put(url, server);
        reporter.publishEntry("own server", url);
    }

    /** The same for the server of a static field, which outlives the run. */
    static void seePermanent(TestReporter reporter, StubServer<?> server) {
        Scenario any = server.catalog().scenarios().get(0);
        assertThat(Http.get(server.baseUrl(any), "/any").statusCode()).isEqualTo(any.status());
        reporter.publishEntry("server", server.baseUrl().toString());
    }

    static void assertClosed(StubServer<?> server) {
        assertThatIllegalStateException().isThrownBy(server::baseUrl).withMessageContaining("closed");
    }

    /** The servers that were seen, by their URLs and in the order of time. */
    List<String> servers() {
        return published("server");
    }

    /** What test classes told under a key. */
    List<String> published(String key) {
        return results.allEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .filter(entry -> entry.containsKey(key))
                .map(entry -> entry.get(key))
                .toList();
    }

    /** How many tests were aborted; containers are none. */
    long aborted() {
        return results.testEvents().aborted().count();
    }

    /** How many tests passed; containers are none. */
    long passed() {
        return results.testEvents().succeeded().count();
    }

    /** What failed and why, by name: of a test its method, or its own name if it is one of several; of a class its name. */
    Map<String, Throwable> failures() {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        results.allEvents().failed().stream().forEach(event -> failures.put(name(event), failure(event)));
        return failures;
    }

    /** The names of all tests that were run. */
    List<String> tests() {
        return results.testEvents().finished().map(Run::name).toList();
    }

    private static String name(Event event) {
        return event.getTestDescriptor()
                .getDisplayName()
                .replaceFirst("^.*[$]", "")
                .replaceFirst("(?<=\\w)\\(.*", "");
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }
}
