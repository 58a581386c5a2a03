package dev.errata.stub.internal.wiremock;

import com.github.tomakehurst.wiremock.client.WireMock.JsonSchemaVersion;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the matchers of values, which were checked: of a header, a parameter, a cookie, a body. */
final class ValueReader {

    private static final List<String> XML_OPTIONS = List.of(
            "enablePlaceholders",
            "placeholderOpeningDelimiterRegex",
            "placeholderClosingDelimiterRegex",
            "exemptedComparisons",
            "ignoreOrderOfSameNode",
            "namespaceAwareness");

    /** Whether matchers that take WireMock half a second in a new JVM are left out. */
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
        return at.has("binaryEqualTo")
                ? new BinaryEqualToPattern(at.at("binaryEqualTo").text())
                : read(at);
    }

    /** Reads a matcher of a header or parameter, which may have several values. */
    MultiValuePattern readMulti(Place at) {
        if (at.has("hasExactly")) {
            return new ExactMatchMultiValuePattern(readAll(at.at("hasExactly")));
        }
        if (at.has("includes")) {
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

    /** Reads a matcher of a text. Its object has one field that names the matcher; the others are options. */
    StringValuePattern read(Place at) {
        for (Place.Field field : at.fields()) {
            StringValuePattern pattern = patternOrNull(at, field);
            if (pattern != null) {
                return pattern;
            }
        }
        throw new IllegalStateException("There is no matcher in " + at.node());
    }

    private @Nullable StringValuePattern patternOrNull(Place at, Place.Field field) {
        try {
            return patternOrNull(at, field.name(), field.value());
        } catch (InvalidMatcherException e) {
            throw e;
        } catch (Exception e) {
            // The libraries for XML and JSON paths throw exceptions of their own, and WireMock throws checked ones
            // undeclared.
            throw new InvalidMatcherException(field.value().pointer(), WireMockJson.reason(e), e);
        }
    }

    private @Nullable StringValuePattern patternOrNull(Place at, String name, Place operand) {
        return switch (name) {
            case "equalTo" -> new EqualToPattern(operand.text(), at.flagOrNull("caseInsensitive"));
            case "contains" -> new ContainsPattern(operand.text());
            case "doesNotContain" -> new NegativeContainsPattern(operand.text());
            case "matches" -> new RegexPattern(operand.text());
            case "doesNotMatch" -> new NegativeRegexPattern(operand.text());
            case "matchesPathTemplate" -> new PathTemplatePattern(operand.text());
            case "anything" -> new AnythingPattern(operand.text());
            case "absent" -> AbsentPattern.ABSENT;
            case "and" -> new LogicalAnd(readAll(operand));
            case "or" -> new LogicalOr(readAll(operand));
            case "not" -> not(operand);
            case "equalToJson" -> equalToJson(at, operand);
            case "matchesJsonPath" -> matchesJsonPath(operand);
            case "matchesJsonSchema" -> matchesJsonSchema(at, operand);
            case "equalToXml" -> equalToXml(at, operand);
            case "matchesXPath" -> matchesXPath(at, operand);
            case "before", "after", "equalToDateTime" -> date(at, name, operand);
            default -> null;
        };
    }

    private StringValuePattern not(Place operand) {
        StringValuePattern inverted = read(operand);
        return new NotPattern(inverted);
    }

    private StringValuePattern equalToJson(Place at, Place operand) {
        Boolean ignoreArrayOrder = at.flagOrNull("ignoreArrayOrder");
        Boolean ignoreExtraElements = at.flagOrNull("ignoreExtraElements");
        if (leavesOut()) {
            return new AnythingPattern();
        }
        return operand.isText()
                ? new EqualToJsonPattern(operand.text(), ignoreArrayOrder, ignoreExtraElements)
                : WireMockJson.read(at, StringValuePattern.class);
    }

    private StringValuePattern matchesJsonSchema(Place at, Place operand) {
        String version = at.textOrNull("schemaVersion");
        if (leavesOut()) {
            return new AnythingPattern();
        }
        return operand.isText()
                ? new MatchesJsonSchemaPattern(
                        operand.text(),
                        version == null ? JsonSchemaVersion.DEFAULT : JsonSchemaVersion.valueOf(version))
                : WireMockJson.read(at, StringValuePattern.class);
    }

    private StringValuePattern matchesJsonPath(Place operand) {
        if (operand.isText()) {
            return new MatchesJsonPathPattern(operand.text());
        }
        StringValuePattern value = read(operand);
        return new MatchesJsonPathPattern(operand.at("expression").text(), value);
    }

    private StringValuePattern matchesXPath(Place at, Place operand) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        for (Place.Field namespace : at.fields("xPathNamespaces")) {
            namespaces.put(namespace.name(), namespace.value().text());
        }
        if (operand.isText()) {
            return new MatchesXPathPattern(XPaths.valid(operand.text(), namespaces), namespaces);
        }
        StringValuePattern value = read(operand);
        return new MatchesXPathPattern(XPaths.valid(operand.at("expression").text(), namespaces), namespaces, value);
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
        String truncateExpected = at.textOrNull("truncateExpected");
        String truncateActual = at.textOrNull("truncateActual");
        boolean truncationLast = Boolean.TRUE.equals(at.flagOrNull("applyTruncationLast"));
        Integer offset = at.integerOrNull("expectedOffset");
        String unitName = at.textOrNull("expectedOffsetUnit");
        DateTimeUnit unit = unitName == null ? null : DateTimeUnit.valueOf(unitName.toUpperCase(Locale.ROOT));
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
}
