package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;

/** The arguments of a parameterized test: scenarios, errors, or both, as its parameters ask for. */
final class ScenarioArguments {

    private ScenarioArguments() {}

    /** One invocation for each scenario; for each error if the test takes no scenario. */
    static Stream<Arguments> of(
            Catalog catalog, Class<? extends ApiError> errorType, ScenarioFilter filter, ExtensionContext context) {
        // Selected when the stream is read: JUnit 5.13 and later blame the provider for what it throws before.
        return Stream.of(filter).flatMap(conditions -> selected(catalog, errorType, conditions, context));
    }

    private static Stream<Arguments> selected(
            Catalog catalog, Class<? extends ApiError> errorType, ScenarioFilter filter, ExtensionContext context) {
        List<Scenario> selected = filter.select(catalog);
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("No scenario of the " + catalog.name() + " is selected by " + filter);
        }
        List<Class<?>> wanted = context.getTestMethod().map(Method::getParameterTypes).stream()
                .flatMap(Arrays::stream)
                .takeWhile(type -> type == Scenario.class || type == ApiError.class || type == errorType)
                .toList();
        return !wanted.isEmpty() && !wanted.contains(Scenario.class)
                ? selected.stream().map(Scenario::error).distinct().map(Arguments::of)
                : selected.stream().map(scenario -> arguments(scenario, wanted));
    }

    private static Arguments arguments(Scenario scenario, List<Class<?>> wanted) {
        return wanted.isEmpty()
                ? Arguments.of(scenario)
                : Arguments.of(wanted.stream()
                        .map(type -> type == Scenario.class ? scenario : scenario.error())
                        .toArray());
    }
}
