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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes an example of a request for an operation: with all that it requires, and as valid as the description tells. */
final class Requests {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]+)}");
    private static final int MAX_LENGTH = 20_000;

    /** What clients set themselves, or what is made of other facts. */
    private static final Set<String> NOT_PARAMETERS = Set.of(
            "accept", "content-type", "authorization", "content-length", "transfer-encoding", "connection", "host");

    private final Schemas schemas;
    private final Credentials credentials;
    private final Report report;
    private final Map<String, ObjectNode> known = new HashMap<>();

    Requests(Schemas schemas, Credentials credentials, Report report) {
        this.schemas = schemas;
        this.credentials = credentials;
        this.report = report;
    }

    /** Returns the request as a catalog has it, each time another copy. */
    ObjectNode of(Operation operation, String pathPrefix) {
        return known.computeIfAbsent(operation.toString(), ignored -> request(operation, pathPrefix))
                .deepCopy();
    }

    private ObjectNode request(Operation operation, String pathPrefix) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        List<String> query = new ArrayList<>();
        credentials.add(operation, headers, query);
        for (Value parameter : operation.parameters()) {
            String name = parameter.text("name");
            boolean required = parameter.json().path("required").asBoolean();
            if (required && parameter.text("in").equals("query")) {
                query.add(encoded(name) + "=" + encoded(value(parameter, name)));
            } else if (required
                    && parameter.text("in").equals("header")
                    && !NOT_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))
                    && name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                String value = value(parameter, name).replaceAll("[^ -~]", "").strip();
                if (!value.isEmpty() && !has(headers, name)) {
                    headers.put(name, value);
                }
            }
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", operation.method());
        request.put("path", pathPrefix + path(operation) + (query.isEmpty() ? "" : "?" + String.join("&", query)));
        Optional<Body> body = body(operation);
        body.map(Body::contentType)
                .filter(type -> !type.isEmpty() && !has(headers, "Content-Type"))
                .ifPresent(type -> headers.put("Content-Type", type));
        if (!headers.isEmpty()) {
            request.set("headers", headers);
        }
        body.ifPresent(known -> request.set(known.field(), known.value()));
        return request;
    }

    private static boolean has(ObjectNode headers, String name) {
        return headers.properties().stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
    }

    private String path(Operation operation) {
        Map<String, Value> parameters = new LinkedHashMap<>();
        operation.parameters().stream()
                .filter(parameter -> parameter.text("in").equals("path"))
                .forEach(parameter -> parameters.put(parameter.text("name"), parameter));
        return VARIABLE.matcher(operation.path())
                .replaceAll(found -> Matcher.quoteReplacement(segment(found.group(1), parameters.get(found.group(1)))));
    }

    private String segment(String name, @Nullable Value parameter) {
        String text = parameter == null ? name : value(parameter, name);
        String usable = text.isEmpty() || text.equals(".") || text.equals("..") ? name : text;
        return encoded(usable);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** What the description shows for a parameter, or else what its schema accepts. */
    private String value(Value parameter, String name) {
        try {
            Value named = parameter
                    .get("examples")
                    .fields()
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(parameter.get("none"));
            for (Value shown :
                    List.of(parameter.get("example"), named.resolved().get("value"))) {
                if (shown.isPresent()) {
                    return text(shown.json());
                }
            }
            Value content = parameter
                    .get("content")
                    .fields()
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(parameter);
            return Sampler.sample(schemas.of(content.get("schema")))
                    .map(sampled -> sampled.equals(JsonNodeFactory.instance.textNode("text")) ? name : text(sampled))
                    .orElse(name);
        } catch (Refusal refusal) {
            report.leaveOut(parameter, refusal);
            return name;
        }
    }

    private static String text(JsonNode value) {
        if (value.isArray() && !value.isEmpty()) {
            return text(value.get(0));
        }
        return value.isContainerNode() ? JsonTree.text(value) : value.asText();
    }

    /**
     * A body.
     *
     * @param field the name that a catalog gives to bodies of this form
     * @param value the body
     * @param contentType the media type, empty if that is clear
     */
    private record Body(String field, JsonNode value, String contentType) {}

    private Optional<Body> body(Operation operation) {
        Value reference = operation.at().get("requestBody");
        if (!reference.isPresent() || Set.of("GET", "HEAD").contains(operation.method())) {
            return Optional.empty();
        }
        try {
            return Content.of(reference.resolved()).flatMap(this::body);
        } catch (Refusal refusal) {
            report.leaveOut(reference, refusal);
            return Optional.empty();
        }
    }

    private Optional<Body> body(Content content) {
        if (content.isJson()) {
            return json(content)
                    .map(json ->
                            new Body("body", json, content.type().equals("application/json") ? "" : content.type()));
        }
        if (content.type().equals("application/x-www-form-urlencoded")) {
            return json(content).filter(JsonNode::isObject).map(json -> new Body("form", form(json), ""));
        }
        if (content.type().startsWith("text/") || content.type().endsWith("xml")) {
            return content.examples(report).stream()
                    .map(Content.Example::json)
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .or(() -> Optional.of(JsonNodeFactory.instance.textNode("text")))
                    .map(text -> new Body("text", text, content.type()));
        }
        return Optional.empty();
    }

    private static ObjectNode form(JsonNode json) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(field -> form.put(field.getKey(), text(field.getValue())));
        return form;
    }

    private Optional<JsonNode> json(Content content) {
        Schema schema = schemas.of(content.at().get("schema"));
        if (schema.mistake().isPresent()) {
            return Optional.empty();
        }
        return content.examples(report).stream()
                .map(Content.Example::json)
                .filter(schema::accepts)
                .findFirst()
                .or(() -> Sampler.sample(schema))
                .filter(json -> JsonTree.text(json).length() < MAX_LENGTH);
    }
}
