package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import dev.errata.fixtures.Endpoint;
import dev.errata.fixtures.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A path of the API, and what may answer there. */
final class Route {

    private final PathTemplate path;
    private final List<Rule> rules;
    private final Responses responses;
    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Map<String, List<Rule>> rulesByMethod = new ConcurrentHashMap<>();

    Route(PathTemplate path, List<Rule> rules, List<Endpoint> endpoints, Responses responses) {
        this.path = path;
        this.rules = rules;
        this.responses = responses;
        endpoints.stream()
                .filter(endpoint -> PathTemplate.of(endpoint.path()).equals(path))
                .forEach(endpoint -> this.endpoints.put(endpoint.method(), endpoint));
    }

    PathTemplate path() {
        return path;
    }

    /** The answer to a request on this path: of the first rule that fits, else of the endpoint. */
    Optional<Reply> answer(Request request, List<String> segments) {
        ParsedRequest parsed = new ParsedRequest(request, path, segments);
        for (Rule rule : rules(request.getMethod().getName())) {
            Optional<Reply> answer = rule.answer(request, parsed);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return endpoint(request.getMethod().getName())
                .map(Endpoint::answer)
                .map(answer -> Reply.of(responses.of(answer, answer.body(parsed)), Exchange.Source.API));
    }

    /** A HEAD asks for what a GET would get, without the body. */
    private Optional<Endpoint> endpoint(String method) {
        return Optional.ofNullable(endpoints.get(method))
                .or(() -> method.equals("HEAD") ? Optional.ofNullable(endpoints.get("GET")) : Optional.empty());
    }

    private List<Rule> rules(String method) {
        return rulesByMethod.computeIfAbsent(
                method,
                name -> rules.stream()
                        .flatMap(rule -> rule.on(name, path).stream())
                        .toList());
    }

    /** For people: the methods that are known here, and the scenarios that can be brought about. */
    String describe(String basePath) {
        String methods = endpoints.isEmpty() ? "any method" : String.join(", ", endpoints.keySet());
        String scenarios = endpoints.keySet().stream()
                .flatMap(method -> rules(method).stream())
                .filter(rule -> rule.suits(path))
                .map(rule -> rule.scenario().id())
                .distinct()
                .collect(Collectors.joining(", "));
        return methods + " " + basePath + path + (scenarios.isEmpty() ? "" : " (can end in " + scenarios + ")");
    }
}
