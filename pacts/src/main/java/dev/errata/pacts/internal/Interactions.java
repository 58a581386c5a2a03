package dev.errata.pacts.internal;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.model.matchingrules.MatchingRules;
import au.com.dius.pact.core.model.matchingrules.MatchingRulesImpl;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Provenance;
import dev.errata.fixtures.model.UrlEncoded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A scenario as an interaction of a pact: a request, the provider state it needs, and an answer of which no more is pinned
 * than was agreed.
 */
public final class Interactions {

    /** The parameter of every provider state that names the scenario. */
    private static final String SCENARIO = dev.errata.fixtures.model.ProviderState.SCENARIO;

    private static final String CONTENT_TYPE = "Content-Type";

    private Interactions() {}

    /**
     * Tells why no pact can have a request that ends in a scenario.
     *
     * @param scenario the scenario
     * @param method the method of the request
     * @param target its path and query, relative to the base path
     * @return the reason, a part of a sentence whose subject is the request; empty if there is none
     */
    public static Optional<String> mistake(Scenario scenario, String method, String target) {
        return RequestTargets.mistake(api(scenario).basePath() + target)
                .or(() -> ExpectedResponse.mistake(scenario, method));
    }

    /**
     * Tells what an interaction does not say about the answer of its scenario.
     *
     * @param scenario the scenario
     * @return a sentence for each part of the answer
     */
    public static List<String> leftOut(Scenario scenario) {
        return ExpectedResponse.of(scenario, scenario.request().method()).leftOut();
    }

    /**
     * The interaction of a scenario with the request that its catalog gives as an example, to the letter: its values are
     * what brings the scenario about.
     *
     * @param scenario the scenario
     * @return the interaction
     */
    public static V4Interaction.SynchronousHttp of(Scenario scenario) {
        SentRequest request = SentRequest.of(scenario.request());
        return interaction(scenario, request.withMediaType(), new MatchingRulesImpl());
    }

    /**
     * The interaction of a scenario with the request of a certain client. Values in its JSON may differ each time, and so may
     * credentials.
     *
     * @param scenario the scenario
     * @param request what the client sends
     * @return the interaction
     */
    public static V4Interaction.SynchronousHttp of(Scenario scenario, SentRequest request) {
        MatchingRules rules = new MatchingRulesImpl();
        request.json()
                .ifPresent(body ->
                        new BodyRules(MissingNode.getInstance(), Set.of()).add(body, rules.addCategory("body")));
        leaveOpen(scenario, UrlEncoded.queryParameters(request.target()), "query", "", rules);
        leaveOpen(scenario, request.formFields(), "body", "$.", rules);
        return interaction(scenario, request, rules);
    }

    private static V4Interaction.SynchronousHttp interaction(
            Scenario scenario, SentRequest request, MatchingRules rules) {
        String description =
                request.method() + " " + api(scenario).basePath() + request.target() + " that ends in " + scenario.id();
        ExpectedResponse response = ExpectedResponse.of(scenario, request.method());
        V4Interaction.SynchronousHttp interaction = new V4Interaction.SynchronousHttp(
                description, List.of(state(scenario)), request(scenario, request, rules), response.response());
        provenance(scenario).forEach(interaction::addTextComment);
        response.leftOut().forEach(interaction::addTextComment);
        interaction.setTransport("http");
        return interaction;
    }

    private static Catalog api(Scenario scenario) {
        return scenario.error().catalog();
    }

    private static ProviderState state(Scenario scenario) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.putAll(scenario.state().parameters());
        parameters.put(SCENARIO, scenario.id());
        return new ProviderState(scenario.state().name(), parameters);
    }

    private static HttpRequest request(Scenario scenario, SentRequest request, MatchingRules rules) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            headers.put(name, List.of(value));
            if (name.equalsIgnoreCase(CONTENT_TYPE)) {
                rules.addCategory("header").addRule(name, new RegexMatcher(MediaTypes.anyParameters(value)));
            }
            if (isCredential(scenario, name)) {
                rules.addCategory("header").addRule(name, new RegexMatcher(anyKeyLike(scenario, name, value)));
            }
        });
        return new HttpRequest(
                request.method(),
                api(scenario).basePath() + request.path(),
                UrlEncoded.queryParameters(request.target()),
                headers,
                Bodies.of(request),
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
    private static String anyKeyLike(Scenario scenario, String header, String value) {
        String scheme = ExampleCredentials.scheme(api(scenario).masking(), header, value);
        boolean hasSpace = value.indexOf(' ', scheme.length()) >= 0;
        return Regex.literal(scheme) + (hasSpace ? "\\S.*" : "\\S+");
    }

    /** Rules are for credentials of the usual names: verifiers read others in different ways. */
    private static void leaveOpen(
            Scenario scenario, Map<String, List<String>> parameters, String category, String at, MatchingRules rules) {
        parameters.keySet().stream()
                .filter(name -> api(scenario).masking().isParameter(name) && name.matches("[\\w-]+"))
                .forEach(name -> rules.addCategory(category).addRule(at + name, new RegexMatcher(Regex.ANY_TEXT)));
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
