package dev.errata.pacts.client;

import dev.errata.fixtures.Catalog;

/** Keeps all rules of an API of one's own, whose waits stand in headers alone. */
class ShopReferenceClient extends ReferenceClient {

    ShopReferenceClient() {
        super("/orders/1", "/problem/type");
    }

    @Override
    public Catalog catalog() {
        return Catalog.loadResource("dev/errata/pacts/client/shop");
    }
}
