package dev.errata.pacts.internal;

import au.com.dius.pact.core.model.matchingrules.EqualsMatcher;
import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MinTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What a pact asks of a JSON body: that what the example has is there, and of the same type. Texts of a known format keep
 * it, lists are of the shape of their first element, and some values are as they are.
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

    private final MatchingRuleCategory rules;
    private final JsonNode schema;
    private final Set<JsonPointer> exact;
    private final boolean hasRootRule;

    /**
     * Starts the rules of one body.
     *
     * @param rules takes the rules
     * @param schema the JSON Schema of such bodies, as far as it is known
     * @param exact where the value of the example has to be kept
     * @param hasRootRule whether there is a rule for the body as a whole
     */
    BodyRules(MatchingRuleCategory rules, JsonNode schema, Set<JsonPointer> exact, boolean hasRootRule) {
        this.rules = rules;
        this.schema = schema;
        this.exact = exact;
        this.hasRootRule = hasRootRule;
    }

    /** Adds the rules for a body like the example. What has no rule is compared as it is. */
    void add(JsonNode example) {
        add("$", JsonPointer.empty(), example, schema);
    }

    private void add(String path, JsonPointer at, JsonNode example, JsonNode kind) {
        if (example.isObject()) {
            example.properties()
                    .forEach(field -> add(
                            path + step(field.getKey()),
                            at.appendProperty(field.getKey()),
                            field.getValue(),
                            kind.path("properties").path(field.getKey())));
        } else if (example.isArray() && !example.isEmpty()) {
            rules.addRule(path, new MinTypeMatcher(1));
            add(path + "[*]", at.appendIndex(0), example.get(0), kind.path("items"));
        } else if (!example.isArray() && !kind.has("const") && !exact.contains(at)) {
            rules.addRule(path, rule(example, kind));
        } else if (hasRootRule || (exact.contains(at) && path.contains("[*]"))) {
            // The rule of the root or the list would be that of everything in it.
            rules.addRule(path, EqualsMatcher.INSTANCE);
        }
    }

    private static String step(String name) {
        return name.matches("\\w+") ? "." + name : "['" + name + "']";
    }

    private static MatchingRule rule(JsonNode example, JsonNode kind) {
        return switch (kind.path("format").asText()) {
            case "date" -> new RegexMatcher(DATE, example.asText());
            case "date-time" -> new RegexMatcher(DATE_TIME, example.asText());
            case "uri" -> new RegexMatcher(URI, example.asText());
            default -> typeOf(example, kind);
        };
    }

    private static MatchingRule typeOf(JsonNode example, JsonNode kind) {
        if (!example.isNumber()) {
            return TypeMatcher.INSTANCE;
        }
        boolean integer =
                example.isIntegralNumber() && !kind.path("type").asText().equals("number");
        return new NumberTypeMatcher(
                integer ? NumberTypeMatcher.NumberType.INTEGER : NumberTypeMatcher.NumberType.NUMBER);
    }
}
