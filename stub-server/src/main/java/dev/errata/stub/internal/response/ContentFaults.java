package dev.errata.stub.internal.response;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.Envelope;
import dev.errata.stub.http.StubResponse;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

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
     * Breaks the envelope of an error.
     *
     * @param whole the response, whose body is JSON with the envelope's fields
     * @param envelope where the fields are
     * @param fault a fault of the envelope
     */
    static StubResponse ofEnvelope(StubResponse whole, Envelope envelope, Fault fault) {
        JsonNode json = JsonTree.parse(new String(whole.body(), UTF_8)).orElseThrow();
        // A test may have replaced the body by one without a code.
        JsonPointer code =
                envelope.codePlace(json).orElseGet(() -> envelope.code().get(0));
        boolean numeric = json.at(code).isNumber();
        switch (fault) {
            case UNKNOWN_CODE -> set(json, code, numeric ? UNKNOWN_NUMBER : UNKNOWN_TEXT);
            case MISSING_CODE -> remove(json, code);
            case MISSING_MESSAGE -> remove(json, envelope.message());
            case NUMERIC_CODE ->
                set(json, code, numeric ? TextNode.valueOf(json.at(code).asText()) : IntNode.valueOf(whole.status()));
            case MESSAGE_OBJECT ->
                set(
                        json,
                        envelope.message(),
                        // Not every error has a message.
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("text", json.at(envelope.message()).asText("")));
            default -> throw new IllegalArgumentException(fault + " is not a fault of the envelope");
        }
        return whole.withBody(JsonTree.text(json).getBytes(UTF_8));
    }

    private static void set(JsonNode json, JsonPointer place, JsonNode value) {
        ((ObjectNode) json.at(place.head())).set(place.last().getMatchingProperty(), value);
    }

    private static void remove(JsonNode json, JsonPointer place) {
        ((ObjectNode) json.at(place.head())).remove(place.last().getMatchingProperty());
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
