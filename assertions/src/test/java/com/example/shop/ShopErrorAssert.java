package com.example.shop;

import com.fasterxml.jackson.core.JsonPointer;
import dev.errata.assertions.AbstractErrorAssert;
import dev.errata.assertions.response.ReceivedResponse;

public class ShopErrorAssert extends AbstractErrorAssert<ShopErrorAssert, ReceivedResponse, ShopError> {

    public ShopErrorAssert(ReceivedResponse actual) {
        super(actual, ShopError.DOWN.catalog(), ShopErrorAssert.class);
    }

    public ShopErrorAssert isAboutOrder(String order) {
        return hasText("the order " + order, JsonPointer.compile("/order"), order::equals);
    }
}
