package dev.errata.pacts.internal;

/** Parts of regular expressions that every language understands alike; verifiers in other languages read these pacts. */
final class Regex {

    static final String ANY_TEXT = "[\\s\\S]*";

    private Regex() {}

    /** Matches a text, and no other. */
    static String literal(String text) {
        return text.replaceAll("[\\[\\]{}.+*^$()|?\\\\]", "\\\\$0");
    }
}
