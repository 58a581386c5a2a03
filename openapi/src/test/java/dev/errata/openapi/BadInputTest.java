package dev.errata.openapi;

import static dev.errata.openapi.Imports.catalog;
import static dev.errata.openapi.Imports.description;
import static dev.errata.openapi.Imports.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be imported is told in one line with file and place, and costs neither much time nor much memory. */
class BadInputTest {

    @TempDir
    Path folder;

    static Stream<Arguments> refused() {
        String bomb = "openapi: 3.1.0\na: &a [x,x,x,x,x,x,x,x,x,x]\n"
                + "bcdefghij"
                        .chars()
                        .mapToObj(c -> "%c: &%c [%s]\n"
                                .formatted(
                                        c,
                                        c,
                                        ("*" + (char) (c - 1) + " ,").repeat(10).replaceAll(",$", "")))
                        .collect(Collectors.joining());
        return Stream.of(
                Arguments.of("a.yaml", "", "a.yaml is empty"),
                Arguments.of("a.txt", "hello", "a.txt is not an OpenAPI description: the field \"openapi\" is missing"),
                Arguments.of("a.json", "[]", "a.json is not an OpenAPI description: the field \"openapi\" is missing"),
                Arguments.of(
                        "a.json",
                        "{\"swagger\": \"2.0\"}",
                        "a.json at /swagger is a Swagger 2.0 description; convert it to OpenAPI 3 first, for example with: npx swagger2openapi a.json"),
                Arguments.of(
                        "a.yaml",
                        "openapi: 4.0.0",
                        "a.yaml at /openapi is an OpenAPI 4.0.0 description; only 3.0 and 3.1 are supported"),
                Arguments.of(
                        "a.json",
                        "{\"openapi\": \"3.0.0\", \"paths\": {\"/a\": {}, \"/a\": {}}}",
                        "a.json at /paths/~1a is not valid JSON: line 1, column 46: Duplicate field '/a'"),
                Arguments.of(
                        "a.yaml",
                        "openapi: 3.0.0\npaths:\n  /a: {}\n  /a: {}\n",
                        "a.yaml at /paths/~1a is a duplicate key in line 4"),
                Arguments.of(
                        "a.json",
                        "{\"x\": " + "[".repeat(9999),
                        "a.json is not valid JSON: line 1, column 107: is nested deeper than 100 levels"),
                Arguments.of(
                        "a.yaml",
                        "x: " + "[".repeat(9999),
                        "a.yaml at /x/0/0/0/0/0/0/0 is nested deeper than 100 levels in line 1"),
                Arguments.of("a.yaml", bomb, "a.yaml at /g/4 has more than 5000000 values, aliases written out"),
                Arguments.of(
                        "a.yaml",
                        "a: &a [*a]",
                        "a.yaml at /a/0 has the alias *a before its anchor ends, or without one"),
                Arguments.of("a.yaml", "a: 1\n---\nb: 2\n", "a.yaml has more than one YAML document"),
                Arguments.of(
                        "a.yaml",
                        "a: [1",
                        "a.yaml at /a is not valid YAML: line 1, column 6: expected ',' or ']', but got <stream end>"),
                Arguments.of("a.yaml", "a\0b", "a.yaml is not encoded in UTF-8"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String name, String text, String message) {
        Path description = file(folder, name, text);

        assertThatExceptionOfType(OpenApiException.class)
                .isThrownBy(() -> OpenApiImport.read(description))
                .withMessage(message);
    }

    @Test
    void missingFileIsRefused() {
        assertThatExceptionOfType(OpenApiException.class)
                .isThrownBy(() -> OpenApiImport.read(folder.resolve("no.yaml")))
                .withMessage("no.yaml does not exist");
    }

    @Test
    void hundredMegabytesAreRefused() throws IOException {
        Path description = folder.resolve("large.yaml");
        byte[] line = "# nothing but comments\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(description)) {
            for (int written = 0; written < 100_000_000; written += line.length) {
                out.write(line);
            }
        }

        assertThatExceptionOfType(OpenApiException.class)
                .isThrownBy(() -> OpenApiImport.read(description))
                .withMessage("large.yaml is too large: a description may have 20,000,000 bytes");
    }

    static Stream<Arguments> leftOut() {
        String content = "/paths/~1a/get/responses/400/content/application~1json";
        return Stream.of(
                Arguments.of(
                        "{ $ref: '#/components/responses/No' }",
                        "/paths/~1a/get/responses/400: /paths/~1a/get/responses/400/$ref refers to #/components/responses/No, which does not exist"),
                Arguments.of(
                        "{ $ref: '#/components/responses/A' }",
                        "/paths/~1a/get/responses/400: /components/responses/A/$ref refers to itself: #/components/responses/B"),
                Arguments.of(
                        "{ $ref: 'https://example.com/x.yaml#/A' }",
                        "/paths/~1a/get/responses/400: /paths/~1a/get/responses/400/$ref refers to https://example.com/x.yaml; remote files are not fetched: download it and refer to the file"),
                Arguments.of(
                        "{ $ref: 'no.yaml#/A' }",
                        "/paths/~1a/get/responses/400: /paths/~1a/get/responses/400/$ref refers to no.yaml, which does not exist"),
                Arguments.of(
                        "{ description: x, content: { application/json: { schema: { not: {} } } } }",
                        content + ": no generated body satisfies the schema"),
                Arguments.of(
                        "{ description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Endless' } } } }",
                        content + ": no generated body satisfies the schema"),
                Arguments.of(
                        "{ description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Itself' } } } }",
                        content
                                + "/schema: the schema cannot be used: /allOf/0/$ref refers to \"#/$defs/Itself\", which refers to itself"),
                Arguments.of(
                        "{ description: x, content: { application/json: { schema: { type: object, properties: { a: { pattern: '(?i)[' } } } } } }",
                        content + "/schema/properties/a/pattern: pattern is ignored: \"(?i)[\" is not supported there"),
                Arguments.of(
                        "{ description: x, content: { application/pdf: {} } }",
                        "/paths/~1a/get/responses/400/content/application~1pdf: the body is application/pdf without an example"));
    }

    /** One bad answer is no reason to do without the others. */
    @ParameterizedTest
    @MethodSource
    void leftOut(String response, String notice) {
        OpenApiImport imported = OpenApiImport.read(description(folder, """
                paths:
                  /a: { get: { responses: { "400": %s, "404": { description: Not found. } } } }
                components:
                  responses: { A: { $ref: "#/components/responses/B" }, B: { $ref: "#/components/responses/A" } }
                  schemas:
                    Endless: { type: object, required: [next], properties: { next: { $ref: "#/components/schemas/Endless" } } }
                    Itself: { allOf: [{ $ref: "#/components/schemas/Itself" }] }
                """.formatted(response)));

        assertThat(imported.leftOut()).singleElement().hasToString(notice);
        assertThat(catalog(folder, imported).scenario("not-found").status()).isEqualTo(404);
    }

    @Test
    void tenThousandOperationsStayBelowTheLimitOfAFile() {
        String paths = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        "\"/r%d/{id}\":{\"get\":{\"operationId\":\"op%d\",\"responses\":{\"404\":{\"$ref\":\"#/components/responses/N\"}}}}"
                                .formatted(i, i))
                .collect(Collectors.joining(","));
        OpenApiImport imported = OpenApiImport.read(file(
                folder,
                "many.json",
                "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Many\"},\"paths\":{" + paths
                        + "},\"components\":{\"responses\":{\"N\":{\"description\":\"Not found\"}}}}"));
        Catalog catalog = catalog(folder, imported);

        assertThat(imported.files())
                .extracting(file -> JsonTree.indented(file.content()).length())
                .allMatch(length -> length < 1_000_000);
        assertThat(imported.leftOut()).singleElement().asString().contains("endpoints are left out");
        assertThat(catalog.scenarios()).hasSize(1);
    }
}
