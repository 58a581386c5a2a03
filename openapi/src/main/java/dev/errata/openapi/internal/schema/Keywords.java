package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What stands where in a schema: a field of that name may also be a property that the schema describes. */
final class Keywords {

    /** What the value of a keyword holds. */
    enum Kind {
        /** A schema. */
        SCHEMA,
        /** A list of schemas. */
        SCHEMAS,
        /** Schemas by names. */
        NAMED,
        /** Anything else that decides about validity. */
        RULE,
        /** Nothing that decides about validity. */
        ANNOTATION
    }

    private static final Set<String> SCHEMA = Set.of(
            "items",
            "additionalProperties",
            "propertyNames",
            "contains",
            "not",
            "if",
            "then",
            "else",
            "unevaluatedItems",
            "unevaluatedProperties");

    private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas", "$defs");

    private static final Set<String> RULES = Set.of(
            "$ref",
            "type",
            "const",
            "enum",
            "multipleOf",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minContains",
            "maxContains",
            "required",
            "dependentRequired",
            "minProperties",
            "maxProperties");

    private Keywords() {}

    static Kind kind(String keyword) {
        if (SCHEMA.contains(keyword)) {
            return Kind.SCHEMA;
        }
        if (SCHEMAS.contains(keyword)) {
            return Kind.SCHEMAS;
        }
        if (NAMED.contains(keyword)) {
            return Kind.NAMED;
        }
        return RULES.contains(keyword) ? Kind.RULE : Kind.ANNOTATION;
    }

    /** Changes the schemas directly in a schema. Of a keyword that holds something else the value stays. */
    static ObjectNode map(JsonNode schema, UnaryOperator<JsonNode> change) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        schema.properties()
                .forEach(
                        keyword -> changed.set(keyword.getKey(), mapped(keyword.getKey(), keyword.getValue(), change)));
        return changed;
    }

    private static JsonNode mapped(String keyword, JsonNode value, UnaryOperator<JsonNode> change) {
        switch (kind(keyword)) {
            case SCHEMA -> {
                return change.apply(value);
            }
            case SCHEMAS -> {
                ArrayNode changed = JsonNodeFactory.instance.arrayNode();
                value.forEach(each -> changed.add(change.apply(each)));
                return changed;
            }
            case NAMED -> {
                ObjectNode changed = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> each : value.properties()) {
                    changed.set(each.getKey(), change.apply(each.getValue()));
                }
                return changed;
            }
            default -> {
                return value;
            }
        }
    }
}
