package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.openapi.internal.schema.Shape.Seen;
import dev.errata.openapi.internal.source.Pointers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out where the errors of a schema have their code, message and further facts: by names, and by the values that are shown. */
public final class PlaceFinder {

    private static final List<String> CODES = List.of(
            "code",
            "errorcode",
            "errcode",
            "errorid",
            "responsecode",
            "resultcode",
            "internalcode",
            "apicode",
            "statuscode");
    private static final List<String> PERHAPS_CODES =
            List.of("error", "type", "errortype", "scimtype", "name", "reason", "key", "slug", "status");
    private static final List<String> MESSAGES = List.of(
            "message",
            "msg",
            "errormessage",
            "errmsg",
            "errordescription",
            "detail",
            "description",
            "details",
            "errorsummary",
            "err",
            "title",
            "error",
            "reason");
    private static final List<String> STATUSES =
            List.of("status", "statuscode", "httpstatus", "httpstatuscode", "httpcode", "httpresponsecode");
    private static final List<String> FIELDS = List.of(
            "field",
            "fieldname",
            "param",
            "parameter",
            "path",
            "pointer",
            "property",
            "attribute",
            "name",
            "location",
            "instancepath",
            "key");
    private static final List<String> FIELD_MESSAGES =
            List.of("message", "msg", "detail", "description", "reason", "issue", "error", "errormessage", "title");
    private static final List<String> REQUEST_IDS =
            List.of("requestid", "traceid", "correlationid", "debugid", "requestuid");
    private static final List<String> WAITS = List.of("retryafter", "retryafterseconds");

    private static final Pattern CONTAINER = Pattern.compile(
            ".*(err|fault|exception|problem|failure|status|result|meta|response|body|data|detail|issue).*");
    private static final Pattern ISO = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}.*");

    private static final int MAX_PLACES = 3;

    /** A place, and the object that it is in. */
    private record Spot(String pointer, String name, Shape shape, Shape parent, int depth) {}

    private final List<Spot> spots = new ArrayList<>();

    private PlaceFinder(Shape root) {
        Deque<Spot> open = new ArrayDeque<>();
        open.add(new Spot("", "", root, root, 0));
        while (!open.isEmpty() && spots.size() < 2_000) {
            Spot spot = open.remove();
            spots.add(spot);
            if (spot.depth() < 4
                    && (spot.depth() == 0 || CONTAINER.matcher(spot.name()).matches())) {
                spot.shape()
                        .fields
                        .forEach((name, shape) -> open.add(new Spot(
                                Pointers.child(spot.pointer(), name),
                                plain(name),
                                shape,
                                spot.shape(),
                                spot.depth() + 1)));
                spot.shape()
                        .element()
                        .ifPresent(element -> open.add(
                                new Spot(spot.pointer() + "/0", spot.name(), element, spot.shape(), spot.depth())));
            }
        }
    }

    /**
     * Finds the places.
     *
     * @param schema the schema of the bodies
     * @param bodies bodies that the description shows, and their statuses
     * @return the places
     */
    public static Places find(Schema schema, Map<JsonNode, Integer> bodies) {
        return new PlaceFinder(Shape.of(schema, bodies)).find();
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private Places find() {
        List<Spot> status = spots.stream().filter(PlaceFinder::isStatus).toList();
        List<Spot> codes = codes(status);
        List<Spot> messages = messages(codes);
        return new Places(
                pointers(codes),
                pointers(messages),
                pointers(status),
                fieldErrors(),
                first(REQUEST_IDS, shape -> shape.is("string")),
                first(List.of("timestamp"), PlaceFinder::isTime),
                first(WAITS, shape -> shape.is("integer") && !shape.is("string")));
    }

    private static List<String> pointers(List<Spot> spots) {
        return spots.stream().map(Spot::pointer).toList();
    }

    private static boolean isStatus(Spot spot) {
        Shape shape = spot.shape();
        boolean number = shape.is("integer") && !shape.is("string");
        boolean shown = shape.seen.stream().anyMatch(seen -> isStatus(seen));
        boolean allShown = shape.seen.stream()
                .allMatch(seen -> isStatus(seen) || seen.value().isNull());
        if (STATUSES.contains(spot.name())) {
            return (number || shape.is("string")) && allShown;
        }
        if (!CODES.contains(spot.name())) {
            return false;
        }
        boolean bounded = shape.minimum >= 100 && shape.maximum <= 600;
        boolean alone = spot.parent().fields.keySet().stream().noneMatch(name -> STATUSES.contains(plain(name)));
        return allShown && (shown || (number && (bounded || alone)));
    }

    /** Whether a value is the status of the answer that shows it, or could be one if a schema does. */
    private static boolean isStatus(Seen seen) {
        String text = seen.value().asText();
        return text.matches("[1-5][0-9]{2}") && (seen.status() == 0 || text.equals(String.valueOf(seen.status())));
    }

    private List<Spot> codes(List<Spot> statuses) {
        List<Spot> strong = spots.stream()
                .filter(spot -> CODES.contains(spot.name()) && !statuses.contains(spot))
                .filter(PlaceFinder::isCode)
                .sorted(Comparator.comparingInt((Spot spot) -> spot.depth())
                        .thenComparingInt(spot -> CODES.indexOf(spot.name())))
                .toList();
        if (!strong.isEmpty()) {
            return ofDifferentObjects(strong);
        }
        return spots.stream()
                .filter(spot -> PERHAPS_CODES.contains(spot.name()) && !statuses.contains(spot))
                .filter(spot -> isCode(spot) && !spot.shape().is("integer"))
                .filter(PlaceFinder::isEvident)
                .min(Comparator.comparingInt((Spot spot) -> PERHAPS_CODES.indexOf(spot.name()))
                        .thenComparingInt(Spot::depth))
                .stream()
                .toList();
    }

    private static List<Spot> ofDifferentObjects(List<Spot> spots) {
        List<Spot> chosen = new ArrayList<>();
        for (Spot spot : spots) {
            if (chosen.size() < MAX_PLACES
                    && chosen.stream().noneMatch(known -> isSame(known.parent(), spot.parent()))) {
                chosen.add(spot);
            }
        }
        return chosen;
    }

    @SuppressWarnings("ReferenceEquality") // two objects of one shape are two objects
    private static boolean isSame(Shape one, Shape other) {
        return one == other;
    }

    private static boolean isCode(Spot spot) {
        Shape shape = spot.shape();
        return (shape.is("string") || shape.is("integer"))
                && !shape.is("object")
                && !shape.is("array")
                && !shape.is("boolean")
                && shape.seen.stream().map(Seen::value).allMatch(PlaceFinder::looksLikeCode);
    }

    private static boolean looksLikeCode(JsonNode value) {
        return value.isNull()
                || value.isIntegralNumber()
                || (value.isTextual() && value.asText().matches("[^\\s]{1,120}"));
    }

    /** Whether a field that may also mean something else is the code. */
    private static boolean isEvident(Spot spot) {
        Shape shape = spot.shape();
        boolean shown = shape.enumerated || !shape.seen.isEmpty();
        return switch (spot.name()) {
            case "error" -> shown || has(spot.parent(), MESSAGES, "error");
            case "type", "errortype", "scimtype" -> shown || has(spot.parent(), MESSAGES, spot.name());
            default ->
                shown
                        && (shape.enumerated
                                || shape.seen.stream()
                                        .allMatch(seen -> seen.status() > 0
                                                || seen.value().asText().matches("[A-Za-z0-9]+[_-].*|[A-Z0-9]+")));
        };
    }

    private static boolean has(Shape parent, List<String> names, String but) {
        return parent.fields.keySet().stream()
                .map(PlaceFinder::plain)
                .anyMatch(name -> names.contains(name) && !name.equals(but));
    }

    private List<Spot> messages(List<Spot> codes) {
        return ofDifferentObjects(spots.stream()
                .filter(spot -> MESSAGES.contains(spot.name()) && !codes.contains(spot))
                .filter(spot -> spot.shape().is("string")
                        && !spot.shape().is("object")
                        && !spot.shape().is("array"))
                .sorted(Comparator.comparingInt((Spot spot) -> MESSAGES.indexOf(spot.name()))
                        .thenComparingInt(Spot::depth))
                .toList());
    }

    private Optional<Places.FieldErrors> fieldErrors() {
        return spots.stream()
                .filter(spot -> !spot.pointer().isEmpty() && !spot.pointer().endsWith("/0"))
                .flatMap(spot -> fieldErrors(spot).stream())
                .findFirst();
    }

    private static Optional<Places.FieldErrors> fieldErrors(Spot spot) {
        Shape shape = spot.shape();
        if (shape.element().isPresent()) {
            Shape entry = shape.element().get();
            Optional<String> field = name(entry, FIELDS);
            Optional<String> message = name(entry, FIELD_MESSAGES);
            return field.isPresent() && message.isPresent()
                    ? Optional.of(new Places.FieldErrors(spot.pointer(), "list", field, message))
                    : Optional.empty();
        }
        Shape others = shape.others;
        if (others == null || !spot.name().matches(".*(error|field|invalid|validation).*")) {
            return Optional.empty();
        }
        if (others.element().filter(text -> text.is("string")).isPresent()) {
            return Optional.of(
                    new Places.FieldErrors(spot.pointer(), "object of lists", Optional.empty(), Optional.empty()));
        }
        return others.is("string") && !others.is("object")
                ? Optional.of(new Places.FieldErrors(spot.pointer(), "object", Optional.empty(), Optional.empty()))
                : Optional.empty();
    }

    private static Optional<String> name(Shape entry, List<String> names) {
        return names.stream()
                .flatMap(name -> entry.fields.entrySet().stream()
                        .filter(field -> plain(field.getKey()).equals(name)
                                && field.getValue().is("string")
                                && !field.getKey().contains("/")
                                && !field.getKey().isEmpty())
                        .map(Map.Entry::getKey))
                .findFirst();
    }

    private Optional<String> first(List<String> names, Predicate<Shape> test) {
        return spots.stream()
                .filter(spot -> names.contains(spot.name())
                        && test.test(spot.shape())
                        && !spot.pointer().isEmpty())
                .map(Spot::pointer)
                .findFirst();
    }

    private static boolean isTime(Shape shape) {
        return shape.is("string")
                && (shape.format.equals("date-time")
                        || Stream.of(shape.seen).flatMap(List::stream).findAny().isPresent())
                && shape.seen.stream()
                        .allMatch(seen -> ISO.matcher(seen.value().asText()).matches());
    }
}
