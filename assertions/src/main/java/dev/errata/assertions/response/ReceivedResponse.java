package dev.errata.assertions.response;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.assertions.internal.failure.Texts;
import dev.errata.assertions.internal.json.Body;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.masking.Masking;
import dev.errata.fixtures.model.ResponseParts;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Instant;
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
 * A response that an HTTP client received, independent of the client: status, headers and body, or only a body. Assertions
 * about it start in {@link dev.errata.assertions}.
 *
 * <pre>{@code
 * ReceivedResponse response = ReceivedResponse.of(404, Map.of("Content-Type", List.of("application/json")), body);
 * BuenaAssertions.assertThat(response).isError(BuenaError.NOT_FOUND);
 * }</pre>
 *
 * <p>A body that is not a JSON object is accepted; the assertions say what is wrong with it. Bodies of more than a million
 * bytes, or with more than 50,000 values, are not checked, and fail the assertions that need them.
 *
 * <p>{@link OkHttpResponses}, {@link ApacheResponses}, {@link SpringResponses} and {@link RestAssuredResponses} read the
 * responses of these clients.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ReceivedResponse {

    private final OptionalInt status;
    private final Map<String, List<String>> headers;
    private final Body body;
    private final ResponseParts parts;
    private final Instant received;
    private final Map<String, List<String>> requestHeaders;
    private final @Nullable Catalog catalog;

    private ReceivedResponse(OptionalInt status, Map<String, List<String>> headers, Body body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.parts = new ResponseParts(body.json(), body.content(), ResponseParts.firstValues(headers));
        this.received = Instant.now();
        this.requestHeaders = Map.of();
        this.catalog = null;
    }

    private ReceivedResponse(
            ReceivedResponse same, Map<String, List<String>> requestHeaders, @Nullable Catalog catalog) {
        this.status = same.status;
        this.headers = same.headers;
        this.body = same.body;
        this.parts = same.parts;
        this.received = same.received;
        this.requestHeaders = requestHeaders;
        this.catalog = catalog;
    }

    /**
     * Returns a response from its parts.
     *
     * @param status the HTTP status
     * @param headers the values by name, in upper or lower case
     * @param body what {@link #ofBody} takes
     * @return the response
     * @throws IllegalArgumentException if the body is of another type, or Jackson cannot write it
     */
    public static ReceivedResponse of(int status, Map<String, List<String>> headers, @Nullable Object body) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            // Some clients list the status line under the name null.
            if (name != null) {
                byName.put(name, values.stream().filter(Objects::nonNull).toList());
            }
        });
        return new ReceivedResponse(OptionalInt.of(status), Collections.unmodifiableMap(byName), body(body));
    }

    /**
     * Returns a response of the JDK's client.
     *
     * @param response a response whose body is a {@code String}, a {@code byte[]}, an {@code InputStream}, which is read
     *     and closed, or {@code null}
     * @return the same response
     * @throws IllegalArgumentException if the body is of another type
     */
    public static ReceivedResponse of(HttpResponse<?> response) {
        return of(response.statusCode(), response.headers().map(), response.body())
                .withRequestHeaders(
                        response.request() == null
                                ? Map.of()
                                : response.request().headers().map());
    }

    /**
     * Returns a response of which only the body is known.
     *
     * @param body a {@code String}, a {@code byte[]}, an {@code InputStream}, which is read and closed, a {@code JsonNode},
     *     a {@code Map} that Jackson can write, or {@code null} if the client reports no body
     * @return a response without status and headers
     * @throws IllegalArgumentException if the body is of another type, or Jackson cannot write it
     */
    public static ReceivedResponse ofBody(@Nullable Object body) {
        return new ReceivedResponse(OptionalInt.empty(), Map.of(), body(body));
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
        throw new IllegalArgumentException(
                "Unsupported type of body: %s. Supported are String, byte[], InputStream, JsonNode and Map"
                        .formatted(body.getClass().getName()));
    }

    /**
     * Returns the same response with the headers of its request, so that failure messages mask the credentials in them where
     * the response repeats them.
     *
     * @param headers the values by name
     * @return the response with these headers of its request
     */
    public ReceivedResponse withRequestHeaders(Map<String, List<String>> headers) {
        return new ReceivedResponse(this, headers, catalog);
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status, empty if only a body is known
     */
    public OptionalInt status() {
        return status;
    }

    /**
     * Returns the headers.
     *
     * @return the values by name, upper and lower case alike
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name its name, in upper or lower case
     * @return the value, empty if there is no such header
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * Returns the body as JSON.
     *
     * @return the body, or a missing node if it is not a JSON object or array
     */
    public JsonNode json() {
        return body.json();
    }

    /**
     * Returns the defect of the body.
     *
     * @return why the body is not a JSON object or array, such as {@code the body is empty}; empty if it is one
     */
    public Optional<String> defect() {
        return body.defect();
    }

    /**
     * Returns the parts in which the facts of an error have their places.
     *
     * @return the body, and the first value of each header
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public ResponseParts parts() {
        return parts;
    }

    /**
     * Returns when the response was received, as far as is known.
     *
     * @return the moment when this was made of the client's response
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public Instant received() {
        return received;
    }

    /**
     * Returns the same response with its API.
     *
     * @param api the catalog of the API
     * @return the response, which knows the API
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public ReceivedResponse from(Catalog api) {
        return new ReceivedResponse(this, requestHeaders, api);
    }

    /**
     * Returns the catalog of the response's API.
     *
     * @return the catalog
     * @throws IllegalStateException if it is unknown
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public Catalog catalog() {
        if (catalog == null) {
            throw new IllegalStateException(
                    "The API of this response is unknown. Start the assertion from ApiAssertions.of(catalog)");
        }
        return catalog;
    }

    /**
     * Returns the masking of the credentials of this response and its request.
     *
     * @return the masking of the API, or of the usual names if the API is unknown
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public Masking masking() {
        return (catalog == null ? Masking.usual() : catalog.masking())
                .withRequest(requestHeaders)
                .withResponse(headers, body.content());
    }

    /** Returns the whole response, with credentials masked and a long body shortened. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                status.isPresent() ? "HTTP " + status.getAsInt() : "only a body (status and headers are unknown)");
        Masking masking = masking();
        masking.headers(headers)
                .forEach((name, values) -> values.forEach(
                        value -> text.append('\n').append(name).append(": ").append(value)));
        return text.append("\n\n")
                .append(Texts.shortened(masking.text(body.text())))
                .toString();
    }
}
