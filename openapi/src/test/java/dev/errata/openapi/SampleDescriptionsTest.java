package dev.errata.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports each description of a folder: {@code -Derrata.openapi.samples=<folder>}. */
@EnabledIfSystemProperty(named = "errata.openapi.samples", matches = ".+")
class SampleDescriptionsTest {

    @TempDir
    Path folder;

    static List<Path> descriptions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("errata.openapi.samples")))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void catalogLoadsAndItsBodiesSatisfyTheirSchemas(Path description) {
        OpenApiImport imported = OpenApiImport.read(description);
        if (imported.isEmpty()) {
            assertThat(imported.contradictions()).isEmpty();
            return;
        }
        Catalog catalog = Imports.catalog(folder, imported);

        assertThat(imported.files())
                .extracting(file -> JsonTree.indented(file.content()).length())
                .allMatch(length -> length < 1_000_000);
        assertThat(catalog.scenarios()).allSatisfy(SampleDescriptionsTest::satisfiesItsSchema);
        assertThat(catalog.scenarios())
                .allSatisfy(scenario -> assertThat(catalog.envelope(catalog.parts(scenario.answer()))
                                .code(catalog.parts(scenario.answer())))
                        .isEqualTo(scenario.envelope().code(catalog.parts(scenario.answer()))));
    }

    private static void satisfiesItsSchema(Scenario scenario) {
        JsonNode schema = scenario.envelope().schema().orElse(null);
        if (schema != null && scenario.answer().json().isPresent()) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(scenario.answer().json().get()))
                    .isEmpty();
        }
    }
}
