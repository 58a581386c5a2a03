package dev.errata.pacts.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.model.ResponseParts;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads what may be JSON, as catalogs are read: numbers and escapes keep their text. */
public final class Json {

    private static final Pattern NAME = Pattern.compile("[^\"\\\\\\p{Cntrl}]*");

    private Json() {}

    /**
     * Reads a text.
     *
     * @param text the text
     * @return its JSON, empty if it is not one JSON document
     */
    public static Optional<JsonNode> read(String text) {
        return Optional.of(ResponseParts.of(text, Map.of()).json()).filter(json -> !json.isMissingNode());
    }

    /** Tells whether Pact JVM writes a name so that it can be read again: it does not escape names. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Tells whether all names in a document are {@linkplain #isName such}. */
    static boolean hasNames(JsonNode json) {
        return json.properties().stream().allMatch(field -> isName(field.getKey()))
                && StreamSupport.stream(json.spliterator(), false).allMatch(Json::hasNames);
    }

    /** Returns a value as its document has it. */
    static String text(JsonNode value) {
        return new ResponseParts(value, "", Map.of()).withJson(value).body();
    }
}
