package dev.errata.junit;

import dev.errata.junit.internal.SharedHost;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The servers of one extension in JUnit's stores, which close them with the contexts they belong to.
 *
 * <p>A look-up in a store goes on to the stores of the enclosing contexts. So a server that a class has is found by its
 * tests, and where the class has none, each test starts its own.
 *
 * @param <S> the type of the servers
 */
final class ServerStore<S extends StubServer> {

    private static final Namespace HOST = Namespace.create(StubsExtension.class, SharedHost.class);

    /** A server in a store. JUnit 5.10 closes by one of the two interfaces, 6 by the other. */
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

    /** The key of what a server had seen before a test. */
    private record Before(StubServer server) {}

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

    private final Class<S> type;
    private final Namespace namespace;
    private final boolean onSharedHost;
    private final Function<ExtensionContext, S> starter;

    ServerStore(Class<S> type, Namespace namespace, boolean onSharedHost, Function<ExtensionContext, S> starter) {
        this.type = type;
        this.namespace = namespace;
        this.onSharedHost = onSharedHost;
        this.starter = starter;
    }

    /** The server of that number in a context or around it; started in this context if there is none. */
    S get(ExtensionContext context, int index) {
        return server(store(context).getOrComputeIfAbsent(index, key -> start(context, index)));
    }

    /** The server of that number in a context or around it. */
    Optional<S> find(ExtensionContext context, int index) {
        return Optional.ofNullable(store(context).get(index)).map(this::server);
    }

    /** All servers in a context and around it, by their numbers. */
    List<S> findAll(ExtensionContext context) {
        return IntStream.iterate(0, index -> index + 1)
                .mapToObj(index -> find(context, index))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The servers of a context that are not those of the context around it. */
    List<S> findOwn(ExtensionContext context) {
        List<S> around = findAround(context);
        return findAll(context).stream()
                .filter(server -> !around.contains(server))
                .toList();
    }

    /** The servers of the context around a context. */
    List<S> findAround(ExtensionContext context) {
        return context.getParent().map(this::findAll).orElse(List.of());
    }

    /** Keeps what was begun for a class until it ends. */
    void keep(ExtensionContext context, List<Chaos> begun) {
        store(context).put(Chaos.class, begun);
    }

    /** Takes what was begun for a class. */
    List<Chaos> takeKept(ExtensionContext context) {
        List<?> begun = store(context).remove(Chaos.class, List.class);
        return begun == null ? List.of() : begun.stream().map(Chaos.class::cast).toList();
    }

    /** Notes how many requests a server that a test shares had seen when the test began. */
    void note(ExtensionContext context, S server, long requests) {
        store(context).put(new Before(server), requests);
    }

    /** How many requests a server had seen when a test began; none if the server is its own. */
    long noted(ExtensionContext context, S server) {
        Long requests = store(context).get(new Before(server), Long.class);
        return requests == null ? 0 : requests;
    }

    /**
     * Starts a server for the instance of a test that is about to be made. Until the instance is there it waits in the
     * store of the class, where it is closed at the latest.
     */
    S startForInstance(ExtensionContext context, int index) {
        Resource<S> started = start(context, index);
        store(context).put(new Identity(started.server()), started);
        return started.server();
    }

    /** Closes servers that wait for an instance, because there will be none. */
    void abandon(ExtensionContext context, List<Object> arguments) {
        take(store(context), servers(arguments)).forEach(Resource::close);
    }

    /** Notes that servers wait for this instance from now on. */
    void assign(ExtensionContext context, List<Object> arguments, Object instance) {
        List<Resource<?>> resources = take(store(context), servers(arguments));
        if (!resources.isEmpty()) {
            resources.forEach(resource -> waiting(context).put(new Identity(resource), resource));
            waiting(context).put(new Identity(instance), resources);
        }
    }

    /** Makes the servers that wait for an instance those of a test. */
    void adopt(ExtensionContext context, Object instance) {
        List<?> resources = waiting(context).remove(new Identity(instance), List.class);
        if (resources != null) {
            take(waiting(context), resources).forEach(resource -> {
                int free = findAll(context).size();
                store(context).put(find(context, resource.index()).isEmpty() ? resource.index() : free, resource);
            });
        }
    }

    private List<Object> servers(List<Object> arguments) {
        return arguments.stream().filter(type::isInstance).toList();
    }

    private static List<Resource<?>> take(Store store, List<?> keys) {
        return keys.stream()
                .flatMap(key -> Stream.ofNullable(store.remove(new Identity(key))))
                .<Resource<?>>map(resource -> (Resource<?>) resource)
                .toList();
    }

    private Resource<S> start(ExtensionContext context, int index) {
        if (onSharedHost) {
            context.getRoot()
                    .getStore(HOST)
                    .getOrComputeIfAbsent(HeldHost.class, key -> new HeldHost(SharedHost.hold()));
        }
        return new Resource<>(index, starter.apply(context));
    }

    private S server(Object resource) {
        return type.cast(((Resource<?>) resource).server());
    }

    private Store store(ExtensionContext context) {
        return context.getStore(namespace);
    }

    private Store waiting(ExtensionContext context) {
        return store(context.getRoot());
    }
}
