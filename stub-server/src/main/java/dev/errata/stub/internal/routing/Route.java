package dev.errata.stub.internal.routing;

import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.stub.http.StubRequest;
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
    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Map<String, List<Rule>> rulesByMethod = new ConcurrentHashMap<>();

    Route(PathTemplate path, List<Rule> rules, List<Endpoint> endpoints) {
        this.path = path;
        this.rules = rules;
        endpoints.stream()
                .filter(endpoint -> PathTemplate.of(endpoint.path()).equals(path))
                .forEach(endpoint -> this.endpoints.put(endpoint.method(), endpoint));
    }

    PathTemplate path() {
        return path;
    }

    /** Returns what a request on this path is answered: by the first rule that fits, else by the endpoint. */
    Optional<Found> find(StubRequest request, List<String> segments) {
        ParsedRequest parsed = new ParsedRequest(request, path, segments);
        for (Rule rule : rules(request.method())) {
            Optional<Found> found = rule.find(request, parsed);
            if (found.isPresent()) {
                return found;
            }
        }
        return endpoint(request.method())
                .map(Endpoint::answer)
                .map(answer -> new Found(
                        Optional.empty(), answer, answer.echoes().isEmpty() ? Optional.empty() : answer.json(parsed)));
    }

    /** A HEAD asks for what a GET would be answered, without the body. */
    private Optional<Endpoint> endpoint(String method) {
        return Optional.ofNullable(endpoints.get(method))
                .or(() -> method.equals("HEAD") ? Optional.ofNullable(endpoints.get("GET")) : Optional.empty());
    }

    private List<Rule> rules(String method) {
        List<Rule> known = rulesByMethod.get(method);
        return known != null ? known : rulesOf(method);
    }

    /** Only methods that a rule or an endpoint names are kept: clients can make up any number of others. */
    private List<Rule> rulesOf(String method) {
        List<Rule> fitting =
                rules.stream().flatMap(rule -> rule.on(method, path).stream()).toList();
        if (!fitting.isEmpty() || endpoints.containsKey(method)) {
            rulesByMethod.put(method, fitting);
        }
        return fitting;
    }

    /** Returns the methods that are known here, and the scenarios that a request can bring about. */
    String describe(String basePath) {
        String methods = endpoints.isEmpty() ? "any method" : String.join(", ", endpoints.keySet());
        String scenarios = endpoints.keySet().stream()
                .flatMap(method -> rules(method).stream())
                .filter(rule -> rule.suits(path))
                .map(rule -> rule.scenario().id())
                .distinct()
                .collect(Collectors.joining(", "));
        return methods + " " + basePath + path + (scenarios.isEmpty() ? "" : " (scenarios: " + scenarios + ")");
    }
}
