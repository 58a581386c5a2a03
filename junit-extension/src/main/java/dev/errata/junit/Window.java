package dev.errata.junit;

import java.time.Duration;
import java.util.Locale;
import org.apiguardian.api.API;

/** How long a quota lasts until it is full again. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Window {
    /** A second. */
    PER_SECOND(Duration.ofSeconds(1)),
    /** A minute. */
    PER_MINUTE(Duration.ofMinutes(1)),
    /** An hour. */
    PER_HOUR(Duration.ofHours(1)),
    /** A day of 24 hours. */
    PER_DAY(Duration.ofDays(1));

    private final Duration length;

    Window(Duration length) {
        this.length = length;
    }

    /**
     * Its length.
     *
     * @return the duration
     */
    public Duration length() {
        return length;
    }

    /** In a word, as Buena's {@code rateLimitInfo.window} has it: {@code minute}. */
    @Override
    public String toString() {
        return name().substring("PER_".length()).toLowerCase(Locale.ROOT);
    }
}
