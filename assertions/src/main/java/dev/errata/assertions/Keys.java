package dev.errata.assertions;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in texts for people: of each the first 8 characters are shown, wherever it stands. */
final class Keys {

    private static final int KEPT = 8;

    private static final String MASK = "…";

    /** What a key is made of, as far as texts around it are concerned. */
    private static final String REST = "[^\\s\"'<>&,;]+";

    private static final Pattern SCHEME = Pattern.compile("^(?:bearer|token)\\s+", Pattern.CASE_INSENSITIVE);

    private Keys() {}

    /**
     * Masks keys that are known as a whole.
     *
     * @param text the text
     * @param headers the headers with the keys
     * @param masked the same headers, masked
     */
    static String masked(String text, Map<String, List<String>> headers, Map<String, List<String>> masked) {
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

    /** Masks what begins like a key that is known as far as it was recorded, such as {@code bna_0123…}. */
    static String maskedFromPrefix(String text, String recorded) {
        if (!recorded.endsWith(MASK)) {
            return text;
        }
        String prefix = key(recorded).substring(0, KEPT);
        return text.replaceAll(Pattern.quote(prefix) + REST, Matcher.quoteReplacement(prefix + MASK));
    }

    /** A key as it is recorded, or the first characters of one that is longer. */
    static boolean isRecordedAs(String key, String recorded) {
        String kept = key(recorded);
        String wanted = key(key);
        return kept.equals(wanted)
                || kept.equals(shown(wanted))
                || (wanted.length() == KEPT && kept.equals(wanted + MASK));
    }

    static String shown(String key) {
        return key.length() <= KEPT ? key : key.substring(0, KEPT) + MASK;
    }

    private static String key(String recorded) {
        return SCHEME.matcher(recorded).replaceFirst("");
    }
}
