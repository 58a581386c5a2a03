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
import dev.errata.stub.internal.mapping.TriggerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a catalog as OpenAPI 3.1: the endpoints, and each error as an example with its provenance. */
public final class OpenApiExport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PROVENANCE = "x-errata-provenance";
    private static final String INVALID_EXAMPLES = "x-errata-invalid-examples";
    private static final String JSON = "application/json";

    /** The name of an example among those of scenarios, whose ids are lower-case. */
    private static final String SUCCESS = "Success";

    /** The methods that a path of OpenAPI can have. */
    private static final Set<String> METHODS =
            Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE");

    private final Catalog catalog;
    private final UniqueNames operationIds = new UniqueNames();
    private final ObjectNode document = NODES.objectNode();
    private final List<String> leftOut = new ArrayList<>();

    /** Exports a catalog. */
    public OpenApiExport(Catalog catalog) {
        this.catalog = catalog;
        document.put("openapi", "3.1.0");
        info(document.putObject("info"));
        document.putArray("servers").addObject().put("url", catalog.basePath().isEmpty() ? "/" : catalog.basePath());
        document.putArray("tags")
                .addObject()
                .put("name", catalog.name())
                .put("description", "All operations of the " + catalog.name() + ".");
        ObjectNode paths = document.putObject("paths");
        operations().forEach((operation, endpoints) -> {
            if (METHODS.contains(operation.method)) {
                paths.withObjectProperty(operation.path.toString())
                        .set(operation.method.toLowerCase(Locale.ROOT), operation(operation, endpoints));
            } else {
                leftOut.add(operation + ": OpenAPI has no method " + operation.method);
            }
        });
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        for (Envelope envelope : catalog.envelopes()) {
            EnvelopeSchema.of(catalog, envelope, reference(envelope)).ifPresent(schema -> {
                ExplicitSchema.complete(schema);
                schemas.set(name(envelope), schema);
            });
        }
        ArrayNode security = document.putArray("security");
        if (!catalog.credentialHeaders().isEmpty()) {
            ObjectNode schemes = components.putObject("securitySchemes");
            catalog.credentialHeaders().forEach(header -> {
                schemes.set(header, securityScheme(header));
                security.addObject().putArray(header);
            });
        }
    }

    /** Returns the document. */
    public ObjectNode document() {
        return document;
    }

    /** Returns a line for each thing that OpenAPI cannot say, with the reason. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** Catalogs know neither who answers for the API nor its licence, which a complete document has to name. */
    private void info(ObjectNode info) {
        info.put("title", catalog.name())
                .put("version", catalog.document().read().toString())
                .put(
                        "description",
                        "The errors that \"%s\" documents, as it was read on %s."
                                .formatted(
                                        catalog.document().title(),
                                        catalog.document().read()));
        info.putObject("contact")
                .put("name", "The authors of \"" + catalog.document().title() + "\"");
        info.putObject("license").put("name", "Not known to the catalog").put("identifier", "LicenseRef-unknown");
    }

    /** A method and a path, in the order of the paths. */
    private record Operation(PathTemplate path, String method) implements Comparable<Operation> {
        /** Returns the words of method and path: {@code getLeadsById}. */
        String id() {
            return Pattern.compile("(\\{)?([A-Za-z0-9]+)")
                    .matcher(path.toString())
                    .results()
                    .map(word -> (word.group(1) == null ? "" : "By")
                            + word.group(2).substring(0, 1).toUpperCase(Locale.ROOT)
                            + word.group(2).substring(1))
                    .collect(Collectors.joining("", method.toLowerCase(Locale.ROOT), ""));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }

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
                        new Operation(named(PathTemplate.of(endpoint.path())), endpoint.method()), List.of(endpoint)));
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
        return new Operation(named(known), request.method());
    }

    /** Returns the path as its first endpoint names the variables: OpenAPI takes /leads/{id} and /leads/{lead} for one path. */
    private PathTemplate named(PathTemplate path) {
        return catalog.endpoints().stream()
                .map(endpoint -> PathTemplate.of(endpoint.path()))
                .filter(other -> other.regex().equals(path.regex()))
                .findFirst()
                .orElse(path);
    }

    private static PathTemplate path(RequestExample request) {
        return PathTemplate.of(request.path().replaceFirst("\\?.*", ""));
    }

    /** Returns the name of an envelope's schema: {@code ErrorEnvelope}, and of a named one {@code ErrorEnvelope.name}. */
    private static String name(Envelope envelope) {
        return "ErrorEnvelope" + (envelope.name().isEmpty() ? "" : "." + envelope.name());
    }

    private static String reference(Envelope envelope) {
        return "#/components/schemas/" + name(envelope);
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
        List<Scenario> possible = Stream.concat(
                        own.stream(),
                        catalog.scenarios().stream()
                                .filter(scenario -> scenario.status() >= 500
                                        || isTriggered(scenario, operation)
                                        || isListed(scenario, endpoints)))
                .distinct()
                .toList();
        ObjectNode json = NODES.objectNode()
                .put("operationId", operationIds.of(operation.id()))
                .put("summary", operation.toString())
                .put("description", description(endpoints, possible));
        json.putArray("tags").add(catalog.name());
        parameters(operation, own, json);
        requestBody(own, RequestSchema.of(triggered(operation)), json);
        ObjectNode responses = json.putObject("responses");
        endpoints.forEach(
                endpoint -> responses.set(String.valueOf(endpoint.answer().status()), success(endpoint)));
        possible.stream()
                .collect(Collectors.groupingBy(Scenario::status, TreeMap::new, Collectors.toList()))
                .forEach(
                        (status, scenarios) -> errors(scenarios, responses.withObjectProperty(String.valueOf(status))));
        if (endpoints.isEmpty() && possible.stream().noneMatch(scenario -> scenario.status() < 400)) {
            responses.putObject("2XX").put("description", "A success, which the document does not show.");
        }
        if (possible.stream().noneMatch(scenario -> scenario.status() >= 400 && scenario.status() < 500)) {
            responses.set("4XX", anyError());
        }
        responses.set("default", anyError());
        return json;
    }

    private static String description(List<Endpoint> endpoints, List<Scenario> possible) {
        String scenarios = possible.stream().map(Scenario::id).collect(Collectors.joining(", "));
        return (endpoints.isEmpty() ? "The document shows no success." : "The document shows a success.")
                + (possible.isEmpty() ? "" : " Scenarios of errors: " + scenarios + ".");
    }

    private ObjectNode anyError() {
        ObjectNode any = NODES.objectNode().put("description", "Any other error.");
        ObjectNode content = any.putObject("content");
        catalog.envelopes().stream()
                .collect(Collectors.groupingBy(Envelope::contentType, LinkedHashMap::new, Collectors.toList()))
                .forEach((type, envelopes) -> schema(envelopes, content.putObject(type)));
        return any;
    }

    private static boolean isListed(Scenario scenario, List<Endpoint> endpoints) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.scenarios().contains(scenario.id()));
    }

    private List<Scenario> triggered(Operation operation) {
        return catalog.scenarios().stream()
                .filter(scenario -> isTriggered(scenario, operation))
                .toList();
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

    /** An example that does not fit the schema, because its scenario is about a mistake in the body, is none to OpenAPI. */
    private static void requestBody(List<Scenario> scenarios, Optional<ObjectNode> schema, ObjectNode json) {
        schema.ifPresent(rules -> json.withObjectProperty("requestBody")
                .withObjectProperty("content")
                .putObject(JSON)
                .set("schema", rules));
        scenarios.forEach(scenario -> scenario.request().body().ifPresent(body -> {
            JsonNode value = JsonTree.parse(body).orElseGet(() -> TextNode.valueOf(body));
            ObjectNode described = json.withObjectProperty("requestBody")
                    .withObjectProperty("content")
                    .withObjectProperty(scenario.request().contentType().orElseThrow());
            boolean fits =
                    !(described.get("schema") instanceof ObjectNode rules) || RequestSchema.accepts(rules, value);
            described
                    .withObjectProperty(fits ? "examples" : INVALID_EXAMPLES)
                    .withObjectProperty(scenario.id())
                    .put("summary", scenario.description())
                    .set("value", value);
        }));
    }

    private ObjectNode success(Endpoint endpoint) {
        Answer answer = endpoint.answer();
        ObjectNode response = NODES.objectNode().put("description", meaning(answer.status(), "The request succeeded."));
        headers(answer, response);
        if (!answer.body().isEmpty()) {
            response.putObject("content").putObject(answer.contentType()).set("example", value(answer));
        }
        ObjectNode facts = response.putObject(PROVENANCE);
        facts.set("status", provenance(endpoint.statusProvenance()));
        facts.set("body", provenance(answer.provenance()));
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
                .collect(Collectors.groupingBy(
                        scenario -> scenario.answer().contentType(), LinkedHashMap::new, Collectors.toList()))
                .forEach((type, answered) -> {
                    ObjectNode described =
                            response.withObjectProperty("content").withObjectProperty(type);
                    ObjectNode examples = described.withObjectProperty("examples");
                    if (described.has("example")) {
                        examples.putObject(SUCCESS).set("value", described.remove("example"));
                    }
                    answered.forEach(scenario -> examples.set(scenario.id(), example(scenario)));
                    // The body of a success has another schema, which the catalog does not know.
                    if (!alsoSucceeds) {
                        schema(
                                answered.stream()
                                        .filter(scenario ->
                                                scenario.answer().json().isPresent())
                                        .map(Scenario::envelope)
                                        .toList(),
                                described);
                    }
                });
    }

    private String meaning(int status, String otherwise) {
        return catalog.statuses().stream()
                .filter(row -> row.status() == status)
                .map(DocumentedStatus::meaning)
                .findFirst()
                .orElse(otherwise);
    }

    /** Adds the schema of bodies that have one of these envelopes; none if they are not JSON. */
    private static void schema(List<Envelope> envelopes, ObjectNode described) {
        List<ObjectNode> references = envelopes.stream()
                .filter(envelope -> envelope.schema().isPresent())
                .distinct()
                .map(envelope -> NODES.objectNode().put("$ref", reference(envelope)))
                .toList();
        if (references.size() == 1) {
            described.set("schema", references.get(0));
        } else if (!references.isEmpty()) {
            described.putObject("schema").putArray("anyOf").addAll(references);
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
        ObjectNode json = NODES.objectNode()
                .put("kind", provenance.kind().name().toLowerCase(Locale.ROOT))
                .put("source", catalog.document().cite(provenance));
        if (!provenance.citations().isEmpty()) {
            ArrayNode urls = json.putArray("urls");
            provenance.citations().forEach(citation -> urls.add(citation.url().toString()));
        }
        return json;
    }
}
