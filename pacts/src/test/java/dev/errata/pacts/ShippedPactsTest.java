package dev.errata.pacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pacts in the jar are those of the catalogs. */
class ShippedPactsTest {

    private static final String COMMAND = "mvn test -pl pacts -am -Dtest=ShippedPactsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Derrata.pacts.update=true";

    private static final Path FILES = Path.of("src/main/resources/dev/errata/pacts");

    static Stream<Catalog> catalogs() {
        return Stream.of(Catalog.buena(), Catalog.databuddy());
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void theFileIsWhatTheCatalogSays(Catalog catalog) throws IOException {
        if (Boolean.getBoolean("errata.pacts.update")) {
            CatalogPact.write(catalog, FILES);
        }

        assertThat(Files.readString(FILES.resolve("errata-" + catalog.id() + ".json")))
                .as("change the catalog, then run " + COMMAND)
                .isEqualTo(CatalogPact.json(catalog));
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void theFileIsOnTheClassPath(Catalog catalog) throws IOException {
        try (InputStream file = CatalogPact.class.getResourceAsStream("errata-" + catalog.id() + ".json")) {
            assertThat(file).isNotNull();
            assertThat(new String(file.readAllBytes(), UTF_8)).isEqualTo(CatalogPact.json(catalog));
        }
    }
}
