package dev.errata.assertions;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Pattern;

/** How a place in the details is written: {@code fields.email}, {@code [0].field}, or a JSON pointer. */
final class DetailPath {

    private static final String NAME = "[^.\\[\\]]++";
    private static final String INDEX = "\\[\\d++]";
    private static final Pattern PLAIN = Pattern.compile("(?:%s|%s)(?:\\.%s|%s)*+".formatted(NAME, INDEX, NAME, INDEX));

    private DetailPath() {}

    static JsonPointer pointer(String path) {
        if (path.isEmpty() || path.startsWith("/")) {
            return JsonPointer.compile(path);
        }
        if (!PLAIN.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "no place in the details: \"%s\"; write fields.email, [0].field, or a JSON pointer"
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
