package dev.errata.stub.http;

import dev.errata.fixtures.masking.Masking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A request as a server received it. Immutable, except for the array of its {@link #body() body}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class StubRequest {

    private final String method;
    private final String target;
    private final List<HeaderField> headers;
    private final byte[] body;
    private final byte[] sentBody;

    /**
     * Creates a request.
     *
     * @param method its method, as sent
     * @param target its path and query, as sent
     * @param headers its headers, in order
     * @param body its body, which is not copied; empty if it has none
     */
    public StubRequest(String method, String target, List<HeaderField> headers, byte[] body) {
        this(method, target, headers, body, body);
    }

    /**
     * Creates a request whose body may have been decompressed.
     *
     * @param method its method, as sent
     * @param target its path and query, as sent
     * @param headers its headers, in order
     * @param body its body without content coding, which is not copied
     * @param sentBody its body with content coding, which is not copied
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public StubRequest(String method, String target, List<HeaderField> headers, byte[] body, byte[] sentBody) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.sentBody = sentBody;
    }

    /**
     * Returns the method, as sent.
     *
     * @return the method, for example {@code GET}
     */
    public String method() {
        return method;
    }

    /**
     * Returns path and query exactly as sent: nothing is decoded or normalized. An absolute URL in the request line is reduced
     * to its path and query; {@code *} stays.
     *
     * @return path and query, for example {@code /api/v2/leads?limit=5}
     */
    public String target() {
        return target;
    }

    /**
     * Returns the target without its query.
     *
     * @return the path, exactly as sent
     */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /**
     * Returns the headers, in the order in which they were sent.
     *
     * @return the headers
     */
    public List<HeaderField> headers() {
        return headers;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the header's name, in upper or lower case
     * @return its first value; empty if the request does not have the header
     */
    public Optional<String> header(String name) {
        for (HeaderField header : headers) {
            if (header.isNamed(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns all values of a header.
     *
     * @param name the header's name, in upper or lower case
     * @return its values, in order
     */
    public List<String> headerValues(String name) {
        List<String> values = new ArrayList<>();
        for (HeaderField header : headers) {
            if (header.isNamed(name)) {
                values.add(header.value());
            }
        }
        return values;
    }

    /**
     * Returns the body without transfer coding, and without content coding if that is {@code gzip}. The headers still name both.
     *
     * <p>The array is not copied. Do not change it.
     *
     * @return the bytes; none if there is no body
     */
    public byte[] body() {
        return body;
    }

    /**
     * Returns the body without transfer coding, and with the content coding that the headers name.
     *
     * @return the bytes, not copied
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public byte[] sentBody() {
        return sentBody;
    }

    /**
     * Returns the body as text in UTF-8.
     *
     * @return the text; malformed bytes become U+FFFD
     */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Returns the same request with another target.
     *
     * @param other path and query
     * @return a new request
     */
    public StubRequest withTarget(String other) {
        return new StubRequest(method, other, headers, body, sentBody);
    }

    /**
     * Masks the credentials of this request in a text.
     *
     * @param text a text that may repeat them
     * @param masking the masking of the API
     * @return the text without credentials
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public String masked(String text, Masking masking) {
        return masking.withRequest(HeaderField.byName(headers), target, bodyText())
                .text(text);
    }

    /** Returns method and target, credentials masked. */
    @Override
    public String toString() {
        return masked(method + " " + target, Masking.usual());
    }
}
