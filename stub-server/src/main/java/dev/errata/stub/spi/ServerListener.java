package dev.errata.stub.spi;

import dev.errata.fixtures.traffic.Exchange;
import org.apiguardian.api.API;

/**
 * Is told of all servers in this JVM. Its methods are called by many threads at once, and should return soon. One that throws is
 * reported to the log of the platform, and disturbs neither the server nor other listeners.
 *
 * @see ServerListeners#add(ServerListener)
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ServerListener {

    /**
     * A server was opened.
     *
     * @param server the server
     */
    default void opened(ObservedServer server) {}

    /**
     * A request was dealt with, whether or not an answer left.
     *
     * @param server the server
     * @param exchange the request, and what left of its answer
     */
    default void answered(ObservedServer server, Exchange exchange) {}

    /**
     * A server was closed. Exchanges that were cut off by this may still be told afterwards.
     *
     * @param server the server
     */
    default void closed(ObservedServer server) {}
}
