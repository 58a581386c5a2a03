package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares JSON documents. */
public final class Differences {

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7F]");

    private final Set<JsonPointer> ignored;
    private final List<String> lines = new ArrayList<>();

    private Differences(Set<JsonPointer> ignored) {
        this.ignored = ignored;
    }

    /** Lists the differences, a line for each place that is not ignored. */
    public static List<String> between(JsonNode expected, JsonNode actual, Set<JsonPointer> ignored) {
        Differences differences = new Differences(ignored);
        differences.compare(expected, actual, JsonPointer.empty());
        return differences.lines;
    }

    /** Tells whether two documents are the same, as JSON compares numbers: 1 and 1.0 are the same everywhere. */
    public static boolean same(JsonNode one, JsonNode other) {
        return one.equals((a, b) -> sameValue(a, b) ? 0 : 1, other);
    }

    private static boolean sameValue(JsonNode one, JsonNode other) {
        return (one.isNumber() && other.isNumber()) ? sameNumber(one, other) : one.equals(other);
    }

    /** A test may expect NaN or infinity, which have no decimal value. */
    private static boolean sameNumber(JsonNode one, JsonNode other) {
        return isFinite(one) && isFinite(other) && one.decimalValue().compareTo(other.decimalValue()) == 0;
    }

    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }

    private void compare(JsonNode expected, JsonNode actual, JsonPointer at) {
        if (ignored.contains(at)) {
            return;
        }
        if (expected.isObject() && actual.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(expected.path(name), actual.path(name), at.appendProperty(name)));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(expected.path(i), actual.path(i), at.appendIndex(i));
            }
        } else if (!same(expected, actual)) {
            lines.add(line(at, expected, actual));
        }
    }

    private static String line(JsonPointer at, JsonNode expected, JsonNode actual) {
        return at + ": "
                + (expected.isMissingNode()
                        ? "expected none but was " + actual
                        : actual.isMissingNode() ? "expected " + expected + " but is missing" : told(expected, actual));
    }

    /** Tells what was expected and what was found. Texts that look the same are told by the numbers of their characters. */
    static String told(JsonNode expected, JsonNode actual) {
        // A tree writes NaN as if it were a text.
        String one = expected.isFloatingPointNumber() ? expected.asText() : expected.toString();
        String other = actual.toString();
        boolean lookTheSame =
                NOT_ASCII.matcher(one + other).find() && looks(one).equals(looks(other));
        return "expected " + (lookTheSame ? numbered(one) : one) + " but was "
                + (lookTheSame ? numbered(other) : other);
    }

    private static String looks(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "");
    }

    private static String numbered(String text) {
        return NOT_ASCII
                .matcher(text)
                .replaceAll(character -> Matcher.quoteReplacement(
                        "\\u%04X".formatted((int) character.group().charAt(0))));
    }
}
