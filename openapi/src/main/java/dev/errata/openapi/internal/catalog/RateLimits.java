package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.openapi.internal.catalog.DescriptionReader.NamedError;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How an API tells the rest of a quota: the answer to one request too many, and headers. */
final class RateLimits {

    private final Optional<String> scenario;

    /** The headers that tell it, and where the description has them. */
    private final Map<String, Value> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    RateLimits(List<Operation> operations, List<NamedError> errors) {
        this.scenario = errors.stream()
                .filter(error -> error.status() == 429)
                .findFirst()
                .map(error -> error.scenarios().keySet().iterator().next());
        operations.forEach(operation -> operation.at().get("responses").fields().forEach(response -> {
            try {
                response.getValue()
                        .resolved()
                        .get("headers")
                        .fields()
                        .filter(header -> Headers.isRateLimit(header.getKey()))
                        .forEach(header -> headers.putIfAbsent(
                                header.getKey(), header.getValue().resolved()));
            } catch (Refusal refusal) {
                // Told where the answer is read.
            }
        }));
    }

    /** Returns the headers of every answer as a catalog has them. */
    Optional<ArrayNode> headers() {
        if (scenario.isEmpty() || headers.isEmpty()) {
            return Optional.empty();
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        headers.forEach((name, header) -> all.addObject()
                .put("name", name)
                .put("value", value(name, header))
                .put("inferred", "The description names the header in some answers."));
        return Optional.of(all);
    }

    /** Returns the rule as a catalog has it. */
    Optional<ObjectNode> rateLimit() {
        return scenario.map(id -> {
            ObjectNode limit = JsonNodeFactory.instance.objectNode().put("scenario", id);
            headers.forEach(
                    (name, header) -> limit.withObjectProperty("headers").put(name, placeholder(name, header)));
            return limit;
        });
    }

    private static String value(String name, Value header) {
        String shown = shown(header);
        if (shown.matches("[!-~]+")) {
            return shown;
        }
        return switch (placeholder(name, header)) {
            case "{limit}" -> "100";
            case "{remaining}" -> "99";
            case "{resetSeconds}" -> "1767225600";
            case "{resetIso}" -> "2026-01-01T00:00:00.000Z";
            default -> "60";
        };
    }

    private static String shown(Value header) {
        String shown = header.text("example");
        return shown.isEmpty() ? header.at("schema").text("example") : shown;
    }

    private static String placeholder(String name, Value header) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.endsWith("limit")) {
            return "{limit}";
        }
        if (plain.endsWith("remaining")) {
            return "{remaining}";
        }
        String shown = shown(header);
        if (header.at("schema").text("format").equals("date-time") || shown.matches("[0-9]{4}-.*")) {
            return "{resetIso}";
        }
        boolean seconds = shown.isEmpty() ? !plain.startsWith("x-") : shown.matches("[0-9]{1,6}");
        return seconds ? "{retryAfter}" : "{resetSeconds}";
    }
}
