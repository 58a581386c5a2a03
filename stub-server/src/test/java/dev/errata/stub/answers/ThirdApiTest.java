package dev.errata.stub.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An API with another envelope, problem details as in RFC 9457, is served from data alone. */
class ThirdApiTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Loaded anew by each test, as no other test shares what a server makes of it. */
    private final Catalog shopCatalog = Catalog.loadResource("shop");

    static Stream<Scenario> scenarios() {
        return Catalog.loadResource("shop").scenarios().stream();
    }

    @Test
    void folderAndClassPathGiveTheSame() throws Exception {
        Catalog loaded = loadFolder();

        assertThat(loaded.id()).isEqualTo("shop");
        assertThat(loaded.scenarios().stream().map(Scenario::toString))
                .containsExactlyElementsOf(
                        shopCatalog.scenarios().stream().map(Scenario::toString).toList())
                .contains("out-of-stock (409 out-of-stock)");
        try (StubServer<ApiError> shop = StubServer.start(loaded)) {
            assertThat(Http.get(shop.baseUrl("out-of-stock")).statusCode()).isEqualTo(409);
        }
    }

    /** The tests may run from a jar. */
    private static Catalog loadFolder() throws Exception {
        URI folder = Objects.requireNonNull(ThirdApiTest.class.getResource("/shop/catalog.json"))
                .toURI();
        if (folder.getScheme().equals("file")) {
            return Catalog.load(Path.of(folder).resolveSibling(""));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return Catalog.load(jar.getPath("/shop"));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scenarioHasAUrl(Scenario scenario) {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            HttpResponse<String> response = Http.get(shop.baseUrl(scenario.id()), "/anything");

            assertThat(response.statusCode()).isEqualTo(scenario.status());
            assertThat(response.body()).isEqualTo(scenario.answer().body());
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.headers().firstValue("Content-Language")).contains("en");
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void exampleRequestEndsInItsScenarioWordForWord(Scenario scenario) {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            HttpResponse<String> response = Http.send(
                    scenario.request().method(),
                    URI.create(shop.baseUrl() + scenario.request().path()),
                    scenario.request().headers(),
                    scenario.request().body().orElse(""));

            assertThat(response.statusCode()).isEqualTo(scenario.status());
            assertThat(response.body()).isEqualTo(scenario.answer().body());
        }
    }

    @Test
    void urlsBeginWithItsOwnNameAndBasePath() {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            assertThat(shop.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+/shop/v1");
            assertThat(shop.baseUrl(shopCatalog.error("not-found"))).isEqualTo(shop.baseUrl("order-not-found"));
            assertThat(shop).hasToString("Shop API at " + shop.rootUrl());
        }
    }

    @Test
    void fieldErrorsAreListedUnderTheNamesOfTheEnvelope() throws JsonProcessingException {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            HttpResponse<String> response = order(shop, """
                    {"customer": " ", "items": [{"quantity": 1}, {"quantity": -2}], "delivery": {"date": "soon"}}""", Map.of("X-Reference", "r77"));

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            JsonNode problem = MAPPER.readTree(response.body());
            assertThat(problem.get("type").asText()).isEqualTo("https://shop.example/problems/invalid-order");
            assertThat(problem.get("reference").asText()).isEqualTo("r77");
            assertThat(problem.get("errors")).isEqualTo(MAPPER.readTree("""
                            [{"pointer": "customer", "detail": "is required"},
                             {"pointer": "items[1].quantity", "detail": "must be positive, is -2"},
                             {"pointer": "delivery.date", "detail": "is no date"}]"""));
        }
    }

    @Test
    void prioritiesDecideBetweenTriggersThatBothFit() throws JsonProcessingException {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            assertThat(order(shop, "{\"items\": [{\"sku\": \"SOLD-OUT\"}]}", Map.of())
                            .statusCode())
                    .isEqualTo(422);
            HttpResponse<String> outOfStock =
                    order(shop, "{\"customer\": \"c\", \"items\": [{\"sku\": \"SOLD-OUT\"}]}", Map.of());
            assertThat(outOfStock.statusCode()).isEqualTo(409);
            assertThat(MAPPER.readTree(outOfStock.body()).get("sku").asText()).isEqualTo("SOLD-OUT");
            assertThat(order(shop, "", Map.of("Authorization", "Bearer busy")).statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void pathIsRepeatedUnderTheNameThatTheEndpointGivesIt() throws JsonProcessingException {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            HttpResponse<String> response = Http.get(shop.baseUrl(), "/orders/missing-%2B+?x");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(MAPPER.readTree(response.body()).get("instance").asText())
                    .isEqualTo("missing-++");
        }
    }

    @Test
    void successesHaveTheirOwnTypesAndHeaders() {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            HttpResponse<String> created = order(shop, "{\"customer\": \"c9\"}", Map.of());
            HttpResponse<String> latest = Http.get(shop.baseUrl(), "/orders/latest");

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.headers().firstValue("Location")).contains("/shop/v1/orders/1");
            assertThat(created.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(created.body()).isEqualTo("{\"id\":\"1\",\"customer\":\"c9\"}");
            assertThat(latest.headers().firstValue("Content-Type")).contains("text/plain");
            assertThat(latest.body()).isEqualTo("1");
        }
    }

    @Test
    void literalPathIsNotTakenForTheVariableOne() {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            assertThat(Http.get(shop.baseUrl(), "/orders/latest").body()).isEqualTo("1");
            assertThat(Http.get(shop.baseUrl(), "/orders/latest2").body()).contains("latest2");
        }
    }

    @Test
    void nameInAPathMayBeAPartOfASegment() {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            assertThat(post(shop, "/orders/7%3A8:cancel").body()).isEqualTo("{\"cancelled\":\"7:8\"}");
            assertThat(post(shop, "/orders/:cancel").statusCode()).isEqualTo(501);
            assertThat(post(shop, "/orders/7:refund").statusCode()).isEqualTo(501);
        }
    }

    private static HttpResponse<String> post(StubServer<ApiError> shop, String path) {
        return Http.send("POST", URI.create(shop.baseUrl() + path), Map.of(), "");
    }

    @Test
    void documentedRetryAfterIsSentOnceWhateverTheOption() {
        try (StubServer<ApiError> off = StubServer.start(shopCatalog);
                StubServer<ApiError> on =
                        StubServer.start(shopCatalog, ServerOptions.defaults().retryAfterHeader(true))) {
            assertThat(Http.get(off.baseUrl("rate-limited")).headers().allValues("Retry-After"))
                    .containsExactly("30");
            assertThat(Http.get(on.baseUrl("rate-limited")).headers().allValues("Retry-After"))
                    .containsExactly("30");
        }
    }

    @Test
    void retryAfterOfTheBodyBecomesAHeaderByOption() {
        try (StubServer<ApiError> off = StubServer.start(shopCatalog);
                StubServer<ApiError> on =
                        StubServer.start(shopCatalog, ServerOptions.defaults().retryAfterHeader(true))) {
            assertThat(Http.get(off.baseUrl("maintenance")).headers().allValues("Retry-After"))
                    .isEmpty();
            assertThat(Http.get(on.baseUrl("maintenance")).headers().allValues("Retry-After"))
                    .containsExactly("3600");
        }
    }

    @Test
    void queryIsRepeatedDecoded() throws JsonProcessingException {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            HttpResponse<String> response = Http.get(shop.baseUrl(), "/orders/1?maintenance=a%20b%26c&x=1");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(MAPPER.readTree(response.body()).get("until").asText()).isEqualTo("a b&c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"customer\": ", "[]", "1", "null"})
    void bodyThatIsNoOrderLacksItsFields(String body) throws JsonProcessingException {
        try (StubServer<ApiError> shop = StubServer.start(shopCatalog)) {
            HttpResponse<String> response = order(shop, body, Map.of());

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(MAPPER.readTree(response.body()).get("errors"))
                    .isEqualTo(MAPPER.readTree("[{\"pointer\": \"customer\", \"detail\": \"is required\"}]"));
        }
    }

    private static HttpResponse<String> order(StubServer<ApiError> shop, String body, Map<String, String> headers) {
        return Http.send("POST", URI.create(shop.baseUrl() + "/orders"), headers, body);
    }
}
