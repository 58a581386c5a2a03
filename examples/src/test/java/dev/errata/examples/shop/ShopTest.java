package dev.errata.examples.shop;

import static dev.errata.examples.shop.ShopAssertions.assertThat;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

/** A custom API with typed names of its own. */
// docs: shop-test
@ExtendWith(ShopStubs.class)
class ShopTest {

    @ParameterizedTest
    @ShopErrors
    void everyErrorOfTheShop(Scenario scenario, ShopServer shop) throws Exception {
        assertThat(order(shop.baseUrl(scenario), "shirt")).isScenario(scenario);
    }

    @Test
    void theSecondOrderSucceeds(ShopServer shop) throws Exception {
        shop.willFail(failure(ShopError.OUT_OF_STOCK).field("/item", "shirt"));

        assertThat(order(shop.baseUrl(), "shirt"))
                .isError(ShopError.OUT_OF_STOCK)
                .hasMessage("Nothing is left");
        assertThat(order(shop.baseUrl(), "shirt").statusCode()).isEqualTo(201);
        assertThat(shop.traffic()).hasAttempts(2);
    }

    private static HttpResponse<String> order(URI baseUrl, String item) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/orders"))
                .POST(BodyPublishers.ofString("{\"item\": \"" + item + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
// end
