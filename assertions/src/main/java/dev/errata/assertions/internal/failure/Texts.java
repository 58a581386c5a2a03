package dev.errata.assertions.internal.failure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Values as failure messages show them. */
public final class Texts {

    private static final int MAX_SHOWN = 10_000;

    private Texts() {}

    /** Cuts a long text. */
    public static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "… (shortened)";
    }

    /** Writes a duration with as many decimals as it needs, such as {@code 45 s}. */
    public static String seconds(Duration duration) {
        return exactSeconds(duration).stripTrailingZeros().toPlainString() + " s";
    }

    /** Writes a duration with three decimals, rounded down, so that a wait that was too short never looks long enough. */
    public static String milliseconds(Duration duration) {
        return exactSeconds(duration).setScale(3, RoundingMode.FLOOR) + " s";
    }

    /** Avoids nanoseconds, because a {@code long} holds only 292 years of them. */
    private static BigDecimal exactSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }
}
