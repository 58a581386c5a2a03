package dev.errata.stub.internal.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One of the requests that trigger a scenario.
 *
 * @param json the request matcher in WireMock's JSON, its URL relative to the base path
 * @param matcher the same, read
 */
public record TriggerRequest(ObjectNode json, RequestMatcher matcher) {

    private static final List<String> LITERAL_URLS = List.of("urlPathTemplate", "urlPath", "url");
    private static final List<String> REGEX_URLS = List.of("urlPathPattern", "urlPattern");
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** Returns the requests of a scenario's trigger; none if it has no trigger. */
    public static List<TriggerRequest> of(Scenario scenario) {
        return scenario.trigger().stream()
                .flatMap(trigger -> trigger.requests().stream())
                .map(json -> new TriggerRequest(
                        (ObjectNode) JsonTree.parse(json).orElseThrow(), RequestMatcher.readChecked(json)))
                .toList();
    }

    /** Returns the path without a query, if the matcher names it. */
    public Optional<PathTemplate> path() {
        return matcher.path().map(PathTemplate::of);
    }

    /** Returns whether requests with a method to a path can match. */
    public boolean suits(String method, PathTemplate path) {
        boolean bodyOnly = json.has("bodyPatterns") && !json.has("method");
        return matcher.canMatchMethod(method)
                && (!bodyOnly || METHODS_WITH_BODY.contains(method))
                && path().map(path::overlaps).orElseGet(() -> matcher.canMatchUrl(path.toString()));
    }

    /**
     * Returns the matcher for a server that has no base path of its own.
     *
     * @param basePath comes before the URLs
     * @param anywhere the regular expression for the paths that a matcher without a URL is for
     */
    ObjectNode below(String basePath, String anywhere) {
        ObjectNode absolute = json.deepCopy();
        LITERAL_URLS.stream()
                .filter(json::has)
                .forEach(field -> absolute.put(field, basePath + json.get(field).asText()));
        REGEX_URLS.stream()
                .filter(json::has)
                .forEach(field -> absolute.put(
                        field, quoted(basePath) + "(?:" + json.get(field).asText() + ")"));
        if (matcher.path().isEmpty() && !matcher.hasRegexPath()) {
            absolute.put("urlPathPattern", quoted(basePath) + anywhere);
        }
        return absolute;
    }

    /** Returns a regular expression for a base path. */
    static String quoted(String basePath) {
        return basePath.matches("[\\w/-]*") ? basePath : Pattern.quote(basePath);
    }
}
