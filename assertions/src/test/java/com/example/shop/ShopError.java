package com.example.shop;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;

/** The errors of an API of a user's own. */
public enum ShopError implements ApiError {
    INVALID_ORDER,
    SOLD_OUT,
    DOWN;

    private static final Catalog CATALOG = Catalog.loadResource("shop").withErrors(ShopError.class);

    @Override
    public Catalog catalog() {
        return CATALOG;
    }
}
