package dev.errata.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.ApiStubs;
import dev.errata.stub.StubServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A custom API without typed names, by a catalog under {@code src/test/resources/shop}. */
class CatalogTest {

    // docs: own-catalog
    static final Catalog SHOP = Catalog.loadResource("shop");

    @RegisterExtension
    static final ApiStubs stubs = new ApiStubs(SHOP);

    static List<Scenario> scenarios() {
        return SHOP.scenarios();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyErrorOfTheShop(Scenario scenario, StubServer<ApiError> shop) throws Exception {
        assertThat(order(shop.baseUrl(scenario), "shirt").statusCode()).isEqualTo(scenario.status());
    }

    @Test
    void nothingIsLeft(StubServer<ApiError> shop) throws Exception {
        assertThat(order(shop.baseUrl(), "sold_out").body())
                .isEqualTo("{\"code\":\"OUT_OF_STOCK\",\"message\":\"Nothing is left\",\"item\":\"sold_out\"}");
        assertThat(order(shop.baseUrl(), "shirt").statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> order(URI baseUrl, String item) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/orders"))
                .POST(BodyPublishers.ofString("{\"item\": \"" + item + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
    // end
}
