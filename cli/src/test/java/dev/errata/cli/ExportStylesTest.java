package dev.errata.cli;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import dev.errata.cli.internal.control.PathUrls;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.report.CatalogPage;
import dev.errata.stub.StubServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported is right for every style of error. */
class ExportStylesTest {

    private static final Path STYLES =
            Path.of(System.getProperty("basedir", ""), "../examples/src/test/resources/styles");

    static Stream<Catalog> catalogs() throws IOException {
        try (Stream<Path> folders = Files.list(STYLES)) {
            return folders.sorted().map(Catalog::load).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void theOpenApiDocumentIsValid(Catalog catalog) {
        assertThat(Validator.objections(Validator.OPENAPI_31, openApi(catalog))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void theOpenApiDocumentHasEveryAnswerAndRequest(Catalog catalog) {
        JsonNode paths = openApi(catalog).get("paths");

        assertThat(catalog.scenarios()).allSatisfy(scenario -> {
            Optional<String> request = scenario.request().body();
            assertThat(examples(paths, scenario.id()))
                    .extracting(example -> example.get("value"))
                    .contains(Stream.concat(request.stream().map(ExportStylesTest::value), answer(scenario).stream())
                            .toArray(JsonNode[]::new));
        });
        assertThat(catalog.endpoints())
                .allSatisfy(endpoint -> assertThat(success(paths, endpoint))
                        .contains(endpoint.answer()
                                .json()
                                .orElseGet(
                                        () -> TextNode.valueOf(endpoint.answer().body()))
                                .toString()));
    }

    private static Optional<JsonNode> answer(Scenario scenario) {
        return scenario.answer()
                .json()
                .or(() -> Optional.of(scenario.answer().body())
                        .filter(body -> !body.isEmpty())
                        .map(TextNode::valueOf));
    }

    private static JsonNode value(String body) {
        return body.matches("[\\[{].*[\\]}]") ? Http.tree(body) : TextNode.valueOf(body);
    }

    private static List<JsonNode> examples(JsonNode paths, String id) {
        return Stream.of("examples", "x-errata-invalid-examples")
                .flatMap(kind -> paths.findValues(kind).stream())
                .filter(examples -> examples.has(id))
                .map(examples -> examples.get(id))
                .toList();
    }

    private static String success(JsonNode paths, Endpoint endpoint) {
        return paths.path(endpoint.path())
                .path(endpoint.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(endpoint.answer().status()))
                .toString();
    }

    private static JsonNode openApi(Catalog catalog) {
        return Http.tree(
                Cli.run("export", "openapi", "--catalog", folder(catalog)).out());
    }

    private static String folder(Catalog catalog) {
        return STYLES.resolve(catalog.id()).toString();
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aStockWireMockAnswersAlike(Catalog catalog, @TempDir Path root) {
        String leftOut = Cli.run("export", "wiremock", root.toString(), "--catalog", folder(catalog))
                .out();
        WireMockServer wireMock = new WireMockServer(options().dynamicPort().usingFilesUnderDirectory(root.toString()));
        wireMock.start();
        try (StubServer<ApiError> errata = StubServer.start(catalog)) {
            URI stock = URI.create(wireMock.baseUrl() + catalog.basePath());
            catalog.scenarios().forEach(scenario -> {
                URI url = new PathUrls(errata).of(scenario);
                ExportWireMockTest.assertAlike(url, URI.create(wireMock.baseUrl() + url.getPath()), scenario.request());
                if (ExportWireMockTest.isExpressible(scenario)) {
                    ExportWireMockTest.assertAlike(errata.baseUrl(), stock, scenario.request());
                }
            });
            catalog.endpoints().stream()
                    .filter(endpoint -> !leftOut.contains("Left out: the answer to " + endpoint))
                    .forEach(endpoint -> ExportWireMockTest.assertAlike(errata.baseUrl(), stock, request(endpoint)));
        } finally {
            wireMock.stop();
        }
    }

    /** What a body repeats of a request can be anything, or cannot be read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "nul",
                "\"title",
                "title=Broken",
                "{}",
                "[]",
                "7",
                "{\"title\":",
                "{\"title\":\"a\"} x",
                "{\"title\":\"a\",}",
                "{title:a}",
                "{\"title\":5}",
                "{\"title\":{\"b\":1}}",
                "[{\"title\":\"a\"}]",
                "{\"title\":\"a\"}",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"title\":\"{{now}} ' \\\"\"}"
            })
    void aStockWireMockRepeatsTheSameOfARequest(String body, @TempDir Path root) {
        Catalog catalog = Catalog.load(STYLES.resolve("github"));
        String printed = Cli.run("export", "wiremock", root.toString(), "--catalog", folder(catalog))
                .out();
        RequestExample request = new RequestExample(
                "POST", "/repos/o/r/issues", Map.of("Content-Type", "application/json"), Optional.of(body));
        WireMockServer wireMock = new WireMockServer(options().dynamicPort().usingFilesUnderDirectory(root.toString()));
        wireMock.start();
        try (StubServer<ApiError> errata = StubServer.start(catalog)) {
            HttpResponse<String> expected = Http.send(errata.baseUrl(), request);
            HttpResponse<String> actual = Http.send(URI.create(wireMock.baseUrl()), request);

            assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
            // WireMock indents an object that it repeats.
            assertThat(Http.tree(actual.body())).isEqualTo(Http.tree(expected.body()));
            assertThat(printed)
                    .contains(
                            "Left out: null and JSON in single quotes where an answer repeats a field of the request");
        } finally {
            wireMock.stop();
        }
    }

    private static RequestExample request(Endpoint endpoint) {
        return new RequestExample(
                endpoint.method(),
                endpoint.path().replaceAll("\\{\\w+}", "some"),
                Map.of("Content-Type", "application/json"),
                endpoint.method().equals("GET")
                        ? Optional.empty()
                        : Optional.of("{\"title\":\"Broken\",\"data\":{\"attributes\":{\"firstName\":\"Ada\"}}}"));
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void thePageShowsEveryScenario(Catalog catalog) {
        String page = CatalogPage.html(List.of(catalog));

        assertThat(catalog.scenarios())
                .allSatisfy(scenario -> assertThat(page)
                        .contains(
                                "\"" + scenario.id() + "\"",
                                TextNode.valueOf(scenario.description()).toString()));
    }
}
