package dev.errata.pacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who uses another module does not get Pact with it. */
class OtherModulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"fixtures", "junit-extension", "assertions"})
    void bringNoPact(String module) {
        assertThat(Path.of("..", module, "pom.xml")).content().doesNotContain("au.com.dius", "errata-pacts");
    }
}
