package dev.errata.assertions;

import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API of one's own: a catalog, and no code. */
class ApiAssertionsTest {

    private static final ApiAssertions<ApiErrorAssert> SHOP = ApiAssertions.of(Catalog.loadResource("shop"));

    private static ReceivedResponse response(int status, String body) {
        return ReceivedResponse.of(status, Map.of("X-Token", List.of("secret-token-of-jane")), body);
    }

    @Test
    void errorsAreKnownByName() {
        SHOP.assertThat(response(400, "{\"type\":\"invalid-order\",\"title\":\"Invalid order\"}"))
                .isError("INVALID_ORDER")
                .isScenario("invalid-order")
                .hasMessage("Invalid order");
    }

    @Test
    void anErrorWithoutCodeIsKnownByItsStatus() {
        SHOP.assertThat(response(503, "<h1>Closed</h1>")).isError("DOWN").isScenario("down-page");
        assertThat(messageOf(() -> SHOP.assertThat(response(500, "")).isError("DOWN")))
                .startsWith("Expecting the error 503 DOWN, but:\n  status: expected 503 but was 500\n");
    }

    @Test
    void aScenarioWithoutCodeIsKnownByItsMessage() {
        SHOP.assertThat(response(503, "{\"title\":\"Closed\"}")).isScenario("down");
        assertThat(messageOf(() ->
                        SHOP.assertThat(response(503, "{\"title\":\"Open\"}")).isScenario("down")))
                .contains("but:\n  /title: expected \"Closed\" but was \"Open\"\n");
        assertThat(messageOf(
                        () -> SHOP.assertThat(response(503, "<h1>Closed</h1>")).isScenario("down")))
                .contains("but:\n  the body is not valid JSON");
    }

    @Test
    void aBodyWithoutCodeIsComparedWithTheExamplesOfItsStatusThatHaveNone() {
        SHOP.assertThat(response(503, "{\"title\":\"Closed\"}")).strictly().matchesDocumentedExample();
        assertThat(messageOf(() ->
                        SHOP.assertThat(response(503, "{\"title\":\"Open\"}")).matchesDocumentedExample()))
                .startsWith("Expecting the documented example of down (503 DOWN), but:\n  /title: ");
        assertThat(messageOf(() ->
                        SHOP.assertThat(response(500, "{\"title\":\"Closed\"}")).matchesDocumentedExample()))
                .startsWith("""
                        Expecting a documented example, but:
                          /type: the document has no example without a code and with the status 500
                        """);
    }

    private static ApiAssertions<ApiErrorAssert> queue(Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {"id": "queue", "name": "Queue", "document": {"title": "Errors", "read": "2026-01-31"},
                 "envelope": {"code": "/code", "message": "/message", "retryAfter": "/wait", "extra": {"place": "/place"},
                              "schema": {"type": "object"}},
                 "rateLimit": {"scenario": "busy", "body": {"/left": "{remaining}"}},
                 "errors": {
                   "BUSY": {"description": "Too many.", "status": 429, "inferred": "A guess.", "id": "busy",
                            "request": "GET /a", "response": {"body": {"wait": 30, "place": 3, "left": 0, "open": true}}},
                   "FULL": {"description": "Full.", "status": 409, "code": 4012, "inferred": "A guess.",
                            "request": "GET /a", "response": {"body": {"code": 4012}}}}}
                """);
        return ApiAssertions.of(Catalog.load(folder));
    }

    @Test
    void aScenarioWithoutCodeAndMessageIsKnownByItsBodyButForWhatChanges(@TempDir Path folder) throws IOException {
        ApiAssertions<ApiErrorAssert> queue = queue(folder);

        queue.assertThat(response(429, "{\"wait\":7,\"place\":1,\"left\":5,\"open\":true}"))
                .isScenario("busy");
        assertThat(messageOf(() -> queue.assertThat(response(429, "{\"wait\":7,\"place\":1,\"left\":5,\"open\":false}"))
                        .isScenario("busy")))
                .contains("but:\n  /open: expected true but was false\n");
    }

    @Test
    void aCodeThatIsANumberIsGivenAsText(@TempDir Path folder) throws IOException {
        ApiAssertions<ApiErrorAssert> queue = queue(folder);

        queue.assertThat(response(409, "{\"code\":4012}")).hasCode("4012");
        assertThat(messageOf(() ->
                        queue.assertThat(response(409, "{\"code\":\"4012\"}")).hasCode("4012")))
                .startsWith("Expecting the code 4012, but:\n  /code: expected 4012 but was \"4012\"");
    }

    @Test
    void anErrorThatIsNothingOrASingleValueIsKnownAmongOthersThatAreObjects(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {"id": "shelf", "name": "Shelf", "document": {"title": "Errors", "read": "2026-01-31"},
                 "envelope": {"message": "/message", "schema": {}},
                 "errors": {
                   "GONE": {"description": "Gone.", "status": 410, "documented": "GET /a, 410",
                            "request": "GET /a", "response": {}},
                   "SLOW": {"description": "Slow.", "status": 429, "documented": "GET /a, 429",
                            "request": "GET /a", "response": {"body": "Slow down"}}}}
                """);
        ApiAssertions<ApiErrorAssert> shelf = ApiAssertions.of(Catalog.load(folder));

        shelf.assertThat(response(410, "")).isScenario("gone").matchesDocumentedExample();
        shelf.assertThat(response(429, "\"Slow down\"")).isScenario("slow").matchesDocumentedExample();
        assertThat(messageOf(() -> shelf.assertThat(response(410, "Gone")).matchesDocumentedExample()))
                .startsWith("Expecting a documented example, but:\n  the body is not valid JSON");
        assertThat(messageOf(() -> shelf.assertThat(response(429, "\"Slower\"")).isScenario("slow")))
                .contains("  the body: expected \"\\\"Slow down\\\"\" but was \"\\\"Slower\\\"\"");
    }

    @Test
    void theKeysOfTheCatalogAreMasked() {
        assertThat(messageOf(() -> SHOP.assertThat(response(400, "{}")).hasStatus(500)))
                .contains("X-Token: ***")
                .doesNotContain("jane");
    }

    @Test
    void aMistypedNameIsRefusedWithTheOneThatIsNear() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> SHOP.assertThat(response(400, "{}")).isError("INVALID_ODER"))
                .withMessageContaining("Did you mean \"INVALID_ORDER\"?");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> SHOP.assertThat(response(400, "{}")).isScenario("sold-aut"))
                .withMessageContaining("Did you mean \"sold-out\"?");
    }

    @Test
    void bodiesAreTextsBytesJsonAndMaps() {
        SHOP.assertThatBody(Map.of("type", "sold-out")).hasCode("sold-out");
        SHOP.assertThatBody(JsonNodeFactory.instance.objectNode().put("type", "sold-out"))
                .hasCode("sold-out");
        assertThat(messageOf(() -> SHOP.assertThatBody(JsonNodeFactory.instance.missingNode())
                        .hasCode("sold-out")))
                .contains("there is no body");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHOP.assertThatBody(7))
                .withMessage(
                        "Unsupported type of body: java.lang.Integer. Supported are String, byte[], InputStream, JsonNode and Map");
    }

    @Test
    void headersWithoutNameOrValueAreLeftOut() {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(null, List.of("HTTP/1.1 409 Conflict"));
        headers.put("X-Region", Arrays.asList("eu", null));

        assertThat(ReceivedResponse.of(409, headers, "{}").headers()).isEqualTo(Map.of("X-Region", List.of("eu")));
    }

    @Test
    void aRateLimitOfWhichTheBodyHasNoFiguresIsNotAsserted() {
        ApiAssertions<ApiErrorAssert> keyless = ApiAssertions.of(Catalog.loadResource("keyless"));

        assertThat(messageOf(() -> keyless.assertThatBody("{\"code\":\"too-many\",\"message\":\"Wait 7 seconds\"}")
                        .hasRateLimit(60, 0, Instant.EPOCH)))
                .startsWith("""
                        Expecting the rate limit 60, 0 remaining until 1970-01-01T00:00:00Z, but:
                          limit: errors of the Keyless API never have it
                          remaining: errors of the Keyless API never have it
                          reset: errors of the Keyless API never have it
                        """);
    }

    @Test
    void anApiThatListsNoFieldsHasNoFieldErrors() {
        ApiAssertions<ApiErrorAssert> keyless = ApiAssertions.of(Catalog.loadResource("keyless"));

        assertThat(messageOf(() -> keyless.assertThatBody("{}").hasFieldError("email", "X")))
                .startsWith(
                        "Expecting the field error email: X, but:\n  errors of the Keyless API have no field errors\n");
    }

    @Test
    void whatAClientDidIsAssertedToo() {
        SHOP.assertThat(new Traffic(Catalog.loadResource("shop"), "Shop", List.of(), 0))
                .hasAttempts(0);
    }
}
