package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final String DESCRIPTION = """
            openapi: 3.1.0
            info: { title: Shop, version: 1.0.0 }
            paths:
              /orders/{id}:
                get:
                  operationId: getOrder
                  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
                  responses:
                    "200":
                      description: The order
                      content: { application/json: { example: { id: order_1, price: 10.50 } } }
                    "404":
                      description: No such order
                      content:
                        application/json:
                          schema: { $ref: "#/components/schemas/Error" }
                          examples:
                            missing: { value: { code: ORDER_MISSING, message: No such order } }
                    "429":
                      description: Too many requests
                      content:
                        application/json:
                          schema: { $ref: "#/components/schemas/Error" }
                          example: { code: SLOW_DOWN, message: Slow down }
                delete:
                  operationId: deleteOrder
                  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
                  responses:
                    "204": { description: The order is gone }
                    "404":
                      description: No such order
                      content:
                        application/json:
                          schema: { $ref: "#/components/schemas/Error" }
                          example: { code: ORDER_MISSING, message: No such order }
            components:
              schemas:
                Error:
                  type: object
                  required: [code, message]
                  properties:
                    code: { type: string }
                    message: { type: string }
            """;

    @TempDir
    Path folder;

    private Path description;
    private Path catalog;

    @BeforeEach
    void writeDescription() throws IOException {
        description = Files.writeString(folder.resolve("shop.yaml"), DESCRIPTION);
        catalog = folder.resolve("shop");
    }

    private Cli run(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("import", "openapi", description.toString(), "--to", catalog.toString()));
        arguments.addAll(List.of(options));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private void change(String before, String after) throws IOException {
        edit(description, before, after);
    }

    private static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private Path error(String code) throws IOException {
        try (Stream<Path> files = Files.list(catalog.resolve("errors"))) {
            return files.filter(file -> file.getFileName().toString().contains(code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return tree;
    }

    @Test
    void descriptionBecomesACatalog() {
        Cli run = run();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualToNormalizingNewlines(
                        catalog + ": 2 errors, 2 scenarios, 2 operations, 0 left out, 0 contradictions\n");
        assertThat(Catalog.load(catalog).scenarios())
                .extracting(Scenario::status)
                .containsExactly(404, 429);
    }

    @Test
    void sameDescriptionHasNotChanged() throws IOException {
        run();
        Map<String, String> before = tree();

        Cli check = run("--check");

        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .endsWith("shop.yaml has not changed since it was imported to " + catalog + System.lineSeparator());
        assertThat(run().exitCode()).isZero();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void checkListsWhatHasChangedAndWritesNothing() throws IOException {
        run();
        change("message: Slow down", "message: Slower");
        Map<String, String> before = tree();

        Cli check = run("--check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("/response/body/message was \"Slow down\", is \"Slower\"")
                .contains("shop.yaml has 1 change since it was imported to");
        assertThat(tree()).isEqualTo(before);
        assertThat(run().out()).contains("Imported: scenario ");
        assertThat(run("--check").exitCode()).isZero();
    }

    @Test
    void editStaysAndIsNamed() throws IOException {
        run();
        edit(error("SLOW_DOWN"), "Slow down", "My own words");
        change("message: Slow down", "message: Slower");

        Cli check = run("--check");
        Cli run = run();

        assertThat(check.out()).contains("(edited in the catalog)");
        assertThat(run.out())
                .contains("Kept your edit: scenario ")
                .contains("was \"My own words\", is \"Slower\"")
                .contains("1 change, 1 edit kept");
        assertThat(Files.readString(error("SLOW_DOWN"))).contains("My own words");
    }

    @Test
    void whatIsGoneIsDeletedByPruneOnly() throws IOException {
        run();
        change("\"429\":", "x-429:");

        assertThat(run().out()).contains("Kept until --prune: error ").contains("is gone: scenario ");
        assertThat(Catalog.load(catalog).scenarios()).hasSize(2);
        assertThat(run("--check").exitCode()).isEqualTo(1);

        assertThat(run("--prune").out()).contains("Deleted: error ");
        assertThat(Catalog.load(catalog).scenarios()).hasSize(1);
        assertThat(run("--check").exitCode()).isZero();
    }

    @Test
    void optionsAreRemembered() {
        assertThat(run("--id=my-shop", "--operations=deleteOrder", "--code=/code")
                        .out())
                .contains("1 error, 1 scenario, ");

        assertThat(run("--check").exitCode()).isZero();
        assertThat(run().out()).contains("1 error, 1 scenario, ");
        assertThat(Catalog.load(catalog).id()).isEqualTo("my-shop");
    }

    @Test
    void exampleThatBreaksItsSchemaIsAContradiction() throws IOException {
        change("code: SLOW_DOWN", "code: 7");

        assertThat(run().out())
                .contains("Contradiction: /paths/~1orders~1{id}/get/responses/429/")
                .contains(" 1 contradiction");
    }

    @Test
    void descriptionWithoutErrorsWritesNothing() throws IOException {
        Files.writeString(description, """
                openapi: 3.0.3
                info: { title: Shop, version: 1.0.0 }
                paths: { /orders: { get: { responses: { "200": { description: All orders } } } } }
                """);

        Cli run = run();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .isEqualToNormalizingNewlines("errata: " + description + " describes no errors that can be imported\n");
        assertThat(catalog).doesNotExist();
    }

    @Test
    void whatCannotBeImportedIsOneLine() throws IOException {
        assertMisused("shop has no catalog", "was never imported: it has no import.lock.json", "--check");
        Files.writeString(catalog, "a file");
        assertMisused("a file", "shop is not a folder");
        Files.delete(catalog);
        Files.writeString(description, "swagger: '2.0'");
        assertMisused("Swagger 2", "shop.yaml at /swagger is a Swagger 2.0 description; convert it");
        Files.writeString(description, "a: &a [*a]\na: b");
        assertMisused("YAML", "shop.yaml");
        Files.writeString(description, "{\"openapi\": \"3.1.0\"");
        assertMisused("JSON", "shop.yaml");
        assertThat(catalog).doesNotExist();
    }

    private void assertMisused(String what, String reason, String... options) {
        Cli run = run(options);
        assertThat(run.exitCode()).as(what).isEqualTo(2);
        assertThat(run.err()).as(what).startsWith("errata: ").contains(reason).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}
