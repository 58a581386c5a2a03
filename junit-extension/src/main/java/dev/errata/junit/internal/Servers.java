package dev.errata.junit.internal;

import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/**
 * The servers of one extension in JUnit's stores, which close them with the contexts they belong to.
 *
 * <p>A look-up in a store goes on to the stores of the enclosing contexts. So a server that a class has is found by its tests,
 * and where the class has none, each test starts its own.
 *
 * @param <S> the type of the servers
 */
public final class Servers<S extends StubServer<?>> {

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
     * The servers of a test whose constructors are being called, before JUnit has a context for it. They wait in the store of the
     * class, where they are closed at the latest.
     */
    private final class Construction implements Store.CloseableResource, AutoCloseable {
        private final Store home;
        private final Map<Integer, HeldServer<S>> servers = new TreeMap<>();
        private final Executable constructor;

        /** The outermost instance, and the innermost so far. */
        private @Nullable Object first;

        private @Nullable Object instance;

        Construction(Store home, Executable constructor) {
            this.home = home;
            this.constructor = constructor;
        }

        /** Returns whether a constructor is called for the test that this is about: the same one, or an inner class's. */
        boolean goesOnWith(Executable next) {
            Class<?> type = next.getDeclaringClass();
            return instance == null
                    ? next.equals(constructor)
                    : type.getDeclaringClass() != null
                            && !Modifier.isStatic(type.getModifiers())
                            && type.getDeclaringClass().isInstance(instance);
        }

        void made(Object made) {
            if (first == null) {
                first = made;
                home.put(new Identity(made), this);
            }
            instance = made;
        }

        /** Hands the servers over to the test. */
        List<HeldServer<S>> take() {
            List<HeldServer<S>> taken = List.copyOf(servers.values());
            servers.clear();
            home.remove(new Identity(Objects.requireNonNull(first)));
            home.remove(Thread.currentThread());
            return taken;
        }

        @Override
        public void close() {
            servers.values().forEach(HeldServer::close);
            servers.clear();
        }
    }

    private final Namespace namespace = Namespace.create(Servers.class, new Object());
    private final ServerOptions options;
    private final Function<ServerOptions, ? extends S> starter;
    private final BiConsumer<S, ExtensionContext> preparation;
    private final Object lock;
    private @Nullable HeldServer<S> permanent;

    /**
     * Describes servers; starts none.
     *
     * @param options how they behave
     * @param starter starts one
     * @param preparation is done to one that was started for a context
     */
    public Servers(
            ServerOptions options,
            Function<ServerOptions, ? extends S> starter,
            BiConsumer<S, ExtensionContext> preparation) {
        this.options = options;
        this.starter = starter;
        this.preparation = preparation;
        this.lock = options.hasFixedPort() ? FixedPorts.LOCK : new Object();
    }

    private S open() {
        return options.hasFixedPort() ? FixedPorts.start(() -> starter.apply(options)) : starter.apply(options);
    }

    private HeldServer<S> start(ExtensionContext context) {
        S server = open();
        try {
            preparation.accept(server, context);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return HeldServer.of(server, context);
    }

    /** Returns the server of that number in a context or around it; started in this context if there is none. */
    public HeldServer<S> get(ExtensionContext context, int index) {
        HeldServer<S> held = held(store(context).getOrComputeIfAbsent(index, key -> start(context)));
        if (context.getTestMethod().isEmpty()) {
            held.enter(context, store(context));
        }
        return held;
    }

    /**
     * Returns the server of a static field, which a class uses from now on. It is started for the first class, and no context
     * closes it.
     */
    public HeldServer<S> permanent(ExtensionContext classContext) {
        synchronized (lock) {
            HeldServer<S> held = permanent;
            if (held == null || held.isClosed()) {
                held = HeldServer.permanent(open());
                permanent = held;
                if (options.hasFixedPort()) {
                    FixedPorts.add(held);
                }
            }
            store(classContext).put(0, held);
            if (held.enter(classContext, store(classContext))) {
                preparation.accept(held.server(), classContext);
            }
            return held;
        }
    }

    /** Notes that a class uses the servers of the classes around it. */
    public void enterAll(ExtensionContext classContext) {
        findAll(classContext).forEach(held -> held.enter(classContext, store(classContext)));
    }

    /** Takes what set-up has left in the servers of the classes around a test as the start of their tests. */
    public void sealAll(ExtensionContext testContext) {
        findAround(testContext).forEach(HeldServer::seal);
    }

    /** Notes that a test uses the servers of the classes around it. */
    public void beginAll(ExtensionContext testContext) {
        findAround(testContext).forEach(held -> held.begin(testContext, store(testContext)));
    }

    /** Returns all servers in a context and around it, by their numbers. */
    public List<HeldServer<S>> findAll(ExtensionContext context) {
        return IntStream.iterate(0, index -> index + 1)
                .mapToObj(index -> find(context, index))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the servers of the context around a context, which it shares with others. */
    public List<HeldServer<S>> findAround(ExtensionContext context) {
        return context.getParent().map(this::findAll).orElse(List.of());
    }

    private Optional<HeldServer<S>> find(ExtensionContext context, int index) {
        return Optional.ofNullable(store(context).get(index)).map(this::held);
    }

    /** Returns the server of that number for a constructor whose context is that of the class although each test calls it. */
    public HeldServer<S> forConstructor(ExtensionContext classContext, Executable constructor, int index) {
        return find(classContext, index)
                .orElseGet(() -> construction(classContext, constructor)
                        .servers
                        .computeIfAbsent(index, key -> start(classContext)));
    }

    private Construction construction(ExtensionContext classContext, Executable constructor) {
        return current(classContext, constructor).orElseGet(() -> {
            Construction begun = new Construction(store(classContext), constructor);
            begun.home.put(Thread.currentThread(), begun);
            return begun;
        });
    }

    /** JUnit makes the instances of one test, outer and inner ones, in one thread. */
    private Optional<Construction> current(ExtensionContext context, Executable constructor) {
        return Optional.ofNullable(store(context).get(Thread.currentThread()))
                .map(this::construction)
                .filter(construction -> construction.goesOnWith(constructor));
    }

    /** Calls a constructor whose context is that of the class although each test calls it. */
    public <T> T construct(ExtensionContext classContext, Constructor<T> constructor, Invocation<T> invocation)
            throws Throwable {
        findAll(classContext).forEach(held -> held.beginConstructor(classContext));
        Optional<Construction> given = current(classContext, constructor);
        try {
            T instance = invocation.proceed();
            given.ifPresent(construction -> construction.made(instance));
            return instance;
        } catch (Throwable e) {
            given.ifPresent(Construction::close);
            findAll(classContext).forEach(HeldServer::restart);
            throw e;
        }
    }

    /** Gives a test the servers that its constructors were given. */
    public void adopt(ExtensionContext testContext) {
        for (Object instance : testContext.getRequiredTestInstances().getAllInstances()) {
            Object found = store(testContext).get(new Identity(instance));
            if (found != null) {
                construction(found)
                        .take()
                        .forEach(held ->
                                store(testContext).put(findAll(testContext).size(), held));
            }
        }
    }

    /** Returns the store of this extension in a context. */
    public Store store(ExtensionContext context) {
        return context.getStore(namespace);
    }

    // In this namespace only this class stores under numbers, and only servers of this type.
    @SuppressWarnings("unchecked")
    private HeldServer<S> held(Object stored) {
        return (HeldServer<S>) stored;
    }

    // The same for identities and threads.
    @SuppressWarnings("unchecked")
    private Construction construction(Object stored) {
        return (Construction) stored;
    }
}
