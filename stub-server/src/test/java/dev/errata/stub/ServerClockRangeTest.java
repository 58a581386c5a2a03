package dev.errata.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock shows only what a header can tell; other times are refused, and change nothing. */
class ServerClockRangeTest {

    private static final Instant MOMENT = Instant.parse("2026-11-22T10:00:00Z");

    private final BuenaServer buena = BuenaServer.start();

    @AfterEach
    void close() {
        buena.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2562047788015215H", "PT8760000000H", "PT-1S"})
    void refusedTimeChangesNothing(String time) {
        buena.clock().stopAt(MOMENT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> buena.clock().advance(Duration.parse(time)))
                .withMessageContaining(Duration.parse(time).toString());

        assertThat(buena.clock().instant()).isEqualTo(MOMENT);
        buena.clock().advance(Duration.ofMinutes(1));
        assertThat(buena.clock().instant()).isEqualTo(MOMENT.plusSeconds(60));
    }

    @Test
    void momentThatNoHeaderCanTellIsRefused() {
        buena.clock().stopAt(MOMENT);

        assertThatIllegalArgumentException().isThrownBy(() -> buena.clock().stopAt(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> buena.clock().stopAt(Instant.MIN));

        assertThat(buena.clock().instant()).isEqualTo(MOMENT);
    }

    @Test
    void manyAdvancesMeetTheSameLimit() {
        Duration years = Duration.ofDays(3_000 * 365);
        buena.clock().advance(years);
        buena.clock().advance(years);

        assertThatIllegalArgumentException().isThrownBy(() -> buena.clock().advance(years));
    }
}
