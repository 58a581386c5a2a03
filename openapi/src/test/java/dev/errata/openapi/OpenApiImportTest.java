package dev.errata.openapi;

import static dev.errata.openapi.Imports.catalog;
import static dev.errata.openapi.Imports.description;
import static dev.errata.openapi.Imports.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiImportTest {

    /** Two operations that end in the same error, and one that has another example of it. */
    private static final String SHOP = """
            servers: [{ url: "https://{host}/v1/", variables: { host: { default: api.example.com } } }]
            security: [{ key: [] }]
            paths:
              /orders:
                post:
                  operationId: createOrder
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [item, count]
                          properties:
                            item: { type: string, pattern: "^sku_[0-9]{4}$" }
                            count: { type: integer, minimum: 2 }
                  responses:
                    "201": { description: Made., content: { application/json: { example: { id: order_1 } } } }
                    "409":
                      description: The order cannot be made.
                      content:
                        application/json:
                          schema: { $ref: "#/components/schemas/Error" }
                          examples:
                            soldOut:
                              summary: Nothing is left.
                              value: { code: OUT_OF_STOCK, message: Nothing is left, price: 10.50, factor: 1e2 }
                    "404": { $ref: "#/components/responses/NotFound" }
              /orders/{id}:
                get:
                  operationId: getOrder
                  parameters: [{ name: id, in: path, required: true, schema: { type: string, example: order_7 } }]
                  responses:
                    "200": { description: The order., content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string } } } } } }
                    "404": { $ref: "#/components/responses/NotFound" }
                delete:
                  responses:
                    "204": { description: Gone. }
                    "404":
                      description: Not found.
                      content:
                        application/json:
                          schema: { $ref: "#/components/schemas/Error" }
                          example: { code: NOT_FOUND, message: The order is gone }
                    "429":
                      description: Too many requests.
                      headers:
                        Retry-After: { schema: { type: integer }, example: 7 }
                        X-RateLimit-Remaining: { schema: { type: integer } }
                      content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } }
            components:
              securitySchemes:
                key: { type: apiKey, in: header, name: X-Key }
                other: { type: apiKey, in: query, name: api_key }
              responses:
                NotFound:
                  description: The order does not exist.
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/Error" }
                      example: { code: NOT_FOUND, message: There is no such order }
              schemas:
                Error:
                  type: object
                  required: [code, message]
                  properties:
                    code: { type: string, enum: [OUT_OF_STOCK, NOT_FOUND, SLOW_DOWN, RATE_LIMITED] }
                    message: { type: string }
                    price: { type: number }
                    factor: { type: number }
            """;

    @TempDir
    Path folder;

    private Catalog load(String pathsAndComponents) {
        return catalog(folder, OpenApiImport.read(description(folder, pathsAndComponents)));
    }

    @Nested
    class Shop {

        private OpenApiImport imported;
        private Catalog catalog;

        @BeforeEach
        void read() {
            imported = OpenApiImport.read(description(folder, SHOP));
            catalog = catalog(folder, imported);
        }

        @Test
        void catalogSaysWhatTheDescriptionSays() {
            assertThat(catalog.id()).isEqualTo("shop");
            assertThat(catalog.name()).isEqualTo("Shop API");
            assertThat(catalog.basePath()).isEqualTo("/v1");
            assertThat(catalog.credentialHeaders()).containsExactly("X-Key");
            assertThat(catalog.credentialParameters()).containsExactly("api_key");
            assertThat(catalog.envelope().code()).hasToString("[/code]");
            assertThat(catalog.envelope().message()).hasToString("[/message]");
            assertThat(imported.leftOut()).isEmpty();
            assertThat(imported.contradictions()).isEmpty();
        }

        @Test
        void sameAnswerOfSeveralOperationsIsOneScenario() {
            assertThat(catalog.scenarios())
                    .extracting(Scenario::id)
                    .containsExactly("not-found", "not-found-the-order-is-gone", "out-of-stock", "rate-limited");
            assertThat(catalog.errors())
                    .extracting(ApiError::name)
                    .containsExactly("NOT_FOUND", "OUT_OF_STOCK", "RATE_LIMITED");
            assertThat(catalog.endpoints())
                    .extracting(Endpoint::scenarios)
                    .containsExactly(
                            List.of("not-found", "out-of-stock"),
                            List.of("not-found"),
                            List.of("not-found-the-order-is-gone", "rate-limited"));
        }

        @Test
        void exampleIsTakenWordForWord() {
            Scenario soldOut = catalog.scenario("out-of-stock");

            assertThat(soldOut.answer().body())
                    .isEqualTo(
                            "{\"code\":\"OUT_OF_STOCK\",\"message\":\"Nothing is left\",\"price\":10.50,\"factor\":1e2}");
            assertThat(soldOut.description()).isEqualTo("Nothing is left.");
            assertThat(soldOut.answer().provenance())
                    .isEqualTo(Provenance.documented("POST /orders, 409, example soldOut"));
        }

        @Test
        void bodyWithoutExampleIsGeneratedAndInferred() {
            Scenario limited = catalog.scenario("rate-limited");

            assertThat(limited.answer().body())
                    .isEqualTo("{\"code\":\"RATE_LIMITED\",\"message\":\"Too Many Requests\"}");
            assertThat(limited.provenance()).isEqualTo(Provenance.Kind.INFERRED);
            assertThat(limited.answer().headers()).extracting("name", "value").contains(tuple("Retry-After", "7"));
            assertThat(catalog.envelope().hasRetryAfterHeader()).isTrue();
            assertThat(catalog.rateLimit()).isPresent();
        }

        @Test
        void requestIsValidForItsOperation() {
            assertThat(catalog.scenario("out-of-stock").request())
                    .hasFieldOrPropertyWithValue("method", "POST")
                    .hasFieldOrPropertyWithValue("path", "/orders")
                    .hasFieldOrPropertyWithValue("body", Optional.of("{\"item\":\"sku_1111\",\"count\":2}"));
            assertThat(catalog.scenario("out-of-stock").request().headers()).containsEntry("X-Key", "key");
            assertThat(catalog.scenario("not-found-the-order-is-gone").request().path())
                    .isEqualTo("/orders/id");
        }

        @Test
        void plainUrlAnswersWithSuccess() {
            assertThat(catalog.endpoints())
                    .extracting(endpoint ->
                            endpoint.answer().status() + " " + endpoint.answer().body())
                    .containsExactly("201 {\"id\":\"order_1\"}", "200 {\"id\":\"id\"}", "204 ");
        }

        @Test
        void sourcesLeadIntoTheDescription() {
            ImportedFile file = imported.files().get(1);

            assertThat(file.name()).isEqualTo("errors/NOT_FOUND.json");
            assertThat(file.sources())
                    .containsEntry("/scenarios/0", "/components/responses/NotFound/content/application~1json/example");
            assertThat(imported.files().get(0).sources()).containsEntry("/endpoints/1", "/paths/~1orders~1{id}/get");
        }

        @Test
        void sameDescriptionMakesSameFiles() {
            assertThat(texts(OpenApiImport.read(description(folder, SHOP)))).isEqualTo(texts(imported));
        }

        private List<String> texts(OpenApiImport imported) {
            return imported.files().stream()
                    .map(file -> file.name() + JsonTree.text(file.content()))
                    .toList();
        }
    }

    @Test
    void exampleThatBreaksItsSchemaIsKeptAndListed() {
        OpenApiImport imported = OpenApiImport.read(description(folder, """
                paths:
                  /a:
                    get:
                      responses:
                        "400":
                          description: Wrong.
                          content:
                            application/json:
                              schema: { type: object, required: [code, message], properties: { code: { type: string }, message: { type: string } } }
                              examples:
                                bad: { value: { code: broken, message: 7 } }
                                good: { value: { code: wrong, message: It is wrong } }
                """));
        Catalog catalog = catalog(folder, imported);

        assertThat(imported.contradictions())
                .singleElement()
                .hasToString(
                        "/paths/~1a/get/responses/400/content/application~1json/examples/bad/value: GET /a, 400, example bad breaks its schema: /message must be string, is integer");
        assertThat(catalog.contradictions()).hasSize(1);
        assertThat(catalog.scenario("broken").answer().body()).isEqualTo("{\"code\":\"broken\",\"message\":7}");
        assertThat(catalog.scenario("wrong").envelope().name()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "default, '', 400",
        "default, '\"404\": { description: Not found. }', 500",
        "4XX, '', 400",
        "5XX, '', 500",
        "418, '', 418"
    })
    void rangesOfStatusesBecomeOne(String key, String other, int status) {
        Catalog catalog = load("""
                paths:
                  /a:
                    get:
                      responses:
                        "%s": { description: Wrong., content: { application/json: { schema: { type: object, required: [status], properties: { status: { type: integer } } } } } }
                        %s
                """.formatted(key, other));

        assertThat(catalog.scenarios())
                .filteredOn(scenario -> scenario.answer().body().contains("status"))
                .singleElement()
                .satisfies(scenario -> {
                    assertThat(scenario.status()).isEqualTo(status);
                    assertThat(scenario.answer().body()).isEqualTo("{\"status\":" + status + "}");
                });
    }

    @Test
    void exampleTellsWhichStatusOfARangeItIs() {
        Catalog catalog = load("""
                paths:
                  /a:
                    get:
                      responses:
                        5XX: { description: Wrong., content: { application/json: { example: { error: { code: 503, type: Busy, message: Later } } } } }
                """);

        assertThat(catalog.errors()).singleElement().satisfies(error -> {
            assertThat(error.status()).isEqualTo(503);
            assertThat(error.code()).contains("Busy");
        });
    }

    @Test
    void headHasNoBody() {
        Catalog catalog = load("""
                paths:
                  /a:
                    head:
                      responses:
                        "200": { description: There., content: { application/json: { example: { a: 1 } } } }
                        "404": { description: Not there., content: { application/json: { example: { a: 1 } } } }
                """);

        assertThat(catalog.scenario("not-found").answer().body()).isEmpty();
        assertThat(catalog.endpoints().get(0).answer().body()).isEmpty();
    }

    @Test
    void codeOfAWrongRequestIsOneThatSaysSo() {
        Catalog catalog = load("""
                paths:
                  /a:
                    post:
                      responses:
                        "422": { $ref: "#/components/responses/Any" }
                        "500": { $ref: "#/components/responses/Any" }
                components:
                  responses:
                    Any:
                      description: It failed.
                      content:
                        application/json:
                          schema:
                            { type: object, required: [code], properties: { code: { enum: [sold_out, invalid_order, internal_error] } } }
                """);

        assertThat(catalog.scenarios())
                .extracting(Scenario::status, scenario -> scenario.code().orElseThrow())
                .containsExactly(tuple(422, "invalid_order"), tuple(500, "internal_error"));
    }

    @Test
    void schemaOfOneStatusGivesAScenarioForEachOfItsCodes() {
        Catalog catalog = load("""
                paths:
                  /a:
                    get:
                      responses:
                        "400": { description: Wrong., content: { application/json: { schema: { type: object, required: [code], properties: { code: { enum: [too_long, too_short] } } } } } }
                        "403":
                          description: Not allowed.
                          content:
                            application/json:
                              schema:
                                oneOf:
                                  - { type: object, required: [code], properties: { code: { const: blocked } } }
                                  - { type: object, required: [code, until], properties: { code: { const: suspended }, until: { type: string, format: date } } }
                """);

        assertThat(catalog.scenarios())
                .extracting(Scenario::id, scenario -> scenario.answer().body())
                .containsExactly(
                        tuple("too-long", "{\"code\":\"too_long\"}"),
                        tuple("too-short", "{\"code\":\"too_short\"}"),
                        tuple("blocked", "{\"code\":\"blocked\"}"),
                        tuple("suspended", "{\"code\":\"suspended\",\"until\":\"2026-01-01\"}"));
    }

    @Test
    void oldSchemasAreRewritten() {
        Path description = file(folder, "old.json", """
                {
                  "openapi": "3.0.3",
                  "info": { "title": "Old" },
                  "paths": { "/a": { "get": { "responses": { "422": { "description": "Wrong", "content": { "application/json": {
                    "schema": {
                      "type": "object", "required": ["code", "limit", "hint"],
                      "properties": {
                        "code": { "type": "string" },
                        "limit": { "type": "number", "minimum": 5, "exclusiveMinimum": true },
                        "hint": { "$ref": "#/components/schemas/Hint", "description": "ignored" }
                      } } } } } } } } },
                  "components": { "schemas": { "Hint": { "type": "string", "nullable": true, "enum": ["a"] } } }
                }
                """);
        Catalog catalog = catalog(folder, OpenApiImport.read(description));

        assertThat(catalog.envelope().schema())
                .map(JsonNode::toString)
                .get()
                .asString()
                .contains("\"exclusiveMinimum\":5")
                .contains("[\"string\",\"null\"]")
                .doesNotContain("nullable");
        assertThat(catalog.scenario("unprocessable-content").answer().body())
                .isEqualTo("{\"code\":\"unprocessable_content\",\"limit\":6,\"hint\":\"a\"}");
    }

    @Test
    void filesBesideAreRead() {
        file(folder, "common/errors.json", """
                { "NotFound": { "description": "Gone", "content": { "application/json": {
                    "schema": { "$ref": "schemas.yaml#/Error" }, "example": { "code": "gone" } } } } }
                """);
        file(folder, "common/schemas.yaml", "Error: { type: object, properties: { code: { type: string } } }\n");
        OpenApiImport imported = OpenApiImport.read(description(
                folder, "paths: { /a: { get: { responses: { '404': { $ref: 'common/errors.json#/NotFound' } } } } }"));

        assertThat(catalog(folder, imported).scenario("gone").status()).isEqualTo(404);
        assertThat(imported.files().get(1).sources())
                .containsEntry("/scenarios/0", "common/errors.json#/NotFound/content/application~1json/example");
    }

    @Test
    void exampleThatIsATextOfJsonIsTheJson() {
        OpenApiImport imported = OpenApiImport.read(description(folder, """
                paths:
                  /a:
                    get:
                      responses:
                        "400":
                          description: |
                            The request
                            is wrong.

                            See *elsewhere*.
                          content:
                            application/json:
                              schema: { type: object, properties: { code: { type: string }, amount: { type: number } } }
                              example: '{"code": "wrong", "amount": 1.50}'
                """));

        assertThat(imported.contradictions()).isEmpty();
        assertThat(catalog(folder, imported).scenario("wrong")).satisfies(scenario -> {
            assertThat(scenario.answer().body()).isEqualTo("{\"code\":\"wrong\",\"amount\":1.50}");
            assertThat(scenario.description()).isEqualTo("The request is wrong.");
        });
    }

    @Test
    void yamlIsReadAsWritten() {
        Catalog catalog = load("""
                x-code: &code out_of_stock
                x-common: &common { message: "It\u2019s gone", at: 2026-01-01, yes: no, octal: 0o17, price: 10.50, big: 12345678901234567890 }
                paths:
                  /a:
                    get:
                      responses:
                        409:
                          description: Gone.
                          content:
                            application/json:
                              example:
                                <<: *common
                                code: *code
                                price: 1e2
                """);

        assertThat(catalog.scenario("out-of-stock").answer().body())
                .isEqualTo(
                        "{\"code\":\"out_of_stock\",\"price\":1e2,\"message\":\"It\u2019s gone\",\"at\":\"2026-01-01\",\"yes\":\"no\",\"octal\":15,\"big\":12345678901234567890}");
    }

    @Test
    void whatACatalogWouldRefuseIsMadeToFit() {
        OpenApiImport imported = OpenApiImport.read(description(folder, """
                servers: [{ url: "https://example.com/a+b" }, { url: /v1 }]
                paths:
                  /v1/a b: { get: { responses: { "404": { description: No request can have this path. } } } }
                  /v1/{x}: { get: { responses: { "404": { $ref: "#/components/responses/Gone" } } } }
                  /v1/{y}: { get: { responses: { "400": { description: Wrong. } } } }
                  /v1/{x}:go:
                    post:
                      responses:
                        "400":
                          description: Wrong.
                          content: { application/json: { examples: { a: { value: { code: Con } }, b: { value: { code: "404 Ä" } }, c: { value: { code: "" } }, d: { value: { code: null } }, e: { value: { code: CON. } } } } }
                components:
                  responses:
                    Gone: { description: Gone., headers: { X-Note: { example: "é" }, Date: { example: now }, X-One: { example: 1 } }, content: { text/3d: { example: gone } } }
                """));
        Catalog catalog = catalog(folder, imported);

        assertThat(catalog.basePath()).isEmpty();
        assertThat(catalog.endpoints())
                .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                .containsExactly("GET /v1/v1/{x}", "POST /v1/v1/{x}:go");
        assertThat(imported.leftOut())
                .extracting(Notice::text)
                .containsExactly(
                        "no request can have the path /v1/a b",
                        "the base path /a+b is not supported in a catalog",
                        "GET /v1/{y} matches the same requests as another path");
        assertThat(imported.files())
                .extracting(file -> file.name().toUpperCase(Locale.ROOT))
                .doesNotHaveDuplicates()
                .doesNotContain("ERRORS/CON.JSON");
        assertThat(catalog.scenario("not-found").answer().headers())
                .extracting("name", "value")
                .containsExactly(tuple("X-One", "1"));
    }

    @Test
    void optionsOverrule() {
        ImportOptions options = ImportOptions.defaults()
                .id("mine")
                .code("/kind")
                .message("/why")
                .operations("GET /b*")
                .defaultStatus(503);
        Path description = description(folder, """
                paths:
                  /a: { get: { responses: { default: { description: Wrong. } } } }
                  /b/{x}: { get: { responses: { default: { description: Wrong., content: { application/json: { example: { kind: k, why: w, code: c, message: m } } } } } } }
                """);
        Catalog catalog = catalog(folder, OpenApiImport.read(description, options));

        assertThat(catalog.id()).isEqualTo("mine");
        assertThat(catalog.scenario("k").status()).isEqualTo(503);
        assertThat(catalog.envelope().message()).hasToString("[/why]");
        assertThat(catalog.endpoints()).hasSize(1);
    }

    @Test
    void descriptionWithoutErrorsIsEmpty() {
        OpenApiImport imported = OpenApiImport.read(
                description(folder, "paths: { /a: { get: { responses: { '200': { description: Fine. } } } } }"));

        assertThat(imported.isEmpty()).isTrue();
        assertThat(imported.files()).isEmpty();
    }
}
