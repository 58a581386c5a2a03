package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.errata.cli.internal.control.PathUrls;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.StubServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A stock WireMock in a process of its own gives the same answers as Errata's server. */
class ExportWireMockTest {

    private static final Pattern PORT = Pattern.compile("port: +(\\d+)");

    /** Headers of the connection, and those in which WireMock names the stub. */
    private static final List<String> NOT_OF_THE_API =
            List.of("date", "transfer-encoding", "content-length", "matched-stub-id", "matched-stub-name");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> buenaIsAnsweredAlike() throws Exception {
        return answeredAlike("buena", Catalog.buena(), "/leads?page=2", "/nothing/here");
    }

    @TestFactory
    Stream<DynamicTest> databuddyIsAnsweredAlike() throws Exception {
        return answeredAlike("databuddy", Catalog.databuddy(), "/v1/query/types", "/v2");
    }

    @TestFactory
    Stream<DynamicTest> apiOfOnesOwnIsAnsweredAlike() throws Exception {
        Path own = OwnCatalog.write(folder.resolve("own"));
        return answeredAlike("--catalog=" + own, Catalog.load(own), "/orders/a%20%22b+c", "/nothing");
    }

    private static Stream<DynamicTest> answeredAlike(String api, Catalog catalog, String known, String unknown)
            throws Exception {
        Path root = folder.resolve("wiremock-" + catalog.id());
        assertThat(Cli.run("export", "wiremock", root.toString(), api).exitCode())
                .isZero();
        StubServer<ApiError> errata = StubServer.start(catalog);
        Program wireMock = Program.java(
                Map.of(),
                List.of(
                        "-cp",
                        jarOf(WireMockServer.class),
                        "wiremock.Run",
                        "--port",
                        "0",
                        "--bind-address",
                        "127.0.0.1",
                        "--root-dir",
                        root.toString()));
        URI stock = URI.create("http://127.0.0.1:" + wireMock.waitFor(PORT));
        Stream<DynamicTest> scenarioUrls = catalog.scenarios().stream()
                .flatMap(scenario -> Stream.of(
                                scenario.request(),
                                new RequestExample("GET", "", Map.of(), Optional.empty()),
                                new RequestExample("PATCH", "/no/path?of=it", Map.of(), Optional.of("no JSON")))
                        .map(request -> dynamicTest("scenario URL of " + scenario + ", " + request, () -> {
                            URI url = new PathUrls(errata).of(scenario);
                            assertAlike(url, URI.create(stock + url.getPath()), request);
                        })));
        Stream<DynamicTest> plain = Stream.of(
                        catalog.scenarios().stream()
                                .filter(ExportWireMockTest::isExpressible)
                                .map(Scenario::request),
                        crossed(catalog),
                        Stream.of("GET", "HEAD", "DELETE")
                                .map(method -> new RequestExample(method, known, validKey(catalog), Optional.empty())),
                        Stream.of(new RequestExample("GET", known, Map.of(), Optional.empty())))
                .flatMap(requests -> requests)
                .distinct()
                .map(request -> dynamicTest(
                        request + " " + request.headers() + request.body().orElse(""),
                        () -> assertAlike(errata.baseUrl(), URI.create(stock + catalog.basePath()), request)));
        DynamicTest unmatched = dynamicTest("an unmatched request does not get the API's 404", () -> {
            HttpResponse<String> answer = Http.get(stock + catalog.basePath() + unknown);
            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body()).startsWith("Errata: ");
        });
        return Stream.of(scenarioUrls, plain, Stream.of(unmatched))
                .flatMap(tests -> tests)
                .onClose(() -> {
                    errata.close();
                    try {
                        wireMock.close();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /** Requests that match two triggers, so that the order decides: the key of one, and the rest of another. */
    private static Stream<RequestExample> crossed(Catalog catalog) {
        List<RequestExample> requests = catalog.scenarios().stream()
                .filter(ExportWireMockTest::isExpressible)
                .map(Scenario::request)
                .toList();
        return requests.stream()
                .map(RequestExample::headers)
                .distinct()
                .flatMap(headers -> requests.stream()
                        .map(request -> new RequestExample(request.method(), request.path(), headers, request.body())));
    }

    private static Map<String, String> validKey(Catalog catalog) {
        return catalog.credentialHeaders().stream()
                .findFirst()
                .map(name -> Map.of(name, "any-key"))
                .orElse(Map.of());
    }

    static boolean isExpressible(Scenario scenario) {
        return scenario.trigger()
                .filter(trigger -> trigger.validation().isEmpty())
                .isPresent();
    }

    static void assertAlike(URI errata, URI stock, RequestExample request) {
        HttpResponse<String> expected = Http.send(errata, request);
        HttpResponse<String> actual = Http.send(stock, request);

        assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
        assertThat(headers(actual)).isEqualTo(headers(expected));
        // Only Errata's server says what is nearest to an unmatched request.
        assertThat(withoutAdvice(actual.body())).isEqualTo(withoutAdvice(expected.body()));
    }

    private static String withoutAdvice(String body) {
        return body.replaceFirst("(?s)^Errata: .*", "Errata");
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers().map());
        headers.keySet().removeIf(name -> NOT_OF_THE_API.contains(name.toLowerCase(Locale.ROOT)));
        return headers;
    }

    private static String jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    @Test
    void whatIsLeftOutIsTold() {
        String printed = Cli.run("export", "wiremock", folder.resolve("told").toString(), "buena")
                .out();

        assertThat(printed)
                .contains("Left out: the trigger of invalid-fields: ")
                .doesNotContain("lead-not-found");
    }

    @Test
    void foreignFilesStay(@TempDir Path root) throws IOException {
        Path mine = Files.createDirectories(root.resolve("mappings")).resolve("mine.json");
        Files.writeString(mine, "{}");

        Cli refused = Cli.run("export", "wiremock", root.toString(), "buena");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is not empty. Use --force");
        assertThat(Cli.run("export", "wiremock", root.toString(), "buena", "--force")
                        .exitCode())
                .isZero();
        assertThat(Cli.run("export", "wiremock", root.toString(), "databuddy", "--force")
                        .exitCode())
                .isZero();

        assertThat(mine).hasContent("{}");
        assertThat(root.resolve("mappings/errata-scenario-lead-not-found.json")).doesNotExist();
        assertThat(root.resolve("mappings/errata-scenario-conflict.json")).exists();
    }

    @Test
    void noTwoEndpointsShareAFile(@TempDir Path root) throws IOException {
        List<String> paths = List.of("/orders/a", "/orders-a", "/Orders/a", "/orders/{a}", "/" + "x".repeat(300), "/");
        Path own = Files.createDirectories(root.resolve("own"));
        Files.writeString(own.resolve("catalog.json"), """
                {
                  "id": "alike", "name": "Alike", "document": {"title": "Errors", "read": "2026-01-31"},
                  "envelope": {"code": "/code", "schema": {"type": "object"}},
                  "endpoints": [%s],
                  "errors": {
                    "A": {"description": "A", "status": 400, "code": "A", "inferred": "A guess.", "request": "GET /orders/a",
                          "response": {"body": {"code": "A"}}}
                  }
                }""".formatted(paths.stream()
                .map(
                        "{\"method\": \"GET\", \"path\": \"%s\", \"response\": {\"status\": 200, \"inferred\": \"A guess.\"}}"
                                ::formatted)
                .collect(Collectors.joining(", "))));

        Cli run = Cli.run("export", "wiremock", root.toString(), "--catalog", own.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        try (Stream<Path> files = Files.list(root.resolve("mappings"))) {
            List<Path> endpoints = files.filter(
                            file -> file.getFileName().toString().startsWith("errata-endpoint-"))
                    .toList();
            assertThat(endpoints)
                    .extracting(file ->
                            Http.tree(Files.readString(file)).get("name").asText())
                    .containsExactlyInAnyOrderElementsOf(
                            paths.stream().map(path -> "GET " + path).toList());
            assertThat(endpoints)
                    .extracting(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                    .doesNotHaveDuplicates()
                    .allSatisfy(name -> assertThat(name).hasSizeLessThan(256));
        }
    }
}
