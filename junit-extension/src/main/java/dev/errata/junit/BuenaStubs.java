package dev.errata.junit;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import org.apiguardian.api.API;

/**
 * Gives tests a {@link BuenaServer}, with every documented error of the Buena.ai API v2.
 *
 * <pre>{@code
 * @ExtendWith(BuenaStubs.class)
 * class BuenaClientTest {
 *
 *     @Test
 *     void reportsThatTheQuotaIsUsedUp(BuenaServer buena) {
 *         BuenaClient client = new BuenaClient(buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED));
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Each test has its own server. For options, or for one server that all tests share, register the extension in a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().allowUnmatched());
 * }</pre>
 *
 * <p>{@link StubsExtension} says how long a server lives, what keeps tests apart, and which checks end a test.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class BuenaStubs extends StubsExtension<BuenaServer> {

    /** Describes servers with the default options. */
    public BuenaStubs() {
        this(ServerOptions.defaults());
    }

    /**
     * Describes servers.
     *
     * @param options how they behave
     */
    public BuenaStubs(ServerOptions options) {
        super(BuenaServer.class, BuenaServer::start, options);
    }
}
