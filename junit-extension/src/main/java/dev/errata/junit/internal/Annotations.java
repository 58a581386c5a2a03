package dev.errata.junit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.platform.commons.support.ReflectionSupport;

/** Looks for annotations whose types are not known here, and reads them. */
public final class Annotations {

    private Annotations() {}

    /** Returns the annotations that are wanted, and those on annotations that are not. */
    public static List<Annotation> find(AnnotatedElement element, Predicate<Annotation> wanted) {
        List<Annotation> found = new ArrayList<>();
        find(element, wanted, found, new HashSet<>());
        return found;
    }

    private static void find(
            AnnotatedElement element, Predicate<Annotation> wanted, List<Annotation> found, Set<Class<?>> seen) {
        for (Annotation annotation : element.getAnnotations()) {
            if (wanted.test(annotation)) {
                found.add(annotation);
            } else if (seen.add(annotation.annotationType())) {
                find(annotation.annotationType(), wanted, found, seen);
            }
        }
    }

    /** Returns whether an annotation of that name is there, for annotations that older versions of JUnit lack. */
    public static boolean isAnnotated(AnnotatedElement element, String annotationName) {
        return !find(
                        element,
                        annotation -> annotation.annotationType().getName().equals(annotationName))
                .isEmpty();
    }

    /** Returns the values of an annotation's members, by their names. */
    public static Map<String, Object> members(Annotation annotation) {
        Map<String, Object> members = new TreeMap<>();
        for (Method member : annotation.annotationType().getDeclaredMethods()) {
            if (member.getParameterCount() == 0 && !member.isSynthetic()) {
                members.put(member.getName(), ReflectionSupport.invokeMethod(member, annotation));
            }
        }
        return members;
    }
}
