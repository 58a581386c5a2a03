package dev.errata.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.CatalogStubs;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogs in a WireMock of one's own. */
class CatalogStubsTest {

    /** Headers of the connection, and those in which WireMock names the stub. */
    private static final List<String> NOT_OF_THE_API =
            List.of("date", "transfer-encoding", "content-length", "matched-stub-id", "matched-stub-name");

    private static final List<String> ODD_BODIES = List.of("", "{", "null", "[]", "\"text\"", "{\"a\": null}");

    private static final CatalogStubs BUENA = new CatalogStubs(Catalog.buena());

    private static final CatalogStubs DATABUDDY = new CatalogStubs(Catalog.databuddy());

    /** The class path has mappings for other tests. */
    @TempDir
    private Path noMappings;

    private WireMockServer wireMock = new WireMockServer();

    @BeforeEach
    void start() {
        wireMock = wireMock(BUENA, DATABUDDY);
    }

    private WireMockServer wireMock(CatalogStubs... stubs) {
        WireMockServer started = new WireMockServer(options()
                .dynamicPort()
                .usingFilesUnderDirectory(noMappings.toString())
                .extensions(stubs));
        started.start();
        return started;
    }

    @AfterEach
    void stop() {
        wireMock.stop();
    }

    /** All of this repository: the built-in ones, and those of tests and examples. */
    static Stream<Path> catalogs() throws IOException {
        Path root = Stream.iterate(Path.of(System.getProperty("basedir", "")).toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.walk(root, 12)) {
            return files
                    .filter(file -> file.endsWith("catalog.json"))
                    .filter(file -> Stream.iterate(file, Path::getParent)
                            .limit(file.getNameCount())
                            .noneMatch(folder -> folder.endsWith("target")))
                    .map(Path::getParent)
                    .map(root::relativize)
                    .sorted()
                    .toList()
                    .stream()
                    .map(root::resolve);
        }
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void wireMockAnswersAsErrataDoes(Path folder) {
        Catalog catalog = Catalog.load(folder);
        CatalogStubs stubs = new CatalogStubs(catalog);
        WireMockServer own = wireMock(stubs);
        try (StubServer<ApiError> errata = StubServer.start(catalog)) {
            catalog.scenarios().forEach(scenario -> {
                String path = stubs.basePath(scenario.id());
                Stream.of(
                                scenario.request(),
                                request("GET", "", Map.of(), Optional.empty()),
                                request("PATCH", "/no/path?of=it", Map.of(), Optional.of("no JSON")))
                        .forEach(request -> assertAlike(
                                URI.create(errata.rootUrl() + path), URI.create(own.baseUrl() + path), request));
            });
            Stream.of(documented(catalog), crossed(catalog), odd(catalog))
                    .flatMap(requests -> requests)
                    .distinct()
                    .forEach(request ->
                            assertAlike(errata.baseUrl(), URI.create(own.baseUrl() + catalog.basePath()), request));
        } finally {
            own.stop();
        }
    }

    private static Stream<RequestExample> documented(Catalog catalog) {
        return catalog.scenarios().stream().map(Scenario::request);
    }

    /** Requests that match two triggers, so that the order decides: the headers of one, and the rest of another. */
    private static Stream<RequestExample> crossed(Catalog catalog) {
        return documented(catalog)
                .map(RequestExample::headers)
                .distinct()
                .flatMap(headers -> documented(catalog)
                        .map(request -> request(request.method(), request.path(), headers, request.body())));
    }

    private static Stream<RequestExample> odd(Catalog catalog) {
        Map<String, String> key = catalog.credentialHeaders().stream()
                .findFirst()
                .map(name -> Map.of(name, "any-key"))
                .orElse(Map.of());
        return catalog.endpoints().stream()
                .flatMap(endpoint -> Stream.of(endpoint.method(), "HEAD", "DELETE")
                        .distinct()
                        .flatMap(method -> (method.equals(endpoint.method()) ? ODD_BODIES : List.of(""))
                                .stream()
                                        .map(body -> request(
                                                method,
                                                endpoint.path().replaceAll("\\{[^}]*}", "a%20%22b+c%C3%A9"),
                                                key,
                                                Optional.of(body)))));
    }

    private static RequestExample request(
            String method, String path, Map<String, String> headers, Optional<String> body) {
        return new RequestExample(method, path, headers, body);
    }

    private static void assertAlike(URI errata, URI wireMock, RequestExample request) {
        HttpResponse<String> expected = send(errata, request);
        HttpResponse<String> actual = send(wireMock, request);
        String what = request + " " + request.headers() + request.body().orElse("");
        boolean noBody = request.method().equals("HEAD");
        if (expected.statusCode() == 501 && (noBody || expected.body().startsWith("Errata: "))) {
            assertThat(actual.statusCode()).as(what).isEqualTo(404);
            assertThat(actual.headers().firstValue("Matched-Stub-Id")).isEmpty();
        } else {
            assertThat(actual.statusCode()).as(what).isEqualTo(expected.statusCode());
            assertThat(actual.body()).as(what).isEqualTo(expected.body());
            assertThat(headers(actual)).as(what).isEqualTo(headers(expected));
        }
    }

    private static HttpResponse<String> send(URI baseUrl, RequestExample request) {
        return Http.send(
                request.method(),
                URI.create(baseUrl + request.path()),
                request.headers(),
                request.body().orElse(""));
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers().map());
        headers.keySet().removeIf(name -> NOT_OF_THE_API.contains(name.toLowerCase(Locale.ROOT)));
        return headers;
    }

    @Test
    void twoCatalogsShareAWireMockAlthoughTheirScenariosHaveTheSameIds() {
        List<Scenario> shared = Catalog.buena().scenarios().stream()
                .filter(scenario ->
                        Catalog.databuddy().findScenario(scenario.id()).isPresent())
                .toList();

        assertThat(shared).isNotEmpty().allSatisfy(scenario -> {
            assertThat(body(BUENA.basePath(scenario.id())))
                    .isEqualTo(scenario.answer().body());
            assertThat(body(DATABUDDY.basePath(scenario.id())))
                    .isEqualTo(
                            Catalog.databuddy().scenario(scenario.id()).answer().body());
        });
    }

    static Stream<Named<Consumer<WireMockServer>>> resets() {
        return Stream.of(
                Named.of("resetAll", WireMockServer::resetAll),
                Named.of("resetToDefaultMappings", WireMockServer::resetToDefaultMappings));
    }

    @ParameterizedTest
    @MethodSource("resets")
    void theStubsSurviveResets(Consumer<WireMockServer> reset) {
        wireMock.stubFor(get(urlPathEqualTo("/mine")).willReturn(ok()));

        reset.accept(wireMock);

        assertThat(body(BUENA.basePath(BuenaError.SERVICE_UNAVAILABLE))).contains("SERVICE_UNAVAILABLE");
        assertThat(status("/mine")).isEqualTo(404);
    }

    @Test
    void resetMappingsRemovesThem() {
        wireMock.resetMappings();

        assertThat(status(BUENA.basePath(BuenaError.SERVICE_UNAVAILABLE))).isEqualTo(404);
    }

    @Test
    void stubsOfOnesOwnComeFirst() {
        String scenarioUrl = BUENA.basePath(BuenaError.SERVICE_UNAVAILABLE) + "/leads";
        wireMock.stubFor(get(urlPathEqualTo(scenarioUrl)).willReturn(ok("mine")));

        assertThat(body(scenarioUrl)).isEqualTo("mine");
    }

    @Test
    void stubsOfOnesOwnCanAnswerWithAScenario() {
        wireMock.stubFor(get(urlPathEqualTo("/mine"))
                .willReturn(BUENA.response(BuenaError.RATE_LIMIT_EXCEEDED).withHeader("X-Mine", "yes")));

        HttpResponse<String> response = Http.get(URI.create(wireMock.baseUrl() + "/mine"));

        Scenario documented = Catalog.buena().scenario(BuenaError.RATE_LIMIT_EXCEEDED);
        assertThat(response.statusCode()).isEqualTo(documented.answer().status());
        assertThat(response.body()).isEqualTo(documented.answer().body());
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue(documented.answer().contentType());
        assertThat(response.headers().firstValue("X-Mine")).hasValue("yes");
    }

    @Test
    void aScenarioThatDoesNotExistIsRefusedWithWhatIsNear() {
        assertThatThrownBy(() -> BUENA.basePath("lead-not-fund"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("lead-not-found");
        assertThatThrownBy(() -> BUENA.response("lead-not-fund"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("lead-not-found");
    }

    private String body(String path) {
        return Http.get(URI.create(wireMock.baseUrl() + path)).body();
    }

    private int status(String path) {
        return Http.get(URI.create(wireMock.baseUrl() + path)).statusCode();
    }
}
