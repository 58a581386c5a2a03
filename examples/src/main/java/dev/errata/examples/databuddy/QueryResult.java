package dev.errata.examples.databuddy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Databuddy computed.
 *
 * @param data the numbers, in the shape of what was asked
 * @param requestId what Databuddy's support asks for, if the answer has it
 */
public record QueryResult(JsonNode data, @Nullable String requestId) {

    public QueryResult {
        Objects.requireNonNull(data, "data");
    }
}
