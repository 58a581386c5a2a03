package dev.errata.examples.buena;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * The quota that is used up.
 *
 * @param limit the number of requests in each window
 * @param remaining how many are left
 * @param reset when the next window begins
 * @param window how long a window is, such as {@code minute}; empty when Buena did not say
 */
public record RateLimitInfo(int limit, int remaining, Instant reset, String window) {

    static RateLimitInfo of(JsonNode info) {
        return new RateLimitInfo(
                info.path("limit").asInt(),
                info.path("remaining").asInt(),
                Instant.ofEpochSecond(info.path("reset").asLong()),
                info.path("window").asText());
    }
}
