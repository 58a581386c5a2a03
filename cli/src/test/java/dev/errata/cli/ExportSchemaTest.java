package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The envelope is JSON Schema 2020-12 to another's validator, and every documented body fits it. */
class ExportSchemaTest {

    static Stream<Catalog> catalogs() {
        return Stream.of(Catalog.buena(), Catalog.databuddy());
    }

    private static JsonNode exported(Catalog catalog) {
        return Http.tree(Cli.run("export", "schema", catalog.id()).out());
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void metaSchemaObjectsToNothing(Catalog catalog) {
        JsonNode schema = exported(catalog);

        assertThat(schema.get("$schema").asText()).isEqualTo(Validator.META_SCHEMA);
        assertThat(Validator.objections(Validator.META_SCHEMA, schema)).isEmpty();
        assertThat(Validator.objections(
                        Validator.META_SCHEMA, ((ObjectNode) schema.deepCopy()).put("required", "code")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void everyBodyFitsAndOneWithoutItsCodeDoesNot(Catalog catalog) {
        JsonNode schema = exported(catalog);
        List<Scenario> coded = catalog.scenarios().stream()
                .filter(scenario -> scenario.code().isPresent())
                .toList();

        assertThat(coded).hasSizeGreaterThan(15).allSatisfy(scenario -> {
            ObjectNode body = (ObjectNode) scenario.answer().json().orElseThrow();
            assertThat(Validator.objections(schema, body)).isEmpty();
            body.remove(catalog.envelope().code().get(0).toString().substring(1));
            assertThat(Validator.objections(schema, body)).isNotEmpty();
        });
    }

    @Test
    void bodiesOfAllEnvelopesFit(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "two", "name": "Two", "document": {"title": "Errors", "read": "2026-01-31"},
                  "envelope": {"code": "/code", "schema": {"$ref": "#/$defs/e", "$defs": {"e": {"type": "object", "required": ["code"]}}}},
                  "envelopes": {"list": {"code": "/0/code", "schema": {"type": "array", "minItems": 1}}},
                  "errors": {
                    "A": {"description": "A", "status": 400, "code": "A", "inferred": "A guess.", "request": "GET /a",
                          "response": {"body": {"code": "A"}}},
                    "B": {"description": "B", "status": 400, "code": "B", "inferred": "A guess.", "request": "GET /b",
                          "envelope": "list", "response": {"body": [{"code": "B"}]}}
                  }
                }""");
        Catalog catalog = Catalog.load(folder);
        JsonNode schema = Http.tree(
                Cli.run("export", "schema", "--catalog", folder.toString()).out());

        assertThat(catalog.scenarios())
                .allSatisfy(scenario -> assertThat(Validator.objections(
                                schema, scenario.answer().json().orElseThrow()))
                        .isEmpty());
        assertThat(Validator.objections(schema, Http.tree("{}"))).isNotEmpty();
        assertThat(Validator.objections(schema, Http.tree("[]"))).isNotEmpty();
    }

    @Test
    void fileIsWritten(@TempDir Path folder) {
        Path file = folder.resolve("buena.json");

        Cli run = Cli.run("export", "schema", "buena", "--output", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(file).hasContent(Cli.run("export", "schema", "buena").out());
    }

    @Test
    void schemaOfOnesOwnSaysWhatItIsWrittenIn(@TempDir Path folder) throws IOException {
        Cli run = Cli.run(
                "export", "schema", "--catalog", OwnCatalog.write(folder).toString());

        assertThat(Http.tree(run.out()).get("$schema").asText()).isEqualTo(Validator.META_SCHEMA);
    }
}
