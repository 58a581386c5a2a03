package dev.errata.contract;

import dev.errata.fixtures.Catalog;

/** The contract of a user's own API. */
interface ShopClientContract extends ClientContract {

    @Override
    default Catalog catalog() {
        return Catalog.loadResource("dev/errata/contract/shop");
    }
}
