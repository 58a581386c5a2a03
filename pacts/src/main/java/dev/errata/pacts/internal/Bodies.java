package dev.errata.pacts.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.ContentTypeHint;
import au.com.dius.pact.core.model.OptionalBody;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Bodies in the forms in which every verifier of a pact reads the same bytes. */
final class Bodies {

    private static final ContentType BYTES = new ContentType("application/octet-stream");

    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private Bodies() {}

    /**
     * Returns the body of a request. A verifier sends its bytes, and takes their media type from the header. So the media type
     * of the body itself need not be that: it tells how the bytes are written into the file.
     */
    static OptionalBody of(SentRequest request) {
        if (request.body().length == 0) {
            return OptionalBody.missing();
        }
        Optional<String> text = text(request.body());
        if (text.isEmpty()) {
            return OptionalBody.body(request.body(), BYTES, ContentTypeHint.BINARY);
        }
        String type = MediaTypes.bare(request.mediaType());
        boolean json = MediaTypes.isJsonEverywhere(type)
                && request.json()
                        .filter(document -> keeps(document, text.get()))
                        .isPresent();
        return of(text.get(), json || !MediaTypes.isJson(type) ? type : MediaTypes.TEXT);
    }

    /**
     * Returns a body of JSON that is compared as such. Where Pact JVM would not write it so that it can be read again, it goes into
     * the file as a string. So does what the Rust verifier would take for no body.
     */
    static OptionalBody of(JsonNode json, String text, String type) {
        OptionalBody body = of(text, type);
        if (isTakenForNone(json) || !Json.hasNames(json)) {
            body.setContentTypeHint(ContentTypeHint.BINARY);
        }
        return body;
    }

    /** Returns a body that is compared by its media type. */
    static OptionalBody of(String text, String type) {
        boolean ascii = text.chars().allMatch(character -> character < 0x80);
        // Without a charset Pact JVM takes that of the machine.
        return OptionalBody.body(text.getBytes(UTF_8), new ContentType(ascii ? type : type + "; charset=UTF-8"));
    }

    /** Tells whether every verifier can read JSON: in Rust strings are made of whole characters, and numbers have 64 bits. */
    static boolean isReadable(JsonNode json, String text) {
        return !ESCAPED_SURROGATE.matcher(text).find()
                && numbers(json).allMatch(number -> Double.isFinite(number.doubleValue()));
    }

    /** Tells whether JSON means the same after every verifier has read and written it. */
    private static boolean keeps(JsonNode json, String text) {
        return !isTakenForNone(json)
                && isReadable(json, text)
                && Json.hasNames(json)
                && numbers(json)
                        .allMatch(number -> number.isIntegralNumber()
                                ? number.canConvertToLong()
                                : isDouble(number.decimalValue()));
    }

    private static boolean isTakenForNone(JsonNode json) {
        return json.isTextual() || json.isNull();
    }

    private static Stream<JsonNode> numbers(JsonNode json) {
        return json.isContainerNode()
                ? StreamSupport.stream(json.spliterator(), false).flatMap(Bodies::numbers)
                : Stream.of(json).filter(JsonNode::isNumber);
    }

    private static boolean isDouble(BigDecimal number) {
        double value = number.doubleValue();
        return BigDecimal.valueOf(value).compareTo(number) == 0;
    }

    private static Optional<String> text(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return Optional.of(text).filter(characters -> characters.indexOf('\0') < 0);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
