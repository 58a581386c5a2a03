package dev.errata.stub.internal.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.fixtures.model.Trigger;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.response.CatalogResponses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a catalog as stub mappings of WireMock: scenario URLs, triggers, endpoints. */
public final class CatalogMappings {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The priority of scenario URLs. A user's own stubs have 5, unless they say otherwise, and so win. */
    private static final int SCENARIO_URLS = 100;

    /** How many priorities a trigger or an endpoint takes: a dialect may need a mapping that comes second. */
    private static final int PRIORITIES = 2;

    /**
     * The mappings of one scenario URL, trigger or endpoint.
     *
     * @param name tells which, for example {@code trigger-lead-not-found}
     * @param mappings the mappings, none if the WireMock supports none of them
     */
    public record Group(String name, List<ObjectNode> mappings) {}

    private final Catalog catalog;
    private final Dialect dialect;
    private final CatalogResponses responses;

    /** A regular expression for all paths of the API. */
    private final String anywhere;

    private final List<Group> groups = new ArrayList<>();
    private final int last;

    /** Writes a catalog for WireMocks that speak a dialect. */
    public CatalogMappings(Catalog catalog, Dialect dialect) {
        this.catalog = catalog;
        this.dialect = dialect;
        this.responses = new CatalogResponses(catalog, false, OptionalLong.empty());
        this.anywhere = anywhere(catalog);
        catalog.scenarios().forEach(this::scenarioUrl);
        int priority = SCENARIO_URLS;
        for (Scenario scenario : byPriority()) {
            priority += PRIORITIES;
            trigger(scenario, priority);
        }
        for (Endpoint endpoint : literalFirst()) {
            priority += PRIORITIES;
            endpoint(endpoint, priority);
        }
        this.last = priority + PRIORITIES;
    }

    private List<Scenario> byPriority() {
        return catalog.scenarios().stream()
                .filter(scenario -> scenario.trigger().isPresent())
                .sorted(Comparator.comparingInt(
                        scenario -> scenario.trigger().map(Trigger::priority).orElseThrow()))
                .toList();
    }

    private List<Endpoint> literalFirst() {
        return catalog.endpoints().stream()
                .sorted(Comparator.comparing(
                        endpoint -> PathTemplate.of(endpoint.path()), PathTemplate.MOST_LITERAL_FIRST))
                .toList();
    }

    /** Returns the paths of a catalog's endpoints, and the further paths that triggers name. */
    public static List<PathTemplate> paths(Catalog catalog) {
        List<PathTemplate> known = catalog.endpoints().stream()
                .map(endpoint -> PathTemplate.of(endpoint.path()))
                .toList();
        Stream<PathTemplate> others = catalog.scenarios().stream()
                .flatMap(scenario -> TriggerRequest.of(scenario).stream())
                .flatMap(request -> request.path().stream())
                .filter(path -> known.stream().noneMatch(path::overlaps));
        return Stream.concat(known.stream(), others).distinct().toList();
    }

    /** Returns the base path of a scenario's URL. */
    public static String basePath(Scenario scenario) {
        return "/~" + scenario.id() + scenario.error().catalog().basePath();
    }

    /** Returns the mappings, the first group first. */
    public List<Group> groups() {
        return List.copyOf(groups);
    }

    /** Returns a priority that comes after those of all mappings. */
    public int last() {
        return last;
    }

    private void scenarioUrl(Scenario scenario) {
        ObjectNode request = NODES.objectNode()
                .put(
                        "urlPattern",
                        "/(?:~|%7[Ee])" + scenario.id() + TriggerRequest.quoted(catalog.basePath()) + "(?:[/?].*)?");
        groups.add(new Group(
                "scenario-" + scenario.id(),
                List.of(mapping(scenario.id(), SCENARIO_URLS, request, documented(scenario)))));
    }

    private void trigger(Scenario scenario, int priority) {
        boolean checks = scenario.trigger().flatMap(Trigger::validation).isPresent();
        List<ObjectNode> mappings = new ArrayList<>();
        for (TriggerRequest request : TriggerRequest.of(scenario)) {
            ObjectNode mapping =
                    mapping(scenario.id(), priority, request.below(catalog.basePath(), anywhere), documented(scenario));
            (checks ? dialect.checking(mapping, scenario) : Optional.of(mapping))
                    .map(checked ->
                            repeating(checked, "the answer of " + scenario.id(), scenario.answer(), request.path()))
                    .ifPresent(mappings::addAll);
        }
        groups.add(new Group("trigger-" + scenario.id(), mappings));
    }

    private static String anywhere(Catalog catalog) {
        List<PathTemplate> paths = paths(catalog);
        return paths.isEmpty()
                ? "/.*"
                : paths.stream().map(PathTemplate::regex).distinct().collect(Collectors.joining("|", "(?:", ")"));
    }

    private void endpoint(Endpoint endpoint, int priority) {
        boolean alsoHead = endpoint.method().equals("GET")
                && catalog.endpoints().stream()
                        .noneMatch(other ->
                                other.method().equals("HEAD") && other.path().equals(endpoint.path()));
        PathTemplate path = PathTemplate.of(endpoint.path());
        ObjectNode request = NODES.objectNode()
                .put("method", alsoHead ? "GET_OR_HEAD" : endpoint.method())
                .put(!path.variables().isEmpty() ? "urlPathTemplate" : "urlPath", catalog.basePath() + endpoint.path());
        StubResponse example = responses.of(endpoint.answer(), Optional.empty()).response();
        groups.add(new Group(
                "endpoint-" + endpoint.toString().replaceAll("[^A-Za-z0-9]+", "-"),
                repeating(
                        mapping(endpoint.toString(), priority, request, example),
                        "the answer to " + endpoint,
                        endpoint.answer(),
                        Optional.of(path))));
    }

    private StubResponse documented(Scenario scenario) {
        return responses.of(scenario, Exchange.Source.API).response();
    }

    private List<ObjectNode> repeating(ObjectNode mapping, String what, Answer answer, Optional<PathTemplate> path) {
        return answer.echoes().isEmpty() ? List.of(mapping) : dialect.repeating(mapping, what, answer, path);
    }

    /** Returns a mapping with a fixed response. */
    public static ObjectNode mapping(String name, int priority, ObjectNode request, StubResponse response) {
        ObjectNode mapping = NODES.objectNode().put("name", name).put("priority", priority);
        mapping.set("request", request);
        ObjectNode json = mapping.putObject("response").put("status", response.status());
        ObjectNode headers = json.putObject("headers");
        response.headers().forEach(header -> headers.put(header.name(), header.value()));
        if (response.body().length > 0) {
            json.put("body", new String(response.body(), StandardCharsets.UTF_8));
        }
        return mapping;
    }
}
