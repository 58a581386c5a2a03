package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a schema asks of one value, all its parts together: {@code $ref}, {@code allOf}, and one way of each {@code oneOf}. */
final class Facets {

    private static final int MAX_DEPTH = 60;

    private final Schema schema;
    private final Choices choices;
    private int depth;

    boolean impossible;

    @Nullable
    Set<String> types;

    @Nullable
    List<JsonNode> allowed;

    @Nullable
    BigDecimal minimum;

    @Nullable
    BigDecimal maximum;

    boolean aboveMinimum;
    boolean belowMaximum;

    @Nullable
    BigDecimal step;

    int minLength;
    int maxLength = Integer.MAX_VALUE;
    int minItems;
    int maxItems = Integer.MAX_VALUE;
    int minProperties;
    boolean unique;
    String format = "";
    final List<String> patterns = new ArrayList<>();
    final Map<String, List<JsonNode>> properties = new LinkedHashMap<>();
    final Set<String> required = new LinkedHashSet<>();
    final List<JsonNode> additional = new ArrayList<>();
    final List<JsonNode> items = new ArrayList<>();
    final List<JsonNode> contains = new ArrayList<>();
    final List<List<JsonNode>> prefix = new ArrayList<>();
    final List<JsonNode> examples = new ArrayList<>();

    private Facets(Schema schema, Choices choices) {
        this.schema = schema;
        this.choices = choices;
    }

    static Facets of(Schema schema, List<JsonNode> parts, Choices choices) {
        Facets facets = new Facets(schema, choices);
        parts.forEach(facets::add);
        return facets;
    }

    private void add(JsonNode part) {
        if (part.isBoolean()) {
            impossible |= !part.booleanValue();
            return;
        }
        if (++depth > MAX_DEPTH) {
            impossible = true;
            return;
        }
        if (part.has("$ref")) {
            add(schema.target(part));
        }
        addValues(part);
        addLimits(part);
        addObject(part);
        addArray(part);
        part.path("allOf").forEach(this::add);
        for (String choice : List.of("oneOf", "anyOf")) {
            if (part.has(choice)) {
                add(part.get(choice).get(choices.choose(part.get(choice).size())));
            }
        }
        if (part.has("if")) {
            if (choices.choose(2) == 0) {
                add(part.get("if"));
                add(part.path("then").isMissingNode() ? JsonNodeFactory.instance.objectNode() : part.get("then"));
            } else if (part.has("else")) {
                add(part.get("else"));
            }
        }
        depth--;
    }

    private void addValues(JsonNode part) {
        if (part.has("type")) {
            Set<String> own = new LinkedHashSet<>();
            if (part.get("type").isTextual()) {
                own.add(part.get("type").asText());
            }
            part.get("type").forEach(type -> own.add(type.asText()));
            types = types == null ? own : both(types, own);
            impossible |= types.isEmpty();
        }
        if (part.has("const")) {
            allow(List.of(part.get("const")));
        }
        if (part.has("enum")) {
            allow(list(part.get("enum")));
        }
        if (part.has("example")) {
            examples.add(part.get("example"));
        }
        if (part.path("examples").isArray()) {
            part.get("examples").forEach(examples::add);
        }
        if (part.has("default")) {
            examples.add(part.get("default"));
        }
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new LinkedHashSet<>();
        for (String type : one) {
            if (other.contains(type) || (type.equals("integer") && other.contains("number"))) {
                both.add(type);
            } else if (type.equals("number") && other.contains("integer")) {
                both.add("integer");
            }
        }
        return both;
    }

    private void allow(List<JsonNode> values) {
        allowed = allowed == null
                ? values
                : allowed.stream().filter(values::contains).toList();
        impossible |= allowed.isEmpty();
    }

    private void addLimits(JsonNode part) {
        if (part.has("minimum")) {
            atLeast(part.get("minimum").decimalValue(), false);
        }
        if (part.has("exclusiveMinimum")) {
            atLeast(part.get("exclusiveMinimum").decimalValue(), true);
        }
        if (part.has("maximum")) {
            atMost(part.get("maximum").decimalValue(), false);
        }
        if (part.has("exclusiveMaximum")) {
            atMost(part.get("exclusiveMaximum").decimalValue(), true);
        }
        if (part.has("multipleOf")) {
            step = part.get("multipleOf").decimalValue();
        }
        minLength = Math.max(minLength, count(part, "minLength", 0));
        maxLength = Math.min(maxLength, count(part, "maxLength", Integer.MAX_VALUE));
        if (part.has("pattern")) {
            patterns.add(part.get("pattern").asText());
        }
        if (part.has("format")) {
            format = part.get("format").asText();
        }
    }

    private static int count(JsonNode part, String keyword, int otherwise) {
        return part.has(keyword)
                ? (int) Math.min(Integer.MAX_VALUE, part.get(keyword).asLong())
                : otherwise;
    }

    private void atLeast(BigDecimal limit, boolean above) {
        if (minimum == null || limit.compareTo(minimum) >= 0) {
            aboveMinimum = above || (aboveMinimum && minimum != null && limit.compareTo(minimum) == 0);
            minimum = limit;
        }
    }

    private void atMost(BigDecimal limit, boolean below) {
        if (maximum == null || limit.compareTo(maximum) <= 0) {
            belowMaximum = below || (belowMaximum && maximum != null && limit.compareTo(maximum) == 0);
            maximum = limit;
        }
    }

    private void addObject(JsonNode part) {
        part.path("properties")
                .properties()
                .forEach(property -> properties
                        .computeIfAbsent(property.getKey(), name -> new ArrayList<>())
                        .add(property.getValue()));
        part.path("required").forEach(name -> required.add(name.asText()));
        part.path("dependentRequired").properties().forEach(dependent -> {
            if (required.contains(dependent.getKey())) {
                dependent.getValue().forEach(name -> required.add(name.asText()));
            }
        });
        if (part.has("additionalProperties")) {
            additional.add(part.get("additionalProperties"));
        }
        minProperties = Math.max(minProperties, count(part, "minProperties", 0));
    }

    private void addArray(JsonNode part) {
        if (part.has("items")) {
            items.add(part.get("items"));
        }
        if (part.has("contains")) {
            contains.add(part.get("contains"));
        }
        JsonNode first = part.path("prefixItems");
        for (int i = 0; i < first.size(); i++) {
            while (prefix.size() <= i) {
                prefix.add(new ArrayList<>());
            }
            prefix.get(i).add(first.get(i));
        }
        minItems = Math.max(minItems, count(part, "minItems", 0));
        maxItems = Math.min(maxItems, count(part, "maxItems", Integer.MAX_VALUE));
        unique |= part.path("uniqueItems").asBoolean();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** Returns whether a value may be of a type. */
    boolean mayBe(String type) {
        return types == null || types.contains(type);
    }

    /** Returns the type to make a value of, null among several last. */
    String type(String otherwise) {
        if (types != null) {
            return types.stream()
                    .filter(type -> !type.equals("null"))
                    .findFirst()
                    .orElse("null");
        }
        if (!properties.isEmpty() || !required.isEmpty() || !additional.isEmpty() || minProperties > 0) {
            return "object";
        }
        if (!items.isEmpty() || !prefix.isEmpty() || !contains.isEmpty() || minItems > 0) {
            return "array";
        }
        if (minimum != null || maximum != null || step != null) {
            return "number";
        }
        return patterns.isEmpty() && format.isEmpty() && minLength == 0 ? otherwise : "string";
    }
}
