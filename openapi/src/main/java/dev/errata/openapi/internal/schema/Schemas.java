package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonSchema;
import dev.errata.openapi.internal.source.Pointers;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The schemas of a description. Those of OpenAPI 3.0 are rewritten as JSON Schema 2020-12; keywords that a catalog would refuse
 * are told and left out.
 */
public final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What has no meaning in a schema that stands for itself. */
    private static final Set<String> DROPPED = Set.of(
            "$id", "$schema", "$anchor", "$defs", "$comment", "$vocabulary", "discriminator", "xml", "externalDocs");

    private final boolean old;
    private final Report report;

    /** What is referred to, by its place and then by its name under {@code $defs}. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<String, JsonNode> defs = new HashMap<>();
    private final Deque<Map.Entry<String, Value>> toRead = new ArrayDeque<>();
    private final Map<String, Schema> known = new HashMap<>();
    private final Map<String, Boolean> patterns = new HashMap<>();

    /**
     * Begins with no schema.
     *
     * @param old whether the description is of OpenAPI 3.0
     * @param report takes what is left out
     */
    public Schemas(boolean old, Report report) {
        this.old = old;
        this.report = report;
    }

    /**
     * Reads a schema.
     *
     * @param value where it stands
     * @return the schema; one that accepts everything if there is none
     * @throws Refusal if it refers to something that does not exist
     */
    public Schema of(Value value) {
        if (!value.isPresent()) {
            return Schema.ANY;
        }
        boolean refers =
                value.json().path("$ref").isTextual() && (old || value.json().size() == 1);
        Value target = refers ? value.resolved() : value;
        Schema before = known.get(target.identity());
        if (before == null) {
            before = read(target, refers);
            known.put(target.identity(), before);
        }
        return before;
    }

    private Schema read(Value target, boolean referredTo) {
        JsonNode json = normalised(target);
        while (!toRead.isEmpty()) {
            Map.Entry<String, Value> next = toRead.remove();
            defs.put(next.getKey(), normalised(next.getValue()));
        }
        String name = referredTo ? Pointers.last(target.pointer()) : "";
        return new Schema(name, withDefs(json));
    }

    private JsonNode withDefs(JsonNode json) {
        Map<String, JsonNode> needed = new LinkedHashMap<>();
        collect(json, needed);
        if (needed.isEmpty() || !json.isObject()) {
            return json;
        }
        ObjectNode closed = NODES.objectNode();
        closed.setAll((ObjectNode) json);
        ObjectNode all = closed.putObject("$defs");
        needed.forEach(all::set);
        return closed;
    }

    private void collect(JsonNode schema, Map<String, JsonNode> needed) {
        if (!schema.isObject()) {
            return;
        }
        if (schema.path("$ref").isTextual()) {
            String name = Pointers.last(schema.path("$ref").asText());
            JsonNode def = defs.getOrDefault(name, NODES.objectNode());
            if (needed.putIfAbsent(name, def) == null) {
                collect(def, needed);
            }
        }
        Keywords.map(schema, each -> {
            collect(each, needed);
            return each;
        });
    }

    private JsonNode normalised(Value value) {
        JsonNode json = value.json();
        if (json.isBoolean()) {
            return json;
        }
        if (!json.isObject()) {
            report.leaveOut(value.place(), "is not a schema; treated as a schema that allows everything");
            return NODES.objectNode();
        }
        ObjectNode schema = NODES.objectNode();
        if (json.path("$ref").isTextual()) {
            schema.put("$ref", reference(value));
            if (old) {
                return schema;
            }
        }
        value.fields()
                .filter(keyword ->
                        !DROPPED.contains(keyword.getKey()) && !keyword.getKey().equals("$ref"))
                .forEach(keyword -> read(schema, keyword.getKey(), keyword.getValue()));
        return old ? modern(schema, json) : schema;
    }

    private String reference(Value value) {
        Value target = value.resolved();
        String identity = target.identity();
        String name = names.get(identity);
        if (name == null) {
            name = unused(Pointers.last(target.pointer()).replaceAll("[^A-Za-z0-9._-]", "_"));
            names.put(identity, name);
            defs.put(name, NODES.objectNode());
            toRead.add(Map.entry(name, target));
        }
        return "#/$defs/" + name;
    }

    private String unused(String name) {
        String plain = name.isEmpty() ? "Schema" : name;
        String free = plain;
        for (int i = 2; defs.containsKey(free); i++) {
            free = plain + "-" + i;
        }
        return free;
    }

    private void read(ObjectNode schema, String keyword, Value value) {
        switch (Keywords.kind(keyword)) {
            case SCHEMA -> {
                if (value.json().isObject() || value.json().isBoolean()) {
                    schema.set(keyword, normalised(value));
                } else {
                    ignored(value, keyword);
                }
            }
            case SCHEMAS -> {
                ArrayNode all = NODES.arrayNode();
                value.elements().forEach(each -> all.add(normalised(each)));
                if (all.isEmpty()) {
                    ignored(value, keyword);
                } else {
                    schema.set(keyword, all);
                }
            }
            case NAMED -> {
                ObjectNode all = NODES.objectNode();
                value.fields()
                        .filter(each -> !keyword.equals("patternProperties")
                                || isUsable("pattern", NODES.textNode(each.getKey()), each.getValue()))
                        .forEach(each -> all.set(each.getKey(), normalised(each.getValue())));
                schema.set(keyword, all);
            }
            case RULE -> {
                if (isOfOld(keyword, value.json()) || isUsable(keyword, value.json(), value)) {
                    schema.set(keyword, value.json());
                }
            }
            default -> {
                if (!keyword.equals("$dynamicRef") && !keyword.equals("$dynamicAnchor")) {
                    schema.set(keyword, value.json());
                } else {
                    ignored(value, keyword);
                }
            }
        }
    }

    private boolean isOfOld(String keyword, JsonNode value) {
        return old && keyword.startsWith("exclusive") && value.isBoolean();
    }

    private boolean isUsable(String keyword, JsonNode value, Value at) {
        String key = keyword + value;
        boolean usable = patterns.computeIfAbsent(key, ignored -> {
            Set<String> mistakes = new HashSet<>();
            new JsonSchema(NODES.objectNode().set(keyword, value))
                    .unsupported((pointer, reason) -> mistakes.add(reason));
            return mistakes.isEmpty();
        });
        if (!usable) {
            ignored(at, keyword);
        }
        return usable;
    }

    private void ignored(Value at, String keyword) {
        report.leaveOut(
                at.place(), keyword + " is ignored: " + shortened(at.json().toString()) + " is not supported there");
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** Rewrites what OpenAPI 3.0 says in another way. */
    private static JsonNode modern(ObjectNode schema, JsonNode source) {
        exclusive(schema, "exclusiveMinimum", "minimum");
        exclusive(schema, "exclusiveMaximum", "maximum");
        if (source.path("nullable").asBoolean()) {
            return nullable(schema);
        }
        return schema;
    }

    private static void exclusive(ObjectNode schema, String flag, String limit) {
        JsonNode value = schema.path(flag);
        if (value.isBoolean()) {
            schema.remove(flag);
            if (value.booleanValue() && schema.has(limit)) {
                schema.set(flag, schema.remove(limit));
            }
        }
    }

    private static JsonNode nullable(ObjectNode schema) {
        if (schema.path("type").isTextual()) {
            schema.set("type", NODES.arrayNode().add(schema.get("type")).add("null"));
            if (schema.path("enum") instanceof ArrayNode values) {
                Set<JsonNode> allowed = new LinkedHashSet<>();
                values.forEach(allowed::add);
                allowed.add(NullNode.getInstance());
                schema.set("enum", NODES.arrayNode().addAll(allowed));
            }
            return schema;
        }
        boolean restricts = schema.properties().stream()
                .anyMatch(keyword -> Keywords.kind(keyword.getKey()) != Keywords.Kind.ANNOTATION);
        return restricts
                ? NODES.objectNode()
                        .set(
                                "anyOf",
                                NODES.arrayNode()
                                        .add(schema)
                                        .add(NODES.objectNode().put("type", "null")))
                : schema;
    }
}
