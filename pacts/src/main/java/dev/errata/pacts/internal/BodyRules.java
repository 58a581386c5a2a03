package dev.errata.pacts.internal;

import au.com.dius.pact.core.model.matchingrules.EqualsMatcher;
import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MinTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher.NumberType;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What a pact asks of a JSON body: that what the example has is there, and of the same type. Texts of a known format keep
 * it, the elements of a list are of what their types have in common, and some values are as they are. Every value has a rule:
 * without one it would get that of what it is in.
 */
final class BodyRules {

    /**
     * The formats that the schema of an envelope asserts, as far as a regular expression of every language can tell: none
     * refuses a text of the format. What the calendar, leap seconds or the order of a URI's parts forbid goes through.
     */
    private static final String DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

    private static final String DATE_TIME = DATE + "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?"
            + "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

    private static final String URI_CHARACTERS = "[A-Za-z0-9._~:/?#@!$&'()*+,;=\\[\\]-]*";

    private static final String URI = URI_CHARACTERS + "(%[0-9A-Fa-f]{2}" + URI_CHARACTERS + ")*";

    private static final String ANY_NAME = ".*";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final JsonNode schema;
    private final Set<JsonPointer> exact;
    private final Map<String, MatchingRule> rules = new LinkedHashMap<>();

    /** Objects need no rule of their own, unless that of something else could be about them. */
    private final Set<String> objects = new HashSet<>();

    private final Set<String> lists = new HashSet<>();

    /**
     * Starts the rules of one body.
     *
     * @param schema the JSON Schema of such bodies, as far as it is known
     * @param exact where the value of the example has to be kept
     */
    BodyRules(JsonNode schema, Set<JsonPointer> exact) {
        this.schema = schema;
        this.exact = exact;
    }

    /** Adds the rules for a body like the example. */
    void add(JsonNode example, MatchingRuleCategory category) {
        add(new Path("$", "$", JsonPointer.empty()), example, schema);
        boolean hasStars = rules.keySet().stream().anyMatch(path -> path.contains(ANY_NAME));
        objects.stream()
                .filter(path -> hasStars || rules.containsKey(path))
                .forEach(path -> rules.put(path, TypeMatcher.INSTANCE));
        objects.stream().filter(lists::contains).forEach(this::forgetWithin);
        rules.forEach(category::addRule);
    }

    private void add(Path path, JsonNode example, JsonNode kind) {
        if (exact.contains(path.at())) {
            add(path.each(), path.isInList() ? TypeMatcher.INSTANCE : EqualsMatcher.INSTANCE);
            add(path.here(), EqualsMatcher.INSTANCE);
        } else if (kind.has("const")) {
            add(path.each(), EqualsMatcher.INSTANCE);
        } else if (example.isObject()) {
            objects.add(path.each());
            example.properties()
                    .forEach(field -> add(
                            path.field(field.getKey()),
                            field.getValue(),
                            kind.path("properties").path(field.getKey())));
        } else if (example.isArray()) {
            lists.add(path.each());
            add(path.each(), list(path, example));
            for (int i = 0; i < example.size(); i++) {
                add(path.element(i), example.get(i), kind.path("items"));
            }
        } else {
            add(path.each(), value(example, kind));
        }
    }

    /** Where an object and a list have one path, a field of the one named 0 would be the first element of the other. */
    private void forgetWithin(String path) {
        rules.entrySet()
                .removeIf(rule -> rule.getKey().length() > path.length()
                        && rule.getKey().startsWith(path)
                        && !rule.getValue().equals(EqualsMatcher.INSTANCE));
    }

    /**
     * Two examples of what has one path need a rule that both keep: each is compared with the example at its own place. A body that
     * is one value is as it is without a rule, and to Pact JVM not equal to itself with one.
     */
    private void add(String path, MatchingRule rule) {
        if (path.equals("$") && rule.equals(EqualsMatcher.INSTANCE)) {
            return;
        }
        rules.merge(path, rule, (one, other) -> one.equals(other) ? one : TypeMatcher.INSTANCE);
    }

    /** A list that is empty is as it is, unless another one at its place is not. */
    private static MatchingRule list(Path path, JsonNode example) {
        if (!example.isEmpty()) {
            return new MinTypeMatcher(1);
        }
        return path.isShared() ? TypeMatcher.INSTANCE : EqualsMatcher.INSTANCE;
    }

    private static MatchingRule value(JsonNode example, JsonNode kind) {
        if (isInteger(example, kind)) {
            return new NumberTypeMatcher(NumberType.INTEGER);
        }
        return switch (example.isTextual() ? kind.path("format").asText() : "") {
            case "date" -> new RegexMatcher(DATE);
            case "date-time" -> new RegexMatcher(DATE_TIME);
            case "uri" -> new RegexMatcher(URI);
            default -> TypeMatcher.INSTANCE;
        };
    }

    /**
     * To the Rust verifier nothing is an integer that has no 64 bits, and minus zero is none either. Other numbers are only of the
     * same type: to Pact JVM 1E+2 would be none.
     */
    private static boolean isInteger(JsonNode example, JsonNode kind) {
        return example.isIntegralNumber()
                && example.canConvertToLong()
                && !Json.text(example).startsWith("-0")
                && !allows(kind, "number");
    }

    private static boolean allows(JsonNode kind, String type) {
        JsonNode types = kind.path("type");
        return types.asText().equals(type)
                || StreamSupport.stream(types.spliterator(), false)
                        .anyMatch(one -> one.asText().equals(type));
    }

    /**
     * Where a value is.
     *
     * @param each as a path of Pact, with a star for every index
     * @param here as a path of Pact, with its indexes
     * @param at as a JSON pointer
     */
    private record Path(String each, String here, JsonPointer at) {

        Path field(String name) {
            String step = step(name);
            return new Path(each + step, here + step, at.appendProperty(name));
        }

        Path element(int index) {
            return new Path(each + "[*]", here + "[" + index + "]", at.appendIndex(index));
        }

        boolean isInList() {
            return !each.equals(here);
        }

        /** Tells whether other values may have the same path. */
        boolean isShared() {
            return isInList() || each.contains(ANY_NAME);
        }

        /** A star stands for a name that cannot be written so that every verifier reads it. A rule with a name is stronger. */
        private static String step(String name) {
            if (IDENTIFIER.matcher(name).matches()) {
                return "." + name;
            }
            boolean readable = Json.isName(name) && !name.isEmpty() && name.indexOf('\'') < 0;
            return readable ? "['" + name + "']" : ANY_NAME;
        }
    }
}
