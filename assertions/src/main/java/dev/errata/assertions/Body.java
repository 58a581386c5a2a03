package dev.errata.assertions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** To tell of each what is wrong with it would take long, too. */
    private static final int MOST_VALUES = 50_000;

    private static final int SHOWN = 10_000;

    /** NaN stays what it is, and is refused like any other. */
    private static final ObjectMapper WRITER =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    static Body missing() {
        return broken("there is no body", "(no body)");
    }

    static Body of(String text) {
        // Looked at before the text is encoded, which would need as much memory again.
        return text.length() > MOST_BYTES ? tooLarge(text) : of(text.getBytes(StandardCharsets.UTF_8), text);
    }

    static Body of(byte[] bytes) {
        int shown = Math.min(bytes.length, MOST_BYTES);
        return of(bytes, new String(bytes, 0, shown, StandardCharsets.UTF_8));
    }

    /** What could be read of a stream, and how reading ended. */
    static Body of(InputStream stream) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        try (stream) {
            for (int count = 0; count >= 0 && read.size() <= MOST_BYTES; count = stream.read(some)) {
                read.write(some, 0, count);
            }
        } catch (IOException e) {
            return broken("the body broke off while it was read: " + e, read.toString(StandardCharsets.UTF_8));
        }
        return of(read.toByteArray());
    }

    /**
     * By way of its text, so that what is refused does not depend on how a body is given.
     *
     * @param json a JsonNode or a Map
     */
    static Body ofJson(Object json) {
        Head head = new Head();
        try {
            WRITER.writeValue(head, json);
            return of(head.toString());
        } catch (JsonProcessingException e) {
            if (Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(StreamConstraintsException.class::isInstance)) {
                return broken("the body is nested too deeply, or holds itself", head.toString());
            }
            throw new IllegalArgumentException("a body that Jackson cannot write: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            return tooLarge(head.toString());
        }
    }

    /** Takes as much of a text as is read, and refuses more. */
    private static final class Head extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] characters, int from, int count) throws IOException {
            text.append(characters, from, count);
            if (text.length() > MOST_BYTES) {
                throw new IOException("that is enough");
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is held open.
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static Body of(byte[] bytes, String text) {
        if (bytes.length > MOST_BYTES) {
            return tooLarge(text);
        }
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
            if (valuesLeft(MOST_VALUES, json) < 0) {
                return broken("the body holds more than " + MOST_VALUES + " values, and so was not looked into", text);
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

    /** How many more values there may be behind this one; negative if there are too many already. */
    private static int valuesLeft(int most, JsonNode json) {
        int left = most - 1;
        for (JsonNode child : json) {
            if (left < 0) {
                break;
            }
            left = valuesLeft(left, child);
        }
        return left;
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
