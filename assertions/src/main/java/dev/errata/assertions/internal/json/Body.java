package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.internal.json.StrictJson;
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
 * The body of a response.
 *
 * @param json the body as a JSON object or array, or a missing node
 * @param defect why the body is neither, empty if it is one of them
 * @param content the body as text, as much of it as was read
 */
public record Body(JsonNode json, Optional<String> defect, String content) {

    /** No error comes near this size, and a larger body would take long to read. */
    public static final int MAX_BYTES = 1_000_000;

    /** Validating more values would take long, too. */
    private static final int MAX_VALUES = 50_000;

    /** NaN is written as it is, and refused as invalid JSON. */
    private static final ObjectMapper WRITER =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    /** Why there is nothing to read. */
    private static final String NO_BODY = "there is no body";

    /** The body as failure messages show it. */
    public String text() {
        return defect.filter(NO_BODY::equals).isPresent() ? "(no body)" : content;
    }

    /** A body that the client does not report. */
    public static Body missing() {
        return broken(NO_BODY, "");
    }

    /** A body that was decoded already. */
    public static Body of(String text) {
        // Checked before the text is encoded, because that needs as much memory again.
        return text.length() > MAX_BYTES
                ? tooLarge(text.substring(0, MAX_BYTES))
                : of(text.getBytes(StandardCharsets.UTF_8), text);
    }

    /** A body in bytes, which should be UTF-8. */
    public static Body of(byte[] bytes) {
        int shown = Math.min(bytes.length, MAX_BYTES);
        return of(bytes, new String(bytes, 0, shown, StandardCharsets.UTF_8));
    }

    /** A body that is read from a stream, as far as that is possible. The stream is closed. */
    public static Body of(InputStream stream) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        try (stream) {
            for (int count = 0; count >= 0 && read.size() <= MAX_BYTES; count = stream.read(some)) {
                read.write(some, 0, count);
            }
        } catch (IOException e) {
            return broken("reading the body failed: " + e, read.toString(StandardCharsets.UTF_8));
        }
        return of(read.toByteArray());
    }

    /**
     * A body that Jackson can write. It is written and read again, so that it is checked like any other.
     *
     * @param json a JsonNode or a Map
     * @throws IllegalArgumentException if Jackson cannot write it
     */
    public static Body ofJson(Object json) {
        Head head = new Head();
        try {
            WRITER.writeValue(head, json);
            return of(head.toString());
        } catch (JsonProcessingException e) {
            if (Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(StreamConstraintsException.class::isInstance)) {
                return broken("the body is nested too deeply, or contains itself", head.toString());
            }
            throw new IllegalArgumentException("Jackson cannot write the body: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            return tooLarge(head.toString());
        }
    }

    /** Takes the beginning of a text, and refuses more. */
    private static final class Head extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] characters, int from, int count) throws IOException {
            text.append(characters, from, count);
            if (text.length() > MAX_BYTES) {
                throw new IOException("too large");
            }
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static Body of(byte[] bytes, String text) {
        if (bytes.length > MAX_BYTES) {
            return tooLarge(text);
        }
        if (hasLoneSurrogate(text)) {
            return broken("the body contains an unpaired surrogate, which is not a character", text);
        }
        try {
            JsonNode json = StrictJson.read(bytes);
            if (json.isNull()) {
                return broken("the body is the JSON value null", text);
            }
            if (!json.isContainerNode()) {
                String type = json.getNodeType().name().toLowerCase(Locale.ROOT);
                return broken("the body is a JSON " + type + ", not an object", text);
            }
            if (valuesLeft(MAX_VALUES, json) < 0) {
                return broken("the body has more than " + MAX_VALUES + " values, the maximum that is checked", text);
            }
            return hasLoneSurrogate(json)
                    ? broken("the body contains an escaped unpaired surrogate, which is not a character", text)
                    : new Body(json, Optional.empty(), text);
        } catch (StrictJson.Refused e) {
            return broken(
                    switch (e.kind()) {
                        case EMPTY -> "the body is empty";
                        case TRUNCATED -> "the body is cut off, and " + e.getMessage();
                        case BYTE_ORDER_MARK ->
                            "the body " + e.getMessage() + ", which JSON in a response must not have";
                        case SYNTAX, ENCODING -> "the body " + e.getMessage();
                    },
                    text);
        }
    }

    private static Body tooLarge(String text) {
        return broken("the body is larger than " + MAX_BYTES + " bytes, the maximum that is read", text);
    }

    private static Body broken(String defect, String text) {
        return new Body(MissingNode.getInstance(), Optional.of(defect), text);
    }

    /** Returns how many more values are allowed after this one; negative if there are too many already. */
    private static int valuesLeft(int max, JsonNode json) {
        int left = max - 1;
        for (JsonNode child : json) {
            if (left < 0) {
                break;
            }
            left = valuesLeft(left, child);
        }
        return left;
    }

    /** Of names Jackson refuses it. */
    private static boolean hasLoneSurrogate(JsonNode json) {
        return hasLoneSurrogate(json.asText())
                || StreamSupport.stream(json.spliterator(), false).anyMatch(Body::hasLoneSurrogate);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
