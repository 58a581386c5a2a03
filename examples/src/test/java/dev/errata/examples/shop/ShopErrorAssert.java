package dev.errata.examples.shop;

import dev.errata.assertions.AbstractErrorAssert;
import dev.errata.assertions.response.ReceivedResponse;

// docs: shop-assert
/** Assertions for errors of the Shop API. */
public class ShopErrorAssert extends AbstractErrorAssert<ShopErrorAssert, ReceivedResponse, ShopError> {

    public ShopErrorAssert(ReceivedResponse actual) {
        super(actual, ShopError.CATALOG, ShopErrorAssert.class);
    }
}
// end
