package dev.errata.pacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of other modules do not get Pact. */
class OtherModulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"fixtures", "stub-server", "junit-extension", "assertions", "client-contract"})
    void bringNoPact(String module) {
        assertThat(Path.of("..", module, "pom.xml")).content().doesNotContain("au.com.dius", "errata-pacts");
    }
}
