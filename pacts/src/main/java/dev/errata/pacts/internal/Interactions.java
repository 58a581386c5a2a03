package dev.errata.pacts.internal;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MatchingRules;
import au.com.dius.pact.core.model.matchingrules.MatchingRulesImpl;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.Provenance;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.model.UrlEncoded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A scenario as an interaction of a pact: a request, the provider state it needs, and an answer of which no more is pinned
 * than was agreed.
 */
public final class Interactions {

    /** The parameter of every provider state that names the scenario. */
    public static final String SCENARIO = "scenario";

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";
    private static final String ANY_TEXT = "[\\s\\S]*";

    private Interactions() {}

    /**
     * The interaction of a scenario with the request that its catalog gives as an example, to the letter: its values are
     * what brings the scenario about.
     *
     * @param scenario the scenario
     * @return the interaction
     */
    public static V4Interaction.SynchronousHttp of(Scenario scenario) {
        RequestExample request = scenario.request();
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (request.body().flatMap(Json::read).isPresent()
                && headers.keySet().stream().noneMatch(CONTENT_TYPE::equalsIgnoreCase)) {
            headers.put(CONTENT_TYPE, JSON);
        }
        return interaction(
                scenario,
                new RequestExample(request.method(), request.path(), headers, request.body()),
                new MatchingRulesImpl());
    }

    /**
     * The interaction of a scenario with the request of a certain client. Values in its body may differ each time.
     *
     * @param scenario the scenario
     * @param request what the client sends
     * @return the interaction
     */
    public static V4Interaction.SynchronousHttp of(Scenario scenario, RequestExample request) {
        MatchingRules rules = new MatchingRulesImpl();
        request.body()
                .flatMap(Json::read)
                .ifPresent(body ->
                        new BodyRules(rules.addCategory("body"), MissingNode.getInstance(), Set.of(), false).add(body));
        return interaction(scenario, request, rules);
    }

    private static V4Interaction.SynchronousHttp interaction(
            Scenario scenario, RequestExample request, MatchingRules rules) {
        String description =
                request.method() + " " + api(scenario).basePath() + request.path() + " that ends in " + scenario.id();
        V4Interaction.SynchronousHttp interaction = new V4Interaction.SynchronousHttp(
                description, List.of(state(scenario)), request(scenario, request, rules), response(scenario));
        provenance(scenario).forEach(interaction::addTextComment);
        interaction.setTransport("http");
        return interaction;
    }

    private static Catalog api(Scenario scenario) {
        return scenario.error().catalog();
    }

    private static ProviderState state(Scenario scenario) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(SCENARIO, scenario.id());
        parameters.putAll(scenario.state().parameters());
        return new ProviderState(scenario.state().name(), parameters);
    }

    private static HttpRequest request(Scenario scenario, RequestExample request, MatchingRules rules) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            if (name.equalsIgnoreCase(CONTENT_TYPE)) {
                mediaType(headers, rules, value);
            } else {
                headers.put(name, List.of(value));
            }
            if (isCredential(scenario, name)) {
                rules.addCategory("header").addRule(name, new RegexMatcher(anyKeyLike(value), value));
            }
        });
        return new HttpRequest(
                request.method(),
                api(scenario).basePath() + request.path().replaceFirst("[?].*", ""),
                UrlEncoded.queryParameters(request.path()),
                headers,
                request.body()
                        .map(text -> body(text, bare(request.contentType().orElseThrow())))
                        .orElseGet(OptionalBody::missing),
                rules);
    }

    /**
     * Tells whether a header carries the key.
     *
     * @param scenario a scenario of the API
     * @param header the name of the header, in upper or lower case
     * @return {@code true} if the API takes its key from there
     */
    public static boolean isCredential(Scenario scenario, String header) {
        return api(scenario).credentialHeaders().stream().anyMatch(header::equalsIgnoreCase);
    }

    /** The provider chooses the key, but not its scheme. */
    private static String anyKeyLike(String value) {
        int scheme = value.indexOf(' ');
        return scheme < 0 ? "\\S+" : literal(value.substring(0, scheme)) + " \\S+";
    }

    private static HttpResponse response(Scenario scenario) {
        Answer answer = scenario.answer();
        MatchingRules rules = new MatchingRulesImpl();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (!answer.body().isEmpty()) {
            mediaType(headers, rules, answer.contentType());
        }
        ResponseParts parts = api(scenario).parts(answer);
        Optional<Place> code = scenario.envelope()
                .codePlace(parts)
                .filter(place -> scenario.code().isPresent());
        code.filter(Place.InHeader.class::isInstance)
                .map(Place.InHeader.class::cast)
                .ifPresent(place ->
                        header(headers, rules, place, parts.header(place.name()).orElseThrow()));
        if (!answer.body().isEmpty()) {
            body(rules.addCategory("body"), scenario, code);
        }
        return new HttpResponse(
                answer.status(),
                headers,
                answer.body().isEmpty() ? OptionalBody.missing() : body(answer.body(), answer.contentType()),
                rules);
    }

    /**
     * Adds the rules for a body. Every verifier reads JSON and XML of the usual media types; some take JSON of another one, such
     * as {@code application/x-amz-json-1.1}, as a text, so it gets the rules of both.
     */
    private static void body(MatchingRuleCategory rules, Scenario scenario, Optional<Place> code) {
        Answer answer = scenario.answer();
        ContentType type = new ContentType(answer.contentType());
        Optional<Element> xml = type.isXml() ? XmlRules.read(answer.body()) : Optional.empty();
        boolean isText = xml.isEmpty() && (answer.json().isEmpty() || !type.isJson());
        answer.json()
                .ifPresent(json -> new BodyRules(
                                rules,
                                scenario.envelope().schema().orElseGet(MissingNode::getInstance),
                                scenario.envelope().code().stream()
                                        .flatMap(place -> place.pointer().stream())
                                        .collect(Collectors.toSet()),
                                isText)
                        .add(json));
        xml.ifPresent(root -> new XmlRules(rules, scenario.code()).add(root));
        if (isText) {
            String pinned = code.flatMap(place -> pinned(place, scenario))
                    .map(text -> text + ANY_TEXT)
                    .orElse("");
            rules.addRule("$", new RegexMatcher(ANY_TEXT + pinned, answer.body()));
        }
    }

    /** Of a text no more is pinned than the code and what it was found by. */
    private static Optional<String> pinned(Place code, Scenario scenario) {
        if (code instanceof Place.InText place) {
            return Optional.of(place.pattern().matcher(scenario.answer().body()))
                    .filter(Matcher::find)
                    .map(found -> literal(found.group()));
        }
        return code.pointer()
                .map(place -> literal("\"" + place.last().getMatchingProperty() + "\"") + "\\s*:\\s*"
                        + literal(scenario.codeAsJson().orElseThrow().toString()));
    }

    /** Of a header no more is pinned than what the code was found by. */
    private static void header(
            Map<String, List<String>> headers, MatchingRules rules, Place.InHeader place, String value) {
        headers.put(place.name(), List.of(value));
        place.pattern()
                .map(pattern -> pattern.matcher(value))
                .filter(Matcher::find)
                .ifPresent(found -> rules.addCategory("header")
                        .addRule(place.name(), new RegexMatcher(".*" + literal(found.group()) + ".*", value)));
    }

    /** Parameters such as the character set are left open. */
    private static void mediaType(Map<String, List<String>> headers, MatchingRules rules, String contentType) {
        String type = bare(contentType);
        headers.put(CONTENT_TYPE, List.of(type));
        rules.addCategory("header")
                .addRule(CONTENT_TYPE, new RegexMatcher("(?i)" + literal(type) + "(\\s*;.*)?", type));
    }

    private static String bare(String contentType) {
        return contentType.replaceFirst("\\s*;.*", "");
    }

    /** As every regular expression language understands it; verifiers in other languages read these pacts. */
    private static String literal(String text) {
        return text.replaceAll("[\\[\\]{}.+*^$()|?\\\\]", "\\\\$0");
    }

    private static OptionalBody body(String text, String contentType) {
        return OptionalBody.body(text.getBytes(StandardCharsets.UTF_8), new ContentType(contentType));
    }

    /** Where each fact of the answer comes from, a line for each. */
    private static List<String> provenance(Scenario scenario) {
        List<String> lines = new ArrayList<>();
        lines.add(line(scenario, "status", scenario.statusProvenance()));
        scenario.codeProvenance().ifPresent(code -> lines.add(line(scenario, "code", code)));
        lines.add(line(scenario, "body", scenario.bodyProvenance()));
        return lines;
    }

    private static String line(Scenario scenario, String fact, Provenance provenance) {
        return fact + ": " + provenance.kind() + ": " + api(scenario).document().cite(provenance);
    }
}
