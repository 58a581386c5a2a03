package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
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
                JsonNode schema = document.at(reference.asText().substring(1));
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

    @Test
    void generalErrorsStandAtEveryOperationAndOthersWhereTheyCanCome() {
        JsonNode paths = exported(Catalog.buena()).get("paths");

        assertThat(paths.at("/~1health/get/responses/401").findValue("expired-api-key"))
                .isNotNull();
        assertThat(paths.at("/~1leads~1{id}/get/responses/404").findValue("lead-not-found"))
                .isNotNull();
        assertThat(paths.at("/~1leads/get/responses").has("402")).isFalse();
        assertThat(paths.at("/~1leads/get/responses/400").findValue("invalid-linkedin-url"))
                .isNull();
        assertThat(paths.at("/~1leads/post/responses/201/headers/X-RateLimit-Limit/example")
                        .asText())
                .isEqualTo("60");
    }
}
