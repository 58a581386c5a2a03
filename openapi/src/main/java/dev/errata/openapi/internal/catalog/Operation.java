package dev.errata.openapi.internal.catalog;

import dev.errata.openapi.internal.source.Value;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An operation of a description.
 *
 * @param method the method in upper case
 * @param path the path template, relative to the base path
 * @param at where the description has it
 * @param parameters its parameters and those of its path, each resolved
 */
record Operation(String method, String path, Value at, List<Value> parameters) {

    /** Returns the id that the description gives it, empty if it gives none. */
    String id() {
        return at.text("operationId");
    }

    /** Tells whether a user means this operation: by its id, or by method and path, where {@code *} matches any characters. */
    boolean isMeantBy(String text) {
        String pattern = "\\Q" + text.strip().replace("*", "\\E.*\\Q") + "\\E";
        return Pattern.compile(pattern).matcher(id()).matches()
                || Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                        .matcher(toString())
                        .matches()
                || (text.startsWith("/")
                        && Pattern.compile(pattern).matcher(path).matches());
    }

    /** Returns a word for the operation: its id, or its method and the last words of its path. */
    String slug() {
        String text = id().isEmpty() ? method.toLowerCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "") : id();
        return Words.hyphenated(text);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
