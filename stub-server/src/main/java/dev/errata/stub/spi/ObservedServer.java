package dev.errata.stub.spi;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Traffic;
import org.apiguardian.api.API;

/** A server as a {@link ServerListener} sees it. Two are equal only if they are the same server. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ObservedServer {

    /**
     * Returns the catalog that the server answers from.
     *
     * @return the catalog
     */
    Catalog catalog();

    /**
     * Returns the requests to the server and its answers. Waits for answers that are being written; when this returns,
     * listeners have been called for all exchanges in it.
     *
     * @return the exchanges so far
     */
    Traffic traffic();
}
