package dev.errata.stub.internal;

import java.time.Duration;

/** Checks arguments, and names the one that is refused. */
public final class Preconditions {

    private Preconditions() {}

    /** Returns the duration, or throws {@link IllegalArgumentException} if it is negative. */
    public static Duration notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, is " + duration);
        }
        return duration;
    }

    /** Returns the number, or throws {@link IllegalArgumentException} if it is negative. */
    public static long notNegative(String name, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(name + " must not be negative, is " + number);
        }
        return number;
    }

    /** Returns the number, or throws {@link IllegalArgumentException} if it is less than 1. */
    public static long positive(String name, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, is " + number);
        }
        return number;
    }
}
