package dev.errata.stub.internal.wiremock;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in the JSON of a request matcher that was checked, and its place there.
 *
 * @param pointer its place, such as {@code /headers/x-api-key/or/1}; empty for the whole matcher
 * @param node the value
 */
record Place(JsonPointer pointer, JsonNode node) {

    /** A field of an object. */
    record Field(String name, Place value) {}

    boolean has(String key) {
        return node.has(key);
    }

    Place at(String key) {
        return new Place(pointer.appendProperty(key), node.get(key));
    }

    boolean isText() {
        return node.isTextual();
    }

    String text() {
        return node.textValue();
    }

    int integer() {
        return node.intValue();
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? at(key).text() : null;
    }

    @Nullable
    Boolean flagOrNull(String key) {
        return has(key) ? at(key).node.booleanValue() : null;
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
        List<Place> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            elements.add(new Place(pointer.appendIndex(elements.size()), element));
        }
        return elements;
    }

    /** Returns the fields of the object below a key, in order; none if the key is missing. */
    List<Field> fields(String key) {
        return has(key) ? at(key).fields() : List.of();
    }

    /** Returns the fields of this object, in order. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            fields.add(new Field(field.getKey(), at(field.getKey())));
        }
        return fields;
    }
}
