package dev.errata.openapi.internal.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes names of texts. */
final class Words {

    private Words() {}

    /** Returns words in lower case, joined by hyphens, as ids are. */
    static String hyphenated(String text) {
        return text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Returns words in upper case, joined by underscores, as constants are. */
    static String constant(String text) {
        return hyphenated(text.replace("'", "")).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Returns the first words of a text. */
    static String first(String text, int words) {
        return Arrays.stream(hyphenated(text.replace("'", "")).split("-"))
                .limit(words)
                .collect(Collectors.joining("-"));
    }

    /** Returns the first paragraph of a text as one line, without the marks of Markdown; empty if nothing is left. */
    static String line(String text) {
        String line = text.strip()
                .replaceFirst("(?s)\\n\\s*\\n.*", "")
                .replaceAll("\\s+", " ")
                .replaceAll("<[^>]{1,40}>", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replaceAll("[`*#]+", "")
                .strip();
        return line.length() <= 200 ? line : line.substring(0, 197).strip() + "...";
    }
}
