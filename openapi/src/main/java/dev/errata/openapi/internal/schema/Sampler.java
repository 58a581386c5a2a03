package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.openapi.internal.source.Pointers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes values that satisfy a schema, the same ones each time. It tries one value after the other, each with other choices,
 * until the schema accepts one; after some hundred it gives up.
 */
public final class Sampler {

    private static final int MAX_ATTEMPTS = 300;
    private static final int MAX_DEPTH = 24;
    private static final int MAX_VALUES = 2_000;
    private static final int MAX_LENGTH = 10_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /**
     * What is told by the answer that a body belongs to.
     *
     * @param status its status, 0 for a body that is not an error's
     * @param message what it says to people
     * @param specific whether the schema is of this status alone, so that its examples tell about it
     * @param code the code that it must have, empty for the one that fits the status
     */
    public record Hints(int status, String message, boolean specific, Optional<JsonNode> code) {

        /** Of a body that is not an error's. */
        public static final Hints NONE = new Hints(0, "", false, Optional.empty());

        /** Returns the same hints for one code. */
        public Hints withCode(JsonNode wanted) {
            return new Hints(status, message, specific, Optional.of(wanted));
        }
    }

    private final Schema schema;
    private final Places places;
    private final Hints hints;

    private Sampler(Schema schema, Places places, Hints hints) {
        this.schema = schema;
        this.places = places;
        this.hints = hints;
    }

    /**
     * Makes the body of an error.
     *
     * @param schema the schema
     * @param places where the facts of the error stand
     * @param hints the facts
     * @return a body that satisfies the schema and, if there is one, tells the right status; empty if none was found
     */
    public static Optional<JsonNode> sample(Schema schema, Places places, Hints hints) {
        return new Sampler(schema, places, hints).search();
    }

    /** Makes a value that is not an error; see {@link #sample(Schema, Places, Hints)}. */
    public static Optional<JsonNode> sample(Schema schema) {
        return sample(schema, Places.NONE, Hints.NONE);
    }

    /** Returns the codes that a schema allows, empty if it allows any. */
    public static List<JsonNode> codes(Schema schema, Places places) {
        List<JsonNode> parts = List.of(schema.json());
        for (String step : places.code().get(0).substring(1).split("/", -1)) {
            Facets facets = Facets.of(schema, parts, new Choices(List.of()));
            parts = facets.properties.getOrDefault(
                    step.replace("~1", "/").replace("~0", "~"), step.equals("0") ? facets.items : List.of());
        }
        List<JsonNode> allowed = Facets.of(schema, parts, new Choices(List.of())).allowed;
        return allowed == null
                ? List.of()
                : allowed.stream().filter(code -> !code.isNull()).toList();
    }

    private Optional<JsonNode> search() {
        Deque<List<Integer>> scripts = new ArrayDeque<>(List.of(List.of()));
        Optional<JsonNode> untrue = Optional.empty();
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !scripts.isEmpty(); attempt++) {
            Choices choices = new Choices(scripts.remove());
            Optional<JsonNode> value = new Attempt(choices).value(List.of(schema.json()), "", "", 0);
            if (value.isPresent() && schema.accepts(value.get())) {
                if (isTrue(value.get())) {
                    return value;
                }
                untrue = untrue.or(() -> value);
            }
            scripts.addAll(choices.others(MAX_ATTEMPTS - scripts.size()));
        }
        return untrue;
    }

    /** Tells whether a body repeats the right status. */
    private boolean isTrue(JsonNode body) {
        return lie(body, places, hints.status()).isEmpty()
                && (hints.code().isEmpty()
                        || places.code().stream()
                                .map(body::at)
                                .filter(code -> !code.isMissingNode())
                                .limit(1)
                                .allMatch(hints.code().get()::equals));
    }

    /**
     * Finds a place where a body shows another status than that of its answer.
     *
     * @return the place and what it says, empty if there is none
     */
    public static Optional<String> lie(JsonNode body, Places places, int status) {
        return places.status().stream()
                .filter(place ->
                        body.at(place).isNumber() || body.at(place).asText().matches("[1-5][0-9]{2}"))
                .filter(place -> body.at(place).asDouble() != status)
                .map(place -> place + " says " + body.at(place).asText())
                .findFirst();
    }

    /** One value, made with certain choices. */
    private final class Attempt {

        private final Choices choices;
        private int values;

        Attempt(Choices choices) {
            this.choices = choices;
        }

        /** Makes a value; empty if the choices lead nowhere. */
        Optional<JsonNode> value(List<JsonNode> parts, String pointer, String name, int ordinal) {
            Facets facets = Facets.of(schema, parts, choices);
            if (facets.impossible || ++values > MAX_VALUES || depth(pointer) > MAX_DEPTH) {
                return Optional.empty();
            }
            if (places.status().contains(pointer)) {
                Optional<JsonNode> status = status(facets);
                if (status.isPresent()) {
                    return status;
                }
            }
            if (places.code().contains(pointer)) {
                return code(facets, name);
            }
            if (facets.allowed != null) {
                return Optional.of(facets.allowed.get(
                        facets.allowed.size() == 1
                                ? 0
                                : (choices.choose(facets.allowed.size()) + ordinal) % facets.allowed.size()));
            }
            Optional<JsonNode> example = example(facets, pointer);
            boolean isMessage =
                    places.message().contains(pointer) && facets.mayBe("string") && facets.patterns.isEmpty();
            if (isMessage && (example.isEmpty() || !hints.specific())) {
                return Optional.of(NODES.textNode(fitted(hints.message(), facets)));
            }
            if (example.isPresent() && ordinal == 0) {
                return example;
            }
            return made(facets, pointer, name, ordinal);
        }

        /** An example that the schema gives for this very value, of a container only outside of what tells the error. */
        private Optional<JsonNode> example(Facets facets, String pointer) {
            List<JsonNode> usable = facets.examples.stream()
                    .filter(example ->
                            facets.types == null || facets.types.stream().anyMatch(type -> isOf(type, example)))
                    .filter(example -> !example.isContainerNode() || !places.wants(pointer))
                    .filter(example -> !isPlaceholder(example))
                    .toList();
            if (usable.isEmpty()) {
                return Optional.empty();
            }
            // The last way is to make one.
            int way = choices.choose(usable.size() + 1);
            return way < usable.size() ? Optional.of(usable.get(way)) : Optional.empty();
        }

        private Optional<JsonNode> status(Facets facets) {
            List<JsonNode> forms = new ArrayList<>();
            if (facets.mayBe("integer") || facets.mayBe("number")) {
                forms.add(NODES.numberNode(hints.status()));
            }
            if (facets.mayBe("string")) {
                forms.add(NODES.textNode(String.valueOf(hints.status())));
            }
            return forms.stream()
                    .filter(form -> facets.allowed == null
                            || facets.allowed.stream()
                                    .anyMatch(allowed -> allowed.asText().equals(form.asText())))
                    .findFirst();
        }

        private Optional<JsonNode> code(Facets facets, String name) {
            if (hints.code().isPresent()
                    && (facets.allowed == null
                            || facets.allowed.contains(hints.code().get()))) {
                return hints.code();
            }
            if (facets.allowed != null) {
                List<JsonNode> fitting = facets.allowed.stream()
                        .filter(code -> !code.isNull()
                                || Objects.requireNonNull(facets.allowed).size() == 1)
                        .sorted(Comparator.comparingInt(code -> Statuses.distance(code.asText(), hints.status())))
                        .toList();
                return Optional.of(fitting.get(choices.choose(fitting.size())));
            }
            Optional<JsonNode> example = facets.examples.stream()
                    .filter(code -> (code.isTextual() && facets.mayBe("string"))
                            || (code.isIntegralNumber() && (facets.mayBe("integer") || facets.mayBe("number"))))
                    .filter(code -> !code.asText().isEmpty() && !isPlaceholder(code))
                    .findFirst();
            if (example.isPresent()
                    && (hints.specific() || Statuses.distance(example.get().asText(), hints.status()) < 3)
                    && choices.choose(2) == 0) {
                return example;
            }
            if (facets.mayBe("string") && facets.patterns.isEmpty() && !facets.format.startsWith("uri")) {
                String code = Statuses.code(
                        hints.status(), example.map(JsonNode::asText).orElse(""));
                return Optional.of(NODES.textNode(fitted(code, facets)));
            }
            if (!facets.mayBe("string") && (facets.mayBe("integer") || facets.mayBe("number"))) {
                return Optional.of(number(facets, BigDecimal.valueOf(hints.status())));
            }
            return made(facets, "", name, 0);
        }

        private Optional<JsonNode> made(Facets facets, String pointer, String name, int ordinal) {
            return switch (facets.type(pointer.isEmpty() && name.isEmpty() ? "object" : "string")) {
                case "object" -> object(facets, pointer);
                case "array" -> array(facets, pointer, name);
                case "string" -> text(facets, name, ordinal);
                case "integer", "number" -> Optional.of(number(facets, BigDecimal.valueOf(ordinal)));
                case "boolean" -> Optional.of(NODES.booleanNode(choices.choose(2) == 1));
                default -> Optional.of(NODES.nullNode());
            };
        }

        private Optional<JsonNode> object(Facets facets, String pointer) {
            ObjectNode object = NODES.objectNode();
            for (String name : names(facets, pointer)) {
                Optional<JsonNode> value = value(propertyParts(facets, name), Pointers.child(pointer, name), name, 0);
                if (value.isPresent()) {
                    object.set(name, value.get());
                } else if (facets.required.contains(name)) {
                    return Optional.empty();
                }
            }
            for (int i = 1; object.size() < Math.min(facets.minProperties, 100); i++) {
                String name = "field" + i;
                Optional<JsonNode> value = value(propertyParts(facets, name), Pointers.child(pointer, name), name, i);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                object.set(name, value.get());
            }
            return Optional.of(object);
        }

        /** The fields to make: all that must be there, what tells the error, and in a body that would be empty all. */
        private Set<String> names(Facets facets, String pointer) {
            Set<String> names = new LinkedHashSet<>();
            facets.properties.keySet().stream()
                    .filter(name -> facets.required.contains(name) || places.wants(Pointers.child(pointer, name)))
                    .forEach(names::add);
            names.addAll(facets.required);
            if (names.isEmpty() && depth(pointer) < (hints.status() == 0 ? 4 : 2)) {
                names.addAll(facets.properties.keySet());
            }
            for (String name : facets.properties.keySet()) {
                if (names.size() < facets.minProperties) {
                    names.add(name);
                }
            }
            return names;
        }

        private List<JsonNode> propertyParts(Facets facets, String name) {
            return facets.properties.getOrDefault(name, facets.additional);
        }

        private Optional<JsonNode> array(Facets facets, String pointer, String name) {
            int least = Math.max(facets.minItems, facets.contains.isEmpty() ? 0 : 1);
            boolean wanted =
                    places.wants(pointer + "/0") || (facets.minItems == 0 && hints.status() == 0 && depth(pointer) < 3);
            int size = Math.min(Math.max(least, wanted ? 1 : 0), Math.min(facets.maxItems, 100));
            ArrayNode array = NODES.arrayNode();
            Set<JsonNode> seen = new HashSet<>();
            for (int ordinal = 0; array.size() < size && ordinal < size + 20; ordinal++) {
                List<JsonNode> parts = new ArrayList<>(
                        array.size() < facets.prefix.size() ? facets.prefix.get(array.size()) : facets.items);
                if (array.isEmpty()) {
                    parts.addAll(facets.contains);
                }
                Optional<JsonNode> element = value(parts, pointer + "/" + array.size(), name, ordinal);
                if (element.isEmpty()) {
                    return array.size() >= least ? Optional.of(array) : Optional.empty();
                }
                if (!facets.unique || seen.add(element.get())) {
                    array.add(element.get());
                }
            }
            return Optional.of(array);
        }

        private Optional<JsonNode> text(Facets facets, String name, int ordinal) {
            if (facets.minLength > MAX_LENGTH) {
                return Optional.empty();
            }
            if (!facets.patterns.isEmpty()) {
                return RegexSample.of(facets.patterns.get(0), facets.minLength, facets.maxLength, choices)
                        .map(NODES::textNode);
            }
            Optional<String> formatted = Samples.of(facets.format, ordinal);
            if (formatted.isPresent()) {
                return formatted.map(NODES::textNode);
            }
            String plain = name.isEmpty() ? "text" : name;
            return Optional.of(NODES.textNode(fitted(ordinal == 0 ? plain : plain + "-" + (ordinal + 1), facets)));
        }

        private String fitted(String text, Facets facets) {
            StringBuilder fitted = new StringBuilder(text.isEmpty() ? "text" : text);
            while (fitted.length() < facets.minLength) {
                fitted.append(fitted.length() % 10 == 9 ? ' ' : 'x');
            }
            int end = Math.min(fitted.length(), facets.maxLength);
            return fitted.substring(0, end > 0 && Character.isHighSurrogate(fitted.charAt(end - 1)) ? end - 1 : end);
        }

        private JsonNode number(Facets facets, BigDecimal wish) {
            boolean whole = !facets.mayBe("number");
            BigDecimal step = facets.step != null ? facets.step : whole ? BigDecimal.ONE : null;
            BigDecimal number = wish;
            if (facets.minimum != null
                    && (number.compareTo(facets.minimum) < 0
                            || (facets.aboveMinimum && number.compareTo(facets.minimum) == 0))) {
                number = facets.aboveMinimum ? facets.minimum.add(gap(facets, step)) : facets.minimum;
            }
            if (facets.maximum != null
                    && (number.compareTo(facets.maximum) > 0
                            || (facets.belowMaximum && number.compareTo(facets.maximum) == 0))) {
                number = facets.belowMaximum ? facets.maximum.subtract(gap(facets, step)) : facets.maximum;
            }
            if (step != null && Math.abs((long) number.precision() - number.scale()) < 1_000 && step.scale() < 1_000) {
                RoundingMode mode = facets.maximum != null && number.compareTo(facets.maximum) >= 0
                        ? RoundingMode.FLOOR
                        : RoundingMode.CEILING;
                number = number.divide(step, 0, mode).multiply(step);
            }
            boolean integral =
                    number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
            if (integral && Math.abs((long) number.scale()) < 1_000) {
                BigInteger integer = number.toBigInteger();
                return integer.bitLength() < 32
                        ? NODES.numberNode(integer.intValue())
                        : integer.bitLength() < 64 ? NODES.numberNode(integer.longValue()) : NODES.numberNode(integer);
            }
            return NODES.numberNode(number);
        }

        private BigDecimal gap(Facets facets, @Nullable BigDecimal step) {
            if (step != null) {
                return step;
            }
            return facets.minimum != null && facets.maximum != null
                    ? facets.maximum.subtract(facets.minimum).divide(BigDecimal.valueOf(2))
                    : BigDecimal.ONE;
        }
    }

    /** Whether a value names its type, and is no example of it. */
    static boolean isPlaceholder(JsonNode value) {
        return List.of("string", "object", "number", "integer", "boolean", "array", "null")
                .contains(value.asText(""));
    }

    private static int depth(String pointer) {
        return (int) pointer.chars().filter(character -> character == '/').count();
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }
}
