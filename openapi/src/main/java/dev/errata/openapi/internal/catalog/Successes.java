package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.openapi.internal.schema.Sampler;
import dev.errata.openapi.internal.schema.Schema;
import dev.errata.openapi.internal.schema.Schemas;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the answer of an endpoint when nothing fails. */
final class Successes {

    /** A longer body would hide the endpoints in a file that people read. */
    private static final int MAX_LENGTH = 10_000;

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    private final Schemas schemas;
    private final Report report;
    private final Map<String, Optional<JsonNode>> sampled = new HashMap<>();

    Successes(Schemas schemas, Report report) {
        this.schemas = schemas;
        this.report = report;
    }

    /** Returns the answer as a catalog has it. */
    ObjectNode of(Operation operation) {
        Optional<Map.Entry<String, Value>> declared = operation
                .at()
                .get("responses")
                .fields()
                .filter(response -> response.getKey().matches("[23]([0-9]{2}|XX|xx)"))
                .min(Comparator.comparing(Map.Entry::getKey));
        if (declared.isEmpty()) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("status", 200)
                    .put("inferred", "The description names no success.");
        }
        String key = declared.get().getKey();
        int status = Integer.parseInt(key.replaceAll("[Xx]", "0"));
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("status", status);
        try {
            Optional<Content> content = Content.of(declared.get().getValue().resolved());
            if (content.isPresent() && !operation.method().equals("HEAD") && !WITHOUT_BODY.contains(status)) {
                body(response, content.get(), operation + ", " + key);
            }
        } catch (Refusal refusal) {
            report.leaveOut(declared.get().getValue(), refusal);
        }
        if (!response.has("documented") && !response.has("inferred")) {
            response.put("documented", operation + ", " + key);
        }
        return response;
    }

    private void body(ObjectNode response, Content content, String place) {
        List<Content.Example> examples = content.examples(report);
        if (content.isJson()) {
            Optional<Content.Example> shown =
                    examples.stream().filter(example -> isShort(example.json())).findFirst();
            if (shown.isPresent()) {
                response.put(
                        "documented",
                        place + ", example"
                                + (shown.get().name().isEmpty()
                                        ? ""
                                        : " " + shown.get().name()));
            } else {
                response.put("inferred", "The description has a schema but shows no example.");
            }
            if (!content.type().equals("application/json")) {
                response.put("contentType", content.type());
            }
            shown.map(Content.Example::json).or(() -> sampled(content)).ifPresent(body -> response.set("body", body));
        } else {
            examples.stream()
                    .filter(example -> example.json().isTextual() && isShort(example.json()))
                    .findFirst()
                    .ifPresent(example -> response.put("documented", place + ", example")
                            .put("contentType", content.type())
                            .put("text", example.json().asText()));
        }
        if (!response.has("body")) {
            response.remove(response.has("text") ? List.of() : List.of("contentType"));
        }
    }

    private Optional<JsonNode> sampled(Content content) {
        Value at = content.at().get("schema");
        return sampled.computeIfAbsent(at.identity(), known -> {
            Schema schema = schemas.of(at);
            return schema.isAny() || schema.mistake().isPresent()
                    ? Optional.empty()
                    : Sampler.sample(schema).filter(Successes::isShort);
        });
    }

    private static boolean isShort(JsonNode body) {
        return JsonTree.text(body).length() <= MAX_LENGTH;
    }
}
