package com.example.shop;

import dev.errata.assertions.ApiAssertions;
import dev.errata.assertions.TrafficAssertions;
import dev.errata.assertions.response.ReceivedResponse;
import java.net.http.HttpResponse;

public final class ShopAssertions extends TrafficAssertions {

    public static final ApiAssertions<ShopErrorAssert> SHOP = ApiAssertions.of(ShopErrorAssert::new);

    private ShopAssertions() {}

    public static ShopErrorAssert assertThat(HttpResponse<?> actual) {
        return SHOP.assertThat(actual);
    }

    public static ShopErrorAssert assertThat(ReceivedResponse actual) {
        return SHOP.assertThat(actual);
    }
}
