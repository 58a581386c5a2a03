package dev.errata.stub.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.CatalogException;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers are request matchers of WireMock. What only WireMock can read is checked when a server starts; priorities decide between them. */
class TriggerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'bodyPatterns': [{'matchesJsonPath': '$['}]}    | /bodyPatterns/0/matchesJsonPath",
                "{'headers': {'x/y': {'matchesJsonPath': '$['}}}  | /headers/x~1y/matchesJsonPath",
                "{'bodyPatterns': [{'equalToXml': '<a'}]}         | /bodyPatterns/0/equalToXml"
            },
            quoteCharacter = '`')
    void triggerThatWireMockCannotReadIsRefusedWithItsPlace(String request, String place) throws IOException {
        Catalog catalog = catalog("[]", "{'urlPath': '/a'}", "{'urlPath': '/b'}, " + request);

        assertThatThrownBy(() -> StubServer.start(catalog))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith("The catalog Test API is invalid, 1 mistake:\n  errors/C1.json"
                        + " /scenarios/0/trigger/requests/1" + place + ": ")
                .hasMessageNotContaining("null");
    }

    /** Java's regular expressions call themselves for each repetition of a group with alternatives. */
    @Test
    void requestThatOverflowsARegularExpressionIsAnsweredWithTheTriggerAtFault() throws IOException {
        Catalog catalog = catalog("[]", "{'headers': {'x': {'matches': '(a|b)*'}}}");
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            HttpResponse<String> response = send(server, "/a", Map.of("x", "ab".repeat(20_000)));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains(
                            "the request overflows the stack in a regular expression of the trigger of \"scenario-0\"");
        }
    }

    @Test
    void lowestPriorityWinsWhereverTheTriggersStand() throws IOException {
        Catalog catalog = catalog(
                "[]", "{'urlPathTemplate': '/a/{id}', 'headers': {'x': {'equalTo': '1'}}}", "{'urlPath': '/a/b'}");
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            assertThat(code(server, "/a/b", Map.of("x", "1"))).isEqualTo("C0");
            assertThat(code(server, "/a/b", Map.of())).isEqualTo("C1");
            assertThat(code(server, "/a/c", Map.of("x", "1"))).isEqualTo("C0");
        }
    }

    @Test
    void templateReachesALiteralEndpoint() throws IOException {
        Catalog catalog = catalog(
                "[{'method': 'GET', 'path': '/a/new', 'response': {'status': 200, 'inferred': 'test'}}]",
                "{'urlPathTemplate': '/a/{id}', 'headers': {'x': {'equalTo': '1'}}}");
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            assertThat(code(server, "/a/new", Map.of("x", "1"))).isEqualTo("C0");
            assertThat(Http.get(server.baseUrl(), "/a/new").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void templatesThatCrossAreBothTried() throws IOException {
        Catalog catalog = catalog(
                "[]",
                "{'urlPathTemplate': '/{x}/b', 'headers': {'x': {'equalTo': '1'}}}",
                "{'urlPathTemplate': '/a/{y}'}");
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            assertThat(code(server, "/a/b", Map.of("x", "1"))).isEqualTo("C0");
            assertThat(code(server, "/a/b", Map.of())).isEqualTo("C1");
            assertThat(code(server, "/a/c", Map.of("x", "1"))).isEqualTo("C1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'urlPathPattern': '/files/.*'}", "{'urlPattern': '/files/.*'}"})
    void regularExpressionReachesPathsThatNoEndpointNames(String request) throws IOException {
        Catalog catalog =
                catalog("[{'method': 'GET', 'path': '/b', 'response': {'status': 200, 'inferred': 'test'}}]", request);
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            assertThat(code(server, "/files/a/b/c", Map.of())).isEqualTo("C0");
            assertThat(Http.get(server.baseUrl(), "/b").statusCode()).isEqualTo(200);
            assertThat(Http.get(server.baseUrl(), "/c").statusCode()).isEqualTo(501);
        }
    }

    @Test
    void triggerWithoutAPathIsTriedOnKnownPathsAlone() throws IOException {
        Catalog catalog = catalog(
                "[{'method': 'GET', 'path': '/b', 'response': {'status': 200, 'inferred': 'test'}}]",
                "{'headers': {'x': {'equalTo': '1'}}}");
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            assertThat(code(server, "/b", Map.of("x", "1"))).isEqualTo("C0");
            assertThat(send(server, "/c", Map.of("x", "1")).statusCode()).isEqualTo(501);
        }
    }

    @Test
    void triggerWithoutAPathIsTriedEverywhereWhereTheCatalogNamesNoPaths() throws IOException {
        try (StubServer<ApiError> server = StubServer.start(catalog("[]", "{'headers': {'x': {'equalTo': '1'}}}"))) {
            assertThat(code(server, "/anywhere", Map.of("x", "1"))).isEqualTo("C0");
            assertThat(Http.get(server.baseUrl(), "/anywhere").statusCode()).isEqualTo(501);
        }
    }

    @Test
    void methodsOfOnePathMayBelongToTwoTemplates() throws IOException {
        String endpoints = "[{'method': 'GET', 'path': '/a/{id}', 'response': {'status': 200, 'inferred': 'test'}},"
                + " {'method': 'PUT', 'path': '/{kind}/b', 'response': {'status': 202, 'inferred': 'test'}},"
                + " {'method': 'POST', 'path': '/a/b', 'response': {'status': 201, 'inferred': 'test'}}]";
        try (StubServer<ApiError> server = StubServer.start(catalog(endpoints))) {
            assertThat(status(server, "GET")).isEqualTo(200);
            assertThat(status(server, "HEAD")).isEqualTo(200);
            assertThat(status(server, "PUT")).isEqualTo(202);
            assertThat(status(server, "POST")).isEqualTo(201);
            assertThat(status(server, "DELETE")).isEqualTo(501);
        }
    }

    private static int status(StubServer<?> server, String method) {
        return Http.send(method, URI.create(server.baseUrl() + "/a/b"), Map.of(), "")
                .statusCode();
    }

    @Test
    void slashAtTheEndIsPartOfThePath() throws IOException {
        Catalog catalog = catalog(
                "[{'method': 'GET', 'path': '/a/', 'response': {'status': 200, 'inferred': 'test'}}]",
                "{'urlPath': '/a/', 'headers': {'x': {'equalTo': '1'}}}");
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            assertThat(code(server, "/a/", Map.of("x", "1"))).isEqualTo("C0");
            assertThat(Http.get(server.baseUrl(), "/a/").statusCode()).isEqualTo(200);
            assertThat(Http.get(server.baseUrl(), "/a").statusCode()).isEqualTo(501);
        }
    }

    @Test
    void catalogWithoutPathsPointsToScenarioUrls() throws IOException {
        try (StubServer<ApiError> server = StubServer.start(catalog("[]"))) {
            assertThat(Http.get(server.baseUrl(), "/a").body())
                    .isEqualTo("Errata: GET /a matches no endpoint of the Test API."
                            + " Its catalog has no endpoints; use a scenario URL.\n");
            assertThat(Http.get(server.baseUrl("untriggered"), "/a").statusCode())
                    .isEqualTo(400);
        }
    }

    private static String code(StubServer<?> server, String path, Map<String, String> headers) {
        return send(server, path, headers).body().replaceAll(".*\"code\":\"(.*?)\".*", "$1");
    }

    private static HttpResponse<String> send(StubServer<?> server, String path, Map<String, String> headers) {
        return Http.send("GET", URI.create(server.baseUrl() + path), headers, "");
    }

    /** A catalog with one error for each request matcher, the first the strongest, listed the other way round. */
    private Catalog catalog(String endpoints, String... requests) throws IOException {
        Files.createDirectories(folder.resolve("errors"));
        for (int i = 0; i < requests.length; i++) {
            write(
                    "errors/C" + i + ".json",
                    error(
                            "C" + i,
                            "scenario-" + i,
                            "'trigger': {'priority': %d, 'requests': [%s]},".formatted(i + 1, requests[i])));
        }
        write("errors/U.json", error("U", "untriggered", ""));
        String errors = IntStream.rangeClosed(1, requests.length)
                .mapToObj(i -> "'C" + (requests.length - i) + "', ")
                .collect(Collectors.joining());
        write("catalog.json", """
                {'id': 'test', 'name': 'Test API', 'document': {'title': 'Test', 'read': '2026-11-22'},
                 'envelope': {'schema': {}, 'code': '/code', 'message': '/message'},
                 'endpoints': %s, 'errors': [%s'U']}""".formatted(endpoints, errors));
        return Catalog.load(folder);
    }

    private static String error(String code, String scenario, String trigger) {
        return """
                {'description': 'An error.', 'status': {'value': 400, 'inferred': 'test'},
                 'code': {'value': '%s', 'inferred': 'test'},
                 'scenarios': [{'id': '%s', 'description': 'A scenario.',
                  'request': {'method': 'GET', 'path': '/a'}, %s
                  'response': {'inferred': 'test', 'body': {'code': '%s', 'message': 'm'}}}]}""".formatted(code, scenario, trigger, code);
    }

    private void write(String file, String json) throws IOException {
        Files.writeString(folder.resolve(file), json.replace('\'', '"'));
    }
}
