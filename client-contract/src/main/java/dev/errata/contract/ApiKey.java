package dev.errata.contract;

import dev.errata.fixtures.masking.Masking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API key that clients are given. Finds and masks it in texts.
 *
 * @param value the key
 */
record ApiKey(String value) {

    /** How many characters a client may show; Buena's support asks for as many. */
    private static final int SHOWN = 8;

    ApiKey {
        if (value.length() < 2 * SHOWN) {
            throw new IllegalArgumentException("apiKey() must have at least " + 2 * SHOWN
                    + " characters, because the first " + SHOWN + " may be shown; it has " + value.length());
        }
    }

    /** Returns a text in which the key is masked, and every part of it that is longer than what may be shown. */
    String masked(String text) {
        return withoutParts(masking().text(text));
    }

    private Masking masking() {
        return Masking.usual().withCredential(value);
    }

    private String withoutParts(String text) {
        StringBuilder masked = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int count = longest(value, text, at);
            if (count > SHOWN) {
                masked.append(Masking.MASK);
                at += count;
            } else {
                masked.append(text.charAt(at));
                at++;
            }
        }
        return masked.toString();
    }

    /** Returns how many characters of a key a text has at a place. */
    private static int longest(String key, String text, int at) {
        int longest = 0;
        for (int from = 0; from < key.length(); from++) {
            int count = 0;
            while (from + count < key.length()
                    && at + count < text.length()
                    && key.charAt(from + count) == text.charAt(at + count)) {
                count++;
            }
            longest = Math.max(longest, count);
        }
        return longest;
    }

    private boolean isIn(String text) {
        return masking().isShownIn(text) || !withoutParts(text).equals(text);
    }

    /** Returns the places that show more of the key than its first characters, in words. */
    List<String> leaks(@Nullable ClientReport report, @Nullable Throwable escaped) {
        Map<String, String> texts = new LinkedHashMap<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        if (escaped != null) {
            collect("", escaped, texts, seen);
        }
        if (report != null) {
            texts.put("the report", report.toString());
            if (report.reported().orElse(null) instanceof Throwable error) {
                collect("", error, texts, seen);
            }
        }
        List<String> leaks = new ArrayList<>();
        texts.forEach((place, text) -> {
            if (isIn(text)) {
                leaks.add(place + ": " + masked(text));
            }
        });
        return leaks;
    }

    private static void collect(String where, Throwable thrown, Map<String, String> texts, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        String name = thrown.getClass().getName() + where;
        texts.put("the message of " + name, String.valueOf(thrown.getMessage()));
        texts.put("the text of " + name, thrown.toString());
        if (thrown.getCause() != null) {
            collect(", the cause of " + name, thrown.getCause(), texts, seen);
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            collect(", suppressed in " + name, suppressed, texts, seen);
        }
    }
}
