package dev.errata.examples.shop;

import dev.errata.assertions.ApiAssertions;
import dev.errata.assertions.TrafficAssertions;
import java.net.http.HttpResponse;

// docs: shop-assertions
/** Entry points of the assertions for the Shop API. */
public final class ShopAssertions extends TrafficAssertions {

    public static final ApiAssertions<ShopErrorAssert> SHOP = ApiAssertions.of(ShopErrorAssert::new);

    private ShopAssertions() {}

    public static ShopErrorAssert assertThat(HttpResponse<?> actual) {
        return SHOP.assertThat(actual);
    }
}
// end
