package dev.errata.examples.shop;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;

// docs: shop-error
/** The errors of the Shop API. */
public enum ShopError implements ApiError {
    OUT_OF_STOCK;

    static final Catalog CATALOG = Catalog.loadResource("shop").withErrors(ShopError.class);

    @Override
    public Catalog catalog() {
        return CATALOG;
    }
}
// end
