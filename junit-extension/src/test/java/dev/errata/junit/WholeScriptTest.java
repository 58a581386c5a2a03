package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A script that is armed when all of it has been said. */
class WholeScriptTest {

    @Test
    void stepsFollowOneAnother() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.script(script -> script.thenFail(BuenaError.SERVICE_UNAVAILABLE)
                    .times(2)
                    .thenPass()
                    .thenFail("lead-not-found"));

            assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(503, 503, 200, 404, 200);
        }
    }

    @Test
    void noRequestMeetsAPartOfIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.script(script -> {
                script.thenFail(BuenaError.SERVICE_UNAVAILABLE).times(1);
                assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(200);
            });

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(503, 200);
        }
    }

    @Test
    void nothingIsArmedWhenAStepIsRefused() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatThrownBy(() -> buena.script(script ->
                            script.thenFail(BuenaError.SERVICE_UNAVAILABLE).thenFail("no-such-thing")))
                    .isInstanceOf(NoSuchElementException.class);

            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(200);
        }
    }

    @Test
    void scriptWithoutAStepIsRefused() {
        try (BuenaServer buena = BuenaServer.start()) {
            Consumer<FailureScript> none = script -> {};
            assertThatThrownBy(() -> buena.script(none)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> buena.script(script -> script.times(2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A script begins with a step");
        }
    }
}
