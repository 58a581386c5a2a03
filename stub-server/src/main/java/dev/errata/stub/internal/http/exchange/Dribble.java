package dev.errata.stub.internal.http.exchange;

import java.time.Duration;

/**
 * The pace of a body that is sent in pieces of equal size, each after a pause.
 *
 * @param chunks in how many pieces, at least 1
 * @param duration how long all of it takes
 */
public record Dribble(int chunks, Duration duration) {

    /** Checks the number of pieces. */
    public Dribble {
        if (chunks < 1) {
            throw new IllegalArgumentException("Invalid number of pieces " + chunks + ": expected 1 or more.");
        }
    }
}
