package dev.errata.examples.shop;

import dev.errata.junit.StubsExtension;
import dev.errata.stub.ServerOptions;

// docs: shop-stubs
/** Gives tests a {@link ShopServer}. */
public class ShopStubs extends StubsExtension<ShopServer> {

    public ShopStubs() {
        this(ServerOptions.defaults());
    }

    public ShopStubs(ServerOptions options) {
        super(ShopServer.class, ShopServer::start, options);
    }
}
// end
