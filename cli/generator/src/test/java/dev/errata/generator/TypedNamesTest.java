package dev.errata.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.errata.assertions.AbstractErrorAssert;
import dev.errata.fixtures.ApiError;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;

class TypedNamesTest {

    private static final String PACKAGE = "com.shop.errors";
    private static final String ERROR = PACKAGE + ".ShopError";
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    /** Text that ends comments, passes for tags or markup, hides, or is too long. */
    private static final String HOSTILE =
            "*/ } @see {@link Nothing} <b> & \\u002a/ \\\\u0041 $L $T \u202e \ud800 \0 \n\r\t é 値 * @deprecated "
                    + "https://example.com/" + "x/".repeat(300) + " */";

    @TempDir
    private Path folder;

    /** Compiles the typed names of a catalog, and loads them with the catalog on the class path. */
    private Compiled compiled(CatalogFiles catalog, String resource) throws IOException {
        return compiled(TypedNames.of(catalog.write(folder.resolve("resources").resolve(resource)), PACKAGE)
                .kinds(ALL));
    }

    private Compiled compiled(TypedNames names) throws IOException {
        names.writeTo(folder.resolve("java"));
        return Compiled.of(folder.resolve("java"), folder.resolve("resources"));
    }

    private static List<ApiError> constants(Class<?> type) {
        return Stream.of(type.getEnumConstants()).map(ApiError.class::cast).toList();
    }

    @Test
    void aConstantIsTheErrorOfItsCatalog() throws Exception {
        CatalogFiles catalog = CatalogFiles.shop()
                .error("out-of-stock", 409, "Nothing is left.")
                .errorWithoutCode("badGateway", 502, "The gateway failed.");

        try (Compiled compiled = compiled(catalog, "apis/shop")) {
            List<ApiError> constants = constants(compiled.type(ERROR));

            assertThat(constants).extracting(ApiError::name).containsExactly("OUT_OF_STOCK", "BAD_GATEWAY");
            assertThat(constants).extracting(ApiError::status).containsExactly(409, 502);
            assertThat(constants.get(0).catalog().errors()).isEqualTo(constants);
        }
    }

    @Test
    void allClassesServeATest() throws Exception {
        CatalogFiles catalog = CatalogFiles.shop()
                .error("OUT_OF_STOCK", 409, "Nothing is left.")
                .error("GONE", 410, "The order is gone.")
                .extra(Map.of("decline_code", "/message"));
        Files.createDirectories(folder.resolve("java"));
        Files.writeString(folder.resolve("java/OrderTest.java"), """
                import static com.shop.errors.ShopAssertions.assertThat;
                import static org.assertj.core.api.Assertions.assertThat;

                import com.shop.errors.*;
                import dev.errata.fixtures.Scenario;
                import java.net.URI;
                import java.net.http.HttpClient;
                import java.net.http.HttpRequest;
                import java.net.http.HttpResponse;
                import java.net.http.HttpResponse.BodyHandlers;
                import org.junit.jupiter.api.Test;
                import org.junit.jupiter.api.extension.ExtendWith;
                import org.junit.jupiter.params.ParameterizedTest;

                /** Tests. */
                @ExtendWith(ShopStubs.class)
                public class OrderTest {

                    /** Runs with the tests. */
                    public OrderTest() {}

                    @ParameterizedTest
                    @ShopErrors(except = ShopError.GONE)
                    void everyError(Scenario scenario, ShopError error, ShopServer shop) throws Exception {
                        assertThat(error).isSameAs(ShopError.OUT_OF_STOCK);
                        assertThat(get(shop.baseUrl(scenario))).isError(error).hasDeclineCode("No");
                    }

                    @Test
                    void fails(ShopServer shop) throws Exception {
                        shop.willFail(ShopError.GONE);
                        HttpResponse<String> response = get(shop.baseUrl());
                        ShopSoftAssertions.assertSoftly(softly -> softly.assertThat(response).isError(ShopError.GONE));
                        ShopAssertions.SHOP.assertThat(response).isError(ShopError.GONE);
                        assertThat(get(shop.baseUrl()).statusCode()).isEqualTo(200);
                        assertThat(shop.traffic()).hasAttempts(2);
                    }

                    private static HttpResponse<String> get(URI baseUrl) throws Exception {
                        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/orders")).build();
                        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                    }
                }
                """);

        try (Compiled compiled = compiled(catalog, "shop")) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(compiled.type("OrderTest")))
                    .execute()
                    .testEvents()
                    .assertStatistics(tests -> tests.succeeded(2).failed(0));
        }
    }

    @Test
    void textOfTheCatalogIsTextInTheComments() throws Exception {
        CatalogFiles catalog = CatalogFiles.shop()
                .name(HOSTILE)
                .title(HOSTILE)
                .extra(Map.of(
                        "a",
                        "/" + "a/".repeat(100) + "*~1",
                        "message",
                        "/message",
                        "decline-code",
                        "/b",
                        "declineCode",
                        "/c"))
                .error("A", 400, HOSTILE, HOSTILE, HOSTILE)
                .errorWithoutCode("B", 500, "\0");

        try (Compiled compiled = compiled(catalog, "shop")) {
            assertThat(constants(compiled.type(ERROR)))
                    .extracting(ApiError::name)
                    .containsExactly("A", "B");
            assertThat(Stream.of(compiled.type(PACKAGE + ".ShopErrorAssert").getDeclaredMethods())
                            .filter(method -> !method.isSynthetic())
                            .map(Method::getName))
                    .containsExactlyInAnyOrder("hasA", "hasDeclineCode");
        }
        try (Stream<Path> sources = Files.walk(folder.resolve("java")).filter(Files::isRegularFile)) {
            assertThat(sources)
                    .hasSize(9)
                    .allSatisfy(source -> assertThat(Files.readString(source))
                            .doesNotContain("\u202e", "\0")
                            .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 150)));
        }
    }

    @Test
    void aThousandErrorsFitIntoAnEnum() throws Exception {
        CatalogFiles catalog = CatalogFiles.shop();
        IntStream.range(0, 1_000).forEach(i -> catalog.error("error-" + i, 400, "Error " + i));

        try (Compiled compiled = compiled(catalog, "shop")) {
            assertThat(constants(compiled.type(ERROR)))
                    .hasSize(1_000)
                    .last()
                    .extracting(ApiError::name)
                    .isEqualTo("ERROR_999");
        }
    }

    @Test
    void moreErrorsThanFitAreRefused() throws Exception {
        CatalogFiles catalog = CatalogFiles.shop();
        IntStream.range(0, 2_501).forEach(i -> catalog.error("error-" + i, 400, "Error " + i));
        Path written = catalog.write(folder);

        assertThatExceptionOfType(GeneratorException.class)
                .isThrownBy(() -> TypedNames.of(written, PACKAGE))
                .withMessage("The Shop API has 2501 errors, more than the maximum of 2500 for an enum");
    }

    @Test
    void errorsAndClassesMayBeCalledWhatSomethingElseIsCalled() throws Exception {
        CatalogFiles catalog = CatalogFiles.shop()
                .error("CATALOG", 400, "No.")
                .error("catalog-1", 400, "No.")
                .error("class", 400, "No.")
                .error("null", 400, "No.")
                .error("VALUES", 400, "No.")
                .error("NAME", 400, "No.")
                .error("a--b.c_", 400, "No.");
        Path written = catalog.write(folder.resolve("resources/shop"));
        List<String> names = List.of("Api", "Stub", "AbstractApi", "My2ndShop", "Ünï", "Provider", "Client", "Traffic");
        for (String name : names) {
            TypedNames.of(written, PACKAGE + names.indexOf(name))
                    .name(name)
                    .kinds(ALL)
                    .writeTo(folder.resolve("java"));
        }

        try (Compiled compiled = Compiled.of(folder.resolve("java"), folder.resolve("resources"))) {
            for (String name : names) {
                List<ApiError> constants =
                        constants(compiled.type(PACKAGE + names.indexOf(name) + "." + name + "Error"));
                assertThat(constants)
                        .extracting(ApiError::name)
                        .containsExactly("CATALOG", "CATALOG_1", "CLASS", "NULL", "VALUES", "NAME", "A_B_C");
                assertThat(constants.get(0).catalog().errors()).isEqualTo(constants);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_STOCK, OUT_OF_STOCK",
        "out-of-stock, OUT_OF_STOCK",
        "outOfStock, OUT_OF_STOCK",
        "OutOfStock, OUT_OF_STOCK",
        "HTTPError, HTTP_ERROR",
        "card.declined.v2Expired, CARD_DECLINED_V2_EXPIRED",
        "S3ERROR, S3ERROR",
        "a--._b, A_B",
        "a-, A",
        "404-not-found, _404_NOT_FOUND",
    })
    void constantsAreInCapitals(String name, String constant) {
        assertThat(ConstantName.of(name)).isEqualTo(constant);
    }

    @ParameterizedTest
    @CsvSource({"shop, ShopError", "my-shop-2, MyShop2Error", "a--b, ABError"})
    void classesAreNamedAfterTheId(String id, String expected) throws IOException {
        Path catalog = CatalogFiles.shop().id(id).error("A", 400, "No.").write(folder.resolve("any"));

        assertThat(TypedNames.of(catalog, "a.b").sources())
                .first()
                .extracting(GeneratedSource::path)
                .isEqualTo("a/b/" + expected + ".java");
    }

    @ParameterizedTest
    @CsvSource({
        "src/test/resources/apis/shop, apis/shop",
        "resources/src/resources/shop, shop",
        "my-api, my-api",
        "a/./my-api, my-api",
        "a/resources, resources",
    })
    void theResourceIsTheFolderAsTheClassPathKnowsIt(String path, String resource) throws IOException {
        Path catalog = CatalogFiles.shop()
                .error("A", 400, "No.")
                .write(folder.resolve(path).normalize());

        assertThat(TypedNames.of(folder.resolve(path), "a").resource()).isEqualTo(resource);
        assertThat(TypedNames.of(catalog, "a").sources().get(0).text()).contains("loadResource(\"" + resource + "\", ");
    }

    @Test
    void onlyTheChosenKindsAreGenerated() throws IOException {
        Path catalog = CatalogFiles.shop().error("A", 400, "No.").write(folder);
        TypedNames names = TypedNames.of(catalog, "a");

        assertThat(names.sources())
                .extracting(GeneratedSource::path)
                .containsExactly(
                        "a/ShopError.java",
                        "a/ShopServer.java",
                        "a/ShopStubs.java",
                        "a/ShopErrors.java",
                        "a/ShopAssertions.java",
                        "a/ShopErrorAssert.java",
                        "a/ShopSoftAssertions.java");
        assertThat(names.kinds(Set.of(Kind.PACTS, Kind.CLIENT_CONTRACT)).sources())
                .extracting(GeneratedSource::path)
                .containsExactly("a/ShopClientContract.java", "a/ShopProviderContract.java");
    }

    @ParameterizedTest
    @CsvSource({
        "'', Shop, shop, Invalid package",
        "com..shop, Shop, shop, Invalid package",
        "com.class, Shop, shop, Invalid package",
        "com/shop, Shop, shop, Invalid package",
        "com.shop, shop, shop, Invalid name",
        "com.shop, '', shop, Invalid name",
        "com.shop, 2Shop, shop, Invalid name",
        "com.shop, My Shop, shop, Invalid name",
        "com.shop, My$Shop, shop, Invalid name",
        "com.shop, _, shop, Invalid name",
        "com.shop, Assertion, shop, AssertionError would hide",
        "com.shop, Shop, ' ', Invalid resource",
    })
    void namesThatJavaDoesNotHaveAreRefused(String packageName, String name, String resource, String message)
            throws IOException {
        Path catalog = CatalogFiles.shop().error("A", 400, "No.").write(folder);

        assertThatExceptionOfType(GeneratorException.class)
                .isThrownBy(() -> TypedNames.of(catalog, packageName).name(name).resource(resource))
                .withMessageContaining(message);
    }

    @Test
    void noAssertionOfTheCatalogOverloadsOneThatIsThere() {
        assertThat(Stream.of(AbstractErrorAssert.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.matches("has[A-Z].*")))
                .isSubsetOf(AssertionTypes.TAKEN);
    }
}
