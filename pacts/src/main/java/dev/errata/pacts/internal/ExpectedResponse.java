package dev.errata.pacts.internal;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MatchingRules;
import au.com.dius.pact.core.model.matchingrules.MatchingRulesImpl;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.ResponseParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** The answer of a scenario as a pact expects it: status and code, and of the rest no more than was agreed. */
final class ExpectedResponse {

    private static final String CONTENT_TYPE = "Content-Type";

    /** Headers whose values no verifier takes for lists. */
    private static final Set<String> SINGLE_VALUES = Set.of(
            "date", "expires", "last-modified", "proxy-authenticate", "retry-after", "set-cookie", "www-authenticate");

    private final Scenario scenario;
    private final Answer answer;
    private final MatchingRules rules = new MatchingRulesImpl();
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private OptionalBody body = OptionalBody.missing();

    private ExpectedResponse(Scenario scenario) {
        this.scenario = scenario;
        this.answer = scenario.answer();
    }

    /** Returns the answer to a request with a method. */
    static ExpectedResponse of(Scenario scenario, String method) {
        ExpectedResponse expected = new ExpectedResponse(scenario);
        ResponseParts parts = scenario.error().catalog().parts(expected.answer);
        Optional<Place> code = scenario.envelope()
                .codePlace(parts)
                .filter(place -> scenario.code().isPresent());
        boolean hasBody = hasBody(expected.answer, method);
        if (hasBody) {
            expected.mediaType();
        }
        if (code.isPresent() && code.get() instanceof Place.InHeader place) {
            expected.header(place, parts.header(place.name()).orElseThrow());
        }
        if (hasBody) {
            expected.body(code);
        }
        return expected;
    }

    HttpResponse response() {
        return new HttpResponse(answer.status(), headers, body, rules);
    }

    /** Returns what the pact does not say about the answer although it is known, a sentence for each. */
    List<String> leftOut() {
        return leftOut;
    }

    /** Parameters such as the character set are left open. */
    private void mediaType() {
        String type = MediaTypes.bare(answer.contentType());
        headers.put(CONTENT_TYPE, List.of(type));
        rules.addCategory("header").addRule(CONTENT_TYPE, new RegexMatcher(MediaTypes.anyParameters(type)));
    }

    /** Of a header no more is pinned than what the code was found by. */
    private void header(Place.InHeader place, String value) {
        if (value.contains(",") && !SINGLE_VALUES.contains(place.name().toLowerCase(Locale.ROOT))) {
            leftOut.add("The pact leaves out %s of %s, because some verifiers divide its value at the comma"
                    .formatted(place, scenario.id()));
            return;
        }
        headers.put(place.name(), List.of(value));
        place.pattern()
                .map(pattern -> pattern.matcher(value))
                .filter(Matcher::find)
                .ifPresent(found -> rules.addCategory("header")
                        .addRule(place.name(), new RegexMatcher(".*" + Regex.literal(found.group()) + ".*")));
    }

    private void body(Optional<Place> code) {
        Optional<JsonNode> json = Json.read(answer.body());
        Optional<Element> xml =
                MediaTypes.isXml(answer.contentType()) ? XmlRules.read(answer.body()) : Optional.empty();
        Optional<String> reason = unreadable(json, xml);
        if (reason.isPresent()) {
            leftOut.add("The pact leaves out the body of %s, because %s".formatted(scenario.id(), reason.get()));
            return;
        }
        String type = MediaTypes.bare(answer.contentType());
        body = json.map(document -> Bodies.of(document, answer.body(), type))
                .orElseGet(() -> Bodies.of(answer.body(), type));
        MatchingRuleCategory category = rules.addCategory("body");
        if (xml.isPresent()) {
            new XmlRules(category, scenario.code()).add(xml.get());
            return;
        }
        boolean isText = !MediaTypes.isJsonEverywhere(answer.contentType());
        if (isText && !answer.body().equals("null")) {
            // Some verifiers take JSON of another media type, such as application/x-amz-json-1.1, for a text. Those
            // that do not
            // find a null that is not one.
            category.addRule("$", new RegexMatcher(Regex.ANY_TEXT + pinnedInText(code)));
        }
        if (MediaTypes.isJson(answer.contentType()) && !(isText && json.get().isValueNode())) {
            new BodyRules(scenario.envelope().schema().orElseGet(MissingNode::getInstance), codePlaces())
                    .add(json.get(), category);
        }
    }

    /**
     * Tells why no pact can have an answer of a scenario at all: Pact JVM reads what says to be JSON before it compares it.
     *
     * @return the reason, empty if there is none
     */
    static Optional<String> mistake(Scenario scenario, String method) {
        Answer answer = scenario.answer();
        return hasBody(answer, method)
                        && MediaTypes.isJsonForSure(answer.contentType())
                        && Json.read(answer.body()).isEmpty()
                ? Optional.of("is answered with %s that is not one JSON document".formatted(answer.contentType()))
                : Optional.empty();
    }

    private static boolean hasBody(Answer answer, String method) {
        return !answer.body().isEmpty() && !method.equals("HEAD");
    }

    private Optional<String> unreadable(Optional<JsonNode> json, Optional<Element> xml) {
        String type = answer.contentType();
        if (MediaTypes.isMultipart(type)) {
            return Optional.of("it has several parts, whose boundary differs each time");
        }
        if (MediaTypes.isForm(type)) {
            return Optional.of("it is a form, and verifiers apply rules to forms differently");
        }
        if (MediaTypes.isJson(type) && json.isEmpty()) {
            return Optional.of("it is not one JSON document, although " + type + " says so");
        }
        if (MediaTypes.isJson(type) && !Bodies.isReadable(json.get(), answer.body())) {
            return Optional.of("it has unpaired surrogates or numbers that some verifiers cannot read");
        }
        if (MediaTypes.isXml(type) && xml.isEmpty()) {
            return Optional.of("it is not well-formed XML, although " + type + " says so");
        }
        return Optional.empty();
    }

    private Set<JsonPointer> codePlaces() {
        return scenario.envelope().code().stream()
                .flatMap(place -> place.pointer().stream())
                .collect(Collectors.toSet());
    }

    /** Of a text no more is pinned than the code and what it was found by. */
    private String pinnedInText(Optional<Place> code) {
        Optional<String> regex = code.flatMap(this::found);
        boolean isThere = regex.filter(
                        text -> Pattern.compile(text).matcher(answer.body()).find())
                .isPresent();
        if (regex.isPresent() && !isThere) {
            leftOut.add(
                    "The pact leaves out the code of %s, because some verifiers read %s as a text, in which it is escaped"
                            .formatted(scenario.id(), answer.contentType()));
        }
        return isThere ? regex.get() + Regex.ANY_TEXT : "";
    }

    private Optional<String> found(Place code) {
        if (code instanceof Place.InText place) {
            return Optional.of(place.pattern().matcher(answer.body()))
                    .filter(Matcher::find)
                    .map(found -> Regex.literal(found.group()));
        }
        String value = Regex.literal(Json.text(scenario.codeAsJson().orElseThrow()));
        return code.pointer()
                .map(JsonPointer::last)
                .map(last -> last.mayMatchElement()
                        ? value
                        : Regex.literal(TextNode.valueOf(last.getMatchingProperty())
                                        .toString()) + "\\s*:\\s*" + value);
    }
}
