package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.RateLimit;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.validation.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What differs between a response and what is expected of an API's errors: a line for each difference, none if there is no
 * difference. Where JSON is expected, a body that is none differs by its defect.
 *
 * @param catalog the errors of the API
 * @param envelope the envelope that the response should have
 * @param response the body and the headers
 * @param defect why the body is not JSON of the envelope's kind, empty if it is
 */
public record BodyFindings(Catalog catalog, Envelope envelope, ResponseParts response, Optional<String> defect) {

    /** What is expected and what differs, where the nearest of several examples counts. */
    public record Nearest(Optional<Scenario> scenario, List<String> findings) {}

    /**
     * Looks for differences from an envelope.
     *
     * @param catalog the errors of the API
     * @param envelope the envelope
     * @param response the body and the headers
     * @param defect why the body is not JSON, empty if it is
     */
    public static BodyFindings of(Catalog catalog, Envelope envelope, ResponseParts response, Optional<String> defect) {
        boolean isArrayInsteadOfObject = response.json().isArray()
                && envelope.schema()
                        .filter(schema -> schema.path("type").asText().equals("object"))
                        .isPresent();
        return new BodyFindings(
                catalog,
                envelope,
                response,
                isArrayInsteadOfObject ? Optional.of("the body is a JSON array, not an object") : defect);
    }

    /** Compares the code. An error that has none is not one that has some. */
    public List<String> code(Optional<JsonNode> expected) {
        return expected.map(code -> value(envelope.codePlace(response), code)).orElseGet(this::noCode);
    }

    private List<String> noCode() {
        return toldCode()
                .map(code -> envelope.codePlace(response).orElseThrow() + ": expected none but was " + code)
                .stream()
                .toList();
    }

    private Optional<JsonNode> toldCode() {
        return envelope.code(response).filter(code -> code.isValueNode() && !code.isNull());
    }

    /** Compares the message, which an error may lack. */
    public List<String> message(Optional<JsonNode> expected) {
        return expected.map(message -> value(envelope.messagePlace(response), message))
                .orElse(List.of());
    }

    /** Compares a value at a place that some APIs lack. */
    public List<String> value(Optional<Place> at, JsonNode expected) {
        return at.map(place -> value(place, expected)).orElseGet(this::noPlace);
    }

    private List<String> value(Place at, JsonNode expected) {
        if (isDefect(at)) {
            return List.of(defect.orElseThrow());
        }
        Optional<JsonNode> found = at.find(response);
        return found.filter(value -> Differences.same(expected, value)).isPresent()
                ? List.of()
                : List.of(at + ": "
                        + found.map(value -> Differences.told(expected, value))
                                .orElse("expected " + expected + " but is missing"));
    }

    private boolean isDefect(Place at) {
        return defect.isPresent() && at.pointer().isPresent();
    }

    /** Tests a text at a place that some APIs lack. */
    public List<String> text(Optional<Place> at, Predicate<String> test) {
        return at.map(place -> text(place, test)).orElseGet(this::noPlace);
    }

    private List<String> text(Place at, Predicate<String> test) {
        if (isDefect(at)) {
            return List.of(defect.orElseThrow());
        }
        Optional<JsonNode> found = at.find(response);
        if (found.isEmpty()) {
            return List.of(at + ": is missing");
        }
        JsonNode value = found.get();
        return value.isTextual() && test.test(value.textValue()) ? List.of() : List.of(at + ": was " + value);
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
                .filter(place -> !json().at(place).isMissingNode())
                .map(place -> place + ": expected none but was " + json().at(place))
                .stream()
                .toList();
    }

    private JsonNode json() {
        return response.json();
    }

    /** Looks for a field error. */
    public List<String> fieldError(Predicate<FieldError> test) {
        if (defect.isPresent()) {
            return List.of(defect.get());
        }
        return envelope.fieldErrors()
                .map(format -> {
                    List<FieldError> errors = format.read(json());
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
                .map(at -> value(new Place.InJson(at), LongNode.valueOf(expected)))
                .orElseGet(() -> noFigure(figure));
    }

    private List<String> reset(RateLimit format, Instant reset) {
        return format.place("resetSeconds")
                .map(at -> value(new Place.InJson(at), LongNode.valueOf(reset.getEpochSecond())))
                .or(() -> format.place("resetIso").map(at -> {
                    JsonNode found = json().at(at);
                    return found.isTextual() && isBetween(found.textValue(), reset, reset)
                            ? List.of()
                            : value(new Place.InJson(at), TextNode.valueOf(reset.toString()));
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

    /** Validates the response against the envelope: a line for each place, in the order of the places. */
    public List<String> violations() {
        if (defect.isPresent() && envelope.schema().isPresent()) {
            return List.of(defect.get());
        }
        List<String> violations = new ArrayList<>();
        envelope.validate(
                response,
                (pointer, reason) -> violations.add((pointer.isEmpty() ? "the body" : pointer) + ": " + reason));
        return violations.stream().sorted().toList();
    }

    /**
     * Tells whether the response is an error envelope. A success may fit one that asks for little, so there has to be a code,
     * or a message if there are errors of that status without a code.
     *
     * @param status the status of the response, if it is known
     */
    public boolean isError(OptionalInt status) {
        boolean mayLackCode = catalog.errors().stream()
                .filter(error -> error.code().isEmpty())
                .anyMatch(error -> status.isEmpty() || error.status() == status.getAsInt());
        return violations().isEmpty()
                && (toldCode().isPresent()
                        || (mayLackCode
                                && envelope.messagePlace(response)
                                        .flatMap(place -> place.find(response))
                                        .isPresent()));
    }

    /**
     * Compares the body with the documented examples of its code; without a code, with those of its status that have none either.
     *
     * @param status the status of the response, if it is known
     * @param strictly whether to compare what is different in every response, too
     * @return the example with the fewest differences
     */
    public Nearest documentedExample(OptionalInt status, boolean strictly) {
        if (defect.isPresent() && envelope.schema().isPresent()) {
            return documentedText(status)
                    .map(scenario -> new Nearest(Optional.of(scenario), List.of()))
                    .orElseGet(() -> new Nearest(Optional.empty(), List.of(defect.get())));
        }
        Optional<JsonNode> told = toldCode();
        Set<JsonPointer> ignored = strictly ? Set.of() : volatilePlaces();
        return catalog.scenarios().stream()
                .filter(scenario -> scenario.bodyProvenance().isDocumented())
                .filter(scenario -> scenario.codeAsJson().equals(told))
                .filter(scenario -> told.isPresent() || status.isEmpty() || scenario.status() == status.getAsInt())
                .flatMap(scenario -> differences(scenario, ignored).stream()
                        .map(differences -> new Nearest(Optional.of(scenario), differences)))
                .min(Comparator.comparingInt(nearest -> nearest.findings().size()))
                .orElseGet(() -> new Nearest(Optional.empty(), List.of(noExample(status, told))));
    }

    /** Finds an example that is none of the envelope's JSON, such as one without a body, and is just this text. */
    private Optional<Scenario> documentedText(OptionalInt status) {
        return catalog.scenarios().stream()
                .filter(scenario -> scenario.bodyProvenance().isDocumented())
                .filter(scenario -> status.isEmpty() || scenario.status() == status.getAsInt())
                .filter(scenario -> scenario.answer().body().equals(response.body()))
                .findFirst();
    }

    /**
     * Compares the body and its media type with those of a scenario. What scripts and requests change is passed over, and the media
     * type where it is not known.
     *
     * @param scenario the scenario
     */
    public List<String> example(Scenario scenario) {
        List<String> body =
                differences(scenario, changeablePlaces(scenario)).orElseGet(() -> differenceOfTexts(scenario));
        return Stream.concat(body.stream(), mediaType(scenario).stream()).toList();
    }

    private Optional<String> mediaType(Scenario scenario) {
        return response.header("Content-Type")
                .filter(told -> !scenario.answer().body().isEmpty())
                .filter(told -> !withoutParameters(told)
                        .equals(withoutParameters(scenario.answer().contentType())))
                .map(told -> "the header Content-Type: "
                        + Differences.told(TextNode.valueOf(scenario.answer().contentType()), TextNode.valueOf(told)));
    }

    private static String withoutParameters(String mediaType) {
        return mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private Set<JsonPointer> changeablePlaces(Scenario scenario) {
        Set<JsonPointer> places = volatilePlaces();
        places.addAll(scenario.answer().echoes().keySet());
        envelope.retryAfterInBody().ifPresent(places::add);
        envelope.extra().values().stream()
                .flatMap(place -> place.pointer().stream())
                .forEach(places::add);
        catalog.rateLimit()
                .filter(limit -> limit.scenario().equals(scenario.id()))
                .ifPresent(limit -> Stream.of("limit", "remaining", "window", "retryAfter")
                        .flatMap(figure -> limit.place(figure).stream())
                        .forEach(places::add));
        return places;
    }

    /** One of them is an object or an array, or the scenario's JSON is a single value. */
    private List<String> differenceOfTexts(Scenario scenario) {
        String expected = scenario.answer().body();
        if (expected.equals(response.body())) {
            return List.of();
        }
        return List.of(
                scenario.answer().json().filter(JsonNode::isContainerNode).isPresent()
                        ? defect.orElse("the body is not JSON")
                        : differenceOfTexts(expected));
    }

    private String differenceOfTexts(String expected) {
        return "the body: " + Differences.told(TextNode.valueOf(expected), TextNode.valueOf(response.body()));
    }

    /** Returns how the body differs from an example, empty if only one of them is JSON. */
    private Optional<List<String>> differences(Scenario scenario, Set<JsonPointer> ignored) {
        ResponseParts example = catalog.parts(scenario.answer());
        if (example.json().isMissingNode() != json().isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                !json().isMissingNode()
                        ? Differences.between(example.json(), json(), ignored)
                        : example.body().equals(response.body())
                                ? List.of()
                                : List.of(differenceOfTexts(example.body())));
    }

    private String noExample(OptionalInt status, Optional<JsonNode> code) {
        return envelope.codePlace(response).map(place -> place + ": ").orElse("") + "the document has no example "
                + code.map(told -> "with the code " + told)
                        .orElseGet(() -> "without a code"
                                + (status.isPresent() ? " and with the status " + status.getAsInt() : ""));
    }

    private Set<JsonPointer> volatilePlaces() {
        Set<JsonPointer> places = new HashSet<>();
        envelope.timestamp().ifPresent(places::add);
        envelope.requestId().flatMap(Place::pointer).ifPresent(places::add);
        Stream.of("resetSeconds", "resetIso")
                .flatMap(figure -> catalog.rateLimit().flatMap(limit -> limit.place(figure)).stream())
                .forEach(places::add);
        return places;
    }
}
