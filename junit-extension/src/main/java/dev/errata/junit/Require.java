package dev.errata.junit;

import java.time.Duration;

/** Refuses arguments that make no sense, by name. */
final class Require {

    private Require() {}

    static Duration notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, is " + duration);
        }
        return duration;
    }

    static long notNegative(String name, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " must not be negative, is " + count);
        }
        return count;
    }

    static long positive(String name, long count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, is " + count);
        }
        return count;
    }
}
