package dev.errata.junit.internal;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Scenario;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The types that a parameterized test or class takes, in their order.
 *
 * @param owner what takes them, as people call it
 * @param places the parameters or fields
 */
public record ArgumentTypes(String owner, List<Place> places) {

    private static final String PARAMETER = "org.junit.jupiter.params.Parameter";

    /** A parameter or field. */
    public record Place(Class<?> type, AnnotatedElement element) {

        private static Place of(Parameter parameter) {
            return new Place(parameter.getType(), parameter);
        }

        private boolean isConverted() {
            return type == ArgumentsAccessor.class
                    || AnnotationSupport.isAnnotated(element, ConvertWith.class)
                    || AnnotationSupport.isAnnotated(element, AggregateWith.class);
        }
    }

    /** What a test takes. */
    public static ArgumentTypes of(Method method) {
        return new ArgumentTypes(
                method.getName() + "(...)",
                Arrays.stream(method.getParameters()).map(Place::of).toList());
    }

    /** What a class with {@code @ParameterizedClass} takes: fields if it has any with {@code @Parameter}, else by constructor. */
    public static ArgumentTypes of(Class<?> testClass) {
        List<Field> fields = ReflectionSupport.findFields(
                testClass, field -> Annotations.isAnnotated(field, PARAMETER), HierarchyTraversalMode.TOP_DOWN);
        Stream<Place> places = fields.isEmpty()
                ? constructorParameters(testClass).map(Place::of)
                : fields.stream()
                        .sorted(Comparator.comparingInt(ArgumentTypes::index))
                        .map(field -> new Place(field.getType(), field));
        return new ArgumentTypes(testClass.getSimpleName(), places.toList());
    }

    private static Stream<Parameter> constructorParameters(Class<?> testClass) {
        boolean hasOuter = testClass.isMemberClass() && !Modifier.isStatic(testClass.getModifiers());
        return Arrays.stream(testClass.getDeclaredConstructors())
                .limit(1)
                .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                .skip(hasOuter ? 1 : 0);
    }

    /** The annotation is newer than the oldest supported JUnit. */
    private static int index(Field field) {
        return Arrays.stream(field.getAnnotations())
                .filter(annotation -> annotation.annotationType().getName().equals(PARAMETER))
                .map(annotation -> (Integer)
                        Objects.requireNonNull(Annotations.members(annotation).get("value")))
                .findFirst()
                .orElse(0);
    }

    /** Returns which of scenario and error are taken, in this order; a scenario if nothing tells. */
    public List<Class<?>> wanted(Annotation annotation, Class<?> errorType) {
        List<Class<?>> wanted = places.stream()
                .<Class<?>>map(Place::type)
                .takeWhile(type -> type == Scenario.class || type == ApiError.class || type == errorType)
                .toList();
        if (!wanted.isEmpty()) {
            return wanted;
        }
        if (!places.isEmpty()) {
            Place first = places.get(0);
            if (!first.isConverted() && !first.type().isAssignableFrom(Scenario.class)) {
                throw new IllegalArgumentException(
                        "@%s cannot give a %s to %s: the first parameter must be a Scenario or a %s."
                                .formatted(
                                        annotation.annotationType().getSimpleName(),
                                        first.type().getSimpleName(),
                                        owner,
                                        errorType.getSimpleName()));
            }
        }
        return List.of(Scenario.class);
    }
}
