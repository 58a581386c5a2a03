package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one host of this JVM. It runs from the first {@linkplain #hold() hold} to the last release, and carries any number
 * of lanes, each under a path prefix of its own that is never given away again.
 */
public final class SharedHost {

    /** Keeps the host running until it is closed. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    private static final Map<String, Lane> LANES = new ConcurrentHashMap<>();
    private static final AtomicLong OPENED = new AtomicLong();

    /** Started beside its first user, who has a catalog to read meanwhile. */
    private static @Nullable Background<StubHost> host;

    private static int holds;

    private SharedHost() {}

    /**
     * Keeps the host running. If it is not, this begins to start it, and does not wait.
     *
     * @return to be closed once; further times do nothing
     */
    public static Hold hold() {
        Background<StubHost> unused = acquire();
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.compareAndSet(true, false)) {
                release();
            }
        };
    }

    /**
     * Does something while the host starts.
     *
     * @param work what is done, which may well end before the host runs
     * @return what came of it
     */
    public static <T> T beside(Supplier<T> work) {
        Hold starting = hold();
        try {
            return work.get();
        } finally {
            starting.close();
        }
    }

    /** Opens a lane; the host runs at least until it is closed. */
    static Lane open(String name, Function<Lane.Address, Lane> lane) {
        Background<StubHost> starting = acquire();
        try {
            String id = name + "-" + OPENED.incrementAndGet();
            Lane opened = lane.apply(new Lane.Address(starting.get().url(), id, () -> close(id)));
            LANES.put(id, opened);
            return opened;
        } catch (RuntimeException e) {
            abandon(starting);
            throw e;
        }
    }

    private static void close(String id) {
        if (LANES.remove(id) != null) {
            release();
        }
    }

    private static synchronized Background<StubHost> acquire() {
        Background<StubHost> running = host;
        if (running == null) {
            running = Background.of("errata-start", () -> StubHost.start(Listener.FREE_PORT, SharedHost::answer));
            host = running;
        }
        holds++;
        return running;
    }

    /** After a start that failed, the next one to come tries again. */
    private static synchronized void abandon(Background<StubHost> failed) {
        if (host == failed) {
            host = null;
        }
        release();
    }

    private static synchronized void release() {
        holds--;
        Background<StubHost> running = host;
        if (holds == 0 && running != null) {
            host = null;
            running.ifMade(StubHost::stop);
        }
    }

    /** A path is {@code /LANE/...} for the plain API, and {@code /LANE~SCENARIO/...} for one scenario. */
    private static ResponseDefinition answer(Request request, LoggedRequest copy) {
        LanePath path = LanePath.of(request.getUrl());
        Lane lane = LANES.get(path.lane());
        return lane != null
                ? lane.answer(request, copy, path.target(), path.rest())
                : Refusal.because(
                        path.lane().isEmpty()
                                ? "The path of a request must begin with that of a server's base URL."
                                : "There is no server \"" + path.lane()
                                        + "\". It was closed, or the URL is one of another run.");
    }
}
