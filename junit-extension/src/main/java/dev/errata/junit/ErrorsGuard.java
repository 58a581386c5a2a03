package dev.errata.junit;

import dev.errata.junit.internal.Annotations;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Refuses annotations with {@link ErrorsSource} where JUnit does not read them. */
final class ErrorsGuard implements BeforeAllCallback, BeforeEachCallback {

    private static final String PARAMETERIZED_CLASS = "org.junit.jupiter.params.ParameterizedClass";

    @Override
    public void beforeAll(ExtensionContext context) {
        requireParameterized(context.getRequiredTestClass());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        if (!AnnotationSupport.isAnnotated(method, ParameterizedTest.class)) {
            refuse(method, method.getName() + "()", "@ParameterizedTest");
        }
    }

    /** Refuses such an annotation on the class, or on a method of it, if nothing would run for each error. */
    static void requireParameterized(Class<?> testClass) {
        if (!Annotations.isAnnotated(testClass, PARAMETERIZED_CLASS)) {
            refuse(testClass, testClass.getSimpleName(), "@ParameterizedClass, which JUnit has since 5.13");
        }
        List<Method> ignored = ReflectionSupport.findMethods(
                testClass,
                method -> !ScenarioSelection.annotations(method).isEmpty()
                        && !AnnotationSupport.isAnnotated(method, Testable.class),
                HierarchyTraversalMode.TOP_DOWN);
        ignored.forEach(method -> refuse(method, method.getName() + "()", "@ParameterizedTest"));
    }

    private static void refuse(AnnotatedElement element, String name, String missing) {
        for (Annotation annotation : ScenarioSelection.annotations(element)) {
            throw new ExtensionConfigurationException("@%s on %s has no effect without %s."
                    .formatted(annotation.annotationType().getSimpleName(), name, missing));
        }
    }
}
