package dev.errata.openapi;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a catalog that is imported, edited, and imported again. */
class ImportFolderTest {

    private static final String MISSING = "errors/MISSING.json";
    private static final String LIMITED = "errors/LIMITED.json";

    @TempDir
    Path parent;

    /** What an API says at one time. */
    private static final class Api {
        final Map<String, ObjectNode> files = new LinkedHashMap<>();
        String sha256 = "0".repeat(64);

        Api() {
            files.put("catalog.json", json("""
                    {
                      "id": "shop", "name": "Shop", "document": {"title": "Shop", "read": "2026-11-27"},
                      "envelope": {
                        "code": "/code", "message": "/message",
                        "schema": {"type": "object", "required": ["code", "message"]}
                      },
                      "endpoints": [
                        {"method": "GET", "path": "/orders/{id}", "scenarios": ["order-missing", "limited"],
                         "response": {"status": 200, "documented": "GET /orders/{id}, 200", "body": {"price": 10.50}}},
                        {"method": "DELETE", "path": "/orders/{id}", "scenarios": ["order-missing"],
                         "response": {"status": 204, "documented": "DELETE /orders/{id}, 204"}}
                      ],
                      "errors": ["MISSING", "LIMITED"]
                    }"""));
            files.put(MISSING, json("""
                    {
                      "description": "Not found", "status": 404, "code": "MISSING", "documented": "GET /orders/{id}, 404",
                      "scenarios": [
                        {"id": "order-missing", "description": "No order", "request": "GET /orders/7",
                         "response": {"body": {"code": "MISSING", "message": "No such order"}}}
                      ]
                    }"""));
            files.put(LIMITED, json("""
                    {
                      "description": "Too many requests", "status": 429, "code": "LIMITED",
                      "documented": "GET /orders/{id}, 429",
                      "request": "GET /orders/7", "response": {"body": {"code": "LIMITED", "message": "Slow down"}}
                    }"""));
        }

        Api with(String file, String before, String after) {
            String text = JsonTree.text(Objects.requireNonNull(files.get(file)));
            assertThat(text).contains(before);
            files.put(file, json(text.replace(before, after)));
            sha256 = sha256.replaceFirst("\\d", "a");
            return this;
        }

        Api withScenario(String id) {
            Objects.requireNonNull(files.get(MISSING)).withArray("scenarios").add(json("""
                            {"id": "%s", "description": "New", "request": "GET /orders/8",
                             "response": {"body": {"code": "MISSING", "message": "New"}}}""".formatted(id)));
            return this;
        }

        Api withError(String name, String scenario) {
            files.put("errors/" + name + ".json", json("""
                    {"description": "Other", "status": 409, "code": "%1$s", "documented": "POST /orders, 409",
                     "scenarios": [{"id": "%2$s", "request": "GET /orders/8",
                                    "response": {"body": {"code": "%1$s", "message": "New"}}}]}""".formatted(name, scenario)));
            return with("catalog.json", "\"errors\":[", "\"errors\":[\"%s\",".formatted(name));
        }

        Api withoutError(String name) {
            files.remove("errors/" + name + ".json");
            return with("catalog.json", "\"" + name + "\"", "").fixCommas();
        }

        private Api fixCommas() {
            files.replaceAll((file, content) -> json(JsonTree.text(content)));
            return this;
        }

        List<ImportedFile> imported() {
            return files.entrySet().stream()
                    .map(file -> new ImportedFile(file.getKey(), file.getValue(), sources(file.getValue())))
                    .toList();
        }

        private static Map<String, String> sources(JsonNode content) {
            return IntStream.range(0, content.path("scenarios").size())
                    .boxed()
                    .collect(toMap(i -> "/scenarios/" + i, i -> "/paths/~1orders~1{id}/get/responses/" + i));
        }
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonTree.parse(text.replace(",]", "]")).orElseThrow(() -> new AssertionError(text));
    }

    private Path folder() {
        return parent.resolve("shop");
    }

    private List<Change> write(Api api) {
        return write(api, false);
    }

    private List<Change> write(Api api, boolean prune) {
        try {
            return ImportFolder.of(folder())
                    .write(new ImportSource("api.yaml", api.sha256, Map.of()), api.imported(), prune);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> compare(Api api) throws IOException {
        return ImportFolder.of(folder())
                .compare(new ImportSource("api.yaml", api.sha256, Map.of()), api.imported())
                .stream()
                .map(Change::toString)
                .toList();
    }

    private void edit(String file, String before, String after) throws IOException {
        String text = Files.readString(folder().resolve(file));
        assertThat(text).contains(before);
        Files.writeString(folder().resolve(file), text.replace(before, after));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder().resolve(file));
    }

    private Scenario scenario(String id) {
        return Catalog.load(folder()).scenario(id);
    }

    /** All files with their content. */
    private Map<String, String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            Map<String, String> tree = new LinkedHashMap<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                tree.put(parent.relativize(file).toString(), Files.readString(file));
            }
            return tree;
        }
    }

    @Test
    void firstImportIsACatalogThatOneCanRead() throws IOException {
        assertThat(write(new Api())).isEmpty();

        assertThat(Catalog.load(folder()).scenarios())
                .extracting(Scenario::id)
                .containsExactly("order-missing", "limited");
        assertThat(text(LIMITED)).isEqualTo("""
                {
                  "description": "Too many requests",
                  "status": 429,
                  "code": "LIMITED",
                  "documented": "GET /orders/{id}, 429",
                  "request": "GET /orders/7",
                  "response": { "body": { "code": "LIMITED", "message": "Slow down" } }
                }
                """);
        assertThat(text("catalog.json")).contains("{ \"price\": 10.50 }");
        assertThat(tree())
                .containsOnlyKeys(
                        "shop/catalog.json",
                        "shop/errors/LIMITED.json",
                        "shop/errors/MISSING.json",
                        "shop/import.lock.json");
    }

    @Test
    void lockTellsWhereEachItemComesFrom() throws IOException {
        write(new Api());

        JsonNode lock = json(text("import.lock.json"));

        assertThat(lock.at("/source/file").asText()).isEqualTo("api.yaml");
        assertThat(lock.path("items")
                        .path(MISSING)
                        .path("scenario order-missing")
                        .path("from")
                        .asText())
                .isEqualTo("/paths/~1orders~1{id}/get/responses/0");
        assertThat(lock.path("items")
                        .path("catalog.json")
                        .path("endpoint DELETE /orders/{id}")
                        .path("hash")
                        .asText())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void lockTellsWhetherTheCatalogIsAsItWasChecked() throws Exception {
        write(new Api());
        edit(LIMITED, "Slow down", "My own words");
        write(new Api());

        StringBuilder sums = new StringBuilder();
        for (String file : List.of("catalog.json", MISSING, LIMITED)) {
            sums.append(sha256(text(file))).append("  ").append(file).append("\n");
        }
        assertThat(json(text("import.lock.json")).path("catalog").asText()).isEqualTo(sha256(sums.toString()));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void sameImportChangesNothing() throws IOException {
        write(new Api());
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        for (String file : List.of("catalog.json", MISSING, LIMITED, "import.lock.json")) {
            Files.setLastModifiedTime(folder().resolve(file), longAgo);
        }
        Map<String, String> before = tree();

        assertThat(compare(new Api())).isEmpty();
        assertThat(write(new Api())).isEmpty();

        assertThat(tree()).isEqualTo(before);
        for (String file : before.keySet()) {
            assertThat(Files.getLastModifiedTime(parent.resolve(file))).isEqualTo(longAgo);
        }
    }

    @Test
    void sameDescriptionReadOnAnotherDayChangesNothing() throws IOException {
        write(new Api());
        Map<String, String> before = tree();
        Api tomorrow = new Api().with("catalog.json", "2026-11-27", "2026-11-28");
        tomorrow.sha256 = new Api().sha256;

        assertThat(write(tomorrow)).isEmpty();

        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void whatNobodyEditedFollowsTheDescription() throws IOException {
        write(new Api());
        Api next = new Api().with(MISSING, "No such order", "Nothing there").with(LIMITED, "429", "420");

        assertThat(compare(next))
                .containsExactly(
                        "scenario order-missing changed: /response/body/message was \"No such order\", is \"Nothing there\"",
                        "error LIMITED changed: status was 429, is 420",
                        "error LIMITED changed: documented was \"GET /orders/{id}, 429\", is \"GET /orders/{id}, 420\"");
        assertThat(write(next)).noneMatch(Change::keepsEdit);

        assertThat(scenario("order-missing").answer().body()).contains("Nothing there");
        assertThat(scenario("limited").status()).isEqualTo(420);
        assertThat(compare(next)).isEmpty();
    }

    @Test
    void editStaysAndIsNamedWhenItsSourceChanges() throws IOException {
        write(new Api());
        edit(MISSING, "No such order", "My own words");

        assertThat(write(new Api())).isEmpty();
        assertThat(write(new Api().with(LIMITED, "Slow down", "Slower"))).noneMatch(Change::keepsEdit);
        Api next = new Api().with(MISSING, "No such order", "Nothing there");
        assertThat(write(next)).anySatisfy(change -> {
            assertThat(change.keepsEdit()).isTrue();
            assertThat(change)
                    .hasToString(
                            "scenario order-missing changed: /response/body/message was \"My own words\", is \"Nothing there\"");
        });

        assertThat(scenario("order-missing").answer().body()).contains("My own words");
        assertThat(write(next)).as("named once").isEmpty();
        assertThat(compare(next)).isEmpty();
    }

    @Test
    void editOfOneMemberLeavesTheOthersToTheDescription() throws IOException {
        write(new Api());
        edit(LIMITED, "Too many requests", "My own words");

        write(new Api().with(LIMITED, "Slow down", "Slower"));

        assertThat(text(LIMITED)).contains("My own words", "Slower");
    }

    @Test
    void ownErrorsScenariosMembersAndFilesStay() throws IOException {
        write(new Api());
        edit("catalog.json", "\"MISSING\"", "\"OWN\", \"MISSING\"");
        edit("catalog.json", "\"name\"", "\"credentialHeaders\": [\"x-key\"], \"name\"");
        Files.writeString(folder().resolve("errors/OWN.json"), """
                {"description": "Own", "status": 400, "code": "OWN", "inferred": "Seen in the logs",
                 "request": "GET /orders/1", "response": {"body": {"code": "OWN", "message": "Own"}}}
                """);
        edit(MISSING, "\"scenarios\": [", """
                "scenarios": [{"id": "mine", "request": "GET /orders/9",
                               "response": {"body": {"code": "MISSING", "message": "Mine"}}},""");
        Files.writeString(folder().resolve("README.md"), "How to import");
        Map<String, String> before = tree();

        write(new Api());
        before.remove("shop/import.lock.json");
        assertThat(tree()).as("not even another layout").containsAllEntriesOf(before);
        write(new Api().with(MISSING, "No such order", "Nothing there").withScenario("new"));

        Catalog catalog = Catalog.load(folder());
        assertThat(catalog.scenarios())
                .extracting(Scenario::id)
                .containsExactly("own", "mine", "order-missing", "new", "limited");
        assertThat(catalog.credentialHeaders()).containsExactly("x-key");
        assertThat(text("README.md")).isEqualTo("How to import");
    }

    @Test
    void whatWasDeletedStaysAway() throws IOException {
        write(new Api());
        edit("catalog.json", "\"errors\": [\"MISSING\", \"LIMITED\"]", "\"errors\": [\"MISSING\"]");
        edit("catalog.json", "[\"order-missing\", \"limited\"]", "[\"order-missing\"]");
        Files.delete(folder().resolve(LIMITED));

        assertThat(write(new Api())).isEmpty();
        Api next = new Api().with(LIMITED, "Slow down", "Slower").withScenario("new");
        assertThat(write(next))
                .extracting(Change::toString)
                .containsExactlyInAnyOrder(
                        "scenario new is new", "error LIMITED changed: it was deleted from the catalog");

        assertThat(Catalog.load(folder()).scenarios()).extracting(Scenario::id).containsExactly("order-missing", "new");
        assertThat(compare(next)).isEmpty();
    }

    @Test
    void whatIsGoneIsNamedAndDeletedOnlyWhenPruned() throws IOException {
        write(new Api().withScenario("second"));
        Api next = new Api().withoutError("LIMITED").with("catalog.json", ",\"limited\"", "");

        assertThat(write(next))
                .extracting(Change::toString)
                .contains("scenario second is gone", "error LIMITED is gone: scenario limited");
        assertThat(Catalog.load(folder()).scenarios()).hasSize(3);
        assertThat(compare(next)).contains("scenario second is gone", "error LIMITED is gone: scenario limited");

        write(next, true);
        assertThat(Catalog.load(folder()).scenarios()).extracting(Scenario::id).containsExactly("order-missing");
        assertThat(folder().resolve(LIMITED)).doesNotExist();
        assertThat(compare(next)).isEmpty();
    }

    @Test
    void editedErrorThatIsGoneBecomesTheAuthorsOwn() throws IOException {
        write(new Api());
        edit(LIMITED, "Slow down", "My own words");
        Api next = new Api().withoutError("LIMITED").with("catalog.json", ",\"limited\"", "");

        assertThat(write(next, true))
                .filteredOn(Change::keepsEdit)
                .extracting(Change::toString)
                .containsExactly("error LIMITED is gone: scenario limited");

        assertThat(scenario("limited").answer().body()).contains("My own words");
        assertThat(write(next, true)).isEmpty();
        assertThat(scenario("limited").answer().body()).contains("My own words");
    }

    @Test
    void endpointsListNoScenarioThatWasDeleted() throws IOException {
        write(new Api().withScenario("second").with("catalog.json", "\"limited\"]", "\"limited\",\"second\"]"));
        edit("catalog.json", "\"DELETE\"", "\"PUT\"");
        edit("catalog.json", "[\"order-missing\"]", "[\"order-missing\", \"second\"]");

        write(new Api().with("catalog.json", "10.50", "10.60"), true);

        assertThat(Catalog.load(folder()).endpoints())
                .extracting(endpoint -> endpoint + " " + endpoint.scenarios())
                .containsExactly("GET /orders/{id} [order-missing, limited]", "PUT /orders/{id} [order-missing]");
    }

    @Test
    void scenarioFollowsItsErrorToAnotherName() throws IOException {
        write(new Api());
        Api next = new Api().withoutError("LIMITED").withError("THROTTLED", "limited");

        assertThat(write(next))
                .extracting(Change::toString)
                .contains("error THROTTLED is new: scenario limited", "error LIMITED is gone");

        assertThat(Catalog.load(folder()).scenarios())
                .extracting(Scenario::toString)
                .containsExactlyInAnyOrder("order-missing (404 MISSING)", "limited (409 THROTTLED)");
        assertThat(compare(next)).isEmpty();
    }

    @Test
    void errorWithOneScenarioCanGetMore() throws IOException {
        write(new Api());
        Api next = new Api();
        next.files.put(LIMITED, json("""
                {
                  "description": "Too many requests", "status": 429, "code": "LIMITED",
                  "documented": "GET /orders/{id}, 429",
                  "scenarios": [
                    {"request": "GET /orders/7", "response": {"body": {"code": "LIMITED", "message": "Slow down"}}},
                    {"id": "burst", "request": "GET /orders/7", "response": {"body": {"code": "LIMITED", "message": "Burst"}}}
                  ]
                }"""));

        assertThat(write(next)).extracting(Change::toString).containsExactly("scenario burst is new");
        assertThat(Catalog.load(folder()).scenarios()).extracting(Scenario::id).contains("limited", "burst");

        write(new Api(), true);
        assertThat(Catalog.load(folder()).scenarios()).extracting(Scenario::id).doesNotContain("burst");
        assertThat(compare(new Api())).isEmpty();
    }

    @Test
    void changeOfOperationsIsOneLine() throws IOException {
        write(new Api());

        assertThat(compare(new Api()
                        .with("catalog.json", "\"scenarios\":[\"order-missing\"]", "\"scenarios\":[\"limited\"]")))
                .containsExactly(
                        "endpoint DELETE /orders/{id} changed: /scenarios has new \"limited\"; /scenarios has no longer \"order-missing\"");
    }

    @Test
    void comparisonWritesNothing() throws IOException {
        write(new Api());
        Map<String, String> before = tree();

        compare(new Api()
                .withoutError("LIMITED")
                .with("catalog.json", ",\"limited\"", "")
                .withScenario("new"));

        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void folderThatCannotBeImportedIntoIsLeftAlone() throws IOException {
        assertRefused("was never imported: it has no import.lock.json", () -> compare(new Api()));
        Files.writeString(folder(), "a file");
        assertRefused("shop is not a folder", () -> write(new Api()));
        ImportFolder below = ImportFolder.of(folder().resolve("below"));
        assertRefused(
                "Cannot write " + folder().resolve("below") + ": " + folder() + " is not a folder",
                () -> below.write(new ImportSource("api.yaml", "0", Map.of()), new Api().imported(), false));
        Files.delete(folder());

        write(new Api());
        edit("import.lock.json", "api.yaml", "other.yaml");
        assertRefused("was imported from other.yaml, not from api.yaml", () -> write(new Api()));
        edit("import.lock.json", "other.yaml", "api.yaml");
        edit("import.lock.json", "{", "");
        assertRefused("import.lock.json is broken: is not valid JSON: line", () -> write(new Api()));
        Files.writeString(folder().resolve("import.lock.json"), "{\"format\": 2}");
        assertRefused("was written by a newer version of Errata", () -> write(new Api()));
        Files.writeString(folder().resolve("import.lock.json"), """
                {"format": 1, "catalog": "0", "source": {"file": "api.yaml", "sha256": "0"}, "items": {"../../precious.json": {}}}
                """);
        assertRefused("\"../../precious.json\" is not a file of a catalog", () -> write(new Api(), true));
        Files.delete(folder().resolve("import.lock.json"));
        edit(MISSING, "No such order", "Own");
        assertRefused("holds a catalog that was not imported", () -> write(new Api()));
        edit(MISSING, "{", "");
        assertRefused("MISSING.json is not valid JSON: line", () -> write(new Api()));
    }

    @Test
    void catalogThatWouldBeInvalidIsNotWritten() throws IOException {
        write(new Api());
        edit(MISSING, "\"status\": 404", "\"status\": 4040");

        assertRefused(
                "shop is unchanged, because the catalog would be invalid: errors/MISSING.json /status:",
                () -> write(new Api().with(LIMITED, "Slow down", "Slower")));
    }

    @Test
    void importThatWasInterruptedIsCompletedByTheNext() throws IOException {
        write(new Api());
        Map<String, String> complete = tree();
        List<String> files = new ArrayList<>(List.of(MISSING, LIMITED, "catalog.json", "import.lock.json"));

        for (int written = 0; written < files.size(); written++) {
            for (String missing : files.subList(written, files.size())) {
                Files.deleteIfExists(folder().resolve(missing));
            }
            write(new Api());
            assertThat(tree()).as("after %d files", written).isEqualTo(complete);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private void assertRefused(String reason, Action action) throws IOException {
        Map<String, String> before = tree();
        assertThatThrownBy(action::run).hasMessageContaining(reason).message().hasLineCount(1);
        assertThat(tree()).isEqualTo(before);
    }
}
