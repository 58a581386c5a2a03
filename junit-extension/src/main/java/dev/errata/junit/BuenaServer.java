package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/**
 * A server that fails as the documents of the Buena.ai API v2 say. Its {@link #baseUrl()} ends in {@code /api/v2}.
 *
 * <pre>{@code
 * try (BuenaServer buena = BuenaServer.start()) {
 *     BuenaClient client = new BuenaClient(buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED));
 *     ...
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BuenaServer extends StubServer {

    BuenaServer(Catalog catalog, ServerOptions options) {
        super(catalog, options);
    }

    /**
     * Starts a server.
     *
     * @return the running server
     */
    public static BuenaServer start() {
        return start(ServerOptions.defaults());
    }

    /**
     * Starts a server.
     *
     * @param options how it behaves
     * @return the running server
     * @throws IllegalStateException if it cannot be started, as when the port is taken
     */
    public static BuenaServer start(ServerOptions options) {
        return starting(options, () -> new BuenaServer(Catalog.buena(), options));
    }
}
