package dev.errata.stub;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import org.apiguardian.api.API;

/**
 * A server that fails as the documents of the Databuddy API say.
 *
 * <pre>{@code
 * try (DatabuddyServer databuddy = DatabuddyServer.start()) {
 *     DatabuddyClient client = new DatabuddyClient(databuddy.baseUrl(DatabuddyError.RATE_LIMIT_EXCEEDED));
 *     ...
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class DatabuddyServer extends StubServer<DatabuddyError> {

    private DatabuddyServer(ServerOptions options) {
        super(Catalog.databuddy(), options);
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
     * @throws IllegalStateException if it cannot listen, for example because the port is taken
     */
    public static DatabuddyServer start(ServerOptions options) {
        return new DatabuddyServer(options);
    }
}
