package dev.errata.pacts.sources;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.errata.pacts.provider.ProviderContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A run of a provider's contract from within a test, and what came of it. */
final class ProviderRun {

    private final EngineExecutionResults results;

    private ProviderRun(EngineExecutionResults results) {
        this.results = results;
    }

    static ProviderRun of(Class<? extends ProviderContract> contract) {
        return new ProviderRun(EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute());
    }

    /** Runs it with system properties, as a build is started with them. */
    static ProviderRun of(Class<? extends ProviderContract> contract, Map<String, String> properties) {
        properties.forEach(System::setProperty);
        try {
            return of(contract);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    /** The interactions that passed, each with its consumer. */
    List<String> passed() {
        return results.testEvents().succeeded().map(ProviderRun::name).toList();
    }

    List<String> skipped() {
        return results.testEvents().aborted().map(ProviderRun::name).toList();
    }

    /** What failed and why: interactions with their consumers, or the whole contract. */
    Map<String, Throwable> failures() {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        results.allEvents().failed().stream()
                .forEach(event -> failures.put(
                        name(event),
                        event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()));
        return failures;
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }
}
