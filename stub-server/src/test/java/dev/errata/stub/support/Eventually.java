package dev.errata.stub.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    public static void until(String what, BooleanSupplier reached) {
        long begin = System.nanoTime();
        boolean done = reached.getAsBoolean();
        while (!done && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Thread.onSpinWait();
            done = reached.getAsBoolean();
        }
        assertThat(done).as(what).isTrue();
    }

    /** Waits until an assertion holds. */
    public static void that(Runnable assertion) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                Thread.onSpinWait();
            }
        }
        assertion.run();
    }
}
