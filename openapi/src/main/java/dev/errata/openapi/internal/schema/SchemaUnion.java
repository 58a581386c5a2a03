package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One schema for bodies of several. Schemas that differ only in the values that they list become one that lists all of them. */
public final class SchemaUnion {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** With more alternatives, or more text, nobody reads a schema. */
    private static final int MAX_ALTERNATIVES = 20;

    private static final int MAX_LENGTH = 60_000;

    private static final int MAX_DEPTH = 2;

    /** An object with more fields is a map, whose fields have other names in each error. */
    private static final int MAX_FIELDS = 20;

    private SchemaUnion() {}

    /**
     * Joins schemas.
     *
     * @param schemas the schemas, each with other rules
     * @param bodies the bodies that must satisfy the union
     * @return a schema that all of the bodies satisfy
     */
    public static JsonNode of(List<Schema> schemas, List<JsonNode> bodies) {
        List<JsonNode> alternatives = new ArrayList<>();
        for (Schema schema : schemas) {
            add(alternatives, schema.bare(), bodies);
        }
        JsonNode union = alternatives.size() == 1 ? alternatives.get(0) : anyOf(alternatives);
        boolean legible =
                alternatives.size() <= MAX_ALTERNATIVES && JsonTree.text(union).length() <= MAX_LENGTH;
        return legible && satisfy(bodies, union) ? union : outline(bodies, 0);
    }

    /** Returns whether a body satisfies a schema that this class made. */
    public static boolean accepts(JsonNode schema, JsonNode body) {
        return new Schema("", schema).accepts(body);
    }

    private static void add(List<JsonNode> alternatives, JsonNode schema, List<JsonNode> bodies) {
        for (int i = 0; i < alternatives.size(); i++) {
            Optional<JsonNode> joined = joined(alternatives.get(i), schema);
            if (joined.isPresent()) {
                Schema before = new Schema("", alternatives.get(i));
                Schema added = new Schema("", schema);
                Schema both = new Schema("", joined.get());
                if (bodies.stream()
                        .filter(body -> before.accepts(body) || added.accepts(body))
                        .allMatch(both::accepts)) {
                    alternatives.set(i, joined.get());
                    return;
                }
            }
        }
        alternatives.add(schema);
    }

    private static boolean satisfy(List<JsonNode> bodies, JsonNode union) {
        Schema schema = new Schema("", union);
        return schema.mistake().isEmpty() && bodies.stream().allMatch(schema::accepts);
    }

    private static JsonNode anyOf(List<JsonNode> alternatives) {
        ObjectNode defs = NODES.objectNode();
        ArrayNode all = NODES.arrayNode();
        for (JsonNode alternative : alternatives) {
            if (alternative.isObject()) {
                ObjectNode own = NODES.objectNode();
                own.setAll((ObjectNode) alternative);
                JsonNode needed = own.path("$defs");
                own.remove("$defs");
                needed.properties().forEach(def -> defs.set(def.getKey(), def.getValue()));
                all.add(own);
            } else {
                all.add(alternative);
            }
        }
        ObjectNode union = NODES.objectNode();
        union.set("anyOf", all);
        if (!defs.isEmpty()) {
            union.set("$defs", defs);
        }
        return union;
    }

    /** Joins two schemas that are equal but for the values that they list; what they refer to must be equal. */
    private static Optional<JsonNode> joined(JsonNode one, JsonNode other) {
        if (!one.isObject() || !other.isObject()) {
            return one.equals(other) ? Optional.of(one) : Optional.empty();
        }
        if (!rules(one).equals(rules(other)) || !one.path("$defs").equals(other.path("$defs"))) {
            return Optional.empty();
        }
        ObjectNode joined = NODES.objectNode();
        for (Map.Entry<String, JsonNode> keyword : one.properties()) {
            String name = keyword.getKey();
            if (!name.equals("enum") && !name.equals("const")) {
                Optional<JsonNode> value = name.equals("$defs")
                        ? Optional.of(keyword.getValue())
                        : joined(name, keyword.getValue(), other.get(name));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                joined.set(name, value.get());
            }
        }
        Set<JsonNode> values = new LinkedHashSet<>(values(one));
        values.addAll(values(other));
        if (!values(one).isEmpty() && !values(other).isEmpty()) {
            joined.set("enum", NODES.arrayNode().addAll(values));
        }
        return Optional.of(joined);
    }

    private static Set<String> rules(JsonNode schema) {
        Set<String> rules = new TreeSet<>();
        schema.fieldNames().forEachRemaining(rules::add);
        rules.remove("enum");
        rules.remove("const");
        return rules;
    }

    private static Set<JsonNode> values(JsonNode schema) {
        Set<JsonNode> values = new LinkedHashSet<>();
        schema.path("enum").forEach(values::add);
        if (schema.has("const")) {
            values.add(schema.get("const"));
        }
        return values;
    }

    private static Optional<JsonNode> joined(String keyword, JsonNode one, JsonNode other) {
        switch (Keywords.kind(keyword)) {
            case SCHEMA -> {
                return joined(one, other);
            }
            case SCHEMAS -> {
                if (one.size() != other.size()) {
                    return Optional.empty();
                }
                ArrayNode all = NODES.arrayNode();
                for (int i = 0; i < one.size(); i++) {
                    Optional<JsonNode> each = joined(one.get(i), other.get(i));
                    if (each.isEmpty()) {
                        return Optional.empty();
                    }
                    all.add(each.get());
                }
                return Optional.of(all);
            }
            case NAMED -> {
                ObjectNode all = NODES.objectNode();
                for (Map.Entry<String, JsonNode> field : one.properties()) {
                    Optional<JsonNode> each = other.has(field.getKey())
                            ? joined(field.getValue(), other.get(field.getKey()))
                            : Optional.empty();
                    if (each.isEmpty()) {
                        return Optional.empty();
                    }
                    all.set(field.getKey(), each.get());
                }
                return all.size() == other.size() ? Optional.of(all) : Optional.empty();
            }
            default -> {
                return one.equals(other) ? Optional.of(one) : Optional.empty();
            }
        }
    }

    /** A schema of what bodies look like from afar: their fields, and the types of these. */
    private static JsonNode outline(List<JsonNode> bodies, int depth) {
        ObjectNode outline = NODES.objectNode();
        Set<String> types = new TreeSet<>();
        bodies.forEach(body -> types.add(type(body)));
        if (types.isEmpty() || depth > MAX_DEPTH) {
            return outline;
        }
        if (types.size() == 1) {
            outline.put("type", types.iterator().next());
        } else {
            ArrayNode all = outline.putArray("type");
            types.forEach(all::add);
        }
        if (types.equals(Set.of("object"))) {
            Map<String, List<JsonNode>> fields = new LinkedHashMap<>();
            bodies.forEach(body -> body.properties()
                    .forEach(field -> fields.computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                            .add(field.getValue())));
            ArrayNode required = NODES.arrayNode();
            ObjectNode properties = NODES.objectNode();
            fields.forEach((name, values) -> {
                properties.set(name, outline(values, depth + 1));
                if (values.size() == bodies.size()) {
                    required.add(name);
                }
            });
            if (!required.isEmpty()) {
                outline.set("required", required);
            }
            if (!properties.isEmpty() && properties.size() <= MAX_FIELDS) {
                outline.set("properties", properties);
            }
        }
        return outline;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            default -> "null";
        };
    }
}
