package dev.errata.examples.buena;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Buena found out about people.
 *
 * @param enriched one entry for each of them that was found
 * @param creditsUsed what that cost
 * @param remainingCredits what is left to spend
 */
public record Enrichment(List<JsonNode> enriched, int creditsUsed, int remainingCredits) {

    public Enrichment(@Nullable List<JsonNode> enriched, int creditsUsed, int remainingCredits) {
        this.enriched = List.copyOf(Objects.requireNonNullElse(enriched, List.of()));
        this.creditsUsed = creditsUsed;
        this.remainingCredits = remainingCredits;
    }
}
