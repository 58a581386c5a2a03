package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    static void until(String what, BooleanSupplier reached) {
        long begin = System.nanoTime();
        boolean done = reached.getAsBoolean();
        while (!done && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Thread.onSpinWait();
            done = reached.getAsBoolean();
        }
        assertThat(done).as(what).isTrue();
    }
}
