package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import java.util.function.Function;
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
 * <p>Each test has a server of its own, which its {@code @BeforeEach} and {@code @AfterEach} methods and its constructor
 * see too; a second parameter of the type is a second server. A server that {@code @BeforeAll} asks for, or the
 * constructor of a test class with {@code @TestInstance(PER_CLASS)}, is the class's, and its tests share it. Tests that run
 * concurrently never see one another's requests, unless they share a server.
 *
 * <p>A test fails if its server got a request that nothing fits. Set up otherwise with {@link #builder()}:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DatabuddyStubs databuddy = DatabuddyStubs.builder().allowUnmatched().build();
 * }</pre>
 *
 * <p>There {@link #server()} is the server of the field: one for all tests if it is {@code static} or if all tests share an
 * instance, else one for each test.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class DatabuddyStubs extends StubsExtension<DatabuddyServer> {

    /** For {@code @ExtendWith}. */
    public DatabuddyStubs() {
        this(DatabuddyServer::start, ServerOptions.defaults(), Registration.DECLARED);
    }

    private DatabuddyStubs(
            Function<ServerOptions, DatabuddyServer> starter, ServerOptions options, Registration registration) {
        super(DatabuddyServer.class, options, starter, registration);
    }

    /**
     * Sets up an extension for a field with {@code @RegisterExtension}.
     *
     * @return a builder with the usual behaviour
     */
    public static StubsBuilder<DatabuddyStubs> builder() {
        return new StubsBuilder<>(
                Catalog.databuddy(),
                (catalog, options) -> new DatabuddyStubs(
                        own -> StubServer.checked(new DatabuddyServer(catalog, own)), options, Registration.FIELD));
    }
}
