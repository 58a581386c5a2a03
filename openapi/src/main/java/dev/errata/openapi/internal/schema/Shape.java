package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bodies of a schema look like, all its alternatives together, and which values are known of each place. */
final class Shape {

    private static final int MAX_DEPTH = 6;
    private static final int MAX_PLACES = 5_000;

    /**
     * A value that a description shows.
     *
     * @param value the value
     * @param status the status of the answer that shows it, 0 if a schema does
     */
    record Seen(JsonNode value, int status) {}

    final Set<String> types = new LinkedHashSet<>();
    final List<Seen> seen = new ArrayList<>();
    final Map<String, Shape> fields = new LinkedHashMap<>();
    String format = "";
    boolean enumerated;
    long minimum = Long.MIN_VALUE;
    long maximum = Long.MAX_VALUE;

    @Nullable
    Shape element;

    /** What fields have whose names are not known. */
    @Nullable
    Shape others;

    static Shape of(Schema schema, Map<JsonNode, Integer> bodies) {
        Shape shape = new Shape();
        new Builder(schema).add(shape, schema.json(), 0);
        bodies.forEach((body, status) -> shape.add(body, status, 0));
        return shape;
    }

    Optional<Shape> element() {
        return Optional.ofNullable(element);
    }

    boolean mayBe(String type) {
        return types.isEmpty() || types.contains(type) || (type.equals("integer") && types.contains("number"));
    }

    boolean is(String type) {
        return !types.isEmpty() && mayBe(type);
    }

    private void add(JsonNode value, int status, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (value.isObject()) {
            types.add("object");
            value.properties()
                    .forEach(field -> fields.computeIfAbsent(field.getKey(), name -> new Shape())
                            .add(field.getValue(), status, depth + 1));
        } else if (value.isArray()) {
            types.add("array");
            for (JsonNode each : value) {
                elementOrNew().add(each, status, depth + 1);
            }
        } else {
            types.add(type(value));
            seen.add(new Seen(value, status));
        }
    }

    private Shape elementOrNew() {
        Shape known = element;
        if (known == null) {
            known = new Shape();
            element = known;
        }
        return known;
    }

    private Shape othersOrNew() {
        Shape known = others;
        if (known == null) {
            known = new Shape();
            others = known;
        }
        return known;
    }

    /** Reads a schema. */
    private static final class Builder {

        private final Schema schema;
        private int places;

        Builder(Schema schema) {
            this.schema = schema;
        }

        void add(Shape shape, JsonNode part, int depth) {
            if (!part.isObject() || depth > 2 * MAX_DEPTH || ++places > MAX_PLACES) {
                return;
            }
            if (part.has("$ref")) {
                add(shape, schema.target(part), depth + 1);
            }
            addValues(shape, part);
            part.path("properties")
                    .properties()
                    .forEach(property -> add(
                            shape.fields.computeIfAbsent(property.getKey(), name -> new Shape()),
                            property.getValue(),
                            depth + 1));
            if (part.path("additionalProperties").isObject()) {
                add(shape.othersOrNew(), part.get("additionalProperties"), depth + 1);
            }
            if (part.path("items").isObject()) {
                add(shape.elementOrNew(), part.get("items"), depth + 1);
            }
            for (String keyword : List.of("allOf", "oneOf", "anyOf")) {
                part.path(keyword).forEach(branch -> add(shape, branch, depth + 1));
            }
        }

        private static void addValues(Shape shape, JsonNode part) {
            if (part.path("type").isTextual()) {
                shape.types.add(part.path("type").asText());
            }
            part.path("type").forEach(type -> shape.types.add(type.asText()));
            if (part.has("properties")) {
                shape.types.add("object");
            }
            if (part.has("format")) {
                shape.format = part.get("format").asText();
            }
            shape.minimum = Math.max(shape.minimum, part.path("minimum").asLong(Long.MIN_VALUE));
            shape.maximum = Math.min(shape.maximum, part.path("maximum").asLong(Long.MAX_VALUE));
            boolean typed = part.has("type");
            part.path("enum").forEach(value -> shape.addFixed(value, typed));
            if (part.has("const")) {
                shape.addFixed(part.get("const"), typed);
            }
            shape.addKnown(part.path("example"), false);
            part.path("examples").forEach(value -> shape.addKnown(value, false));
        }
    }

    private void addFixed(JsonNode value, boolean typed) {
        addKnown(value, true);
        if (!typed) {
            types.add(type(value));
        }
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "null";
        };
    }

    private void addKnown(JsonNode value, boolean fixed) {
        if (!value.isMissingNode()
                && !value.isContainerNode()
                && !value.asText().equals("string")) {
            seen.add(new Seen(value, 0));
            enumerated |= fixed;
        }
    }
}
