package dev.errata.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.Citation;
import dev.errata.fixtures.model.Contradiction;
import dev.errata.fixtures.model.Header;
import dev.errata.fixtures.model.Provenance;
import dev.errata.fixtures.model.ProviderState;
import dev.errata.fixtures.model.RequestExample;
import java.util.List;
import java.util.Locale;

/**
 * A catalog as the JSON that pages and coverage files hold, so that their readers need no catalog. Always the same for
 * the same catalog.
 */
final class CatalogJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CatalogJson() {}

    static ObjectNode of(Catalog catalog) {
        ObjectNode api = NODES.objectNode()
                .put("id", catalog.id())
                .put("name", catalog.name())
                .put("basePath", catalog.basePath());
        api.putObject("document")
                .put("title", catalog.document().title())
                .put("read", catalog.document().read().toString());
        ArrayNode contradictions = api.putArray("contradictions");
        catalog.contradictions().forEach(contradiction -> contradictions.add(contradiction(contradiction)));
        ArrayNode warnings = api.putArray("warnings");
        catalog.warnings().forEach(warnings::add);
        ArrayNode errors = api.putArray("errors");
        catalog.errors().forEach(error -> errors.add(error(catalog, error)));
        return api;
    }

    private static ObjectNode error(Catalog catalog, ApiError error) {
        ObjectNode json = NODES.objectNode().put("name", error.name()).put("status", error.status());
        error.code().ifPresent(code -> json.put("code", code));
        json.put("description", error.description()).put("retryable", error.isRetryable());
        ArrayNode scenarios = json.putArray("scenarios");
        catalog.scenarios(error).forEach(scenario -> scenarios.add(scenario(catalog, scenario)));
        return json;
    }

    private static ObjectNode scenario(Catalog catalog, Scenario scenario) {
        ObjectNode json = NODES.objectNode()
                .put("id", scenario.id())
                .put("description", scenario.description())
                .put("provenance", name(scenario.provenance()));
        json.set("facts", facts(catalog, scenario));
        json.set("state", state(scenario.state()));
        json.put("triggered", scenario.trigger().isPresent());
        json.set("request", request(catalog, scenario.request()));
        json.set("answer", answer(catalog, scenario.answer()));
        return json;
    }

    private static ArrayNode facts(Catalog catalog, Scenario scenario) {
        ArrayNode facts = NODES.arrayNode().add(fact("status", catalog, scenario.statusProvenance()));
        scenario.codeProvenance().ifPresent(provenance -> facts.add(fact("code", catalog, provenance)));
        facts.add(fact("body", catalog, scenario.bodyProvenance()));
        for (Header header : catalog.headers(scenario.answer())) {
            facts.add(fact(header.name(), catalog, header.provenance()));
        }
        scenario.error()
                .retryableProvenance()
                .ifPresent(provenance -> facts.add(fact("retryable", catalog, provenance)));
        return facts;
    }

    private static ObjectNode fact(String name, Catalog catalog, Provenance provenance) {
        ObjectNode json = NODES.objectNode()
                .put("fact", name)
                .put("kind", name(provenance.kind()))
                .put("source", catalog.document().cite(provenance));
        return withLinks(json, provenance.citations());
    }

    private static ObjectNode contradiction(Contradiction contradiction) {
        return withLinks(NODES.objectNode().put("text", contradiction.text()), contradiction.citations());
    }

    private static ObjectNode withLinks(ObjectNode json, List<Citation> citations) {
        if (!citations.isEmpty()) {
            ArrayNode links = json.putArray("links");
            citations.forEach(citation -> links.addObject()
                    .put("text", citation.text())
                    .put("url", citation.url().toString()));
        }
        return json;
    }

    private static String name(Provenance.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode state(ProviderState state) {
        ObjectNode json = NODES.objectNode().put("name", state.name());
        ObjectNode parameters = json.putObject("parameters");
        state.parameters().forEach(parameters::put);
        return json.put("live", state.live());
    }

    private static ObjectNode request(Catalog catalog, RequestExample request) {
        ObjectNode json =
                NODES.objectNode().put("method", request.method()).put("path", catalog.basePath() + request.path());
        ObjectNode headers = json.putObject("headers");
        request.headers().forEach(headers::put);
        request.body().ifPresent(body -> json.put("body", body));
        return json;
    }

    private static ObjectNode answer(Catalog catalog, Answer answer) {
        ObjectNode json = NODES.objectNode().put("status", answer.status());
        ArrayNode headers = json.putArray("headers").add(header("Content-Type", answer.contentType()));
        catalog.headers(answer).forEach(header -> headers.add(header(header.name(), header.value())));
        return json.put("body", answer.body());
    }

    private static ObjectNode header(String name, String value) {
        return NODES.objectNode().put("name", name).put("value", value);
    }
}
