package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document stands up to the official schema of OpenAPI 3.1, and its examples to theirs. */
class ExportOpenApiTest {

    static Stream<Catalog> catalogs() {
        return Stream.of(Catalog.buena(), Catalog.databuddy());
    }

    private static JsonNode exported(Catalog catalog) {
        return Http.tree(Cli.run("export", "openapi", catalog.id()).out());
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void officialSchemaObjectsToNothing(Catalog catalog) {
        assertThat(Validator.objections(Validator.OPENAPI_31, exported(catalog)))
                .isEmpty();
    }

    @Test
    void documentOfAnApiOfOnesOwnStandsUpToIt(@TempDir Path folder) throws IOException {
        Cli run = Cli.run(
                "export", "openapi", "--catalog", OwnCatalog.write(folder).toString());
        JsonNode document = Http.tree(run.out());

        assertThat(Validator.objections(Validator.OPENAPI_31, document)).isEmpty();
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("/v1");
        assertExamplesFit(document, 2);
    }

    @Test
    void examplesAreWrittenAsTheCatalogWritesThem(@TempDir Path folder) throws IOException {
        Cli run = Cli.run(
                "export", "openapi", "--catalog", OwnCatalog.write(folder).toString());

        assertThat(run.out())
                .contains(
                        "\"price\" : 9.90",
                        "\"sums\" : [ 100.0, 10.50, 1e2, -0 ]",
                        "\"caf\\u00e9\" : \"\\u0041\\/\"",
                        "\"message\" : \"Gon\\u0065\"");
    }

    static Stream<Consumer<ObjectNode>> mistakes() {
        return Stream.of(
                document -> document.remove("info"),
                document -> document.put("openapi", "3.0.3"),
                document -> document.put("errata", true),
                document -> ((ObjectNode) document.at("/paths/~1leads/get")).put("responses", 7),
                document -> ((ObjectNode) document.at("/paths/~1leads/get/responses/401")).remove("description"),
                document -> ((ObjectNode) document.at("/paths/~1leads~1{id}/get/parameters/0")).remove("in"),
                document -> ((ObjectNode) document.at("/paths/~1leads~1{id}/get/parameters/0")).put("required", false),
                document -> ((ObjectNode) document.at("/components/securitySchemes/x-api-key")).remove("in"),
                document -> ((ObjectNode) document.at("/components/schemas/ErrorEnvelope")).put("required", "code"));
    }

    /** Else it could be that nothing is looked at. */
    @ParameterizedTest
    @MethodSource("mistakes")
    void officialSchemaObjectsToMistakes(Consumer<ObjectNode> mistake) {
        ObjectNode document = (ObjectNode) exported(Catalog.buena());
        mistake.accept(document);

        assertThat(Validator.objections(Validator.OPENAPI_31, document)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void everyExampleFitsTheSchemaBesideIt(Catalog catalog) {
        assertExamplesFit(exported(catalog), catalog.scenarios().size() - 2);
    }

    private static void assertExamplesFit(JsonNode document, int atLeast) {
        List<JsonNode> contents = new ArrayList<>();
        document.get("paths")
                .findValues("content")
                .forEach(content -> content.elements().forEachRemaining(contents::add));
        List<JsonNode> values = new ArrayList<>();
        for (JsonNode content : contents) {
            JsonNode reference = content.at("/schema/$ref");
            if (!reference.isMissingNode()) {
                ObjectNode schema = JsonNodeFactory.instance.objectNode();
                schema.set("$ref", reference);
                schema.set("components", document.get("components"));
                content.path("examples").forEach(example -> {
                    values.add(example.get("value"));
                    assertThat(Validator.objections(schema, example.get("value")))
                            .isEmpty();
                });
            }
        }
        assertThat(values).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void everyScenarioIsAnExampleThatSaysWhereItComesFrom(Catalog catalog) {
        JsonNode document = exported(catalog);

        assertThat(catalog.scenarios()).allSatisfy(scenario -> {
            JsonNode example = example(document, scenario);
            assertThat(example.get("summary").asText()).isEqualTo(scenario.description());
            assertThat(example.get("value"))
                    .isEqualTo(scenario.answer()
                            .json()
                            .orElseGet(() -> TextNode.valueOf(scenario.answer().body())));
            assertThat(example.at("/x-errata-provenance/body/source").asText())
                    .isEqualTo(catalog.document().cite(scenario.bodyProvenance()));
            assertThat(example.at("/x-errata-provenance/body/urls"))
                    .extracting(JsonNode::asText)
                    .isEqualTo(scenario.bodyProvenance().citations().stream()
                            .map(citation -> citation.url().toString())
                            .toList());
        });
    }

    /** At the operation that the scenario's own request asks for. */
    private static JsonNode example(JsonNode document, Scenario scenario) {
        String path = scenario.request().path().replaceFirst("\\?.*", "");
        return StreamSupport.stream(
                        ((Iterable<String>) () -> document.get("paths").fieldNames()).spliterator(), false)
                .filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
                .map(template -> document.get("paths")
                        .get(template)
                        .path(scenario.request().method().toLowerCase(Locale.ROOT))
                        .path("responses")
                        .path(String.valueOf(scenario.status()))
                        .findValue(scenario.id()))
                .filter(example -> example != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no example of " + scenario));
    }

    @Test
    void queriesOfDatabuddyTakeEveryIdentifier() {
        JsonNode paths = exported(Catalog.databuddy()).get("paths");

        assertThat(paths.at("/~1v1~1query/post/parameters"))
                .extracting(parameter -> parameter.get("name").asText())
                .contains("website_id", "schedule_id", "link_id", "organization_id");
        assertThat(paths.at("/~1v1~1query~1custom/post/parameters"))
                .extracting(parameter -> parameter.get("name").asText())
                .containsExactly("website_id");
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void everyVariableOfAPathIsAParameter(Catalog catalog) {
        exported(catalog)
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .forEach(operation -> assertThat(StreamSupport.stream(
                                                operation.path("parameters").spliterator(), false)
                                        .filter(parameter ->
                                                parameter.get("in").asText().equals("path"))
                                        .map(parameter ->
                                                "{" + parameter.get("name").asText() + "}"))
                                .containsExactlyElementsOf(Pattern.compile("\\{\\w+}")
                                        .matcher(path.getKey())
                                        .results()
                                        .map(variable -> variable.group())
                                        .toList())));
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void serverErrorsStandAtEveryOperation(Catalog catalog) {
        List<Scenario> serverErrors = catalog.scenarios().stream()
                .filter(scenario -> scenario.status() >= 500)
                .toList();

        assertThat(serverErrors).isNotEmpty();
        exported(catalog)
                .get("paths")
                .forEach(path -> path.forEach(operation -> assertThat(serverErrors)
                        .allSatisfy(scenario -> assertThat(operation
                                        .at("/responses/" + scenario.status())
                                        .findValue(scenario.id()))
                                .isNotNull())));
    }

    @Test
    void requestsHaveTheRulesThatTheCatalogKnows() {
        JsonNode content = exported(Catalog.buena()).at("/paths/~1leads/post/requestBody/content/application~1json");
        JsonNode schema = content.get("schema");

        assertThat(Validator.objections(
                        schema,
                        Http.tree("{\"firstName\": \"Ada\", \"lastName\": \"Lovelace\","
                                + " \"email\": \"ada@example.com\", \"status\": \"new\"}")))
                .isEmpty();
        assertThat(Stream.of(
                        "{}",
                        "[]",
                        "{\"firstName\": \" \"}",
                        "{\"firstName\": null}",
                        "{\"firstName\": \"Ada\", \"email\": \"ada@example.com\"}",
                        "{\"firstName\": \"Ada\", \"email\": \"ada\"}",
                        "{\"firstName\": \"Ada\", \"status\": \"old\"}"))
                .allSatisfy(body -> assertThat(Validator.objections(schema, Http.tree(body)))
                        .isNotEmpty());
        assertThat(content.get("examples"))
                .allSatisfy(example -> assertThat(Validator.objections(schema, example.get("value")))
                        .isEmpty());
        assertThat(content.get("x-errata-invalid-examples").fieldNames())
                .toIterable()
                .contains("missing-required-field", "invalid-field-format", "invalid-field-value", "invalid-fields");
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void everyOperationHasAnIdOfItsOwnAndSaysWhatItIs(Catalog catalog) {
        List<String> ids = new ArrayList<>();
        exported(catalog)
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    ids.add(operation.getValue().get("operationId").asText());
                    assertThat(operation.getValue().get("summary").asText())
                            .isEqualTo(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    assertThat(operation.getValue().get("description").asText()).isNotBlank();
                }));

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9]+"));
    }

    @Test
    void pathsThatOpenApiCannotTellApartAreOneAndOtherMethodsAreLeftOut(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "alike", "name": "Alike", "document": {"title": "Errors", "read": "2026-01-31"},
                  "envelope": {"code": "/code", "schema": {"type": "object", "required": ["code"]}},
                  "endpoints": [
                    {"method": "GET", "path": "/a/{id}", "response": {"status": 200, "inferred": "A guess."}},
                    {"method": "DELETE", "path": "/a/{key}", "response": {"status": 204, "inferred": "A guess."}},
                    {"method": "GET", "path": "/a-{id}", "response": {"status": 200, "inferred": "A guess."}},
                    {"method": "GET", "path": "/a/by/{id}", "response": {"status": 200, "inferred": "A guess."}},
                    {"method": "PURGE", "path": "/a/{id}", "response": {"status": 204, "inferred": "A guess."}}
                  ],
                  "errors": {
                    "A": {"description": "A", "status": 400, "code": "A", "inferred": "A guess.", "request": "GET /a/1",
                          "response": {"body": {"code": "A"}}}
                  }
                }""");

        Cli run = Cli.run("export", "openapi", "--catalog", folder.toString());
        JsonNode document = Http.tree(run.out());

        assertThat(run.err()).isEqualToIgnoringNewLines("Left out: PURGE /a/{id}: OpenAPI has no method PURGE");
        assertThat(Validator.objections(Validator.OPENAPI_31, document)).isEmpty();
        assertThat(document.at("/paths/~1a~1{id}").fieldNames()).toIterable().containsExactly("delete", "get");
        assertThat(document.findValuesAsText("operationId"))
                .containsExactly("getAById", "getAByById", "deleteAById", "getAById-2");
    }

    /** Errors that the document lists at an endpoint, query parameters, headers, meanings of statuses, several envelopes. */
    @Test
    void operationSaysWhatTheCatalogKnowsOfIt(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "desk", "name": "Desk", "document": {"title": "Errors", "read": "2026-01-31"},
                  "statuses": [{"status": 409, "meaning": "Somebody was faster.", "documented": "Statuses"},
                               {"status": 410, "meaning": "It was there once.", "documented": "Statuses"}],
                  "envelopes": {
                    "flat": {"code": "/code", "schema": {"type": "object", "required": ["code"]}},
                    "deep": {"code": "/error/code", "schema": {"type": "object", "required": ["error"]}}},
                  "endpoints": [
                    {"method": "GET", "path": "/tickets/{id}", "response": {"status": 200, "inferred": "A guess."}},
                    {"method": "GET", "path": "/tickets/open", "scenarios": ["gone"],
                     "response": {"status": 200, "inferred": "A guess."}},
                    {"method": "DELETE", "path": "/tickets/{id}", "response": {"status": 204, "inferred": "A guess."}}
                  ],
                  "errors": {
                    "TAKEN": {"description": "It is taken.", "status": 409, "code": "TAKEN", "envelope": "flat", "inferred": "A guess.",
                      "id": "taken", "request": "GET /tickets/open?page=2&size=10",
                      "response": {"headers": [{"name": "X-Owner", "value": "ada", "inferred": "A guess."}],
                                   "body": {"code": "TAKEN"}}},
                    "GONE": {"description": "It is gone.", "status": 410, "code": "GONE", "envelope": "deep", "inferred": "A guess.",
                      "id": "gone", "request": "GET /tickets/7", "response": {"body": {"error": {"code": "GONE"}}}},
                    "MOVED": {"description": "It has moved.", "status": 418, "code": "MOVED", "envelope": "deep", "inferred": "A guess.",
                      "id": "moved", "request": "GET /archive", "response": {"body": {"error": {"code": "MOVED"}}}}
                  }
                }""");

        Cli run = Cli.run("export", "openapi", "--catalog", folder.toString());
        assertThat(run.err()).isEmpty();
        JsonNode document = Http.tree(run.out());
        JsonNode open = document.at("/paths/~1tickets~1open/get");
        JsonNode other = document.at("/paths/~1tickets~1{id}");
        JsonNode archive = document.at("/paths/~1archive/get");

        assertThat(open.get("description").asText())
                .isEqualTo("The document shows a success. Scenarios of errors: taken, gone.");
        assertThat(open.get("parameters")).hasToString("""
                [{"name":"page","in":"query","required":false,"schema":{"type":"string"}},\
                {"name":"size","in":"query","required":false,"schema":{"type":"string"}}]""");
        assertThat(open.get("responses").fieldNames()).toIterable().containsExactly("200", "409", "410", "default");
        assertThat(open.at("/responses/409/description").asText()).isEqualTo("Somebody was faster.");
        assertThat(open.at("/responses/410/description").asText()).isEqualTo("It was there once.");
        assertThat(open.at("/responses/409/headers/X-Owner/example").asText()).isEqualTo("ada");
        assertThat(open.at("/responses/409/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ErrorEnvelope.flat");
        assertThat(open.at("/responses/default/content/application~1json/schema"))
                .hasToString("""
                {"anyOf":[{"$ref":"#/components/schemas/ErrorEnvelope.flat"},\
                {"$ref":"#/components/schemas/ErrorEnvelope.deep"}]}""");
        assertThat(open.at("/responses/409/content/application~1json/examples/taken/x-errata-provenance")
                        .fieldNames())
                .toIterable()
                .containsExactly("status", "code", "body");
        assertThat(other.at("/get/description").asText()).endsWith("Scenarios of errors: gone.");
        assertThat(other.at("/delete/description").asText()).isEqualTo("The document shows a success.");
        assertThat(other.at("/delete/responses").fieldNames()).toIterable().containsExactly("204", "4XX", "default");
        assertThat(archive.get("description").asText())
                .isEqualTo("The document shows no success. Scenarios of errors: moved.");
        assertThat(archive.get("responses").fieldNames()).toIterable().containsExactly("418", "2XX", "default");
        assertThat(archive.at("/responses/418/description").asText()).isEqualTo("It has moved.");
        assertThat(document.at("/components/schemas/ErrorEnvelope.flat/additionalProperties")
                        .asBoolean())
                .isTrue();
    }

    /** Linters ask each operation for a success and for an error of the client. */
    @Test
    void rangesOfStatusesStandForSuccessesAndErrorsOfTheClientThatTheDocumentDoesNotShow(@TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "page", "name": "Pages", "document": {"title": "Errors", "read": "2026-01-31"},
                  "envelope": {"contentType": "text/plain", "message": {"pattern": "(.+)"}},
                  "endpoints": [
                    {"method": "GET", "path": "/up", "response": {"status": 204, "inferred": "A guess."}}
                  ],
                  "errors": {
                    "FIRST": {"description": "Bad.", "status": 400, "inferred": "A guess.", "request": "GET /first",
                      "response": {"text": "Bad"}},
                    "LAST": {"description": "Worse.", "status": 499, "inferred": "A guess.", "request": "GET /last",
                      "response": {}},
                    "LAST_TOO": {"description": "Worse still.", "status": 499, "inferred": "A guess.", "request": "GET /last",
                      "response": {}},
                    "DOWN": {"description": "Down.", "status": 500, "inferred": "A guess.", "request": "GET /up",
                      "response": {"text": "Down"}}
                  }
                }""");

        Cli run = Cli.run("export", "openapi", "--catalog", folder.toString());
        JsonNode paths = Http.tree(run.out()).get("paths");

        assertThat(paths.at("/~1first/get/responses").fieldNames())
                .toIterable()
                .containsExactly("400", "500", "2XX", "default");
        assertThat(paths.at("/~1last/get/responses").fieldNames())
                .toIterable()
                .containsExactly("499", "500", "2XX", "default");
        assertThat(paths.at("/~1up/get/responses").fieldNames())
                .toIterable()
                .containsExactly("204", "500", "4XX", "default");
        assertThat(paths.at("/~1last/get/responses/499")).hasToString("{\"description\":\"Worse. Worse still.\"}");
        assertThat(paths.at("/~1up/get/responses/500/content")).hasToString("""
                {"text/plain":{"examples":{"down":{"summary":"Down.","value":"Down",\
                "x-errata-provenance":{"status":{"kind":"inferred","source":"A guess."},\
                "body":{"kind":"inferred","source":"A guess."}}}}}}""");
    }

    @Test
    void generalErrorsStandAtEveryOperationAndOthersWhereTheyCanCome() {
        JsonNode paths = exported(Catalog.buena()).get("paths");

        assertThat(paths.at("/~1health/get/responses/401").findValue("expired-api-key"))
                .isNotNull();
        assertThat(paths.at("/~1leads~1{id}/get/responses/404").findValue("lead-not-found"))
                .isNotNull();
        assertThat(paths.at("/~1leads/get/responses").has("402")).isFalse();
        assertThat(paths.at("/~1leads/get").has("requestBody")).isFalse();
        assertThat(paths.at("/~1leads/get/responses/400").findValue("invalid-linkedin-url"))
                .isNull();
        assertThat(paths.at("/~1leads/post/responses/201/headers/X-RateLimit-Limit/example")
                        .asText())
                .isEqualTo("60");
    }
}
