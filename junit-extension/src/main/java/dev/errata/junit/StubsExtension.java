package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import dev.errata.junit.internal.SharedHost;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Manages the life of servers, and nothing else: a server can do all it can without JUnit.
 *
 * <p>Servers live in JUnit's stores, under keys that a look-up finds in the stores of enclosing contexts too. That is what
 * makes a server that {@code @BeforeAll} asked for the class's, and any other the test's.
 *
 * @param <S> the type of the servers
 */
abstract class StubsExtension<S extends StubServer>
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                InvocationInterceptor {

    private static final Namespace HOST = Namespace.create(StubsExtension.class, SharedHost.class);

    /** How an extension came about: by {@code @ExtendWith}, or by a builder for a field. */
    enum Registration {
        DECLARED,
        FIELD
    }

    private final Class<S> type;
    private final Catalog catalog;
    private final ServerOptions options;
    private final BiFunction<Catalog, ServerOptions, S> starter;
    private final Registration registration;
    private final Namespace namespace;

    /** The server of the field that holds this extension; JUnit makes a declared one for many tests, so it has none. */
    private volatile @Nullable S fieldServer;

    StubsExtension(
            Class<S> type,
            Catalog catalog,
            ServerOptions options,
            BiFunction<Catalog, ServerOptions, S> starter,
            Registration registration) {
        this.type = type;
        this.catalog = catalog;
        this.options = options;
        this.starter = starter;
        this.registration = registration;
        this.namespace = Namespace.create(StubsExtension.class, registration == Registration.FIELD ? this : type);
    }

    /** A server that JUnit closes with the context it belongs to; 5.10 knows one of the two interfaces, 6 the other. */
    private record Resource<S extends StubServer>(int index, S server)
            implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    /** Keeps the shared host from stopping between two tests. */
    private record HeldHost(SharedHost.Hold hold) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            hold.close();
        }
    }

    /** An object as a key, whatever its own idea of equality. */
    private record Identity(Object object) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    /**
     * The server of the field that holds this extension: of a {@code static} field from {@code @BeforeAll} to the end of
     * the run, so that classes which inherit the field share it; of any other from {@code @BeforeEach} to the end of the
     * test.
     *
     * @return the running server
     * @throws IllegalStateException if no test is running, or if the extension was registered with {@code @ExtendWith}
     */
    public final S server() {
        S server = fieldServer;
        if (server == null) {
            throw new IllegalStateException(
                    registration == Registration.FIELD
                            ? getClass().getSimpleName()
                                    + " has no server yet: a static field has one from @BeforeAll on, any other from @BeforeEach on"
                            : "Register " + getClass().getSimpleName()
                                    + " with @RegisterExtension to call server(), or take the server as a parameter");
        }
        return server;
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        if (registration == Registration.FIELD) {
            fieldServer = server(context.getRoot(), 0);
        }
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        adoptServersOfConstructors(context);
        if (registration == Registration.FIELD) {
            fieldServer = server(context, 0);
        }
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        verify(context);
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        verify(context);
    }

    private void verify(ExtensionContext context) {
        List<AssertionError> failures = new ArrayList<>();
        IntStream.iterate(0, index -> find(context, index).isPresent(), index -> index + 1)
                .forEach(index -> find(context, index).ifPresent(server -> {
                    try {
                        server.verifyNoUnmatchedRequests();
                    } catch (AssertionError e) {
                        failures.add(e);
                    }
                }));
        failures.stream()
                .reduce((first, next) -> {
                    first.addSuppressed(next);
                    return first;
                })
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    /** The first parameter of the type is the first server, in whatever method of a test; the second is another one. */
    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        int index = (int) Arrays.stream(parameter.getDeclaringExecutable().getParameters())
                .limit(parameter.getIndex())
                .filter(earlier -> earlier.getType() == type)
                .count();
        return isConstructorOfOneTest(parameter, context)
                ? find(context, index).orElseGet(() -> startForConstructor(context, index))
                : server(context, index);
    }

    private S server(ExtensionContext context, int index) {
        return type.cast(resource(store(context).getOrComputeIfAbsent(index, key -> start(context, index)))
                .server());
    }

    private Optional<S> find(ExtensionContext context, int index) {
        return Optional.ofNullable(store(context).get(index))
                .map(found -> type.cast(resource(found).server()));
    }

    private Resource<S> start(ExtensionContext context, int index) {
        if (!options.hasOwnPort()) {
            context.getRoot()
                    .getStore(HOST)
                    .getOrComputeIfAbsent(HeldHost.class, key -> new HeldHost(SharedHost.hold()));
        }
        return new Resource<>(index, starter.apply(catalog, options));
    }

    /**
     * The constructor of a test that has an instance of its own is called with the context of the class. A server for it
     * must not end up there, where all tests of the class would find it.
     */
    private static boolean isConstructorOfOneTest(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Constructor
                && context.getTestMethod().isEmpty()
                && context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD;
    }

    /** Waits in the root's store, where it is closed at the latest, for the test whose instance is about to be made. */
    private S startForConstructor(ExtensionContext context, int index) {
        Resource<S> started = start(context, index);
        store(context.getRoot()).put(new Identity(started.server()), started);
        return started.server();
    }

    @Override
    public final <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        Store waiting = store(context.getRoot());
        List<Resource<?>> resources = constructor.getArguments().stream()
                .filter(type::isInstance)
                .flatMap(server -> Stream.ofNullable(waiting.remove(new Identity(server))))
                .<Resource<?>>map(StubsExtension::resource)
                .toList();
        try {
            T instance = invocation.proceed();
            resources.forEach(resource -> waiting.put(new Identity(resource), resource));
            waiting.put(new Identity(instance), resources);
            return instance;
        } catch (Throwable e) {
            resources.forEach(Resource::close);
            throw e;
        }
    }

    private void adoptServersOfConstructors(ExtensionContext context) {
        Store waiting = store(context.getRoot());
        context.getRequiredTestInstances().getAllInstances().stream()
                .flatMap(instance -> Stream.ofNullable(waiting.remove(new Identity(instance), List.class)))
                .flatMap(List<?>::stream)
                .flatMap(resource -> Stream.ofNullable(waiting.remove(new Identity(resource))))
                .map(StubsExtension::resource)
                .forEach(resource -> {
                    boolean free = find(context, resource.index()).isEmpty();
                    store(context).put(free ? resource.index() : new Identity(resource), resource);
                });
    }

    private Store store(ExtensionContext context) {
        return context.getStore(namespace);
    }

    private static Resource<?> resource(Object stored) {
        return (Resource<?>) stored;
    }
}
