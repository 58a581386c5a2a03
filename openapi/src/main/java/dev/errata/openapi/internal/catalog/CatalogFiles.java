package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.openapi.internal.catalog.DescriptionReader.NamedError;
import dev.errata.openapi.internal.catalog.Envelopes.Envelope;
import dev.errata.openapi.internal.schema.Schemas;
import dev.errata.openapi.internal.schema.Statuses;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes the files of a catalog. */
final class CatalogFiles {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A larger file is refused by some tools, and read by nobody. */
    private static final int MAX_LENGTH = 900_000;

    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

    private final Value root;
    private final Settings settings;
    private final Report report;
    private final List<Operation> operations;
    private final Envelopes envelopes;
    private final List<NamedError> errors;
    private final Credentials credentials;
    private final Requests requests;
    private final Successes successes;
    private final RateLimits rateLimits;
    private final BasePath basePath;

    CatalogFiles(
            Value root,
            Settings settings,
            Report report,
            Schemas schemas,
            List<Operation> operations,
            Envelopes envelopes,
            List<NamedError> errors) {
        this.root = root;
        this.settings = settings;
        this.report = report;
        this.operations = operations;
        this.envelopes = envelopes;
        this.errors = errors;
        this.credentials = new Credentials(root, report);
        this.requests = new Requests(schemas, credentials, report);
        this.successes = new Successes(schemas, report);
        this.rateLimits = new RateLimits(operations, errors);
        this.basePath = BasePath.of(root, operations, report);
    }

    List<CatalogFile> files() {
        List<CatalogFile> files = new ArrayList<>();
        errors.forEach(error -> files.add(error(error)));
        files.add(0, catalog());
        return files;
    }

    private CatalogFile catalog() {
        Map<String, String> sources = new LinkedHashMap<>();
        ObjectNode catalog = NODES.objectNode();
        String title = Words.line(root.get("info").text("title"));
        String version = root.get("info").text("version").strip();
        String name = title.isEmpty() ? "API" : title;
        catalog.put("id", Names.catalog(settings.id(), name));
        catalog.put("name", name);
        catalog.putObject("document")
                .put("title", name + (version.isEmpty() ? "" : " " + version) + ", OpenAPI description")
                .put(
                        "read",
                        settings.read()
                                .orElseGet(() -> LocalDate.now(ZoneId.systemDefault()))
                                .toString());
        sources.put("/name", "/info/title");
        sources.put("/document", "/info");
        if (!basePath.path().isEmpty()) {
            catalog.put("basePath", basePath.path());
            sources.put("/basePath", "/servers");
        }
        texts(catalog, "credentialHeaders", credentials.headers(), sources);
        texts(catalog, "credentialParameters", credentials.parameters(), sources);
        rateLimits.headers().ifPresent(headers -> catalog.set("headers", headers));
        envelopes(catalog, sources);
        rateLimits.rateLimit().ifPresent(limit -> catalog.set("rateLimit", limit));
        List<Value> places = new ArrayList<>();
        ArrayNode endpoints = endpoints(places);
        catalog.set("endpoints", endpoints);
        ArrayNode names = catalog.putArray("errors");
        errors.forEach(error -> names.add(error.name()));
        contradictions(catalog);
        shorten(catalog, endpoints);
        for (int i = 0; i < endpoints.size(); i++) {
            sources.put("/endpoints/" + i, places.get(i).place());
        }
        return new CatalogFile("catalog.json", catalog, sources);
    }

    private static void texts(ObjectNode catalog, String field, Set<String> texts, Map<String, String> sources) {
        if (!texts.isEmpty()) {
            ArrayNode array = catalog.putArray(field);
            texts.forEach(array::add);
            sources.put("/" + field, "/components/securitySchemes");
        }
    }

    private void envelopes(ObjectNode catalog, Map<String, String> sources) {
        for (Envelope envelope : envelopes.all()) {
            if (envelope.name().isEmpty()) {
                catalog.set("envelope", envelope.json());
                sources.put("/envelope", envelope.place());
            } else {
                catalog.withObjectProperty("envelopes").set(envelope.name(), envelope.json());
                sources.put("/envelopes/" + envelope.name(), envelope.place());
            }
        }
    }

    private ArrayNode endpoints(List<Value> places) {
        Map<String, Set<String>> scenarios = new LinkedHashMap<>();
        errors.forEach(error -> error.scenarios()
                .forEach((id, scenario) -> scenario.all()
                        .forEach(answer -> scenarios
                                .computeIfAbsent(answer.operation().toString(), operation -> new LinkedHashSet<>())
                                .add(id))));
        Map<String, ObjectNode> endpoints = new LinkedHashMap<>();
        for (Operation operation : operations) {
            String route = operation.method() + " " + operation.path().replaceAll("\\{[^{}/]+}", "{}");
            Set<String> own = scenarios.getOrDefault(operation.toString(), Set.of());
            ObjectNode known = endpoints.get(route);
            if (known == null) {
                ObjectNode endpoint = NODES.objectNode()
                        .put("method", operation.method())
                        .put("path", basePath.prefix() + operation.path());
                if (!own.isEmpty()) {
                    ArrayNode ids = endpoint.putArray("scenarios");
                    own.forEach(ids::add);
                }
                endpoint.set("response", successes.of(operation));
                endpoints.put(route, endpoint);
                places.add(operation.at());
            } else {
                report.leaveOut(operation.at().place(), operation + " matches the same requests as another path");
                Set<String> all = new LinkedHashSet<>();
                known.path("scenarios").forEach(id -> all.add(id.asText()));
                all.addAll(own);
                ArrayNode ids = NODES.arrayNode();
                all.forEach(ids::add);
                if (!ids.isEmpty()) {
                    known.set("scenarios", ids);
                }
            }
        }
        return NODES.arrayNode().addAll(endpoints.values());
    }

    private void contradictions(ObjectNode catalog) {
        List<Report.Entry> all = report.contradictions();
        if (!all.isEmpty()) {
            ArrayNode texts = catalog.putArray("contradictions");
            all.stream().limit(200).forEach(entry -> texts.add(cut(entry.text())));
            if (all.size() > 200) {
                texts.add((all.size() - 200) + " more");
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "...";
    }

    /** Drops bodies of successes, the longest first, and then endpoints, until the file is short enough. */
    private void shorten(ObjectNode catalog, ArrayNode endpoints) {
        int length = JsonTree.indented(catalog).length();
        if (length <= MAX_LENGTH) {
            return;
        }
        List<ObjectNode> responses = new ArrayList<>();
        endpoints.forEach(endpoint -> responses.add((ObjectNode) endpoint.get("response")));
        responses.sort(
                Comparator.comparingInt(response -> -JsonTree.text(response).length()));
        int dropped = 0;
        for (ObjectNode response : responses) {
            if (length > MAX_LENGTH && (response.has("body") || response.has("text"))) {
                int before = JsonTree.indented(response).length();
                response.remove(List.of("body", "text", "contentType", "documented", "inferred"));
                response.put("inferred", "The body is left out, because the catalog would become too large.");
                length -= before - JsonTree.indented(response).length();
                dropped++;
            }
        }
        if (dropped > 0) {
            report.leaveOut(
                    "/paths",
                    "the bodies of " + dropped
                            + " successes are left out, because catalog.json would become too large");
        }
        int kept = endpoints.size();
        while (kept > 0 && length > MAX_LENGTH) {
            kept--;
            length -= JsonTree.indented(endpoints.get(kept)).length() * 11 / 10;
        }
        if (kept < endpoints.size()) {
            report.leaveOut(
                    "/paths",
                    (endpoints.size() - kept)
                            + " endpoints are left out, because catalog.json would become too large; import only some of the operations");
            while (endpoints.size() > kept) {
                endpoints.remove(endpoints.size() - 1);
            }
        }
    }

    private CatalogFile error(NamedError error) {
        Map<String, String> sources = new LinkedHashMap<>();
        Merged principal = error.scenarios().values().iterator().next();
        ObjectNode json = NODES.objectNode();
        json.put("description", description(error.status(), principal.answer()));
        String place =
                principal.answer().operation() + ", " + principal.answer().key();
        if (principal.answer().key().equals(String.valueOf(error.status()))) {
            json.put("status", error.status());
        } else {
            json.putObject("status")
                    .put("value", error.status())
                    .put(
                            "inferred",
                            "The description says " + principal.answer().key() + ".");
        }
        Answer.Source source = principal.answer().source();
        if (error.code().isPresent() && source.isDocumented()) {
            json.set("code", error.code().get());
        } else if (error.code().isPresent()) {
            json.putObject("code")
                    .put(source.kind(), source.text())
                    .set("value", error.code().get());
        }
        if (!error.envelope().name().isEmpty()) {
            json.put("envelope", error.envelope().name());
        }
        if (RETRYABLE.contains(error.status())) {
            json.putObject("retryable").put("value", true).put("inferred", "By its status.");
        }
        json.put("documented", place);
        ArrayNode scenarios = json.putArray("scenarios");
        int length = 0;
        for (Map.Entry<String, Merged> scenario : error.scenarios().entrySet()) {
            ObjectNode written = scenario(scenario.getKey(), scenario.getValue(), error);
            length += JsonTree.indented(written).length() * 11 / 10;
            if (length > MAX_LENGTH && !scenarios.isEmpty()) {
                report.leaveOut(
                        scenario.getValue().answer().place(),
                        "the file of " + error.name() + " would become too large");
            } else {
                sources.put(
                        "/scenarios/" + scenarios.size(),
                        scenario.getValue().answer().place());
                scenarios.add(written);
            }
        }
        sources.put("", principal.answer().place());
        return new CatalogFile("errors/" + error.name() + ".json", json, sources);
    }

    private static String description(int status, Answer answer) {
        return answer.summary().isEmpty() ? Statuses.phrase(status) + "." : answer.summary();
    }

    private ObjectNode scenario(String id, Merged scenario, NamedError error) {
        Answer answer = scenario.answer();
        ObjectNode json = NODES.objectNode().put("id", id);
        json.put("description", description(error.status(), answer));
        json.set("request", requests.of(answer.operation(), basePath.prefix()));
        ObjectNode response = json.putObject("response");
        response.put(answer.source().kind(), answer.source().text());
        Map<String, ObjectNode> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        scenario.all()
                .forEach(each -> each.headers()
                        .forEach(header ->
                                headers.putIfAbsent(header.path("name").asText(), header)));
        if (!headers.isEmpty()) {
            ArrayNode all = response.putArray("headers");
            headers.values().forEach(header -> all.add(header.deepCopy()));
        }
        boolean hasBody = answer.body().isPresent() || answer.text().isPresent();
        if (hasBody && !answer.mediaType().equals(contentType(error.envelope()))) {
            response.put("contentType", answer.mediaType());
        }
        answer.body().ifPresent(body -> response.set("body", body));
        answer.text().ifPresent(text -> response.put("text", text));
        return json;
    }

    private static String contentType(Envelope envelope) {
        return Optional.ofNullable(envelope.json().get("contentType"))
                .map(JsonNode::asText)
                .orElse("application/json");
    }
}
