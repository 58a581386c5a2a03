package dev.errata.examples.samples;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Tells what the error classes in Buena's document tell: {@code details}, and none of the fields beside it. */
final class BuenaSampleError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    @SuppressWarnings("serial") // the type does not say so, but every node that Jackson makes can be serialized
    private final JsonNode data;

    BuenaSampleError(int status, JsonNode data) {
        super(data.path("message").asText("Unknown error"));
        this.status = status;
        this.data = data;
    }

    int status() {
        return status;
    }

    String code() {
        return data.path("code").asText("UNKNOWN");
    }

    /** The details; {@code null} if the body has none. */
    @Nullable
    JsonNode details() {
        return data.get("details");
    }
}
