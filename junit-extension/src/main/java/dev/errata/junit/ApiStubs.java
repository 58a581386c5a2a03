package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Gives tests servers for any catalog.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ApiStubs shop = new ApiStubs(Catalog.loadResource("shop"));
 *
 * @Test
 * void reportsThatNothingIsLeft() {
 *     ShopClient client = new ShopClient(shop.server().baseUrl("out-of-stock"));
 *     ...
 * }
 * }</pre>
 *
 * <p>{@link StubsExtension} says how long a server lives, what keeps tests apart, and how to write an extension with a server type
 * of one's own. A parameter of type {@code StubServer} is the server of the field where a class has one such field; with two of
 * them, take the servers from the fields.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class ApiStubs extends StubsExtension<StubServer<ApiError>> {

    /**
     * Creates an extension whose servers have the default options.
     *
     * @param catalog what the servers answer from
     */
    public ApiStubs(Catalog catalog) {
        this(catalog, ServerOptions.defaults());
    }

    /**
     * Creates an extension.
     *
     * @param catalog what the servers answer from
     * @param options how they behave
     */
    public ApiStubs(Catalog catalog, ServerOptions options) {
        super(StubServer.class, own -> StubServer.start(catalog, own), options);
    }

    /** What {@code @ExtendWith(ApiStubs.class)} calls. */
    @SuppressWarnings("unused")
    private ApiStubs() {
        super(StubServer.class, own -> StubServer.start(Catalog.buena(), own), ServerOptions.defaults());
        throw new ExtensionConfigurationException(
                "@ExtendWith(ApiStubs.class) names no catalog. Register it in a field:"
                        + " @RegisterExtension static final ApiStubs shop = new ApiStubs(catalog);");
    }
}
