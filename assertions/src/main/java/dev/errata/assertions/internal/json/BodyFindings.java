package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RateLimit;
import dev.errata.fixtures.validation.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What differs between a body and what is expected of an API's errors: a line for each difference, none if there is no
 * difference. A body that is not a JSON object differs by its defect.
 *
 * @param catalog the errors of the API
 * @param json the body, or a missing node
 * @param defect why the body is not a JSON object, empty if it is one
 */
public record BodyFindings(Catalog catalog, JsonNode json, Optional<String> defect) {

    /** What is expected and what differs, where the nearest of several examples counts. */
    public record Nearest(Optional<Scenario> scenario, List<String> findings) {}

    /** Compares the code, which an error may lack. */
    public List<String> code(Optional<JsonNode> expected) {
        return expected.map(code -> value(codePlace(), code)).orElse(List.of());
    }

    /** Returns the place of the code, or where it would be if it is missing. */
    private Optional<JsonPointer> codePlace() {
        return catalog.envelope()
                .codePlace(json)
                .or(() -> catalog.envelope().code().stream().findFirst());
    }

    /** Compares a value. */
    public List<String> value(JsonPointer at, JsonNode expected) {
        if (defect.isPresent()) {
            return List.of(defect.get());
        }
        JsonNode found = json.at(at);
        return Differences.same(expected, found)
                ? List.of()
                : List.of(at + ": expected " + expected
                        + (found.isMissingNode() ? " but is missing" : " but was " + found));
    }

    /** Compares a value at a place that some APIs lack. */
    public List<String> value(Optional<JsonPointer> at, JsonNode expected) {
        return at.map(place -> value(place, expected)).orElseGet(this::noPlace);
    }

    /** Tests a text. */
    public List<String> text(JsonPointer at, Predicate<String> test) {
        if (defect.isPresent()) {
            return List.of(defect.get());
        }
        JsonNode found = json.at(at);
        if (found.isMissingNode()) {
            return List.of(at + ": is missing");
        }
        return found.isTextual() && test.test(found.textValue()) ? List.of() : List.of(at + ": was " + found);
    }

    /** Tests a text at a place that some APIs lack. */
    public List<String> text(Optional<JsonPointer> at, Predicate<String> test) {
        return at.map(place -> text(place, test)).orElseGet(this::noPlace);
    }

    private List<String> noPlace() {
        return List.of("errors of the " + catalog + " never have it");
    }

    /** Looks for a value that should be absent. */
    public List<String> absent(Optional<JsonPointer> at) {
        if (defect.isPresent()) {
            return List.of(defect.get());
        }
        return at
                .filter(place -> !json.at(place).isMissingNode())
                .map(place -> place + ": expected none but was " + json.at(place))
                .stream()
                .toList();
    }

    /** Looks for a field error. */
    public List<String> fieldError(Predicate<FieldError> test) {
        if (defect.isPresent()) {
            return List.of(defect.get());
        }
        return catalog.envelope()
                .fieldErrors()
                .map(format -> {
                    List<FieldError> errors = format.read(json);
                    return errors.stream().anyMatch(test)
                            ? List.<String>of()
                            : List.of(format.at() + ": "
                                    + (errors.isEmpty() ? "no field errors" : "only " + listed(errors)));
                })
                .orElseGet(() -> List.of("errors of the " + catalog + " have no field errors"));
    }

    private static String listed(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field() + ": " + error.message()
                        + error.suggestion().map(text -> " (" + text + ")").orElse(""))
                .collect(Collectors.joining("; "));
    }

    /** Compares the figures of the rate limit. */
    public List<String> rateLimit(long limit, long remaining, Optional<Instant> reset) {
        if (defect.isPresent()) {
            return List.of(defect.get());
        }
        return catalog.rateLimit()
                .map(format -> Stream.of(
                                figure(format, "limit", limit),
                                figure(format, "remaining", remaining),
                                reset.map(moment -> reset(format, moment)).orElse(List.of()))
                        .flatMap(List::stream)
                        .toList())
                .orElseGet(() -> List.of("errors of the " + catalog + " have no rate limit"));
    }

    private List<String> figure(RateLimit format, String figure, long expected) {
        return format.place(figure)
                .map(at -> value(at, LongNode.valueOf(expected)))
                .orElseGet(() -> noFigure(figure));
    }

    private List<String> reset(RateLimit format, Instant reset) {
        return format.place("resetSeconds")
                .map(at -> value(at, LongNode.valueOf(reset.getEpochSecond())))
                .or(() -> format.place("resetIso").map(at -> {
                    JsonNode found = json.at(at);
                    return found.isTextual() && isBetween(found.textValue(), reset, reset)
                            ? List.of()
                            : value(at, TextNode.valueOf(reset.toString()));
                }))
                .orElseGet(() -> noFigure("reset"));
    }

    private List<String> noFigure(String figure) {
        return List.of(figure + ": errors of the " + catalog + " never have it");
    }

    /** Tells whether a text is a moment in ISO 8601 between two others, both included. */
    public static boolean isBetween(String text, Instant start, Instant end) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            return !moment.isBefore(start) && !moment.isAfter(end);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Validates the body against the schema of the envelope. */
    public List<String> envelope() {
        return defect.map(List::of).orElseGet(() -> EnvelopeSchemas.violations(catalog, json));
    }

    /**
     * Compares the body with the documented examples of its code; without a code, with those of its status that have none either.
     *
     * @param status the status of the response, if it is known
     * @param strictly whether to compare what is different in every response, too
     * @return the example with the fewest differences
     */
    public Nearest documentedExample(OptionalInt status, boolean strictly) {
        if (defect.isPresent()) {
            return new Nearest(Optional.empty(), List.of(defect.get()));
        }
        Optional<JsonNode> told = catalog.envelope().code(json).filter(code -> code.isValueNode() && !code.isNull());
        Set<JsonPointer> ignored = strictly ? Set.of() : volatilePlaces();
        return catalog.scenarios().stream()
                .filter(scenario -> scenario.bodyProvenance().isDocumented())
                .filter(scenario -> scenario.codeAsJson().equals(told))
                .filter(scenario -> told.isPresent() || status.isEmpty() || scenario.status() == status.getAsInt())
                .flatMap(scenario -> scenario.answer().json().stream()
                        .map(example ->
                                new Nearest(Optional.of(scenario), Differences.between(example, json, ignored))))
                .min(Comparator.comparingInt(nearest -> nearest.findings().size()))
                .orElseGet(() -> new Nearest(Optional.empty(), List.of(noExample(status, told))));
    }

    private String noExample(OptionalInt status, Optional<JsonNode> code) {
        return codePlace().map(place -> place + ": ").orElse("") + "the document has no example "
                + code.map(told -> "with the code " + told)
                        .orElseGet(() -> "without a code"
                                + (status.isPresent() ? " and with the status " + status.getAsInt() : ""));
    }

    private Set<JsonPointer> volatilePlaces() {
        Set<JsonPointer> places = new HashSet<>();
        catalog.envelope().timestamp().ifPresent(places::add);
        catalog.envelope().requestId().ifPresent(places::add);
        Stream.of("resetSeconds", "resetIso")
                .flatMap(figure -> catalog.rateLimit().flatMap(limit -> limit.place(figure)).stream())
                .forEach(places::add);
        return places;
    }
}
