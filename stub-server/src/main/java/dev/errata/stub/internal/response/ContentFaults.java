package dev.errata.stub.internal.response;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Faults in what a response says. It stays valid HTTP. */
final class ContentFaults {

    private static final byte[] GATEWAY_PAGE = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body><h1>502 Bad Gateway</h1></body>
            </html>
            """.getBytes(UTF_8);

    /** Bytes that UTF-8 never has. */
    private static final byte[] INVALID_UTF_8 = {(byte) 0xff, (byte) 0xfe};

    private static final byte[] NOTHING = {};

    private static final JsonNode UNKNOWN_TEXT = TextNode.valueOf("UNDOCUMENTED_CODE");
    private static final JsonNode UNKNOWN_NUMBER = IntNode.valueOf(Integer.MAX_VALUE);

    private ContentFaults() {}

    /**
     * Breaks the content of a response.
     *
     * @param whole the response, which has a body
     * @param fault a fault of the content
     */
    static StubResponse of(StubResponse whole, Fault fault) {
        byte[] body = whole.body();
        return switch (fault) {
            case TRUNCATED_JSON -> whole.withBody(Arrays.copyOf(body, body.length / 2));
            case INVALID_UTF_8 -> whole.withBody(corrupted(body));
            case WRONG_CONTENT_TYPE -> whole.withHeader("Content-Type", "text/html");
            case GATEWAY_HTML ->
                whole.withStatus(502).withHeader("Content-Type", "text/html").withBody(GATEWAY_PAGE);
            case EMPTY_SERVER_ERROR -> withoutBody(whole.withStatus(500));
            case NO_CONTENT -> withoutBody(whole.withStatus(204));
            default -> throw new IllegalArgumentException(fault + " is not a fault of the content");
        };
    }

    private static StubResponse withoutBody(StubResponse response) {
        return response.withoutHeader("Content-Type").withBody(NOTHING);
    }

    /**
     * Breaks the envelope of an error. Outside JSON a code is always a text, and a message cannot be an object.
     *
     * @param whole the response
     * @param envelope where its code and its message are
     * @param fault a fault of the envelope
     */
    static StubResponse ofEnvelope(StubResponse whole, Envelope envelope, Fault fault) {
        ResponseParts parts = parts(whole);
        Place code = envelope.codePlace(parts).orElseThrow();
        Optional<Place> message = envelope.messagePlace(parts);
        ResponseParts broken = switch (fault) {
            case UNKNOWN_CODE -> code.set(parts, isNumeric(code, parts) ? UNKNOWN_NUMBER : UNKNOWN_TEXT);
            case MISSING_CODE -> code.remove(parts);
            case MISSING_MESSAGE -> message.map(place -> place.remove(parts)).orElse(parts);
            case NUMERIC_CODE ->
                code.set(
                        parts,
                        isNumeric(code, parts)
                                ? TextNode.valueOf(
                                        code.find(parts).orElseThrow().asText())
                                : IntNode.valueOf(whole.status()));
            case MESSAGE_OBJECT ->
                message.map(place -> place.set(parts, asObject(place, parts))).orElse(parts);
            default -> throw new IllegalArgumentException(fault + " is not a fault of the envelope");
        };
        return with(whole, broken);
    }

    private static ResponseParts parts(StubResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().forEach(header -> headers.putIfAbsent(header.name(), header.value()));
        return ResponseParts.of(new String(response.body(), UTF_8), headers);
    }

    private static StubResponse with(StubResponse whole, ResponseParts parts) {
        StubResponse changed = whole.withBody(parts.body().getBytes(UTF_8));
        for (HeaderField header : whole.headers()) {
            Optional<String> value = parts.header(header.name());
            changed = value.isPresent()
                    ? changed.withHeader(header.name(), value.get())
                    : changed.withoutHeader(header.name());
        }
        return changed;
    }

    private static boolean isNumeric(Place code, ResponseParts parts) {
        return code.find(parts).filter(JsonNode::isNumber).isPresent();
    }

    /** Not every error has a message. */
    private static JsonNode asObject(Place message, ResponseParts parts) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("text", message.find(parts).map(JsonNode::asText).orElse(""));
    }

    /** Corrupts the first string that is a value, so that nothing but the encoding is wrong. */
    private static byte[] corrupted(byte[] body) {
        int value =
                new String(body, UTF_8).replaceFirst("(?s)(:\\s*\").*", "$1").getBytes(UTF_8).length;
        int at = value == body.length ? body.length / 2 : value;
        ByteArrayOutputStream corrupted = new ByteArrayOutputStream();
        corrupted.write(body, 0, at);
        corrupted.writeBytes(INVALID_UTF_8);
        corrupted.write(body, at, body.length - at);
        return corrupted.toByteArray();
    }
}
