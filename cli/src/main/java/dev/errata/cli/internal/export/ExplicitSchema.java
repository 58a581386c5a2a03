package dev.errata.cli.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says in a JSON Schema what it means without words: that objects may have more fields, that elements can be anything, and that
 * a required field can be anything. Linters ask for these words, and take an object without them for a closed one.
 */
final class ExplicitSchema {

    private static final List<String> SCHEMAS = List.of(
            "additionalProperties",
            "contains",
            "else",
            "if",
            "items",
            "not",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties");

    private static final List<String> LISTS_OF_SCHEMAS = List.of("allOf", "anyOf", "oneOf", "prefixItems");

    private static final List<String> MAPS_OF_SCHEMAS =
            List.of("$defs", "definitions", "dependentSchemas", "patternProperties", "properties");

    private ExplicitSchema() {}

    /** Adds what is missing; changes the schema in place. */
    static void complete(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        Stream.of(
                        SCHEMAS.stream().map(object::path),
                        Stream.concat(LISTS_OF_SCHEMAS.stream(), MAPS_OF_SCHEMAS.stream())
                                .map(object::path)
                                .flatMap(JsonNode::valueStream))
                .flatMap(schemas -> schemas)
                .forEach(ExplicitSchema::complete);
        if (isOf(object, "array") && !object.has("items") && !object.has("unevaluatedItems")) {
            object.putObject("items");
        }
        boolean closed = object.has("additionalProperties") || object.has("unevaluatedProperties");
        if (closed || !(isOf(object, "object") || object.has("properties"))) {
            return;
        }
        if (!object.has("patternProperties") && object.get("required") instanceof ArrayNode required) {
            ObjectNode properties = object.withObjectProperty("properties");
            required.forEach(name -> properties.putIfAbsent(name.asText(), JsonNodeFactory.instance.objectNode()));
        }
        object.put("additionalProperties", true);
    }

    private static boolean isOf(ObjectNode schema, String type) {
        JsonNode types = schema.path("type");
        return types.asText().equals(type)
                || types.valueStream().anyMatch(one -> one.asText().equals(type));
    }
}
