package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.openapi.internal.schema.Sampler;
import dev.errata.openapi.internal.schema.Schemas;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the headers of answers: those that must be there, those that are shown, and the time to wait. */
final class Headers {

    private static final Set<String> OF_SERVER = Set.of(
            "content-type",
            "content-encoding",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "date",
            "upgrade",
            "trailer");

    private static final Pattern RATE_LIMIT =
            Pattern.compile("(x-)?rate-?limit-?(limit|remaining|reset)", Pattern.CASE_INSENSITIVE);

    private final Schemas schemas;
    private final Report report;

    Headers(Schemas schemas, Report report) {
        this.schemas = schemas;
        this.report = report;
    }

    static boolean isRateLimit(String name) {
        return RATE_LIMIT.matcher(name).matches();
    }

    /** Returns the headers of a response as a catalog has them. */
    List<ObjectNode> of(Value response) {
        List<ObjectNode> headers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        response.get("headers").fields().forEach(header -> {
            String name = header.getKey();
            if (name.matches("[A-Za-z0-9-]+")
                    && !OF_SERVER.contains(name.toLowerCase(Locale.ROOT))
                    && !isRateLimit(name)
                    && names.add(name.toLowerCase(Locale.ROOT))) {
                try {
                    header(name, header.getValue().resolved()).ifPresent(headers::add);
                } catch (Refusal refusal) {
                    report.leaveOut(header.getValue(), refusal);
                }
            }
        });
        return headers;
    }

    private Optional<ObjectNode> header(String name, Value header) {
        boolean waits = name.equalsIgnoreCase("Retry-After");
        Optional<String> shown = shown(header).filter(Headers::canBeSent);
        if (shown.isPresent() && (!waits || shown.get().matches("[0-9]{1,9}"))) {
            return Optional.of(json(name, shown.get()));
        }
        if (waits) {
            return Optional.of(json(name, "60").put("inferred", "The description shows no value."));
        }
        if (!header.json().path("required").asBoolean()) {
            return Optional.empty();
        }
        return Sampler.sample(schemas.of(header.get("schema")))
                .map(JsonNode::asText)
                .filter(Headers::canBeSent)
                .map(value -> json(name, value).put("inferred", "The description shows no value."));
    }

    private static Optional<String> shown(Value header) {
        Value named = header.get("examples")
                .fields()
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(header.get("none"));
        Value schema = header.at("schema");
        for (Value value :
                List.of(header.get("example"), named.get("value"), schema.get("example"), schema.get("const"))) {
            if (value.isPresent() && value.json().isValueNode()) {
                return Optional.of(value.json().asText());
            }
        }
        return schema.get("examples").elements().stream()
                .map(value -> value.json().asText())
                .findFirst();
    }

    private static boolean canBeSent(String value) {
        return !value.isEmpty()
                && value.equals(value.strip())
                && value.chars().allMatch(each -> each >= ' ' && each <= '~');
    }

    private static ObjectNode json(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
    }
}
