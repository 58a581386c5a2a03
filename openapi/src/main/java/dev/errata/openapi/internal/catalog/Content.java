package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One media type of a body.
 *
 * @param type the media type, without parameters
 * @param at what the description says of it
 */
record Content(String type, Value at) {

    /**
     * An example.
     *
     * @param name its name, empty if it has none
     * @param summary what it is about, empty if nothing is said
     * @param json its value
     * @param place where the description has it
     */
    record Example(String name, String summary, JsonNode json, String place) {}

    /** Returns the media type of a body to import: JSON if there is one, else what has an example, else the first. */
    static Optional<Content> of(Value body) {
        List<Content> all = body.get("content")
                .fields()
                .map(entry -> new Content(plain(entry.getKey()), entry.getValue()))
                .toList();
        return all.stream().min(Comparator.comparingInt(Content::rank));
    }

    private static String plain(String mediaType) {
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.matches("[!#$&^_.+a-z0-9-]+/[!#$&^_.+a-z0-9-]+") ? type : "application/json";
    }

    private int rank() {
        if (isJson()) {
            return type.equals("application/json") ? 0 : 1;
        }
        return at.get("example").isPresent() || at.get("examples").isPresent() ? 2 : 3;
    }

    boolean isJson() {
        return type.matches("application/json|[^/]+/([^+]+\\+)?json|text/json");
    }

    /** Returns the examples of this very body. */
    List<Example> examples(Report report) {
        List<Example> examples = new ArrayList<>();
        Value single = at.get("example");
        if (!single.json().isMissingNode()) {
            examples.add(new Example("", "", single.json(), single.place()));
        }
        at.get("examples").fields().forEach(named -> {
            try {
                example(named, report).ifPresent(examples::add);
            } catch (Refusal refusal) {
                report.leaveOut(named.getValue(), refusal);
            }
        });
        return examples;
    }

    private static Optional<Example> example(Map.Entry<String, Value> named, Report report) {
        Value example = named.getValue().resolved();
        Value value = example.get("value").json().isMissingNode() ? example.get("dataValue") : example.get("value");
        if (value.json().isMissingNode()) {
            report.leaveOut(
                    named.getValue().place(),
                    example.get("externalValue").isPresent()
                            ? "the example is at " + example.text("externalValue")
                                    + ", and remote files are not fetched"
                            : "the example has no value");
            return Optional.empty();
        }
        String summary = example.text("summary").isBlank() ? example.text("description") : example.text("summary");
        return Optional.of(new Example(named.getKey(), Words.line(summary), value.json(), value.place()));
    }
}
