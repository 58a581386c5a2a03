package dev.errata.stub;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/**
 * A server that fails as the documents of the Buena.ai API v2 say.
 *
 * <pre>{@code
 * try (BuenaServer buena = BuenaServer.start()) {
 *     BuenaClient client = new BuenaClient(buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED));
 *     ...
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BuenaServer extends StubServer<BuenaError> {

    private BuenaServer(ServerOptions options) {
        super(Catalog.buena(), options);
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
     * @throws IllegalStateException if it cannot listen, for example because the port is taken
     */
    public static BuenaServer start(ServerOptions options) {
        return new BuenaServer(options);
    }
}
