package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import java.util.function.Function;
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
 * <p>Each test has a server of its own, which its {@code @BeforeEach} and {@code @AfterEach} methods and its constructor
 * see too; a second parameter of the type is a second server. A server that {@code @BeforeAll} asks for, or the
 * constructor of a test class with {@code @TestInstance(PER_CLASS)}, is the class's, and its tests share it. Tests that run
 * concurrently never see one another's requests, unless they share a server.
 *
 * <p>A test fails if its server got a request that nothing fits. Set up otherwise with {@link #builder()}:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BuenaStubs buena = BuenaStubs.builder().allowUnmatched().build();
 * }</pre>
 *
 * <p>There {@link #server()} is the server of the field: one for all tests if it is {@code static} or if all tests share an
 * instance, else one for each test.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BuenaStubs extends StubsExtension<BuenaServer> {

    /** For {@code @ExtendWith}. */
    public BuenaStubs() {
        this(BuenaServer::start, ServerOptions.defaults(), Registration.DECLARED);
    }

    private BuenaStubs(Function<ServerOptions, BuenaServer> starter, ServerOptions options, Registration registration) {
        super(BuenaServer.class, options, starter, registration);
    }

    /**
     * Sets up an extension for a field with {@code @RegisterExtension}.
     *
     * @return a builder with the usual behaviour
     */
    public static StubsBuilder<BuenaStubs> builder() {
        return new StubsBuilder<>(
                Catalog.buena(),
                (catalog, options) -> new BuenaStubs(
                        own -> StubServer.checked(new BuenaServer(catalog, own)), options, Registration.FIELD));
    }
}
