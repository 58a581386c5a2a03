package dev.errata.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the requests that bring about a scenario.
 *
 * @param json WireMock's request matcher, its URL relative to the base path
 */
record RequestMatcher(ObjectNode json) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> LITERAL = List.of("urlPathTemplate", "urlPath", "url");
    private static final List<String> REGEX = List.of("urlPathPattern", "urlPattern");
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** The matchers of a scenario's trigger; none if it has no trigger. */
    static List<RequestMatcher> of(Scenario scenario) {
        return scenario.trigger().stream()
                .flatMap(trigger -> trigger.requests().stream())
                .map(request -> new RequestMatcher((ObjectNode) json(request)))
                .toList();
    }

    /** A JSON text of a catalog as a tree. */
    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a catalog that was read has JSON", e);
        }
    }

    /** The path, without a query, if it is said in so many words. */
    Optional<PathTemplate> path() {
        return text(LITERAL).map(url -> PathTemplate.of(url.replaceFirst("\\?.*", "")));
    }

    /** The regular expression that a URL or path has to match, if there is one. */
    Optional<String> regex() {
        return text(REGEX);
    }

    private Optional<String> text(List<String> fields) {
        return present(fields).map(field -> json.get(field).asText()).findFirst();
    }

    private Stream<String> present(List<String> fields) {
        return fields.stream().filter(json::has);
    }

    /** Whether a request with that method to that path can fit. */
    boolean suits(String method, PathTemplate path) {
        String wanted = json.path("method").asText("ANY");
        boolean bodyOnly = json.has("bodyPatterns") && !json.has("method");
        return (wanted.equals("ANY") || wanted.equals(method))
                && (!bodyOnly || METHODS_WITH_BODY.contains(method))
                && path().map(path::overlaps).orElse(true)
                && regex().map(regex -> path.toString().matches(regex)).orElse(true);
    }

    /**
     * The matcher for a server that has no base path of its own.
     *
     * @param basePath what stands before the URLs
     * @param anywhere the regular expression for the paths that a matcher without a URL is meant for
     */
    ObjectNode below(String basePath, String anywhere) {
        ObjectNode absolute = json.deepCopy();
        present(LITERAL)
                .forEach(field -> absolute.put(field, basePath + json.get(field).asText()));
        present(REGEX)
                .forEach(field -> absolute.put(
                        field, quoted(basePath) + "(?:" + json.get(field).asText() + ")"));
        if (path().isEmpty() && regex().isEmpty()) {
            absolute.put("urlPathPattern", quoted(basePath) + anywhere);
        }
        return absolute;
    }

    private static String quoted(String basePath) {
        return basePath.matches("[\\w/-]*") ? basePath : Pattern.quote(basePath);
    }
}
