package dev.errata.stub.answers;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a catalog writes is what is served, token for token, except for the very places that a request or a test changes. */
class TextFidelityTest {

    /** Whole, fractions, exponents, minus zero; escapes that JSON does not need; a template; the same in names. */
    private static final String EVERY_KIND = """
            "price":100.0,"numbers":[10.50,1E2,1e+2,-0,-0.0,0e5,1.0E-10,123456789012345678901234567890],\
            "texts":["caf\\u00e9","caf\\u00E9","\\/","\\u0041","\\ud83d\\ude00","\\u000a","{{request.url}}"],\
            "n\\u00e9":{"\\u0041":1.0,"\\/":[{"\\u0042":2.50}]}""";

    private static final String BODY = """
            {"code":"\\u0043","message":"caf\\u00e9 \\/","details":{"d\\u00e9":1.0},%s,"wait":45,"echoed":1.50}""".formatted(EVERY_KIND);

    private static final String PLAIN = "{%s,\"echoed\":1.50}".formatted(EVERY_KIND);

    @TempDir
    private Path folder;

    private Catalog catalog;
    private StubServer<ApiError> server;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("errors"));
        Files.writeString(folder.resolve("catalog.json"), """
                {"id": "test", "name": "Test API", "document": {"title": "Test", "read": "2026-11-22"},
                 "envelope": {"schema": {}, "code": "/code", "message": "/message", "details": "/details",
                   "retryAfter": "/wait"},
                 "rateLimit": {"scenario": "tokens", "body": {"/wait": "{retryAfter}"}},
                 "endpoints": [{"method": "POST", "path": "/plain", "response": {"status": 200, "inferred": "test",
                   "body": %s, "echo": {"/echoed": "body.value"}}}],
                 "errors": ["C"]}""".formatted(spaced(PLAIN)));
        Files.writeString(folder.resolve("errors/C.json"), """
                {"description": "An error.", "status": {"value": 429, "inferred": "test"},
                 "code": {"value": "C", "inferred": "test"},
                 "scenarios": [{"id": "tokens", "description": "A scenario.",
                   "request": {"method": "POST", "path": "/error"},
                   "trigger": {"priority": 1, "requests": [{"method": "POST", "urlPath": "/error"}]},
                   "response": {"inferred": "test", "body": %s, "echo": {"/echoed": "body.value"}}}]}""".formatted(spaced(BODY)));
        catalog = Catalog.load(folder);
        server = StubServer.start(catalog);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Puts white space between tokens, none of which contains a comma or a bracket. */
    private static String spaced(String json) {
        return json.replace(",", " ,\n  ").replace("[", "[ ");
    }

    @Test
    void scenarioUrlServesTheTokensOfTheCatalog() {
        assertThat(Http.get(server.baseUrl("tokens")).body()).isEqualTo(BODY);
        assertThat(catalog.scenario("tokens").answer().body()).isEqualTo(BODY);
    }

    @Test
    void triggerServesTheTokensOfTheCatalog() {
        assertThat(post("/error", "")).isEqualTo(BODY);
        assertThat(post("/plain", "")).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"7", "1.5", "100.0", "1e+2", "-0", "\"caf\\u00e9\"", "\"\\/\"", "{\"n\\u00e9\":1.0}"})
    void echoChangesItsPlaceAlone_toWhatTheRequestWrote(String value) {
        String request = "{\"value\": " + value + "}";

        assertThat(post("/error", request)).isEqualTo(BODY.replace("1.50}", value + "}"));
        assertThat(post("/plain", request)).isEqualTo(PLAIN.replace("1.50}", value + "}"));
    }

    @Test
    void changeOfAFailureChangesItsPlaceAlone() {
        server.willFail(
                failure("tokens"),
                failure("tokens").message("x"),
                failure("tokens").details(Map.of("a", 1)),
                failure("tokens").field("/n\u00e9/A", 7),
                failure("tokens").retryAfter(7));

        assertThat(post("/plain", "")).isEqualTo(BODY);
        assertThat(post("/plain", "")).isEqualTo(BODY.replace("caf\\u00e9 \\/", "x"));
        assertThat(post("/plain", "")).isEqualTo(BODY.replace("{\"d\\u00e9\":1.0}", "{\"a\":1}"));
        assertThat(post("/plain", "")).isEqualTo(BODY.replace("\"\\u0041\":1.0", "\"\\u0041\":7"));
        assertThat(post("/plain", "")).isEqualTo(BODY.replace("\"wait\":45", "\"wait\":7"));
    }

    @Test
    void quotaChangesItsFiguresAlone() {
        server.clock().stopAt(Instant.EPOCH);
        server.quota(Quota.perMinute(0));

        assertThat(post("/plain", "")).isEqualTo(BODY.replace("\"wait\":45", "\"wait\":60"));
    }

    @Test
    void shortWaitChangesTheWaitAlone() {
        try (StubServer<ApiError> hurried =
                StubServer.start(catalog, ServerOptions.defaults().shortWaits(Duration.ofSeconds(1)))) {
            assertThat(Http.get(hurried.baseUrl("tokens")).body()).isEqualTo(BODY.replace("\"wait\":45", "\"wait\":1"));
        }
    }

    @Test
    void faultBreaksItsPlaceAlone() {
        server.willFail(
                failure("tokens").with(Fault.UNKNOWN_CODE),
                failure("tokens").with(Fault.MISSING_MESSAGE),
                failure("tokens").with(Fault.MESSAGE_OBJECT),
                failure("tokens").with(Fault.TRUNCATED_JSON));

        assertThat(post("/plain", "")).isEqualTo(BODY.replace("\"\\u0043\"", "\"UNDOCUMENTED_CODE\""));
        assertThat(post("/plain", "")).isEqualTo(BODY.replace("\"message\":\"caf\\u00e9 \\/\",", ""));
        assertThat(post("/plain", "")).isEqualTo(BODY.replace("\"caf\\u00e9 \\/\"", "{\"text\":\"caf\u00e9 /\"}"));
        assertThat(post("/plain", "")).isEqualTo(BODY.substring(0, BODY.getBytes(StandardCharsets.UTF_8).length / 2));
    }

    private String post(String path, String body) {
        return Http.send("POST", URI.create(server.baseUrl() + path), Map.of(), body)
                .body();
    }
}
