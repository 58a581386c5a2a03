package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linters that teams hold their OpenAPI documents to find nothing in an exported one. */
class OpenApiLintersTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path STYLES = BASE.resolve("../examples/src/test/resources/styles");
    private static final Path RULES = BASE.resolve("src/it/openapi/spectral.yaml");
    private static final String PROPERTY = "errata.openapi.linters";

    @TempDir
    private Path folder;

    @BeforeEach
    void requireInstalled() {
        assumeTrue(
                !System.getProperty(PROPERTY, "").isBlank(),
                "The linters of OpenAPI are not installed: run npm ci in cli/src/it/openapi, then the build with -D"
                        + PROPERTY + "=<that folder>/node_modules/.bin");
    }

    private List<String> documents() throws IOException {
        for (String api : List.of("buena", "databuddy")) {
            export(api, api);
        }
        export("own", "--catalog=" + OwnCatalog.write(folder.resolve("own")));
        try (Stream<Path> styles = Files.list(STYLES)) {
            styles.forEach(style -> export(style.getFileName().toString(), "--catalog=" + style));
        }
        exportIncomplete();
        try (Stream<Path> documents = Files.list(folder)) {
            List<String> files = documents
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(files).hasSizeGreaterThan(15);
            return files;
        }
    }

    private void export(String name, String api) {
        Cli run = Cli.run(
                "export",
                "openapi",
                api,
                "--output",
                folder.resolve(name + ".json").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** Without the operation ids, to see that the linters look. */
    private void exportIncomplete() throws IOException {
        ObjectNode document =
                (ObjectNode) Http.tree(Cli.run("export", "openapi", "buena").out());
        document.path("paths")
                .forEach(path -> path.forEach(operation -> ((ObjectNode) operation).remove("operationId")));
        Files.writeString(folder.resolve("incomplete.json"), document.toString());
    }

    private static Program start(String linter, List<String> options, List<String> documents) throws IOException {
        Path program = Path.of(System.getProperty(PROPERTY), linter);
        assertThat(program).isExecutable();
        return Program.start(
                Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
                Stream.of(List.of(program.toString(), "lint"), options, documents)
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<JsonNode> redocly(List<String> documents) throws Exception {
        try (Program linter = start("redocly", List.of("--extends=recommended", "--format=json"), documents)) {
            assertThat(linter.exitCode()).as(linter.errors()).isZero();
            // A report for each document.
            List<JsonNode> reports = new ObjectMapper()
                    .readerFor(JsonNode.class)
                    .<JsonNode>readValues(linter.printed())
                    .readAll();
            assertThat(reports).as(linter.errors()).hasSameSizeAs(documents);
            return reports.stream()
                    .flatMap(report -> report.path("problems").valueStream())
                    .toList();
        }
    }

    private static JsonNode spectral(List<String> documents) throws Exception {
        List<String> options = List.of("--ruleset", RULES.toString(), "--format=json", "--quiet");
        try (Program linter = start("spectral", options, documents)) {
            assertThat(linter.exitCode()).as(linter.errors()).isZero();
            return Http.tree(linter.printed());
        }
    }

    @Test
    void redoclyFindsNothing() throws Exception {
        assertThat(redocly(documents()))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.at("/location/0/source/ref")
                                        .asText() + " " + problem.path("ruleId").asText())
                        .as(problem.toPrettyString())
                        .endsWith("incomplete.json operation-operationId"));
    }

    @Test
    void spectralFindsNothing() throws Exception {
        assertThat(spectral(documents()))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.path("source").asText() + " "
                                + problem.path("code").asText())
                        .as(problem.toPrettyString())
                        .endsWith("incomplete.json operation-operationId"));
    }
}
