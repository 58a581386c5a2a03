package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Provenance;
import dev.errata.junit.internal.Annotations;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which scenarios an annotation with {@link ErrorsSource} selects, by the names of its members; what it lacks or leaves empty selects all. */
final class ScenarioSelection {

    private static final Set<String> MEMBERS =
            new TreeSet<>(Set.of("value", "except", "scenarios", "status", "statusClass", "retryable", "provenance"));

    private final Annotation annotation;
    private final Map<String, Object> members;

    private ScenarioSelection(Annotation annotation, Map<String, Object> members) {
        this.annotation = annotation;
        this.members = members;
    }

    /** Returns the annotations with {@link ErrorsSource}, and {@link ErrorsSource} itself. */
    static List<Annotation> annotations(AnnotatedElement element) {
        return Annotations.find(
                element,
                annotation -> annotation instanceof ErrorsSource
                        || annotation.annotationType().isAnnotationPresent(ErrorsSource.class));
    }

    static ScenarioSelection of(Annotation annotation) {
        if (annotation instanceof ErrorsSource) {
            return new ScenarioSelection(annotation, Map.of());
        }
        Map<String, Object> members = Annotations.members(annotation);
        for (String member : members.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException("@%s has the unknown member \"%s\". Expected members: %s"
                        .formatted(annotation.annotationType().getSimpleName(), member, String.join(", ", MEMBERS)));
            }
        }
        return new ScenarioSelection(annotation, members);
    }

    List<Scenario> from(Catalog catalog) {
        List<ApiError> errors = list("value", ApiError[].class);
        List<ApiError> except = list("except", ApiError[].class);
        List<Integer> statuses =
                Arrays.stream(member("status", int[].class, new int[0])).boxed().toList();
        List<StatusClass> statusClasses = list("statusClass", StatusClass[].class);
        Retryable retryable = member("retryable", Retryable.class, Retryable.ANY);
        List<Provenance.Kind> provenance = list("provenance", Provenance.Kind[].class);
        // Looks each id up, so that a mistyped one is reported instead of selecting nothing.
        List<Scenario> named = list("scenarios", String[].class).stream()
                .map(catalog::scenario)
                .toList();
        return catalog.scenarios().stream()
                .filter(allOr(errors, scenario -> isOneOf(errors, scenario)))
                .filter(scenario -> !isOneOf(except, scenario))
                .filter(allOr(named, named::contains))
                .filter(allOr(statuses, scenario -> statuses.contains(scenario.status())))
                .filter(allOr(
                        statusClasses,
                        scenario -> statusClasses.stream().anyMatch(one -> one.contains(scenario.status()))))
                .filter(scenario -> retryable.includes(scenario.error()))
                .filter(allOr(provenance, scenario -> provenance.contains(scenario.provenance())))
                .toList();
    }

    private static boolean isOneOf(List<ApiError> errors, Scenario scenario) {
        return errors.stream().anyMatch(error -> error.isSameAs(scenario.error()));
    }

    private static Predicate<Scenario> allOr(List<?> chosen, Predicate<Scenario> condition) {
        return scenario -> chosen.isEmpty() || condition.test(scenario);
    }

    private <T> List<T> list(String name, Class<T[]> type) {
        Object value = members.get(name);
        return value == null ? List.of() : List.of(cast(name, type, value));
    }

    private <T> T member(String name, Class<T> type, T missing) {
        Object value = members.get(name);
        return value == null ? missing : cast(name, type, value);
    }

    private <T> T cast(String name, Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The member \"%s\" of @%s must be of type %s"
                    .formatted(name, annotation.annotationType().getSimpleName(), type.getSimpleName()));
        }
        return type.cast(value);
    }
}
