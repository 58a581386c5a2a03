package dev.errata.pacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.Catalog;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pacts can be read by verifiers in other languages. */
class PortablePactsTest {

    static Stream<Catalog> catalogs() {
        return Stream.of(Catalog.buena(), Catalog.databuddy());
    }

    /** Pact's Rust core reads them with Oniguruma, which knows {@code (?i)} and, of the other flags, none as Java does. */
    @ParameterizedTest
    @MethodSource("catalogs")
    void regularExpressionsIgnoreCaseAtMost(Catalog catalog) throws Exception {
        JsonNode pact = new ObjectMapper().readTree(CatalogPact.json(catalog));

        assertThat(pact.findValuesAsText("regex"))
                .isNotEmpty()
                .allSatisfy(regex -> assertThat(regex.replace("(?i)", "")).doesNotContain("(?"));
    }
}
