package dev.errata.junit.internal;

import static org.junit.platform.commons.support.HierarchyTraversalMode.BOTTOM_UP;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The extensions in fields with {@code @RegisterExtension}. */
public final class Fields {

    private static final Namespace NAMESPACE = Namespace.create(Fields.class);

    /**
     * An extension in a field.
     *
     * @param field the field
     * @param extension the extension
     * @param testClass the test class whose field it is, by itself or from a class that it extends
     */
    public record Found(Field field, Extension extension, Class<?> testClass) {

        /** Returns whether all tests of the class have the same. */
        public boolean isStatic() {
            return Modifier.isStatic(field.getModifiers());
        }

        /** Returns whether neither of two fields is nearer to a test. */
        public boolean isAsNearAs(Found other) {
            return testClass == other.testClass && field.getDeclaringClass() == other.field.getDeclaringClass();
        }

        /** Returns the field as people write it. */
        @Override
        public String toString() {
            return field.getDeclaringClass().getSimpleName() + "." + field.getName();
        }
    }

    private Fields() {}

    /**
     * Returns the extensions that a context sees in fields, the nearest first: those of a nested class before those of the class
     * around it, and those of a class before those of the class that it extends.
     */
    public static List<Found> seenBy(ExtensionContext context) {
        List<Found> found = new ArrayList<>();
        Optional<ExtensionContext> next = Optional.of(context);
        Class<?> last = null;
        while (next.isPresent()) {
            Class<?> testClass = next.get().getTestClass().orElse(null);
            if (testClass != null && testClass != last) {
                last = testClass;
                Optional<Object> instance =
                        context.getTestInstances().flatMap(instances -> instances.findInstance(testClass));
                fields(context, testClass)
                        .forEach(field -> value(field, instance)
                                .ifPresent(extension -> found.add(new Found(field, extension, testClass))));
            }
            next = next.get().getParent();
        }
        return found;
    }

    private static List<Field> fields(ExtensionContext context, Class<?> testClass) {
        Object fields = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        testClass,
                        type -> AnnotationSupport.findAnnotatedFields(
                                type, RegisterExtension.class, field -> true, BOTTOM_UP));
        return ((List<?>) fields).stream().map(Field.class::cast).toList();
    }

    private static Optional<Extension> value(Field field, Optional<Object> instance) {
        boolean isStatic = Modifier.isStatic(field.getModifiers());
        if (!isStatic && instance.isEmpty()) {
            return Optional.empty();
        }
        return ReflectionSupport.tryToReadFieldValue(field, isStatic ? null : instance.get())
                .toOptional()
                .filter(Extension.class::isInstance)
                .map(Extension.class::cast);
    }

    /** Returns the fields of which none is nearer than another. */
    public static List<Found> nearest(Stream<Found> nearestFirst) {
        List<Found> all = nearestFirst.toList();
        return all.stream().filter(found -> found.isAsNearAs(all.get(0))).toList();
    }
}
