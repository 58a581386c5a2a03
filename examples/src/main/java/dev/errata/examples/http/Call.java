package dev.errata.examples.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request to an API.
 *
 * @param method the HTTP method
 * @param path the path below the client's base URL, from its first slash on, with the query string if there is one
 * @param body what is sent as JSON, or {@code null} for a request without a body
 * @param repeatable whether the API ends up the same however often the request arrives, so that it may be sent again
 *     when nobody knows whether it arrived
 */
public record Call(String method, String path, @Nullable Object body, boolean repeatable) {

    public static Call get(String path) {
        return new Call("GET", path, null, true);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, null, true);
    }

    /** A POST that changes something each time it arrives. */
    public static Call post(String path, Object body) {
        return new Call("POST", path, body, false);
    }

    /** A POST that only asks, and changes nothing. */
    public static Call query(String path, Object body) {
        return new Call("POST", path, body, true);
    }

    /** Escapes a value so that it can stand as one segment of a path or as one value of a query string. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
