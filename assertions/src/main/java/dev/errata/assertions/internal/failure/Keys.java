package dev.errata.assertions.internal.failure;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks keys in messages: only the first 8 characters of each are shown, wherever it occurs. */
public final class Keys {

    private static final int KEPT = 8;

    private static final String MASK = "…";

    /** The characters of a key; others end it. */
    private static final String REST = "[^\\s\"'<>&,;]+";

    private static final Pattern SCHEME = Pattern.compile("^(?:bearer|token)\\s+", Pattern.CASE_INSENSITIVE);

    private Keys() {}

    /**
     * Masks keys whose whole text is known.
     *
     * @param text the text
     * @param headers the headers with the keys
     * @param masked the same headers, masked
     */
    public static String masked(String text, Map<String, List<String>> headers, Map<String, List<String>> masked) {
        String result = text;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            List<String> values = header.getValue();
            for (int i = 0; i < values.size(); i++) {
                String shown = masked.getOrDefault(header.getKey(), values).get(i);
                if (!shown.equals(values.get(i))) {
                    int start = shown.length() - MASK.length() - KEPT;
                    result = result.replace(values.get(i).substring(start), shown.substring(start));
                }
            }
        }
        return result;
    }

    /** Masks every text that begins like a recorded key, such as {@code bna_0123…}. */
    public static String maskedFromPrefix(String text, String recorded) {
        if (!recorded.endsWith(MASK)) {
            return text;
        }
        String prefix = key(recorded).substring(0, KEPT);
        return text.replaceAll(Pattern.quote(prefix) + REST, Matcher.quoteReplacement(prefix + MASK));
    }

    /** Tells whether a key, or the first 8 characters of one, would be recorded like this. */
    public static boolean isRecordedAs(String key, String recorded) {
        String kept = key(recorded);
        String wanted = key(key);
        return kept.equals(wanted)
                || kept.equals(shown(wanted))
                || (wanted.length() == KEPT && kept.equals(wanted + MASK));
    }

    public static String shown(String key) {
        return key.length() <= KEPT ? key : key.substring(0, KEPT) + MASK;
    }

    private static String key(String recorded) {
        return SCHEME.matcher(recorded).replaceFirst("");
    }
}
