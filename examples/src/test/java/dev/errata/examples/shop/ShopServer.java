package dev.errata.examples.shop;

import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;

// docs: shop-server
/** A server that fails as the documents of the Shop API say. */
public final class ShopServer extends StubServer<ShopError> {

    private ShopServer(ServerOptions options) {
        super(ShopError.CATALOG, options);
    }

    public static ShopServer start(ServerOptions options) {
        return new ShopServer(options);
    }
}
// end
