package com.example.shop;

import dev.errata.assertions.AbstractApiSoftAssertions;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertionsProvider;

public class ShopSoftAssertions extends AbstractApiSoftAssertions<ShopErrorAssert> {

    public ShopSoftAssertions() {
        super(ShopErrorAssert.class);
    }

    public static void assertSoftly(Consumer<ShopSoftAssertions> checks) {
        SoftAssertionsProvider.assertSoftly(ShopSoftAssertions.class, checks);
    }
}
