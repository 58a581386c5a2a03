package dev.errata.stub.internal.wiremock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.WireMock.JsonSchemaVersion;
import com.github.tomakehurst.wiremock.common.DateTimeTruncation;
import com.github.tomakehurst.wiremock.common.DateTimeUnit;
import com.github.tomakehurst.wiremock.matching.AbsentPattern;
import com.github.tomakehurst.wiremock.matching.AfterDateTimePattern;
import com.github.tomakehurst.wiremock.matching.AnythingPattern;
import com.github.tomakehurst.wiremock.matching.BeforeDateTimePattern;
import com.github.tomakehurst.wiremock.matching.BinaryEqualToPattern;
import com.github.tomakehurst.wiremock.matching.ContainsPattern;
import com.github.tomakehurst.wiremock.matching.ContentPattern;
import com.github.tomakehurst.wiremock.matching.EqualToDateTimePattern;
import com.github.tomakehurst.wiremock.matching.EqualToJsonPattern;
import com.github.tomakehurst.wiremock.matching.EqualToPattern;
import com.github.tomakehurst.wiremock.matching.EqualToXmlPattern;
import com.github.tomakehurst.wiremock.matching.ExactMatchMultiValuePattern;
import com.github.tomakehurst.wiremock.matching.IncludesMatchMultiValuePattern;
import com.github.tomakehurst.wiremock.matching.LogicalAnd;
import com.github.tomakehurst.wiremock.matching.LogicalOr;
import com.github.tomakehurst.wiremock.matching.MatchesJsonPathPattern;
import com.github.tomakehurst.wiremock.matching.MatchesJsonSchemaPattern;
import com.github.tomakehurst.wiremock.matching.MatchesXPathPattern;
import com.github.tomakehurst.wiremock.matching.MultiValuePattern;
import com.github.tomakehurst.wiremock.matching.NegativeContainsPattern;
import com.github.tomakehurst.wiremock.matching.NegativeRegexPattern;
import com.github.tomakehurst.wiremock.matching.NotPattern;
import com.github.tomakehurst.wiremock.matching.PathTemplatePattern;
import com.github.tomakehurst.wiremock.matching.RegexPattern;
import com.github.tomakehurst.wiremock.matching.SingleMatchMultiValuePattern;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import dev.errata.fixtures.internal.json.StrictJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the matchers of values: of a header, a parameter, a cookie, a body. */
final class ValueReader {

    private static final List<String> DATE_OPTIONS = List.of(
            "actualFormat",
            "truncateExpected",
            "truncateActual",
            "applyTruncationLast",
            "expectedOffset",
            "expectedOffsetUnit");

    private static final List<String> XML_OPTIONS = List.of(
            "enablePlaceholders",
            "placeholderOpeningDelimiterRegex",
            "placeholderClosingDelimiterRegex",
            "exemptedComparisons",
            "ignoreOrderOfSameNode",
            "namespaceAwareness");

    /** The matchers, and the options of each. */
    private static final Map<String, List<String>> MATCHERS = Map.ofEntries(
            Map.entry("equalTo", List.of("caseInsensitive")),
            Map.entry("equalToJson", List.of("ignoreArrayOrder", "ignoreExtraElements")),
            Map.entry("matchesJsonPath", List.of()),
            Map.entry("matchesJsonSchema", List.of("schemaVersion")),
            Map.entry("equalToXml", XML_OPTIONS),
            Map.entry("matchesXPath", List.of("xPathNamespaces")),
            Map.entry("contains", List.of()),
            Map.entry("doesNotContain", List.of()),
            Map.entry("matches", List.of()),
            Map.entry("doesNotMatch", List.of()),
            Map.entry("before", DATE_OPTIONS),
            Map.entry("after", DATE_OPTIONS),
            Map.entry("equalToDateTime", DATE_OPTIONS),
            Map.entry("matchesPathTemplate", List.of()),
            Map.entry("anything", List.of()),
            Map.entry("absent", List.of()),
            Map.entry("and", List.of()),
            Map.entry("or", List.of()),
            Map.entry("not", List.of()));

    /** Whether matchers that take WireMock half a second in a new JVM are checked, but not created. */
    private final boolean drafting;

    private boolean leftOut;

    private ValueReader(boolean drafting) {
        this.drafting = drafting;
    }

    static ValueReader complete() {
        return new ValueReader(false);
    }

    static ValueReader drafting() {
        return new ValueReader(true);
    }

    /** Returns whether all matchers were created. */
    boolean isComplete() {
        return !leftOut;
    }

    /** Returns whether to leave out an expensive matcher. */
    boolean leavesOut() {
        leftOut |= drafting;
        return drafting;
    }

    /** Reads a matcher of a text or of bytes. */
    ContentPattern<?> readContent(Place at) {
        if (!at.has("binaryEqualTo")) {
            return read(at);
        }
        at.requireKeys(List.of("binaryEqualTo"));
        String base64 = at.at("binaryEqualTo").text();
        try {
            return new BinaryEqualToPattern(base64);
        } catch (IllegalArgumentException e) {
            throw new Refused("Invalid Base64 in " + at.at("binaryEqualTo").name() + ": " + e.getMessage() + ".", e);
        }
    }

    /** Reads a matcher of a header or parameter, which may have several values. */
    MultiValuePattern readMulti(Place at) {
        if (at.has("hasExactly")) {
            at.requireKeys(List.of("hasExactly"));
            return new ExactMatchMultiValuePattern(readAll(at.at("hasExactly")));
        }
        if (at.has("includes")) {
            at.requireKeys(List.of("includes"));
            return new IncludesMatchMultiValuePattern(readAll(at.at("includes")));
        }
        return new SingleMatchMultiValuePattern(read(at));
    }

    private List<StringValuePattern> readAll(Place at) {
        List<StringValuePattern> operands = new ArrayList<>();
        for (Place operand : at.elements()) {
            operands.add(read(operand));
        }
        return operands;
    }

    /** Reads a matcher of a text. */
    StringValuePattern read(Place at) {
        return read(at, List.of());
    }

    /** Reads a matcher of a text from an object that may have other keys as well. */
    private StringValuePattern read(Place at, List<String> others) {
        String matcher = matcher(at, others);
        Place operand = at.at(matcher);
        try {
            return made(at, matcher, operand);
        } catch (Refused e) {
            throw e;
        } catch (PatternSyntaxException e) {
            throw Refused.regularExpression(operand, e);
        } catch (Exception e) {
            // The libraries for XML and JSON paths throw exceptions of their own, and WireMock throws checked ones
            // undeclared.
            throw new Refused("Invalid value of " + operand.name() + ": " + WireMockJson.reason(e) + ".", e);
        }
    }

    /** Returns the key of the only matcher. WireMock would take the first one, and ignore the others. */
    private static String matcher(Place at, List<String> others) {
        String found = null;
        for (Place.Field field : at.fields()) {
            if (MATCHERS.containsKey(field.name())) {
                if (found != null) {
                    throw new Refused("There are two matchers in " + at.name() + ", \"" + found + "\" and \""
                            + field.name() + "\"; use \"and\" for both.");
                }
                found = field.name();
            }
        }
        List<String> known = new ArrayList<>(others);
        if (found == null) {
            known.addAll(MATCHERS.keySet());
            at.requireKeys(known);
            throw new Refused("There is no matcher in " + at.name() + ", such as \"equalTo\".");
        }
        known.add(found);
        known.addAll(MATCHERS.getOrDefault(found, List.of()));
        at.requireKeys(known);
        return found;
    }

    private StringValuePattern made(Place at, String matcher, Place operand) {
        return switch (matcher) {
            case "equalTo" -> new EqualToPattern(operand.text(), at.flagOrNull("caseInsensitive"));
            case "contains" -> new ContainsPattern(operand.text());
            case "doesNotContain" -> new NegativeContainsPattern(operand.text());
            case "matches" -> new RegexPattern(operand.text());
            case "doesNotMatch" -> new NegativeRegexPattern(operand.text());
            case "matchesPathTemplate" -> new PathTemplatePattern(operand.text());
            case "anything" -> new AnythingPattern(operand.text());
            case "absent" -> absent(operand);
            case "and" -> new LogicalAnd(several(operand));
            case "or" -> new LogicalOr(several(operand));
            case "not" -> not(operand);
            case "equalToJson" -> equalToJson(at, operand);
            case "matchesJsonPath" -> matchesJsonPath(operand);
            case "matchesJsonSchema" -> matchesJsonSchema(at, operand);
            case "equalToXml" -> equalToXml(at, operand);
            case "matchesXPath" -> matchesXPath(at, operand);
            case "before", "after", "equalToDateTime" -> date(at, matcher, operand);
            default -> throw new IllegalStateException("No pattern is made for " + matcher);
        };
    }

    private static AbsentPattern absent(Place operand) {
        // WireMock reads any value as true, even false.
        if (!operand.isText() && !operand.flag()) {
            throw new Refused("Invalid value of " + operand.name() + ": use {\"not\": {\"absent\": true}}.");
        }
        return AbsentPattern.ABSENT;
    }

    private List<StringValuePattern> several(Place at) {
        List<StringValuePattern> operands = readAll(at);
        if (operands.size() < 2) {
            throw new Refused("There must be at least two matchers in " + at.name() + ".");
        }
        return operands;
    }

    private StringValuePattern not(Place operand) {
        StringValuePattern inverted = read(operand);
        return new NotPattern(inverted);
    }

    private StringValuePattern equalToJson(Place at, Place operand) {
        Boolean ignoreArrayOrder = at.flagOrNull("ignoreArrayOrder");
        Boolean ignoreExtraElements = at.flagOrNull("ignoreExtraElements");
        requireJson(operand);
        if (leavesOut()) {
            return new AnythingPattern();
        }
        return operand.isText()
                ? new EqualToJsonPattern(operand.text(), ignoreArrayOrder, ignoreExtraElements)
                : WireMockJson.read(at, StringValuePattern.class);
    }

    private StringValuePattern matchesJsonSchema(Place at, Place operand) {
        JsonSchemaVersion version = at.has("schemaVersion")
                ? constant(at.at("schemaVersion"), JsonSchemaVersion.values())
                : JsonSchemaVersion.DEFAULT;
        requireJson(operand);
        if (leavesOut()) {
            return new AnythingPattern();
        }
        return operand.isText()
                ? new MatchesJsonSchemaPattern(operand.text(), version)
                : WireMockJson.read(at, StringValuePattern.class);
    }

    /** Checks an operand that is JSON, or a string that contains JSON. */
    private static void requireJson(Place operand) {
        if (operand.isText()) {
            try {
                StrictJson.read(operand.text().getBytes(UTF_8));
            } catch (StrictJson.Refused e) {
                throw new Refused("The text of " + operand.name() + " " + e.getMessage() + ".", e);
            }
        }
    }

    private StringValuePattern matchesJsonPath(Place operand) {
        if (operand.isText()) {
            return new MatchesJsonPathPattern(operand.text());
        }
        StringValuePattern value = read(operand, List.of("expression"));
        return new MatchesJsonPathPattern(expression(operand), value);
    }

    private StringValuePattern matchesXPath(Place at, Place operand) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        for (Place.Field namespace : at.fields("xPathNamespaces")) {
            namespaces.put(namespace.name(), namespace.value().text());
        }
        if (operand.isText()) {
            return new MatchesXPathPattern(operand.text(), namespaces);
        }
        StringValuePattern value = read(operand, List.of("expression"));
        return new MatchesXPathPattern(expression(operand), namespaces, value);
    }

    private static String expression(Place operand) {
        if (!operand.has("expression")) {
            throw new Refused("\"expression\" is missing in " + operand.name() + ".");
        }
        return operand.at("expression").text();
    }

    private static StringValuePattern equalToXml(Place at, Place operand) {
        String xml = operand.text();
        for (String option : XML_OPTIONS) {
            if (at.has(option)) {
                // The constructor with options differs between versions, and names relocated types.
                return WireMockJson.read(at, StringValuePattern.class);
            }
        }
        return new EqualToXmlPattern(xml);
    }

    private static StringValuePattern date(Place at, String matcher, Place operand) {
        String date = operand.text();
        String format = at.textOrNull("actualFormat");
        String truncateExpected = truncation(at, "truncateExpected");
        String truncateActual = truncation(at, "truncateActual");
        boolean truncationLast = Boolean.TRUE.equals(at.flagOrNull("applyTruncationLast"));
        Integer offset = at.integerOrNull("expectedOffset");
        DateTimeUnit unit =
                at.has("expectedOffsetUnit") ? constant(at.at("expectedOffsetUnit"), DateTimeUnit.values()) : null;
        return switch (matcher) {
            case "before" ->
                new BeforeDateTimePattern(date, format, truncateExpected, truncateActual, truncationLast, offset, unit);
            case "after" ->
                new AfterDateTimePattern(date, format, truncateExpected, truncateActual, truncationLast, offset, unit);
            default ->
                new EqualToDateTimePattern(
                        date, format, truncateExpected, truncateActual, truncationLast, offset, unit);
        };
    }

    private static @Nullable String truncation(Place at, String key) {
        if (!at.has(key)) {
            return null;
        }
        constant(at.at(key), DateTimeTruncation.values());
        return at.at(key).text();
    }

    /** Returns the constant with a name, which may be in lower case and have spaces for underscores. */
    private static <E extends Enum<E>> E constant(Place at, E[] constants) {
        String wanted = at.text().toUpperCase(Locale.ROOT).replace(' ', '_');
        for (E constant : constants) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        throw at.mustBe("one of " + Arrays.toString(constants));
    }
}
