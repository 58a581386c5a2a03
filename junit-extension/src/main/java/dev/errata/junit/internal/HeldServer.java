package dev.errata.junit.internal;

import dev.errata.stub.Checkpoint;
import dev.errata.stub.StubServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A server in JUnit's stores. Where tests share it, it goes back to where the set-up of the class left it after each test, and
 * to where it was before the class after the class. Tests that run concurrently would lose what they are at: while there are
 * any, the server stays as it is.
 *
 * @param <S> the type of the server
 */
public final class HeldServer<S extends StubServer<?>> implements Store.CloseableResource, AutoCloseable {

    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    /** A class that uses the server, from before its set-up to after its tear-down. */
    private final class Stay implements Store.CloseableResource, AutoCloseable {
        private final String context;
        private final boolean concurrent;
        private final Checkpoint before;

        /** How each test of the class finds the server; unknown until the first of them begins. */
        private @Nullable Checkpoint start;

        Stay(String context, boolean concurrent, Checkpoint before) {
            this.context = context;
            this.concurrent = concurrent;
            this.before = before;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /** A test that uses the server, from its set-up to after its tear-down. */
    private final class Use implements Store.CloseableResource, AutoCloseable {
        private final boolean concurrent;

        Use(boolean concurrent) {
            this.concurrent = concurrent;
        }

        @Override
        public void close() {
            endTest(concurrent);
        }
    }

    private record Key(Class<?> kind, HeldServer<?> server, String context) {}

    private final S server;

    /** The id of the context that the server belongs to; empty if it belongs to a static field. */
    private final String owner;

    /** The classes that use the server, the outermost first. */
    private final List<Stay> stays = new ArrayList<>();

    /** How the server was before the first of these classes. */
    private @Nullable Checkpoint unused;

    private int concurrentTests;
    private boolean sharedConcurrently;
    private boolean excused;
    private volatile boolean closed;

    private HeldServer(S server, String owner) {
        this.server = server;
        this.owner = owner;
    }

    /** Holds a server that is closed when its context ends. */
    static <S extends StubServer<?>> HeldServer<S> of(S server, ExtensionContext owner) {
        return new HeldServer<>(server, owner.getUniqueId());
    }

    /** Holds a server that no context closes. */
    static <S extends StubServer<?>> HeldServer<S> permanent(S server) {
        return new HeldServer<>(server, "");
    }

    /** Returns the server. */
    public S server() {
        return server;
    }

    /** Notes that a class uses the server until its context ends; returns whether that is news. */
    boolean enter(ExtensionContext classContext, Store store) {
        Key key = new Key(Stay.class, this, classContext.getUniqueId());
        if (store.get(key) != null) {
            return false;
        }
        store.put(key, entered(classContext));
        return true;
    }

    private synchronized Stay entered(ExtensionContext classContext) {
        seal();
        Stay stay = new Stay(classContext.getUniqueId(), isConcurrent(classContext), server.checkpoint());
        if (stays.isEmpty()) {
            unused = stay.before;
        }
        stays.add(stay);
        return stay;
    }

    private synchronized void leave(Stay stay) {
        stays.remove(stay);
        Checkpoint first = unused;
        if (stays.isEmpty() && first != null) {
            server.restore(first);
            sharedConcurrently = false;
            excused = false;
        } else if (!isInConcurrentUse()) {
            server.restore(stay.before);
        }
    }

    /**
     * Notes that a test begins with its constructor, whose context is that of the class.
     *
     * @param classContext the context of the class
     */
    void beginConstructor(ExtensionContext classContext) {
        synchronized (this) {
            seal();
            boolean begins = !stays.isEmpty() && stays.get(0).context.equals(classContext.getUniqueId());
            if (begins && !isParallel(classContext)) {
                // A test that failed before its set-up had no end.
                restart();
            }
        }
    }

    /**
     * Notes that a test uses the server until its context ends.
     *
     * @param testContext the context of the test
     * @param store the store of that context
     */
    void begin(ExtensionContext testContext, Store store) {
        Key key = new Key(Use.class, this, testContext.getUniqueId());
        if (store.get(key) == null) {
            store.put(key, begun(isConcurrent(testContext)));
        }
    }

    private synchronized Use begun(boolean concurrent) {
        seal();
        if (concurrent) {
            concurrentTests++;
            sharedConcurrently = true;
        }
        return new Use(concurrent);
    }

    private synchronized void endTest(boolean concurrent) {
        concurrentTests -= concurrent ? 1 : 0;
        restart();
    }

    /** Takes what the set-up of the innermost class has left as the start of each of its tests, once. */
    synchronized void seal() {
        Stay stay = innermost();
        if (stay != null && stay.start == null && !isInConcurrentUse()) {
            stay.start = server.checkpoint();
            // The requests of the set-up are no test's.
            restart();
        }
    }

    /** Lets a shared server go back to where each test finds it. */
    synchronized void restart() {
        Stay stay = innermost();
        if (stay != null && stay.start != null && !isInConcurrentUse()) {
            server.restore(stay.start);
        }
    }

    private @Nullable Stay innermost() {
        return stays.isEmpty() ? null : stays.get(stays.size() - 1);
    }

    private boolean isInConcurrentUse() {
        return concurrentTests > 0 || stays.stream().anyMatch(stay -> stay.concurrent);
    }

    /** Returns whether a test or class may use the server at the same time as others do. */
    public boolean isConcurrent(ExtensionContext context) {
        if (!isParallel(context)) {
            return false;
        }
        Optional<ExtensionContext> next = Optional.of(context);
        // The engine itself, which has no parent, is always concurrent; the others of the owner do not use this server.
        while (next.isPresent()
                && next.get().getParent().isPresent()
                && !next.get().getUniqueId().equals(owner)) {
            if (next.get().getExecutionMode() == ExecutionMode.CONCURRENT) {
                return true;
            }
            next = next.get().getParent();
        }
        return false;
    }

    private static boolean isParallel(ExtensionContext context) {
        return context.getConfigurationParameter(PARALLEL)
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    /** Notes that a test did not pass, so that nobody expects it to have exhausted its scripts. */
    public synchronized void excuse() {
        excused = true;
    }

    /** Returns whether scripts are to be verified when a class ends, because its tests could not be told apart. */
    public synchronized boolean isDue(ExtensionContext classContext) {
        return server.isStrict()
                && sharedConcurrently
                && !excused
                && concurrentTests == 0
                && stays.size() == 1
                && stays.get(0).context.equals(classContext.getUniqueId());
    }

    /** Closes a permanent server if no class uses it; returns whether it did. */
    synchronized boolean closeIfUnused() {
        if (closed || !stays.isEmpty()) {
            return false;
        }
        closeServer();
        return true;
    }

    /** Returns whether the server was closed here. */
    public boolean isClosed() {
        return closed;
    }

    /** Closes the server with the context that it belongs to. */
    @Override
    public void close() {
        if (!owner.isEmpty()) {
            closeServer();
        }
    }

    private void closeServer() {
        closed = true;
        try {
            server.close();
        } catch (AssertionError e) {
            // Scripts that are not exhausted; they were reported when the test ended, or excused.
            return;
        }
    }
}
