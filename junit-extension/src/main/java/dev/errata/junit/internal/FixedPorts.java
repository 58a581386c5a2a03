package dev.errata.junit.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** The servers of static fields with a port that the user chose, which only one of them can have at a time. */
final class FixedPorts {

    /** Guards the servers, and that none of them is closed while a class is about to use it. */
    static final Object LOCK = new Object();

    private static final Set<HeldServer<?>> HELD = new HashSet<>();

    private FixedPorts() {}

    /** Remembers a server that may give its port to another one while no class uses it. */
    static void add(HeldServer<?> server) {
        synchronized (LOCK) {
            HELD.add(server);
        }
    }

    /** Starts a server, if need be on the port of one that no class uses. */
    static <T> T start(Supplier<T> starter) {
        synchronized (LOCK) {
            try {
                return starter.get();
            } catch (IllegalStateException taken) {
                if (!HELD.removeIf(HeldServer::closeIfUnused)) {
                    throw taken;
                }
                return starter.get();
            }
        }
    }
}
