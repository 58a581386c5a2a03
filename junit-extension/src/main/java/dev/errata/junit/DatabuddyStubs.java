package dev.errata.junit;

import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import org.apiguardian.api.API;

/**
 * Gives tests a {@link DatabuddyServer}, with every documented error of the Databuddy API.
 *
 * <pre>{@code
 * @ExtendWith(DatabuddyStubs.class)
 * class DatabuddyClientTest {
 *
 *     @Test
 *     void reportsThatTheQuotaIsUsedUp(DatabuddyServer databuddy) {
 *         DatabuddyClient client = new DatabuddyClient(databuddy.baseUrl(DatabuddyError.RATE_LIMIT_EXCEEDED));
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Each test has its own server. For options, or for one server that all tests share, register the extension in a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DatabuddyStubs databuddy = new DatabuddyStubs(ServerOptions.defaults().allowUnmatched());
 * }</pre>
 *
 * <p>{@link StubsExtension} says how long a server lives, what keeps tests apart, and which checks end a test.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class DatabuddyStubs extends StubsExtension<DatabuddyServer> {

    /** Describes servers with the default options. */
    public DatabuddyStubs() {
        this(ServerOptions.defaults());
    }

    /**
     * Describes servers.
     *
     * @param options how they behave
     */
    public DatabuddyStubs(ServerOptions options) {
        super(DatabuddyServer.class, DatabuddyServer::start, options);
    }
}
