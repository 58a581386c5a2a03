package dev.errata.pacts.client;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A run of contracts from within a test, and what came of it. */
final class ContractRun {

    /**
     * What came of one test or container.
     *
     * @param rule the name of its rule, or where there is none its own name
     * @param name its own name
     */
    record Result(Class<?> contract, String rule, String name, Status status, Optional<Throwable> thrown) {
        String message() {
            return thrown.map(Throwable::getMessage).orElse("");
        }
    }

    private final List<Result> results;

    private ContractRun(List<Result> results) {
        this.results = results;
    }

    /** The classes run side by side, for they wait most of the time. */
    static ContractRun of(Collection<Class<?>> contracts) {
        return new ContractRun(EngineTestKit.engine("junit-jupiter")
                .selectors(contracts.stream().map(type -> selectClass(type)).toArray(ClassSelector[]::new))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute()
                .allEvents()
                .finished()
                .stream()
                .flatMap(event -> result(event).stream())
                .toList());
    }

    static ContractRun of(Class<?> contract) {
        return of(List.of(contract));
    }

    private static Optional<Result> result(Event event) {
        List<TestDescriptor> path = new ArrayList<>();
        Optional<TestDescriptor> next = Optional.of(event.getTestDescriptor());
        while (next.isPresent()) {
            path.add(next.get());
            next = next.get().getParent();
        }
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        return path.stream()
                .flatMap(node -> node.getSource().stream())
                .flatMap(source -> source instanceof ClassSource type ? Stream.of(type.getJavaClass()) : Stream.empty())
                .findFirst()
                .map(contract -> new Result(
                        contract,
                        path.stream()
                                .map(TestDescriptor::getDisplayName)
                                .filter(name -> name.startsWith("required_") || name.startsWith("optional_"))
                                .findFirst()
                                .orElse(path.get(0).getDisplayName()),
                        path.get(0).getDisplayName(),
                        result.getStatus(),
                        result.getThrowable()));
    }

    Stream<Result> results(Status status) {
        return results.stream().filter(result -> result.status() == status);
    }

    Stream<Result> failures() {
        return results(Status.FAILED);
    }

    /** The names of what failed, by contract. */
    Map<Class<?>, List<String>> failedRules() {
        Map<Class<?>, List<String>> rules = new LinkedHashMap<>();
        failures().forEach(failure -> {
            List<String> known = rules.computeIfAbsent(failure.contract(), type -> new ArrayList<>());
            if (!known.contains(failure.rule())) {
                known.add(failure.rule());
            }
        });
        return rules;
    }
}
