package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonSchema;
import dev.errata.fixtures.internal.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A schema of a description as JSON Schema 2020-12, with all that it refers to under {@code $defs}. */
public final class Schema {

    /** What accepts everything. */
    public static final Schema ANY = new Schema("", JsonNodeFactory.instance.objectNode());

    private final String name;
    private final JsonNode json;
    private final JsonNode bare;
    private final String key;
    private @Nullable JsonSchema validator;
    private @Nullable List<Schema> alternatives;

    Schema(String name, JsonNode json) {
        this.name = name;
        this.json = json;
        this.bare = bare(json);
        this.key = JsonTree.text(bare);
    }

    /** Returns the name that the description gives it, empty if it has none. */
    public String name() {
        return name;
    }

    /** Returns the schema with its annotations: examples, defaults, descriptions. */
    public JsonNode json() {
        return json;
    }

    /** Returns the schema with nothing but what decides about validity. */
    public JsonNode bare() {
        return bare;
    }

    /** Returns what is equal for schemas with the same rules. */
    public String key() {
        return key;
    }

    /** Returns whether it accepts every value. */
    public boolean isAny() {
        return key.equals("{}") || key.equals("true");
    }

    /** Returns what is wrong with the schema itself, empty if it can be used. */
    public Optional<String> mistake() {
        List<String> mistakes = new ArrayList<>();
        validator().unsupported((pointer, reason) -> mistakes.add((pointer + " " + reason).strip()));
        return mistakes.stream().findFirst();
    }

    /** Returns what is wrong with a value: the JSON pointer and the reason, empty if nothing is. */
    public Optional<String> violation(JsonNode value) {
        List<String> violations = new ArrayList<>();
        validator().validate(value, (pointer, reason) -> violations.add((pointer + " " + reason).strip()));
        return violations.stream().findFirst();
    }

    /** Returns whether a value satisfies the schema. */
    public boolean accepts(JsonNode value) {
        return violation(value).isEmpty();
    }

    private JsonSchema validator() {
        JsonSchema known = validator;
        if (known == null) {
            known = new JsonSchema(bare);
            validator = known;
        }
        return known;
    }

    /** Returns a schema, or what it refers to. */
    JsonNode target(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : json.at(reference.substring(1));
    }

    /** Returns this schema narrowed to one of its alternatives; this schema alone if it has none. */
    public List<Schema> alternatives() {
        List<Schema> known = alternatives;
        if (known == null) {
            known = narrowed();
            alternatives = known;
        }
        return known;
    }

    private List<Schema> narrowed() {
        for (String keyword : List.of("oneOf", "anyOf")) {
            JsonNode branches = json.path(keyword);
            if (branches.size() > 1) {
                List<Schema> narrowed = new ArrayList<>();
                branches.forEach(branch -> narrowed.add(narrowed(keyword, branch)));
                return narrowed;
            }
        }
        return List.of(this);
    }

    private Schema narrowed(String keyword, JsonNode branch) {
        ObjectNode narrowed = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(field -> narrowed.set(field.getKey(), field.getValue()));
        narrowed.remove(keyword);
        narrowed.set(
                "allOf",
                JsonNodeFactory.instance
                        .arrayNode()
                        .addAll(list(json.path("allOf")))
                        .add(branch));
        return new Schema(name, narrowed);
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    private static JsonNode bare(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode bare = Keywords.map(schema, Schema::bare);
        bare.retain(schema.properties().stream()
                .map(Map.Entry::getKey)
                .filter(keyword -> Keywords.kind(keyword) != Keywords.Kind.ANNOTATION)
                .toList());
        return bare;
    }

    @Override
    public String toString() {
        return name.isEmpty() ? key : name;
    }
}
