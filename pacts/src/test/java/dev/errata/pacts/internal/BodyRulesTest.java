package dev.errata.pacts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.internal.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pact and the envelope read a format alike. */
class BodyRulesTest {

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            date      | 2024-02-29                           | true
            date      | 0000-01-01                           | true
            date      | 2024-13-01                           | false
            date      | 2024-01-32                           | false
            date      | 2024-1-1                             | false
            date      | ٢٠٢٤-01-01                           | false
            date-time | 2024-01-20T15:30:00Z                 | true
            date-time | 2024-01-20t15:30:00.123456789012z    | true
            date-time | 2024-01-20T15:30:00-00:00            | true
            date-time | 2024-01-20T15:30:00+23:59            | true
            date-time | 2017-01-01T00:59:60+01:00            | true
            date-time | 2024-01-20 15:30:00Z                 | false
            date-time | 2024-01-20T15:30:00                  | false
            date-time | 2024-01-20T24:00:00Z                 | false
            date-time | 2024-01-20T15:60:00Z                 | false
            date-time | 2024-01-20T15:30:61Z                 | false
            date-time | 2024-01-20T15:30:00+24:00            | false
            date-time | 2024-00-20T15:30:00Z                 | false
            uri       | https://a@[::1]:8080/b/%20c?d=(0)#e  | true
            uri       | urn:isbn:0451450523                  | true
            uri       | /a/b?c                               | true
            uri       | a                                    | true
            uri       | ''                                   | true
            uri       | https://example.com/é                | false
            uri       | https://example.com/%C3%A            | false
            uri       | https://exa mple.com                 | false
            uri       | <a>                                  | false
            """)
    void readsAFormatAsTheEnvelopeDoes(String format, String text, boolean valid) {
        assertThat(conforms(format, text)).as("by the envelope").isEqualTo(valid);
        assertThat(matches(format, text)).as("by the pact").isEqualTo(valid);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            date      | 2023-02-29
            date-time | 2024-02-30T15:30:00Z
            date-time | 2024-01-20T15:30:60Z
            uri       | https://example.com:port
            uri       | :a
            uri       | a#b#c
            uri       | https://example.com/[a]
            uri       | /a?b=[0]
            """)
    void letsThroughWhatARegularExpressionCannotTell(String format, String text) {
        assertThat(conforms(format, text)).as("by the envelope").isFalse();
        assertThat(matches(format, text)).as("by the pact").isTrue();
    }

    private static boolean conforms(String format, String text) {
        List<String> violations = new ArrayList<>();
        new JsonSchema(schema(format)).validate(body(text), (place, reason) -> violations.add(reason));
        return violations.isEmpty();
    }

    private static boolean matches(String format, String text) {
        MatchingRuleCategory rules = new MatchingRuleCategory("body");
        new BodyRules(schema(format), Set.of()).add(body(text), rules);
        return rules.getMatchingRules().get("$.a").getRules().stream()
                .map(RegexMatcher.class::cast)
                .allMatch(rule -> text.matches(rule.getRegex()));
    }

    private static ObjectNode body(String text) {
        return JsonNodeFactory.instance.objectNode().set("a", TextNode.valueOf(text));
    }

    private static JsonNode schema(String format) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putObject("properties").putObject("a").put("format", format);
        return schema;
    }
}
