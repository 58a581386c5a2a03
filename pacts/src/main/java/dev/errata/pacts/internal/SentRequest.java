package dev.errata.pacts.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.fixtures.model.UrlEncoded;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as it is on the wire.
 *
 * @param method the HTTP method
 * @param target the path and the query, relative to the base path of the API
 * @param headers the headers that matter
 * @param body the bytes of the body, none if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read only
public record SentRequest(String method, String target, Map<String, String> headers, byte[] body) {

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern BOUNDARY = Pattern.compile(";\\s*boundary=\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    /**
     * Makes the request that a catalog gives as an example.
     *
     * @param example the example
     * @return the request, its body in the charset that its headers name
     */
    static SentRequest of(RequestExample example) {
        return new SentRequest(
                example.method(),
                example.path(),
                new LinkedHashMap<>(example.headers()),
                example.body()
                        .map(text -> text.getBytes(charset(example.headers())))
                        .orElseGet(() -> new byte[0]));
    }

    /** Returns the request with the media type of its body, if that is JSON and no header says so. */
    SentRequest withMediaType() {
        boolean says = headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
        if (says || json().isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Content-Type", mediaType());
        return new SentRequest(method, target, more, body);
    }

    /** Returns the path, exactly as sent. */
    String path() {
        return UrlEncoded.path(target);
    }

    /**
     * Returns the body as a text.
     *
     * @return the text; malformed bytes become U+FFFD
     */
    public String text() {
        return new String(body, charset(headers));
    }

    /** Returns the request with its body changed as a text. Of a body that is none all bytes that are not changed stay. */
    SentRequest withText(UnaryOperator<String> change) {
        Charset charset = isText() ? charset(headers) : ISO_8859_1;
        String text = new String(body, charset);
        String changed = change.apply(text);
        return changed.equals(text) ? this : new SentRequest(method, target, headers, changed.getBytes(charset));
    }

    private boolean isText() {
        try {
            charset(headers).newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Returns the decoded fields of a form, none if the body is none. */
    Map<String, List<String>> formFields() {
        return MediaTypes.isForm(mediaType()) ? UrlEncoded.parameters(text()) : Map.of();
    }

    /**
     * Returns the body as JSON.
     *
     * @return its JSON, empty if it is not sent as JSON, or is not one document in UTF-8
     */
    public Optional<JsonNode> json() {
        return MediaTypes.isJson(mediaType()) ? Json.read(new String(body, UTF_8)) : Optional.empty();
    }

    /**
     * Tells whether another request has the same body. The boundary of a body with several parts may differ.
     *
     * @param contentType the media type of the other one, with its parameters; empty if it has none
     * @param other the bytes of the other one
     * @return {@code true} if they mean the same
     */
    public boolean hasBody(String contentType, byte[] other) {
        return withoutBoundary(mediaType(), body).equals(withoutBoundary(contentType, other));
    }

    private static String withoutBoundary(String contentType, byte[] body) {
        String bytes = new String(body, ISO_8859_1);
        Matcher boundary = BOUNDARY.matcher(contentType);
        return MediaTypes.isMultipart(contentType) && boundary.find() ? bytes.replace(boundary.group(1), "") : bytes;
    }

    /**
     * Returns the media type of the body.
     *
     * @return that of the header; without one JSON or plain text, whichever the body is
     */
    public String mediaType() {
        return new RequestExample(method, target, headers, Optional.of(new String(body, UTF_8)))
                .contentType()
                .orElseThrow();
    }

    /** Returns the charset that a media type names, UTF-8 if it names none that Java knows. */
    private static Charset charset(Map<String, String> headers) {
        Matcher charset = CHARSET.matcher(headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(""));
        try {
            return charset.find() ? Charset.forName(charset.group(1)) : UTF_8;
        } catch (IllegalArgumentException e) {
            return UTF_8;
        }
    }

    /** Returns method and path. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
