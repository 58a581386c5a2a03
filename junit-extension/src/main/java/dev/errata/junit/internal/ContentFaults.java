package dev.errata.junit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.Envelope;
import dev.errata.junit.Fault;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Faults in what an answer says. It stays proper HTTP. */
final class ContentFaults {

    private static final String PAGE = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body><h1>502 Bad Gateway</h1></body>
            </html>
            """;

    /** Bytes that UTF-8 never has. */
    private static final byte[] NO_UTF_8 = {(byte) 0xff, (byte) 0xfe};

    private ContentFaults() {}

    /**
     * Breaks an answer.
     *
     * @param whole the answer, which has a body
     * @param fault a fault of the content
     */
    static ResponseDefinition of(ResponseDefinition whole, Fault fault) {
        byte[] body = whole.getByteBody();
        return switch (fault) {
            case TRUNCATED_JSON -> with(whole, Arrays.copyOf(body, body.length / 2));
            case INVALID_UTF_8 -> with(whole, corrupted(body));
            case WRONG_CONTENT_TYPE -> with(whole, whole.getStatus(), "text/html", body);
            case GATEWAY_HTML -> with(whole, 502, "text/html", PAGE.getBytes(UTF_8));
            case EMPTY_SERVER_ERROR -> with(whole, 500, "", new byte[0]);
            case NO_CONTENT -> with(whole, 204, "", new byte[0]);
            default -> throw new IllegalArgumentException(fault + " is no fault of the content");
        };
    }

    /**
     * Breaks the envelope of an error.
     *
     * @param whole the answer
     * @param json its body
     * @param envelope where the fields are
     * @param fault a fault of the envelope
     */
    static ResponseDefinition of(ResponseDefinition whole, JsonNode json, Envelope envelope, Fault fault) {
        switch (fault) {
            case UNKNOWN_CODE -> set(json, envelope.code(), TextNode.valueOf("UNDOCUMENTED_CODE"));
            case MISSING_CODE -> remove(json, envelope.code());
            case MISSING_MESSAGE -> remove(json, envelope.message());
            case NUMERIC_CODE -> set(json, envelope.code(), IntNode.valueOf(whole.getStatus()));
            case MESSAGE_OBJECT ->
                set(
                        json,
                        envelope.message(),
                        JsonNodeFactory.instance.objectNode().set("text", json.at(envelope.message())));
            default -> throw new IllegalArgumentException(fault + " is no fault of the envelope");
        }
        return with(whole, json.toString().getBytes(UTF_8));
    }

    private static void set(JsonNode json, JsonPointer place, JsonNode value) {
        ((ObjectNode) json.at(place.head())).set(place.last().getMatchingProperty(), value);
    }

    private static void remove(JsonNode json, JsonPointer place) {
        ((ObjectNode) json.at(place.head())).remove(place.last().getMatchingProperty());
    }

    /** In the first string that is a value, so that nothing but the encoding is wrong. */
    private static byte[] corrupted(byte[] body) {
        int value =
                new String(body, UTF_8).replaceFirst("(?s)(:\\s*\").*", "$1").getBytes(UTF_8).length;
        int at = value == body.length ? body.length / 2 : value;
        ByteArrayOutputStream corrupted = new ByteArrayOutputStream();
        corrupted.write(body, 0, at);
        corrupted.writeBytes(NO_UTF_8);
        corrupted.write(body, at, body.length - at);
        return corrupted.toByteArray();
    }

    private static ResponseDefinition with(ResponseDefinition whole, byte[] body) {
        return ResponseDefinitionBuilder.like(whole).but().withBody(body).build();
    }

    private static ResponseDefinition with(ResponseDefinition whole, int status, String contentType, byte[] body) {
        Stream<HttpHeader> others = Reply.headers(whole).stream().filter(header -> !header.keyEquals("Content-Type"));
        Stream<HttpHeader> type =
                contentType.isEmpty() ? Stream.empty() : Stream.of(new HttpHeader("Content-Type", contentType));
        List<HttpHeader> headers = Stream.concat(others, type).toList();
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeaders(new HttpHeaders(headers))
                .withFixedDelay(whole.getFixedDelayMilliseconds());
        return (body.length == 0 ? response : response.withBody(body)).build();
    }
}
