package dev.errata.stub.spi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * The listeners of this JVM. The system property {@code errata.log=true} adds one that prints a line for each exchange, keys
 * masked.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ServerListeners {

    private static final List<ServerListener> LISTENERS = new CopyOnWriteArrayList<>();

    static {
        if (Boolean.getBoolean(ExchangeLog.PROPERTY)) {
            LISTENERS.add(new ExchangeLog(System.out));
        }
    }

    private ServerListeners() {}

    /**
     * Adds a listener for everything that happens from now on.
     *
     * @param listener the listener
     */
    public static void add(ServerListener listener) {
        LISTENERS.add(listener);
    }

    /**
     * Removes a listener. Does nothing if it was not added.
     *
     * @param listener the listener
     */
    public static void remove(ServerListener listener) {
        LISTENERS.remove(listener);
    }

    /**
     * Returns whether there are listeners, so that servers can skip work that nobody uses.
     *
     * @return {@code true} if there is a listener
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public static boolean any() {
        return !LISTENERS.isEmpty();
    }

    /**
     * Calls each listener.
     *
     * @param event the call
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public static void tell(Consumer<ServerListener> event) {
        for (ServerListener listener : LISTENERS) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                System.getLogger(ServerListeners.class.getName())
                        .log(System.Logger.Level.WARNING, "A listener failed: " + listener, e);
            }
        }
    }
}
