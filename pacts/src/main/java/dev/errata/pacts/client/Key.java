package dev.errata.pacts.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API key that clients get, and the search for it in what they let out.
 *
 * @param value the key
 */
record Key(String value) {

    /** As many as Buena's support asks for. */
    private static final int SHOWN = 8;

    Key {
        if (value.length() < 2 * SHOWN) {
            throw new IllegalArgumentException("apiKey() must have " + 2 * SHOWN
                    + " characters at least, or nobody could tell that it is shown; it has " + value.length());
        }
    }

    /** A text without the key. */
    String masked(String text) {
        return text.replace(value, value.substring(0, SHOWN) + "…");
    }

    private String secret() {
        return value.substring(SHOWN);
    }

    /** The places that show more of the key than its first characters, in words. */
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
            if (text.contains(secret())) {
                leaks.add(place + ": " + masked(text).replace(secret(), "…"));
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
