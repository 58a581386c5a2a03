package dev.errata.openapi.internal.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A value of a description that knows where it stands.
 *
 * @param document the file
 * @param pointer its JSON pointer there
 * @param json the value, missing if there is none
 */
public record Value(Document document, String pointer, JsonNode json) {

    /** Returns a field of this value, a missing value if there is none. */
    public Value get(String field) {
        return new Value(document, Pointers.child(pointer, field), json.path(field));
    }

    /** Returns a field of this value, of what it refers to if it is a reference. */
    public Value at(String field) {
        return get(field).resolved();
    }

    /** Returns the elements of an array, none of another value. */
    public List<Value> elements() {
        return IntStream.range(0, json.isArray() ? json.size() : 0)
                .mapToObj(i -> new Value(document, pointer + "/" + i, json.get(i)))
                .toList();
    }

    /** Returns the fields of an object, none of another value. */
    public Stream<Map.Entry<String, Value>> fields() {
        return json.properties().stream()
                .map(field -> Map.entry(
                        field.getKey(),
                        new Value(document, Pointers.child(pointer, field.getKey()), field.getValue())));
    }

    /** Returns a text, empty if there is none. */
    public String text(String field) {
        return json.path(field).asText("");
    }

    /** Returns whether there is a value. */
    public boolean isPresent() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** Returns the place as it is told to people: the JSON pointer, behind the name of the file if that is not the one imported. */
    public String place() {
        return document.place(pointer);
    }

    /** Returns the name of the file. */
    public String file() {
        return document.name();
    }

    /** Returns what two values have in common if they are the same place of the same file. */
    public String identity() {
        return document.name() + "#" + pointer;
    }

    /**
     * Follows references.
     *
     * @return this value, or what it refers to
     * @throws Refusal if it refers to itself, to nothing, or to another host
     */
    public Value resolved() {
        Value value = this;
        Set<String> seen = new HashSet<>();
        while (value.json.path("$ref").isTextual()) {
            if (!seen.add(value.identity())) {
                throw value.refused("refers to itself: " + value.text("$ref"));
            }
            value = value.target();
        }
        return value;
    }

    /**
     * Follows the reference that this value is.
     *
     * @return what {@code $ref} refers to
     * @throws Refusal if that is nothing
     */
    public Value target() {
        String reference = text("$ref");
        String[] parts = reference.split("#", 2);
        String fragment = parts.length < 2 ? "" : decoded(parts[1]);
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            throw refused("refers to " + reference + ", which is not a JSON pointer");
        }
        Document target = parts[0].isEmpty()
                ? document
                : document.documents().open(document, Pointers.child(pointer, "$ref"), decoded(parts[0]));
        JsonNode found = target.json().at(JsonPointer.compile(fragment));
        if (found.isMissingNode()) {
            throw refused("refers to " + reference + ", which does not exist");
        }
        return new Value(target, fragment, found);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private Refusal refused(String reason) {
        return new Refusal(document.name(), Pointers.child(pointer, "$ref"), reason);
    }
}
