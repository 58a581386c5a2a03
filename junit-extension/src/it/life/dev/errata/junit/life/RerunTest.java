package dev.errata.junit.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fails in its first run, and passes in a second one if the server of the static field is still where it was. */
class RerunTest {

    @RegisterExtension
    static final BuenaStubs BUENA = new BuenaStubs();

    /** Kept by what outlives the run, such as a cached client. */
    private static URI firstUrl;

    private static URI firstScenarioUrl;
    private static int runs;

    @BeforeAll
    static void remember() {
        if (firstUrl == null) {
            firstUrl = BUENA.server().baseUrl();
            firstScenarioUrl = BUENA.server().baseUrl(BuenaError.RATE_LIMIT_EXCEEDED);
        }
    }

    @Test
    void serverIsWhereItWas() throws Exception {
        runs++;
        assertThat(BUENA.server().armed()).isEmpty();
        assertThat(BUENA.server().traffic().total()).isZero();
        assertThat(Client.status(firstUrl)).isEqualTo(200);
        assertThat(Client.status(firstScenarioUrl)).isEqualTo(429);
        assertThat(BUENA.server().baseUrl()).isEqualTo(firstUrl);
        assertThat(BUENA.server().traffic().total()).isEqualTo(2);
        BUENA.server().willFail(BuenaError.NOT_FOUND);

        assertThat(runs).as("runs").isEqualTo(2);
    }
}
