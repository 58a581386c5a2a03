package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/**
 * A server that fails as the documents of the Databuddy API say. Its {@link #baseUrl()} ends before {@code /v1}.
 *
 * <pre>{@code
 * try (DatabuddyServer databuddy = DatabuddyServer.start()) {
 *     DatabuddyClient client = new DatabuddyClient(databuddy.baseUrl(DatabuddyError.RATE_LIMIT_EXCEEDED));
 *     ...
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class DatabuddyServer extends StubServer {

    DatabuddyServer(Catalog catalog, ServerOptions options) {
        super(catalog, options);
    }

    /**
     * Starts a server.
     *
     * @return the running server
     */
    public static DatabuddyServer start() {
        return start(ServerOptions.defaults());
    }

    /**
     * Starts a server.
     *
     * @param options how it behaves
     * @return the running server
     * @throws IllegalStateException if it cannot be started, as when the port is taken
     */
    public static DatabuddyServer start(ServerOptions options) {
        return starting(options, () -> new DatabuddyServer(Catalog.databuddy(), options));
    }
}
