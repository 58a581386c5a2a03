package dev.errata.stub.internal.wiremock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.internal.json.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in the JSON of a request matcher, and its path for error messages.
 *
 * @param path its path, for example {@code headers.x-api-key.or[1]}; empty for the whole matcher
 * @param node the value
 */
record Place(String path, JsonNode node) {

    /** A field of an object. */
    record Field(String name, Place value) {}

    boolean has(String key) {
        return node.has(key);
    }

    Place at(String key) {
        return new Place(path.isEmpty() ? key : path + "." + key, node.get(key));
    }

    boolean isText() {
        return node.isTextual();
    }

    String text() {
        if (!node.isTextual()) {
            throw mustBe("a string");
        }
        return node.textValue();
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw mustBe("true or false");
        }
        return node.booleanValue();
    }

    int integer() {
        if (!node.isInt()) {
            throw mustBe("a whole number");
        }
        return node.intValue();
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? at(key).text() : null;
    }

    @Nullable
    Boolean flagOrNull(String key) {
        return has(key) ? at(key).flag() : null;
    }

    @Nullable
    Integer integerOrNull(String key) {
        return has(key) ? at(key).integer() : null;
    }

    /** Returns the elements of the array below a key; none if the key is missing. */
    List<Place> elements(String key) {
        return has(key) ? at(key).elements() : List.of();
    }

    /** Returns the elements of this array. */
    List<Place> elements() {
        if (!node.isArray()) {
            throw mustBe("an array");
        }
        List<Place> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            elements.add(new Place(path + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    /** Returns the fields of the object below a key, in order; none if the key is missing. */
    List<Field> fields(String key) {
        return has(key) ? at(key).fields() : List.of();
    }

    /** Returns the fields of this object, in order. */
    List<Field> fields() {
        requireObject();
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            fields.add(new Field(field.getKey(), at(field.getKey())));
        }
        return fields;
    }

    void requireObject() {
        if (!node.isObject()) {
            throw mustBe("an object");
        }
    }

    /** Refuses an object with an unknown key, which WireMock would ignore. */
    void requireKeys(Collection<String> known) {
        requireObject();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw unknown(field.getKey(), known);
            }
        }
    }

    private Refused unknown(String key, Collection<String> known) {
        return new Refused("Unknown key \"" + key + "\" in " + name() + "."
                + Nearest.to(key, known)
                        .map(nearest -> " Did you mean \"" + nearest + "\"?")
                        .orElse(""));
    }

    Refused mustBe(String expected) {
        String name = name();
        return new Refused(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " must be " + expected
                + ", not " + kind() + ".");
    }

    /** Returns its path for messages. */
    String name() {
        return path.isEmpty() ? "the request matcher" : "\"" + path + "\"";
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "the string \"" + node.textValue() + "\"";
            case NUMBER -> "the number " + node.asText();
            default -> node.asText();
        };
    }
}
