package dev.errata.assertions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Catalog;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A response that may be an error, whatever client received it: status, headers and body, or a body alone.
 *
 * <pre>{@code
 * ErrorResponse response = ErrorResponse.of(404, Map.of("Content-Type", List.of("application/json")), body);
 * BuenaAssertions.assertThat(response).isError(BuenaError.NOT_FOUND);
 * }</pre>
 *
 * <p>A body that is no JSON object is no reason for an exception: the assertions say what is wrong with it. Bodies of more
 * than a million bytes, or of more than 50,000 values, are not looked into.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ErrorResponse {

    private final OptionalInt status;
    private final Map<String, List<String>> headers;
    private final Body body;
    private final Map<String, List<String>> sent;
    private final @Nullable Catalog catalog;

    private ErrorResponse(
            OptionalInt status,
            Map<String, List<String>> headers,
            Body body,
            Map<String, List<String>> sent,
            @Nullable Catalog catalog) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.sent = sent;
        this.catalog = catalog;
    }

    /**
     * A response as some client received it.
     *
     * @param status the HTTP status
     * @param headers the values by name, in upper or lower case
     * @param body the body; {@code null} if the client reports none
     * @return the response
     */
    public static ErrorResponse of(int status, Map<String, List<String>> headers, @Nullable String body) {
        return response(status, headers, body == null ? Body.missing() : Body.of(body));
    }

    /**
     * A response as some client received it.
     *
     * @param status the HTTP status
     * @param headers the values by name, in upper or lower case
     * @param body the bytes of the body; {@code null} if the client reports none
     * @return the response
     */
    public static ErrorResponse of(int status, Map<String, List<String>> headers, byte @Nullable [] body) {
        return response(status, headers, body == null ? Body.missing() : Body.of(body));
    }

    /**
     * A response of the JDK's client.
     *
     * @param response a response whose body is a {@code String}, a {@code byte[]}, an {@code InputStream}, which is read
     *     and closed, or nothing
     * @return the same response
     * @throws IllegalArgumentException if the body is anything else
     */
    public static ErrorResponse of(HttpResponse<?> response) {
        return withBody(response.statusCode(), response.headers().map(), response.body())
                .to(
                        response.request() == null
                                ? Map.of()
                                : response.request().headers().map());
    }

    /** A response whose body is what {@link #ofBody} takes. */
    static ErrorResponse withBody(int status, Map<String, List<String>> headers, @Nullable Object body) {
        return response(status, headers, body(body));
    }

    /**
     * The body of a response, whose status and headers are not known.
     *
     * @param body a {@code String}, a {@code byte[]}, an {@code InputStream}, which is read and closed, a {@code JsonNode},
     *     a {@code Map} that Jackson can write, or {@code null}
     * @return a response that has that body alone
     * @throws IllegalArgumentException if it is anything else, or Jackson cannot write it
     */
    public static ErrorResponse ofBody(@Nullable Object body) {
        return new ErrorResponse(OptionalInt.empty(), Map.of(), body(body), Map.of(), null);
    }

    private static ErrorResponse response(int status, Map<String, List<String>> headers, Body body) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            // Some clients have the status line under no name.
            if (name != null) {
                byName.put(name, values.stream().filter(Objects::nonNull).toList());
            }
        });
        return new ErrorResponse(OptionalInt.of(status), Collections.unmodifiableMap(byName), body, Map.of(), null);
    }

    private static Body body(@Nullable Object body) {
        if (body == null) {
            return Body.missing();
        } else if (body instanceof String text) {
            return Body.of(text);
        } else if (body instanceof byte[] bytes) {
            return Body.of(bytes);
        } else if (body instanceof InputStream stream) {
            return Body.of(stream);
        } else if (body instanceof JsonNode json && json.isMissingNode()) {
            return Body.missing();
        } else if (body instanceof JsonNode || body instanceof Map<?, ?>) {
            return Body.ofJson(body);
        }
        throw new IllegalArgumentException("a body of type " + body.getClass().getName()
                + " is none of String, byte[], InputStream, JsonNode, Map");
    }

    /**
     * The HTTP status.
     *
     * @return the status, empty if only a body is known
     */
    public OptionalInt status() {
        return status;
    }

    /**
     * The headers.
     *
     * @return the values by name, upper and lower case alike
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * The first value of a header.
     *
     * @param name its name, in upper or lower case
     * @return the value, empty if there is no such header
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * The body as JSON.
     *
     * @return the body, or a missing node if it is no JSON object
     */
    public JsonNode json() {
        return body.json();
    }

    /** Why the body is no JSON object. */
    Optional<String> defect() {
        return body.defect();
    }

    /** The same response to a request with these headers, whose keys may be repeated in the response. */
    ErrorResponse to(Map<String, List<String>> request) {
        return new ErrorResponse(status, headers, body, request, catalog);
    }

    /** The same response, as one of an API. */
    ErrorResponse from(Catalog api) {
        return new ErrorResponse(status, headers, body, sent, api);
    }

    Catalog catalog() {
        return Objects.requireNonNull(catalog, "not known which API this is a response of");
    }

    /** A text for people, in which the keys that this response or its request hold are masked. */
    String masked(String text) {
        String masked = text;
        for (Map<String, List<String>> some : List.of(headers, sent)) {
            masked = Keys.masked(masked, some, api().masked(some));
        }
        return masked;
    }

    private Catalog api() {
        return Objects.requireNonNullElse(catalog, Catalog.buena());
    }

    /** The whole response for people: keys masked, a long body shortened. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                status.isPresent() ? "HTTP " + status.getAsInt() : "a body (neither status nor headers are known)");
        api().masked(headers)
                .forEach((name, values) -> values.forEach(
                        value -> text.append('\n').append(name).append(": ").append(value)));
        return masked(text.append("\n\n").append(body.text()).toString());
    }
}
