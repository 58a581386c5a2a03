package dev.errata.stub.spi;

import dev.errata.fixtures.traffic.Exchange;
import org.apiguardian.api.API;

/**
 * Listens to all servers in this JVM. Its methods are called by many threads at once, and should return soon. An exception
 * of a listener is written to the log of the platform, and disturbs neither the server nor other listeners.
 *
 * @see ServerListeners#add(ServerListener)
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ServerListener {

    /**
     * Called when a server was opened.
     *
     * @param server the server
     */
    default void opened(ObservedServer server) {}

    /**
     * Called after each request, whether or not an answer was sent.
     *
     * @param server the server
     * @param exchange the request, and the part of its answer that was sent
     */
    default void answered(ObservedServer server, Exchange exchange) {}

    /**
     * Called when a server was closed. Calls for exchanges that this interrupted may still follow.
     *
     * @param server the server
     */
    default void closed(ObservedServer server) {}
}
