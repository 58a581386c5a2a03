package dev.errata.cli.internal.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON that is part of a catalog, and so known to be valid. */
final class JsonText {

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonText() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalog accepted JSON that is not valid: " + text, e);
        }
    }
}
