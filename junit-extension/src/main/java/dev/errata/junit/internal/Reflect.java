package dev.errata.junit.internal;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reaches into WireMock and Jetty where they offer no other way. {@code wiremock-standalone} has Jetty and the servlet API in
 * packages of its own, so that code which named their types would work with one of the two artifacts only.
 */
final class Reflect {

    private Reflect() {}

    /** The value of a private field. */
    static Object field(Class<?> type, String name, Object object) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw unsupported(e);
        }
    }

    /** Calls the public method of that name and number of parameters. */
    static @Nullable Object call(Object object, String name, @Nullable Object... arguments) {
        try {
            return Arrays.stream(object.getClass().getMethods())
                    .filter(method -> method.getName().equals(name))
                    .filter(method -> method.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException(object.getClass() + "." + name))
                    .invoke(object, arguments);
        } catch (ReflectiveOperationException e) {
            throw unsupported(e);
        }
    }

    /** An implementation of an interface whose methods name types that cannot be named here. */
    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static IllegalStateException unsupported(ReflectiveOperationException cause) {
        return new IllegalStateException("This version of WireMock is not supported; use 3.13", cause);
    }
}
