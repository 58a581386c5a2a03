package dev.errata.pacts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.matchingrules.EqualsMatcher;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.internal.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Provide
    Arbitrary<String> nearlyOfAFormat() {
        Arbitrary<String> valid = Arbitraries.of(
                "2024-02-29",
                "2024-01-20T15:30:00Z",
                "2016-12-31t23:59:60.5+00:00",
                "https://a:b@[::1]:8080/c/%20d;e=f?g=(1)#h",
                "//a/b?c",
                "urn:a:b");
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 40);
        Arbitrary<String> other =
                Arbitraries.of("0129-+:.,TtZz %é/?#@[]a\n'|".split("")).injectNull(0.2);
        return Combinators.combine(valid, place, other).as((text, at, character) -> {
            int index = Math.min(at, text.length() - 1);
            return text.substring(0, index) + (character == null ? "" : character) + text.substring(index + 1);
        });
    }

    /** Then a provider that keeps the envelope keeps the pact. */
    @Property(tries = 1000, seed = "7")
    void refusesNothingThatTheEnvelopeAccepts(@ForAll("nearlyOfAFormat") String text) {
        for (String format : List.of("date", "date-time", "uri")) {
            assertThat(matches(format, text) || !conforms(format, text))
                    .as(format + " " + text)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7.5", "true", "{}", "[]"})
    void aFormatIsAboutTextsAlone(String value) throws Exception {
        MatchingRuleCategory rules = new MatchingRuleCategory("body");
        new BodyRules(schema("date-time"), Set.of()).add(new ObjectMapper().readTree("{\"a\":" + value + "}"), rules);

        assertThat(rules.allMatchingRules()).doesNotHaveAnyElementsOfTypes(RegexMatcher.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"near":[52,13.4]}                 | $.near=min-type, $.near[*]=type
            [1,"a"]                            | $=min-type, $[*]=type
            [[1],[]]                           | $=min-type, $[*]=type, $[*][*]=integer
            [{"a":1},{"a":2,"b":"c"}]          | $=min-type, $[*].a=integer, $[*].b=type
            [{"0":1},[2.5]]                    | $=min-type, $[*]=type
            {"it's":1,"b":2}                   | $=type, $.*=integer, $.b=integer
            {"":1,"\\\\":"a"}                  | $=type, $.*=type
            {"a b":-0,"é":12345678901234567890} | $['a b']=type, $['é']=type
            {"a":[],"b":{},"c":null}           | $.a=equality, $.c=type
            """)
    void hasForEachValueARuleThatAllExamplesAtItsPlaceKeep(String example, String expected) {
        MatchingRuleCategory rules = new MatchingRuleCategory("body");
        new BodyRules(MissingNode.getInstance(), Set.of())
                .add(Json.read(example).orElseThrow(), rules);

        Map<String, String> names = new TreeMap<>();
        rules.getMatchingRules()
                .forEach(
                        (path, group) -> names.put(path, group.getRules().get(0).getName()));
        assertThat(names).hasToString("{" + expected + "}");
    }

    @Test
    void pinsTheCodeOfTheFirstElementAloneAndAConstantInAll() throws Exception {
        MatchingRuleCategory rules = new MatchingRuleCategory("body");
        JsonNode schema = new ObjectMapper().readTree("{\"items\":{\"properties\":{\"error\":{\"const\":true}}}}");
        new BodyRules(schema, Set.of(JsonPointer.compile("/0/code")))
                .add(
                        Json.read("[{\"code\":\"A\",\"error\":true},{\"code\":\"B\",\"error\":true}]")
                                .orElseThrow(),
                        rules);

        assertThat(rules.getMatchingRules().get("$[0].code").getRules()).containsExactly(EqualsMatcher.INSTANCE);
        assertThat(rules.getMatchingRules().get("$[*].code").getRules()).containsExactly(TypeMatcher.INSTANCE);
        assertThat(rules.getMatchingRules().get("$[*].error").getRules()).containsExactly(EqualsMatcher.INSTANCE);
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
