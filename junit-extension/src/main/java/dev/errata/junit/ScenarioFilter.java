package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Provenance;
import dev.errata.fixtures.Scenario;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Which scenarios an annotation selects; what it leaves empty selects all. */
record ScenarioFilter(
        List<? extends ApiError> errors,
        List<? extends ApiError> except,
        List<String> scenarios,
        List<Integer> statuses,
        List<StatusClass> statusClasses,
        Retryable retryable,
        List<Provenance.Kind> provenance) {

    static final ScenarioFilter ALL =
            new ScenarioFilter(List.of(), List.of(), List.of(), List.of(), List.of(), Retryable.ANY, List.of());

    static List<Integer> boxed(int... statuses) {
        return IntStream.of(statuses).boxed().toList();
    }

    List<Scenario> select(Catalog catalog) {
        // Looks each id up, so that a mistyped one is reported instead of selecting nothing.
        List<Scenario> named = scenarios.stream().map(catalog::scenario).toList();
        return catalog.scenarios().stream()
                .filter(allOrIn(errors, Scenario::error))
                .filter(scenario -> !except.contains(scenario.error()))
                .filter(allOrIn(named, scenario -> scenario))
                .filter(allOrIn(statuses, Scenario::status))
                .filter(scenario -> statusClasses.isEmpty()
                        || statusClasses.stream().anyMatch(one -> one.contains(scenario.status())))
                .filter(scenario -> retryable.includes(scenario.error()))
                .filter(allOrIn(provenance, Scenario::provenance))
                .toList();
    }

    private static <T> Predicate<Scenario> allOrIn(List<? extends T> wanted, Function<Scenario, T> value) {
        return scenario -> wanted.isEmpty() || wanted.contains(value.apply(scenario));
    }
}
