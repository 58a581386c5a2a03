package dev.errata.assertions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The body of a response, as far as it can be understood.
 *
 * @param json the body as a JSON object, or a missing node
 * @param defect why there is no such object
 * @param text what people are shown
 */
record Body(JsonNode json, Optional<String> defect, String text) {

    /** No error is anywhere near this, and what is larger would take long to read. */
    static final int MOST_BYTES = 1_000_000;

    private static final int SHOWN = 10_000;

    static Body missing() {
        return broken("there is no body", "(no body)");
    }

    static Body of(String text) {
        // Looked at before the text is encoded, which would need as much memory again.
        return text.length() > MOST_BYTES ? tooLarge(text) : of(text, text.getBytes(StandardCharsets.UTF_8));
    }

    static Body of(byte[] bytes) {
        return bytes.length > MOST_BYTES
                ? tooLarge(new String(bytes, 0, SHOWN + 1, StandardCharsets.UTF_8))
                : of(new String(bytes, StandardCharsets.UTF_8), bytes);
    }

    /** By way of its text, so that what is refused does not depend on how a body is given. */
    static Body of(JsonNode json) {
        return json.isMissingNode() ? missing() : of(json.toString());
    }

    private static Body of(String text, byte[] bytes) {
        if (hasLoneSurrogate(text)) {
            return broken("the body holds half of a surrogate pair, which is no character", text);
        }
        try {
            JsonNode json = StrictJson.read(bytes);
            if (json.isNull()) {
                return broken("the body is the JSON value null", text);
            }
            if (!json.isObject()) {
                String type = json.getNodeType().name().toLowerCase(Locale.ROOT);
                return broken("the body is a JSON " + type + ", not an object", text);
            }
            return hasLoneSurrogate(json)
                    ? broken("the body holds an escaped half of a surrogate pair, which is no character", text)
                    : new Body(json, Optional.empty(), shown(text));
        } catch (StrictJson.Refused e) {
            return broken(
                    switch (e.kind()) {
                        case EMPTY -> "the body is empty";
                        case TRUNCATED -> "the body is cut off, and " + e.getMessage();
                        case SYNTAX, ENCODING -> "the body " + e.getMessage();
                    },
                    text);
        }
    }

    private static Body tooLarge(String text) {
        return broken("the body is larger than " + MOST_BYTES + " bytes, and so was not read", text);
    }

    private static Body broken(String defect, String text) {
        return new Body(MissingNode.getInstance(), Optional.of(defect), shown(text));
    }

    /** A text for people, shortened if it is long. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (shortened)";
    }

    private static boolean hasLoneSurrogate(JsonNode json) {
        return hasLoneSurrogate(json.asText())
                || json.properties().stream().anyMatch(field -> hasLoneSurrogate(field.getKey()))
                || StreamSupport.stream(json.spliterator(), false).anyMatch(Body::hasLoneSurrogate);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
