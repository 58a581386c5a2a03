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

    /** ISO 8601 with a zone, as {@code date-time} of JSON Schema asks for. */
    private static final String DATE_TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})";

    /** An absolute URI, as {@code uri} of JSON Schema asks for. */
    private static final String URI = "[A-Za-z][A-Za-z0-9+.-]*:\\S+";

    private final MatchingRuleCategory rules;
    private final JsonNode schema;
    private final Set<JsonPointer> exact;

    /**
     * Starts the rules of one body.
     *
     * @param rules takes the rules
     * @param schema the JSON Schema of such bodies, as far as it is known
     * @param exact where the value of the example has to be kept
     */
    BodyRules(MatchingRuleCategory rules, JsonNode schema, Set<JsonPointer> exact) {
        this.rules = rules;
        this.schema = schema;
        this.exact = exact;
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
        } else if (exact.contains(at) && path.contains("[*]")) {
            // The rule of the list would ask for the type alone.
            rules.addRule(path, EqualsMatcher.INSTANCE);
        } else if (!example.isArray() && !kind.has("const") && !exact.contains(at)) {
            rules.addRule(path, rule(example, kind));
        }
    }

    private static String step(String name) {
        return name.matches("\\w+") ? "." + name : "['" + name + "']";
    }

    private static MatchingRule rule(JsonNode example, JsonNode kind) {
        return switch (kind.path("format").asText()) {
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
