package dev.errata.cli.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonSchema;
import dev.errata.fixtures.validation.FieldCheck;
import dev.errata.fixtures.validation.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a catalog knows about the JSON bodies that an operation accepts, as JSON Schema: its rules for single fields. */
final class RequestSchema {

    private static final Pattern STEP = Pattern.compile("\\w+|\\[\\d+]|\\[\\*]");

    /** A quantifier that gives nothing back, which only some regular expression languages have; without it more is accepted. */
    private static final Pattern POSSESSIVE = Pattern.compile("(?<!\\\\)([*+?}])\\+");

    /** What the regular expressions of JSON Schema lack, or take for something else. */
    private static final Pattern OTHER_LANGUAGE =
            Pattern.compile("\\(\\?[^:=!<]|\\(\\?<[^=!]|\\\\[pPQEAzZhHRXG]|&&|\\[[^\\]]*\\[");

    private final ObjectNode schema = JsonNodeFactory.instance.objectNode();

    private RequestSchema() {}

    /**
     * Returns the schema of the bodies in which none of some scenarios finds a mistake.
     *
     * @param scenarios the scenarios that requests of an operation can end in
     * @return the schema, empty if the catalog has no rules
     */
    static Optional<ObjectNode> of(List<Scenario> scenarios) {
        RequestSchema request = new RequestSchema();
        scenarios.stream()
                .flatMap(scenario -> scenario.trigger().stream())
                .flatMap(trigger -> trigger.validation().stream())
                .flatMap(RequestSchema::decisive)
                .distinct()
                .forEach(request::add);
        unwrap(request.schema);
        ExplicitSchema.complete(request.schema);
        return Optional.of(request.schema).filter(schema -> !schema.isEmpty());
    }

    /** Puts a rule that is alone in its list into the schema itself. */
    private static void unwrap(JsonNode node) {
        node.forEach(RequestSchema::unwrap);
        if (node instanceof ObjectNode object
                && object.get("allOf") instanceof ArrayNode rules
                && rules.size() == 1
                && rules.get(0) instanceof ObjectNode only) {
            object.remove("allOf");
            object.setAll(only);
        }
    }

    /** Returns the checks of which each alone makes the scenario come about. */
    private static Stream<FieldCheck> decisive(Validation validation) {
        return validation.all() && validation.failing().size() > 1
                ? Stream.empty()
                : validation.checks().stream()
                        .filter(check -> validation.failing().contains(check.field()));
    }

    /** Returns whether a body fits a schema. */
    static boolean accepts(ObjectNode schema, JsonNode body) {
        List<String> mistakes = new ArrayList<>();
        new JsonSchema(schema).validate(body, (place, reason) -> mistakes.add(reason));
        return mistakes.isEmpty();
    }

    private void add(FieldCheck check) {
        List<String> steps =
                STEP.matcher(check.field()).results().map(step -> step.group()).toList();
        if (steps.stream().anyMatch(step -> step.matches("\\[\\d+]"))) {
            return;
        }
        ObjectNode place = schema;
        for (String step : steps) {
            if (step.equals("[*]")) {
                place = place.withObjectProperty("items");
            } else {
                if (check.rule() instanceof FieldCheck.Present) {
                    require(place, step);
                }
                place = place.withObjectProperty("properties").withObjectProperty(step);
            }
        }
        add(check.rule(), place);
    }

    private static void require(ObjectNode place, String field) {
        ArrayNode required = place.put("type", "object").withArrayProperty("required");
        if (required.valueStream().noneMatch(known -> known.asText().equals(field))) {
            required.add(field);
        }
    }

    private static void add(FieldCheck.Rule rule, ObjectNode place) {
        ArrayNode all = place.withArrayProperty("allOf");
        if (rule instanceof FieldCheck.Present) {
            ObjectNode present =
                    all.addObject().put("pattern", "\\S").put("minItems", 1).put("minProperties", 1);
            present.putObject("not").put("type", "null");
        } else if (rule instanceof FieldCheck.OneOf oneOf) {
            onlyTexts(all).set("enum", texts(oneOf.values()));
        } else if (rule instanceof FieldCheck.Matches matches) {
            pattern(matches.pattern()).ifPresent(pattern -> onlyTexts(all).put("pattern", pattern));
        } else {
            onlyTexts(all).put("pattern", "^[+-]?\\d{4,9}-\\d{2}-\\d{2}(T.*)?$");
        }
        if (all.isEmpty()) {
            place.remove("allOf");
        }
    }

    /** The rules say nothing about containers and null. */
    private static ObjectNode onlyTexts(ArrayNode all) {
        ObjectNode conditional = all.addObject();
        conditional.putObject("if").put("type", "string");
        return conditional.putObject("then");
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> texts.add(TextNode.valueOf(value)));
        return texts;
    }

    private static Optional<String> pattern(Pattern java) {
        String pattern = POSSESSIVE.matcher(java.pattern()).replaceAll("$1");
        return OTHER_LANGUAGE.matcher(pattern).find() || java.flags() != 0
                ? Optional.empty()
                : Optional.of("^(?:" + pattern + ")$");
    }
}
