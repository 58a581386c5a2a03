package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Pattern;

/** Reads the path of a detail: {@code fields.email}, {@code [0].field}, or a JSON pointer. */
public final class DetailPath {

    private static final String NAME = "[^.\\[\\]]++";
    private static final String INDEX = "\\[\\d++]";
    private static final Pattern PLAIN = Pattern.compile("(?:%s|%s)(?:\\.%s|%s)*+".formatted(NAME, INDEX, NAME, INDEX));

    /** A tilde stands before 0 or 1 alone. */
    private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*+)*+");

    private DetailPath() {}

    /**
     * Reads a path.
     *
     * @param path the path, empty for the details themselves
     * @return the place, counted from the details
     * @throws IllegalArgumentException if the path is invalid
     */
    public static JsonPointer pointer(String path) {
        if (POINTER.matcher(path).matches()) {
            return JsonPointer.compile(path);
        }
        if (path.startsWith("/") || !PLAIN.matcher(path).matches()) {
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
