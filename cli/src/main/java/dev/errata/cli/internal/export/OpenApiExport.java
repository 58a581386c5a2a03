package dev.errata.cli.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.DocumentedStatus;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.fixtures.model.Provenance;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.fixtures.model.UrlEncoded;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a catalog as OpenAPI 3.1: the endpoints, and each error as an example with its provenance. */
public final class OpenApiExport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PROVENANCE = "x-errata-provenance";

    private final Catalog catalog;

    /** Exports a catalog. */
    public OpenApiExport(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the document. */
    public ObjectNode document() {
        ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", catalog.name())
                .put("version", catalog.document().read().toString())
                .put(
                        "description",
                        "The errors that \"%s\" documents, as it was read on %s."
                                .formatted(
                                        catalog.document().title(),
                                        catalog.document().read()));
        document.putArray("servers").addObject().put("url", catalog.basePath().isEmpty() ? "/" : catalog.basePath());
        ObjectNode paths = document.putObject("paths");
        operations()
                .forEach((operation, endpoints) -> paths.withObjectProperty(operation.path.toString())
                        .set(operation.method.toLowerCase(Locale.ROOT), operation(operation, endpoints)));
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        catalog.envelopes()
                .forEach(envelope ->
                        EnvelopeSchema.of(catalog, envelope).ifPresent(schema -> schemas.set(name(envelope), schema)));
        if (!catalog.credentialHeaders().isEmpty()) {
            ObjectNode schemes = components.putObject("securitySchemes");
            var security = document.putArray("security");
            catalog.credentialHeaders().forEach(header -> {
                schemes.set(header, securityScheme(header));
                security.addObject().putArray(header);
            });
        }
        return document;
    }

    /** A method and a path, in the order of the paths. */
    private record Operation(PathTemplate path, String method) implements Comparable<Operation> {
        @Override
        public int compareTo(Operation other) {
            int byPath = path.toString().compareTo(other.path.toString());
            return byPath != 0 ? byPath : method.compareTo(other.method);
        }
    }

    /** Returns the operations of the endpoints, and those that only the example request of a scenario names. */
    private Map<Operation, List<Endpoint>> operations() {
        Map<Operation, List<Endpoint>> operations = new TreeMap<>();
        catalog.endpoints()
                .forEach(endpoint -> operations.put(
                        new Operation(PathTemplate.of(endpoint.path()), endpoint.method()), List.of(endpoint)));
        catalog.scenarios().forEach(scenario -> operations.putIfAbsent(operationOf(scenario.request()), List.of()));
        return operations;
    }

    /** Returns the operation that a request belongs to; of several paths that match, the most literal one. */
    private Operation operationOf(RequestExample request) {
        PathTemplate path = path(request);
        PathTemplate known = catalog.endpoints().stream()
                .map(endpoint -> PathTemplate.of(endpoint.path()))
                .filter(path::overlaps)
                .min((one, other) -> Integer.compare(
                        one.variables().size(), other.variables().size()))
                .orElse(path);
        return new Operation(known, request.method());
    }

    private static PathTemplate path(RequestExample request) {
        return PathTemplate.of(request.path().replaceFirst("\\?.*", ""));
    }

    /** Returns the name of an envelope's schema: {@code ErrorEnvelope}, and of a named one {@code ErrorEnvelope.name}. */
    private static String name(Envelope envelope) {
        return "ErrorEnvelope" + (envelope.name().isEmpty() ? "" : "." + envelope.name());
    }

    /** Catalogs do not say what Authorization contains; a bearer token is the usual case. */
    private static ObjectNode securityScheme(String header) {
        return header.equalsIgnoreCase("Authorization")
                ? NODES.objectNode().put("type", "http").put("scheme", "bearer")
                : NODES.objectNode().put("type", "apiKey").put("in", "header").put("name", header);
    }

    private ObjectNode operation(Operation operation, List<Endpoint> endpoints) {
        List<Scenario> own = catalog.scenarios().stream()
                .filter(scenario -> operationOf(scenario.request()).equals(operation))
                .toList();
        ObjectNode json = NODES.objectNode();
        parameters(operation, own, json);
        requestBody(own, json);
        ObjectNode responses = json.putObject("responses");
        endpoints.forEach(
                endpoint -> responses.set(String.valueOf(endpoint.answer().status()), success(endpoint.answer())));
        Stream.concat(
                        own.stream(),
                        catalog.scenarios().stream()
                                .filter(scenario -> isTriggered(scenario, operation) || isListed(scenario, endpoints)))
                .distinct()
                .collect(Collectors.groupingBy(Scenario::status, TreeMap::new, Collectors.toList()))
                .forEach(
                        (status, scenarios) -> errors(scenarios, responses.withObjectProperty(String.valueOf(status))));
        ObjectNode any = responses.putObject("default").put("description", "Any other error.");
        ObjectNode content = any.putObject("content");
        catalog.envelopes().forEach(envelope -> addSchema(content, envelope.contentType(), envelope));
        return json;
    }

    private static boolean isListed(Scenario scenario, List<Endpoint> endpoints) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.scenarios().contains(scenario.id()));
    }

    private static boolean isTriggered(Scenario scenario, Operation operation) {
        return TriggerRequest.of(scenario).stream()
                .anyMatch(request -> request.suits(operation.method, operation.path));
    }

    private void parameters(Operation operation, List<Scenario> scenarios, ObjectNode json) {
        Map<String, ObjectNode> parameters = new TreeMap<>();
        BiConsumer<String, String> add = (in, name) -> {
            ObjectNode parameter =
                    NODES.objectNode().put("name", name).put("in", in).put("required", in.equals("path"));
            parameter.putObject("schema").put("type", "string");
            parameters.put(in + " " + name, parameter);
        };
        operation.path.variables().forEach(name -> add.accept("path", name));
        scenarios.forEach(
                scenario -> UrlEncoded.queryParameters(scenario.request().path())
                        .keySet()
                        .forEach(name -> add.accept("query", name)));
        if (!parameters.isEmpty()) {
            json.putArray("parameters").addAll(parameters.values());
        }
    }

    private static void requestBody(List<Scenario> scenarios, ObjectNode json) {
        scenarios.forEach(scenario -> scenario.request().body().ifPresent(body -> {
            Optional<JsonNode> value = JsonTree.parse(body);
            json.withObjectProperty("requestBody")
                    .withObjectProperty("content")
                    .withObjectProperty(scenario.request().contentType().orElseThrow())
                    .withObjectProperty("examples")
                    .withObjectProperty(scenario.id())
                    .put("summary", scenario.description())
                    .set("value", value.orElseGet(() -> TextNode.valueOf(body)));
        }));
    }

    private ObjectNode success(Answer answer) {
        ObjectNode response = NODES.objectNode().put("description", meaning(answer.status(), "The request succeeded."));
        headers(answer, response);
        if (!answer.body().isEmpty()) {
            response.putObject("content").putObject(answer.contentType()).set("example", value(answer));
        }
        response.putObject(PROVENANCE).set("body", provenance(answer.provenance()));
        return response;
    }

    /** Adds errors to the response of their status, which may be that of a success. */
    private void errors(List<Scenario> scenarios, ObjectNode response) {
        boolean alsoSucceeds = response.has("description");
        String meaning = meaning(
                scenarios.get(0).status(),
                scenarios.stream()
                        .map(scenario -> scenario.error().description())
                        .distinct()
                        .collect(Collectors.joining(" ")));
        response.put("description", alsoSucceeds ? response.path("description").asText() + " Or: " + meaning : meaning);
        scenarios.forEach(scenario -> headers(scenario.answer(), response));
        scenarios.stream()
                .filter(scenario -> !scenario.answer().body().isEmpty())
                .forEach(scenario -> {
                    ObjectNode content = response.withObjectProperty("content");
                    String type = scenario.answer().contentType();
                    ObjectNode described = content.withObjectProperty(type);
                    ObjectNode examples = described.withObjectProperty("examples");
                    if (described.has("example")) {
                        examples.putObject("success").set("value", described.remove("example"));
                    }
                    // The body of a success has another schema, which the catalog does not know.
                    if (scenario.answer().json().isPresent() && !alsoSucceeds) {
                        addSchema(content, type, scenario.envelope());
                    }
                    examples.set(scenario.id(), example(scenario));
                });
    }

    private String meaning(int status, String otherwise) {
        return catalog.statuses().stream()
                .filter(row -> row.status() == status)
                .map(DocumentedStatus::meaning)
                .findFirst()
                .orElse(otherwise);
    }

    /** Adds the envelope to those that a body of this type may have. */
    private static void addSchema(ObjectNode content, String type, Envelope envelope) {
        ObjectNode described = content.withObjectProperty(type);
        if (envelope.schema().isEmpty()) {
            return;
        }
        ObjectNode reference = NODES.objectNode().put("$ref", "#/components/schemas/" + name(envelope));
        JsonNode known = described.path("schema");
        if (known.isMissingNode()) {
            described.set("schema", reference);
        } else if (known.has("anyOf")) {
            ArrayNode all = (ArrayNode) known.get("anyOf");
            if (!Set.copyOf(all.findValuesAsText("$ref"))
                    .contains(reference.path("$ref").asText())) {
                all.add(reference);
            }
        } else if (!known.equals(reference)) {
            described.putObject("schema").putArray("anyOf").add(known).add(reference);
        }
    }

    private ObjectNode example(Scenario scenario) {
        ObjectNode example = NODES.objectNode().put("summary", scenario.description());
        example.set("value", value(scenario.answer()));
        ObjectNode facts = example.putObject(PROVENANCE);
        facts.set("status", provenance(scenario.statusProvenance()));
        scenario.codeProvenance().ifPresent(code -> facts.set("code", provenance(code)));
        facts.set("body", provenance(scenario.bodyProvenance()));
        return example;
    }

    private static JsonNode value(Answer answer) {
        return answer.json().orElseGet(() -> TextNode.valueOf(answer.body()));
    }

    /** If a header differs from answer to answer, the first value is the example. */
    private void headers(Answer answer, ObjectNode response) {
        catalog.headers(answer).forEach(header -> {
            ObjectNode headers = response.withObjectProperty("headers");
            if (!headers.has(header.name())) {
                ObjectNode json = headers.putObject(header.name());
                json.putObject("schema").put("type", "string");
                json.put("example", header.value()).set(PROVENANCE, provenance(header.provenance()));
            }
        });
    }

    private ObjectNode provenance(Provenance provenance) {
        return NODES.objectNode()
                .put("kind", provenance.kind().name().toLowerCase(Locale.ROOT))
                .put("source", catalog.document().cite(provenance));
    }
}
