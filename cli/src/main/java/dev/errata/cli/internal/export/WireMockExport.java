package dev.errata.cli.internal.export;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.fixtures.model.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a catalog as stub mappings for a stock WireMock: scenario URLs, the triggers that WireMock supports, endpoints. */
public final class WireMockExport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Takes the place of a template in a body until the body has been written. */
    private static final String HOLE = "@@%d@@";

    private static final Pattern HOLES = Pattern.compile("\"@@(\\d+)@@\"(}*)");

    /** Text that needs no escape between a template's quotes or in JSON. */
    private static final Pattern SAFE = Pattern.compile("[^'\"\\\\{}\\p{Cntrl}]*");

    private static final int SCENARIO_URLS = 1;

    /** How many priorities a trigger or an endpoint takes. */
    private static final int PRIORITIES = 2;

    private static final String BODY = "body.";

    private final Catalog catalog;
    private final List<PathTemplate> paths;
    private final Map<String, ObjectNode> files = new LinkedHashMap<>();
    private final UniqueNames names = new UniqueNames();
    private final List<String> leftOut = new ArrayList<>();
    private boolean repeatsBodies;

    /** Exports a catalog. */
    public WireMockExport(Catalog catalog) {
        this.catalog = catalog;
        this.paths = paths(catalog);
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
        unmatched(priority + PRIORITIES);
        if (repeatsBodies) {
            leftOut.add(
                    "null and JSON in single quotes where an answer repeats a field of the request: WireMock takes null for"
                            + " missing, and reads such JSON");
        }
    }

    /** Returns the paths of the endpoints, and the further paths that triggers name. */
    private static List<PathTemplate> paths(Catalog catalog) {
        List<PathTemplate> known = catalog.endpoints().stream()
                .map(endpoint -> PathTemplate.of(endpoint.path()))
                .toList();
        Stream<PathTemplate> others = catalog.scenarios().stream()
                .flatMap(scenario -> TriggerRequest.of(scenario).stream())
                .flatMap(request -> request.path().stream())
                .filter(path -> known.stream().noneMatch(path::overlaps));
        return Stream.concat(known.stream(), others).distinct().toList();
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

    /** Returns the files by name, for a folder {@code mappings}. */
    public Map<String, ObjectNode> files() {
        return files;
    }

    /** Returns a line for each thing that a stock WireMock does not support, with the reason. */
    public List<String> leftOut() {
        return leftOut;
    }

    private void scenarioUrl(Scenario scenario) {
        ObjectNode request = NODES.objectNode().put("urlPattern", "/(?:~|%7[Ee])" + scenario.id() + "(?:[/?].*)?");
        file("scenario-" + scenario.id(), mapping(scenario.id(), SCENARIO_URLS, request, response(scenario.answer())));
    }

    private void trigger(Scenario scenario, int priority) {
        if (scenario.trigger().flatMap(Trigger::validation).isPresent()) {
            leftOut.add("the trigger of " + scenario.id()
                    + ": WireMock has no matchers for its rules on the fields of a body");
            return;
        }
        String anywhere = paths.isEmpty()
                ? "/.*"
                : paths.stream().map(PathTemplate::regex).distinct().collect(Collectors.joining("|", "(?:", ")"));
        ArrayNode mappings = NODES.arrayNode();
        for (TriggerRequest request : TriggerRequest.of(scenario)) {
            mappings.addAll(repeating(
                    mapping(
                            scenario.id(),
                            priority,
                            request.below(catalog.basePath(), anywhere),
                            response(scenario.answer())),
                    "the answer of " + scenario.id(),
                    scenario.answer(),
                    request.path()));
        }
        file("trigger-" + scenario.id(), NODES.objectNode().set("mappings", mappings));
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
        List<ObjectNode> mappings = repeating(
                mapping(endpoint.toString(), priority, request, response(endpoint.answer())),
                "the answer to " + endpoint,
                endpoint.answer(),
                Optional.of(path));
        file(
                "endpoint-" + endpoint.toString().replaceAll("[^A-Za-z0-9]+", "-"),
                mappings.size() == 1
                        ? mappings.get(0)
                        : NODES.objectNode().set("mappings", NODES.arrayNode().addAll(mappings)));
    }

    /** WireMock's own 404 would look like the API's. */
    private void unmatched(int priority) {
        ObjectNode response = NODES.objectNode().put("status", 501);
        response.putObject("headers").put("Content-Type", "text/plain;charset=utf-8");
        response.put("body", "Errata: The request matches nothing that the " + catalog.name() + " knows.\n");
        file(
                "unmatched",
                mapping("unmatched request", priority, NODES.objectNode().put("urlPattern", ".*"), response));
    }

    private void file(String name, ObjectNode content) {
        files.put(names.of(name) + ".json", content);
    }

    private static ObjectNode mapping(String name, int priority, ObjectNode request, ObjectNode response) {
        ObjectNode mapping = NODES.objectNode().put("name", name).put("priority", priority);
        mapping.set("request", request);
        mapping.set("response", response);
        return mapping;
    }

    private ObjectNode response(Answer answer) {
        ObjectNode response = NODES.objectNode().put("status", answer.status());
        ObjectNode headers = response.putObject("headers");
        catalog.headers(answer).forEach(header -> headers.put(header.name(), header.value()));
        if (!answer.body().isEmpty()) {
            headers.put("Content-Type", answer.contentType());
            response.put("body", answer.body());
        }
        return response;
    }

    /**
     * Returns a mapping whose response repeats parts of the request by WireMock's templates, where they support it. If they read
     * the body, they would write an error into the response where it is not JSON, so a second mapping is for these requests.
     */
    private List<ObjectNode> repeating(ObjectNode mapping, String what, Answer answer, Optional<PathTemplate> path) {
        Optional<JsonNode> body = answer.json().filter(json -> !answer.body().contains("{{"));
        Map<JsonPointer, String> templates = new LinkedHashMap<>();
        Map<JsonPointer, String> withoutBody = new LinkedHashMap<>();
        answer.echoes().forEach((place, source) -> {
            Optional<String> template = body.filter(json ->
                            json.at(place.head()).isObject() && json.at(place).isTextual())
                    .flatMap(json -> template(source, json.at(place).asText(), path));
            template.ifPresentOrElse(
                    found -> {
                        templates.put(place, found);
                        if (!source.startsWith(BODY)) {
                            withoutBody.put(place, found);
                        }
                    },
                    () -> leftOut.add(what + " keeps its example at " + place + ": WireMock has no template for "
                            + source + " there"));
        });
        if (templates.size() == withoutBody.size()) {
            return List.of(filled(mapping, body, templates));
        }
        repeatsBodies = true;
        ObjectNode isJson = mapping.deepCopy();
        ArrayNode patterns = isJson.withObjectProperty("request").withArrayProperty("bodyPatterns");
        patterns.addObject().put("equalToJson", "{}").put("ignoreExtraElements", true);
        // The reader of JSON stops at the end of the object, whatever follows.
        patterns.addObject().put("matches", "(?s)\\s*\\{.*\\}\\s*");
        ObjectNode other = mapping.deepCopy();
        other.put("priority", mapping.path("priority").asInt() + 1);
        return List.of(filled(isJson, body, templates), filled(other, body, withoutBody));
    }

    private static ObjectNode filled(ObjectNode mapping, Optional<JsonNode> body, Map<JsonPointer, String> templates) {
        if (!templates.isEmpty()) {
            JsonNode holes = body.orElseThrow().deepCopy();
            List<String> byNumber = new ArrayList<>();
            templates.forEach((place, template) -> {
                put(holes, place, HOLE.formatted(byNumber.size()));
                byNumber.add(template);
            });
            mapping.withObjectProperty("response")
                    .put("body", filled(JsonTree.text(holes), byNumber))
                    .putArray("transformers")
                    .add("response-template");
        }
        return mapping;
    }

    /** Fills in the templates. Braces of JSON that follow one become a template, too, or WireMock would take them as part of the first. */
    private static String filled(String body, List<String> templates) {
        return HOLES.matcher(body).replaceAll(hole -> {
            String braces = hole.group(2);
            return Matcher.quoteReplacement(templates.get(Integer.parseInt(hole.group(1)))
                    + (braces.isEmpty() ? "" : "{{val '" + braces + "'}}"));
        });
    }

    private static void put(JsonNode body, JsonPointer place, String text) {
        ((ObjectNode) body.at(place.head())).put(place.last().getMatchingProperty(), text);
    }

    /** Returns a template that writes JSON, quotes included, and the example if the request lacks the part. */
    private Optional<String> template(String source, String example, Optional<PathTemplate> path) {
        if (source.startsWith(BODY) && SAFE.matcher(example).matches()) {
            String whole = "$." + source.substring(BODY.length());
            return Optional.of("{{toJson (jsonPath request.body '" + whole + "' default='" + example + "')}}");
        }
        if (source.startsWith("path.")) {
            int before = catalog.basePath().isEmpty()
                    ? 0
                    : PathTemplate.of(catalog.basePath()).segments().size();
            return path.flatMap(own -> index(source.substring("path.".length()), own))
                    .map(index -> "{{toJson (urlEncode (replace request.pathSegments.[" + (before + index)
                            + "] '+' '%2B') decode=true)}}");
        }
        return Optional.empty();
    }

    /** Returns which segment of a path has this name in the path's endpoint. */
    private Optional<Integer> index(String variable, PathTemplate path) {
        return paths.stream()
                .filter(path::overlaps)
                .flatMap(template -> template.indexOf(variable).stream().boxed())
                .findFirst();
    }
}
