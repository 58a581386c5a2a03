package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Pattern;

/** Reads the path of a detail: {@code fields.email}, {@code [0].field}, or a JSON pointer. */
public final class DetailPath {

    private static final String NAME = "[^.\\[\\]]++";
    private static final String INDEX = "\\[\\d++]";
    private static final Pattern PLAIN = Pattern.compile("(?:%s|%s)(?:\\.%s|%s)*+".formatted(NAME, INDEX, NAME, INDEX));

    private DetailPath() {}

    /**
     * Reads a path.
     *
     * @param path the path, empty for the details themselves
     * @return the place, counted from the details
     * @throws IllegalArgumentException if the path is invalid
     */
    public static JsonPointer pointer(String path) {
        if (path.isEmpty() || path.startsWith("/")) {
            return JsonPointer.compile(path);
        }
        if (!PLAIN.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "Invalid path \"%s\". Write fields.email, [0].field, or a JSON pointer such as /fields/email"
                            .formatted(path));
        }
        return JsonPointer.compile("/"
                + path.replace("~", "~0")
                        .replace("/", "~1")
                        .replaceFirst("^\\[", "")
                        .replaceAll("[.\\[]", "/")
                        .replace("]", ""));
    }
}
