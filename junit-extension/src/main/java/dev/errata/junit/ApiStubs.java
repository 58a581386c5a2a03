package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/**
 * Gives tests a {@link StubServer} for any catalog.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ApiStubs shop = ApiStubs.builder(Catalog.loadResource("shop")).build();
 *
 * @Test
 * void reportsThatNothingIsLeft() {
 *     ShopClient client = new ShopClient(shop.server().baseUrl("out-of-stock"));
 *     ...
 * }
 * }</pre>
 *
 * <p>{@link #server()} is the server of the field: one for all tests if it is {@code static} or if all tests share
 * an instance, else one for each test. A parameter of type {@code StubServer} is the same server, where a class has one such extension.
 *
 * @see BuenaStubs
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ApiStubs extends StubsExtension<StubServer> {

    private ApiStubs(Catalog catalog, ServerOptions options) {
        super(StubServer.class, options, own -> StubServer.start(catalog, own), Registration.FIELD);
    }

    /**
     * Sets up an extension for a field with {@code @RegisterExtension}.
     *
     * @param catalog what the servers answer from
     * @return a builder with the usual behaviour
     */
    public static StubsBuilder<ApiStubs> builder(Catalog catalog) {
        return new StubsBuilder<>(catalog, ApiStubs::new);
    }
}
