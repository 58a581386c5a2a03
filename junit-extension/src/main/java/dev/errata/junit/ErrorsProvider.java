package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.internal.ArgumentTypes;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;

/** Gives a parameterized test or class the scenarios or errors that its annotations with {@link ErrorsSource} select. */
final class ErrorsProvider implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
        // Selected when the stream is read: JUnit 5.13 and later blame the provider for what it throws before.
        return Stream.of(context).flatMap(ErrorsProvider::arguments);
    }

    private static Stream<Arguments> arguments(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        ErrorsGuard.requireParameterized(testClass);
        AnnotatedElement element =
                context.getTestMethod().<AnnotatedElement>map(method -> method).orElse(testClass);
        ArgumentTypes types =
                context.getTestMethod().map(ArgumentTypes::of).orElseGet(() -> ArgumentTypes.of(testClass));
        return ScenarioSelection.annotations(element).stream().flatMap(annotation -> arguments(annotation, types));
    }

    private static Stream<Arguments> arguments(Annotation annotation, ArgumentTypes types) {
        List<? extends ApiError> errors = errors(annotation);
        Catalog catalog = errors.get(0).catalog();
        Class<?> errorType = errors.get(0).getClass();
        List<Scenario> selected = ScenarioSelection.of(annotation).from(catalog);
        if (selected.isEmpty()) {
            throw new IllegalArgumentException(
                    "No scenario of the " + catalog.name() + " is selected by " + annotation);
        }
        List<Class<?>> wanted = types.wanted(annotation, errorType);
        return wanted.contains(Scenario.class)
                ? selected.stream().map(scenario -> arguments(scenario, wanted, errors))
                : selected.stream()
                        .map(scenario -> constant(scenario, errors))
                        .distinct()
                        .map(Arguments::of);
    }

    private static List<? extends ApiError> errors(Annotation annotation) {
        ErrorsSource source = annotation instanceof ErrorsSource direct
                ? direct
                : annotation.annotationType().getAnnotation(ErrorsSource.class);
        ApiError[] constants = source.value().getEnumConstants();
        if (constants == null || constants.length == 0) {
            throw new IllegalArgumentException("@ErrorsSource needs the enum of an API's errors, but "
                    + source.value().getSimpleName() + " is not one");
        }
        return List.of(constants);
    }

    private static Arguments arguments(Scenario scenario, List<Class<?>> wanted, List<? extends ApiError> errors) {
        return Arguments.of(wanted.stream()
                .map(type -> type == Scenario.class ? scenario : constant(scenario, errors))
                .toArray());
    }

    /** The catalog that an enum names may have other objects for the same errors. */
    private static ApiError constant(Scenario scenario, List<? extends ApiError> errors) {
        return errors.stream()
                .filter(error -> error.isSameAs(scenario.error()))
                .findFirst()
                .<ApiError>map(error -> error)
                .orElse(scenario.error());
    }
}
