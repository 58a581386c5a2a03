package dev.errata.junit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Reads bodies. A class of its own, for its mapper takes a while to load, and most servers never need it. */
final class JsonText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    /** The text as a tree, a {@link MissingNode} if it is no JSON. */
    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Whatever is no JSON lacks every field, and whoever looks for one finds that out.
            return MissingNode.getInstance();
        }
    }
}
