package dev.errata.report;

import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Escapes control characters in text for a terminal. Names of APIs, scenarios and tests may come from files of others, and may hold
 * escape sequences that hide or forge what is printed.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ConsoleText {

    /** The line and paragraph separators end lines, too. */
    private static final Pattern ANY_CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    /** A carriage return that is no part of a line end goes back in its line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029&&[^\\r\\n\\t]]|\\r(?!\\n)");

    private ConsoleText() {}

    /**
     * Escapes control characters, but for line ends and tabs.
     *
     * @param text the text, of one line or several
     * @return the text, with such as {@code \}{@code u001b} in their place
     */
    public static String of(String text) {
        return escaped(text, CONTROL);
    }

    /** Escapes control characters, so that a name stays in its line. */
    static String line(String text) {
        return escaped(text, ANY_CONTROL);
    }

    private static String escaped(String text, Pattern controls) {
        return controls.matcher(text)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
