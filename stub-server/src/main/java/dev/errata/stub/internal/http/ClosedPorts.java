package dev.errata.stub.internal.http;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * The port numbers that this JVM closed lately. They are not given out again, so that a client that outlives its server does
 * not meet the next one.
 */
final class ClosedPorts {

    private static final int REMEMBERED = 4_096;

    /** Where the system has few free ports, one that was closed lately is better than none. */
    private static final int TRIES = 200;

    private static final Set<Integer> CLOSED = new LinkedHashSet<>();

    private ClosedPorts() {}

    /** Binds something to a port. */
    interface Binder<S extends Closeable> {
        S bind() throws IOException;
    }

    /** Remembers a port. To be called before it is closed: the system may give it out the moment after. */
    static void add(int port) {
        synchronized (CLOSED) {
            CLOSED.remove(port);
            CLOSED.add(port);
            if (CLOSED.size() > REMEMBERED) {
                Iterator<Integer> oldest = CLOSED.iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** Binds to a free port that was not closed lately. */
    static <S extends Closeable> S bindToFreshPort(Binder<S> binder, ToIntFunction<S> port) throws IOException {
        // Held until the end, or the system would offer them again.
        List<S> unwanted = new ArrayList<>();
        try {
            S bound = binder.bind();
            while (wasClosedLately(port.applyAsInt(bound)) && unwanted.size() < TRIES) {
                unwanted.add(bound);
                bound = binder.bind();
            }
            return bound;
        } finally {
            for (S each : unwanted) {
                each.close();
            }
        }
    }

    private static boolean wasClosedLately(int port) {
        synchronized (CLOSED) {
            return CLOSED.contains(port);
        }
    }
}
