package dev.errata.junit.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.DatabuddyStubs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Covers a half of the scenarios when it first runs, and the other one when what failed runs again. The POM asks for all of
 * them, which neither run has alone: the build passes if the first one is not judged, and the second one with both.
 */
class CoverageRerunTest {

    @RegisterExtension
    static final DatabuddyStubs DATABUDDY = new DatabuddyStubs();

    private static final List<Scenario> ALL = Catalog.databuddy().scenarios();

    private static int runs;

    @Test
    void coversOneHalf() throws Exception {
        cover(ALL.subList(0, ALL.size() / 2));
    }

    @Test
    void coversTheOtherHalfWhenItRunsAgain() throws Exception {
        runs++;
        assertThat(runs).as("runs").isEqualTo(2);
        cover(ALL.subList(ALL.size() / 2, ALL.size()));
    }

    private static void cover(List<Scenario> scenarios) throws Exception {
        for (Scenario scenario : scenarios) {
            assertThat(Client.status(DATABUDDY.server().baseUrl(scenario.id()))).isEqualTo(scenario.status());
        }
    }
}
