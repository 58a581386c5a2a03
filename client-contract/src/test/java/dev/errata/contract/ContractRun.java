package dev.errata.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.TestAbortedException;

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

    /** One rule alone, or whatever bears that name, without the engine: the rest of a contract waits a lot. */
    static ContractRun of(ClientContract client, String rule) {
        try (Stream<DynamicNode> nodes = client.clientContract()) {
            return new ContractRun(results(nodes, client, rule).toList());
        }
    }

    static ContractRun of(ClientContract client, Rule rule) {
        return of(client, rule.toString());
    }

    /** The first failure of a rule, after which nothing more is run. */
    static Optional<Result> firstFailure(ClientContract client, Rule rule) {
        try (Stream<DynamicNode> nodes = client.clientContract()) {
            return results(nodes, client, rule.toString())
                    .filter(result -> result.status() == Status.FAILED)
                    .findFirst();
        }
    }

    private static Stream<Result> results(Stream<DynamicNode> nodes, ClientContract client, String rule) {
        return nodes.filter(node -> node.getDisplayName().equals(rule))
                .flatMap(ContractRun::tests)
                .map(test -> result(client, rule, test));
    }

    /** The names of all tests of a contract, none of which is run: {@code rule} or {@code rule: situation}. */
    static List<String> tests(ClientContract client) {
        try (Stream<DynamicNode> nodes = client.clientContract()) {
            return nodes.flatMap(node -> node instanceof DynamicContainer
                            ? tests(node).map(test -> node.getDisplayName() + ": " + test.getDisplayName())
                            : Stream.of(node.getDisplayName()))
                    .toList();
        }
    }

    private static Stream<DynamicTest> tests(DynamicNode node) {
        return node instanceof DynamicContainer container
                ? container.getChildren().flatMap(ContractRun::tests)
                : Stream.of((DynamicTest) node);
    }

    private static Result result(ClientContract client, String rule, DynamicTest test) {
        Status status = Status.SUCCESSFUL;
        Throwable thrown = null;
        try {
            test.getExecutable().execute();
        } catch (TestAbortedException e) {
            status = Status.ABORTED;
            thrown = e;
        } catch (Throwable e) {
            status = Status.FAILED;
            thrown = e;
        }
        return new Result(client.getClass(), rule, test.getDisplayName(), status, Optional.ofNullable(thrown));
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
                                .filter(name -> name.startsWith("required_") || name.startsWith("recommended_"))
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
