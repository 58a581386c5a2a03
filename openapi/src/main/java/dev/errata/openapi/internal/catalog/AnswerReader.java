package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.openapi.internal.catalog.Answer.Source;
import dev.errata.openapi.internal.catalog.Content.Example;
import dev.errata.openapi.internal.schema.PlaceFinder;
import dev.errata.openapi.internal.schema.Places;
import dev.errata.openapi.internal.schema.Sampler;
import dev.errata.openapi.internal.schema.Sampler.Hints;
import dev.errata.openapi.internal.schema.Schema;
import dev.errata.openapi.internal.schema.Schemas;
import dev.errata.openapi.internal.schema.Statuses;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the error answers of all operations: what examples show, and what has to be generated. */
final class AnswerReader {

    /** A schema with more alternatives or codes is one of all errors of an API. */
    private static final int MAX_VARIANTS = 50;

    /** A response of an operation, before its bodies are known. */
    private record Declared(
            Operation operation,
            String key,
            int status,
            Value response,
            Optional<Content> content,
            Schema schema,
            List<Example> examples) {

        String place() {
            return operation + ", " + key;
        }

        /** Whether the description tells the status, and not a range of them. */
        boolean isExact() {
            return key.equals(String.valueOf(status));
        }
    }

    private final Settings settings;
    private final Schemas schemas;
    private final Headers headers;
    private final Report report;

    private final List<Declared> declared = new ArrayList<>();

    /** The statuses of a schema that is written at one place; of a single status it tells more about that. */
    private final Map<Schema, Set<Integer>> statuses = new HashMap<>();

    private final Map<String, Places> places = new HashMap<>();
    private final Map<String, List<JsonNode>> generated = new HashMap<>();

    AnswerReader(Settings settings, Schemas schemas, Headers headers, Report report) {
        this.settings = settings;
        this.schemas = schemas;
        this.headers = headers;
        this.report = report;
    }

    List<Answer> read(List<Operation> operations) {
        operations.forEach(this::declare);
        findPlaces();
        return declared.stream().flatMap(each -> answers(each).stream()).toList();
    }

    private void declare(Operation operation) {
        Value responses = operation.at().get("responses");
        boolean names4xx =
                responses.fields().anyMatch(response -> response.getKey().startsWith("4"));
        responses.fields().forEach(response -> {
            OptionalInt status = status(response.getKey(), names4xx);
            if (status.isPresent()) {
                try {
                    declare(operation, response.getKey(), status.getAsInt(), response.getValue());
                } catch (Refusal refusal) {
                    report.leaveOut(response.getValue(), refusal);
                }
            } else if (!response.getKey().matches("[123]([0-9]{2}|XX|xx)|x-.*")) {
                report.leaveOut(response.getValue().place(), response.getKey() + " is not a status");
            }
        });
    }

    private OptionalInt status(String key, boolean names4xx) {
        if (key.matches("[45][0-9]{2}")) {
            return OptionalInt.of(Integer.parseInt(key));
        }
        return switch (key) {
            case "4XX", "4xx" -> OptionalInt.of(400);
            case "5XX", "5xx" -> OptionalInt.of(500);
            case "default" -> OptionalInt.of(settings.defaultStatus().orElse(names4xx ? 500 : 400));
            default -> OptionalInt.empty();
        };
    }

    private void declare(Operation operation, String key, int status, Value reference) {
        Value response = reference.resolved();
        Optional<Content> content = operation.method().equals("HEAD") ? Optional.empty() : Content.of(response);
        Schema schema = content.isPresent() ? schema(content.get()) : Schema.ANY;
        List<Example> examples = content.map(known -> examples(known, schema, status).stream()
                        .map(example -> known.isJson() ? unquoted(example, schema) : example)
                        .toList())
                .orElse(List.of());
        declared.add(new Declared(operation, key, status, response, content, schema, examples));
        statuses.computeIfAbsent(schema, known -> new HashSet<>()).add(status);
    }

    /** A schema that cannot be used is told, and allows everything. */
    private Schema schema(Content content) {
        Value at = content.at().get("schema");
        try {
            Schema schema = schemas.of(at);
            Optional<String> mistake = schema.mistake();
            if (mistake.isEmpty()) {
                return schema;
            }
            report.leaveOut(at.place(), "the schema cannot be used: " + mistake.get());
        } catch (Refusal refusal) {
            report.leaveOut(at, refusal);
        }
        return Schema.ANY;
    }

    /** The examples of the answer, or else those of its schema that do not tell of another answer. */
    private List<Example> examples(Content content, Schema schema, int status) {
        List<Example> own = content.examples(report);
        if (!own.isEmpty() || !content.isJson()) {
            return own;
        }
        String place = content.at().get("schema").place();
        List<JsonNode> shown = new ArrayList<>();
        if (schema.json().path("example").isContainerNode()) {
            shown.add(schema.json().path("example"));
        }
        schema.json().path("examples").forEach(shown::add);
        if (shown.isEmpty()) {
            return List.of();
        }
        Places found = PlaceFinder.find(schema, Map.of());
        return shown.stream()
                .filter(JsonNode::isContainerNode)
                .filter(example -> Sampler.lie(example, found, status).isEmpty())
                .filter(example -> found.code().stream()
                        .map(example::at)
                        .map(code -> Statuses.named(code.asText()))
                        .allMatch(named -> named.isEmpty() || named.getAsInt() == status))
                .map(example -> new Example("", "", example, place))
                .toList();
    }

    /** Some descriptions show JSON as a text that holds it. */
    private static Example unquoted(Example example, Schema schema) {
        return Optional.of(example.json())
                .filter(json -> json.isTextual() && !schema.accepts(json))
                .flatMap(json -> JsonTree.parse(json.textValue()))
                .filter(JsonNode::isContainerNode)
                .map(json -> new Example(example.name(), example.summary(), json, example.place()))
                .orElse(example);
    }

    /** Finds the places of each schema, and of each of its alternatives, with all bodies that are shown for it. */
    private void findPlaces() {
        Map<String, Schema> known = new LinkedHashMap<>();
        Map<String, Map<JsonNode, Integer>> bodies = new HashMap<>();
        for (Declared response : declared) {
            if (response.content().filter(Content::isJson).isPresent()) {
                Schema schema = response.schema();
                known.putIfAbsent(schema.key(), schema);
                Map<JsonNode, Integer> shown = bodies.computeIfAbsent(schema.key(), key -> new LinkedHashMap<>());
                response.examples()
                        .forEach(example ->
                                shown.putIfAbsent(example.json(), response.isExact() ? response.status() : 0));
            }
        }
        known.forEach((key, schema) -> {
            Map<JsonNode, Integer> shown = bodies.getOrDefault(key, Map.of());
            places.put(key, places(schema, shown));
            for (Schema alternative : alternatives(schema)) {
                Map<JsonNode, Integer> own = new LinkedHashMap<>(shown);
                own.keySet().removeIf(body -> !alternative.accepts(body));
                places.putIfAbsent(alternative.key(), places(alternative, own));
            }
        });
    }

    private Places places(Schema schema, Map<JsonNode, Integer> bodies) {
        Places found = PlaceFinder.find(schema, bodies);
        if (!settings.code().isEmpty()) {
            found = found.withCode(settings.code());
        }
        return settings.message().isEmpty() ? found : found.withMessage(settings.message());
    }

    private static List<Schema> alternatives(Schema schema) {
        List<Schema> alternatives = schema.alternatives();
        return alternatives.size() <= MAX_VARIANTS ? alternatives : List.of(schema);
    }

    private Places places(Schema schema) {
        return places.getOrDefault(schema.key(), Places.NONE);
    }

    /** Returns the places of the alternative that a body satisfies. */
    private Places places(Schema schema, JsonNode body) {
        return places(alternatives(schema).stream()
                .filter(alternative -> alternative.accepts(body))
                .findFirst()
                .orElse(schema));
    }

    private List<Answer> answers(Declared response) {
        if (response.content().isEmpty()) {
            return List.of(answer(
                    response,
                    response.status(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Source.documented(response.place())));
        }
        Content content = response.content().get();
        if (!response.examples().isEmpty()) {
            return response.examples().stream()
                    .map(example -> content.isJson() ? shown(response, example) : text(response, example))
                    .toList();
        }
        return content.isJson() ? generated(response) : textual(response);
    }

    private Answer shown(Declared response, Example example) {
        JsonNode body = example.json();
        Places known = places(response.schema(), body);
        int status = status(response, known, body);
        String source = response.place() + (example.name().isEmpty() ? ", example" : ", example " + example.name());
        Optional<String> violation = response.schema().violation(body);
        violation.ifPresent(reason -> report.contradict(example.place(), source, "breaks its schema: " + reason));
        Sampler.lie(body, known, status)
                .ifPresent(lie ->
                        report.contradict(example.place(), source, "shows another status than " + status + ": " + lie));
        Answer answer = answer(
                response, status, Optional.of(example), Optional.of(body), Optional.empty(), Source.documented(source));
        return violation.isPresent() ? contradictory(answer) : answer;
    }

    /** Where the description leaves the status open, the example may tell it. */
    private static int status(Declared response, Places known, JsonNode body) {
        if (response.isExact()) {
            return response.status();
        }
        String range =
                response.key().equals("default") ? "[45]" : response.key().substring(0, 1);
        return known.status().stream()
                .map(place -> body.at(place).asText())
                .filter(told -> told.matches(range + "[0-9]{2}"))
                .map(Integer::valueOf)
                .findFirst()
                .orElse(response.status());
    }

    private static Answer contradictory(Answer answer) {
        return new Answer(
                answer.operation(),
                answer.key(),
                answer.status(),
                answer.mediaType(),
                answer.schema(),
                answer.places(),
                answer.body(),
                answer.text(),
                answer.source(),
                answer.example(),
                answer.summary(),
                answer.place(),
                true,
                answer.headers());
    }

    private Answer text(Declared response, Example example) {
        String source = response.place() + (example.name().isEmpty() ? ", example" : ", example " + example.name());
        String text = example.json().isValueNode()
                ? example.json().asText()
                : example.json().toString();
        return answer(
                response,
                response.status(),
                Optional.of(example),
                Optional.empty(),
                Optional.of(text).filter(known -> !known.isBlank()),
                Source.documented(source));
    }

    private List<Answer> textual(Declared response) {
        String type = response.content().orElseThrow().type();
        if (!type.startsWith("text/") || type.endsWith("xml")) {
            report.leaveOut(
                    response.content().orElseThrow().at().place(), "the body is " + type + " without an example");
            return List.of();
        }
        return List.of(answer(
                response,
                response.status(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Statuses.phrase(response.status())),
                Source.inferred("The description shows no example.")));
    }

    private List<Answer> generated(Declared response) {
        String place = response.content().orElseThrow().at().place();
        if (response.schema().isAny()) {
            // Nothing is known of the body, not even whether there is one.
            return List.of(answer(
                    response,
                    response.status(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Source.inferred("The description neither describes nor shows the body.")));
        }
        boolean specific = statuses.getOrDefault(response.schema(), Set.of()).size() == 1;
        List<JsonNode> bodies = generated.computeIfAbsent(
                response.status() + " "
                        + (specific
                                ? response.schema().json().toString()
                                : response.schema().key()),
                known -> generate(response, specific));
        if (bodies.isEmpty()) {
            report.leaveOut(place, "no generated body satisfies the schema");
        }
        return bodies.stream().map(body -> generated(response, body)).toList();
    }

    private Answer generated(Declared response, JsonNode body) {
        Sampler.lie(body, places(response.schema(), body), response.status())
                .ifPresent(lie -> report.contradict(
                        response.content().orElseThrow().at().place(),
                        response.place(),
                        "has a schema with another status: " + lie));
        return answer(
                response,
                response.status(),
                Optional.empty(),
                Optional.of(body),
                Optional.empty(),
                Source.inferred("The description has a schema but shows no example."));
    }

    private List<JsonNode> generate(Declared response, boolean specific) {
        Hints hints = new Hints(response.status(), Statuses.phrase(response.status()), specific, Optional.empty());
        List<Schema> alternatives = specific ? alternatives(response.schema()) : List.of(response.schema());
        List<JsonNode> bodies = alternatives.stream()
                .flatMap(schema -> generate(schema, places(schema), hints, specific))
                .filter(response.schema()::accepts)
                .distinct()
                .toList();
        return bodies.isEmpty()
                ? Sampler.sample(response.schema(), places(response.schema()), hints).stream()
                        .toList()
                : bodies;
    }

    /** A schema of one status lists the codes of that status, unless some of them name another. */
    private static Stream<JsonNode> generate(Schema schema, Places known, Hints hints, boolean specific) {
        List<JsonNode> codes = specific && !known.code().isEmpty() ? Sampler.codes(schema, known) : List.of();
        boolean ofAllErrors = codes.stream().anyMatch(code -> Statuses.isOfOther(code.asText(), hints.status()));
        if (codes.size() < 2 || codes.size() > MAX_VARIANTS || ofAllErrors) {
            return Sampler.sample(schema, known, hints).stream();
        }
        return codes.stream().flatMap(code -> Sampler.sample(schema, known, hints.withCode(code)).stream());
    }

    private Answer answer(
            Declared response,
            int status,
            Optional<Example> example,
            Optional<JsonNode> body,
            Optional<String> text,
            Source source) {
        String summary = example.map(Example::summary)
                .filter(known -> !known.isEmpty())
                .orElseGet(() -> Words.line(response.response().text("description")));
        return new Answer(
                response.operation(),
                response.key(),
                status,
                response.content().map(Content::type).orElse("application/json"),
                response.schema(),
                body.map(json -> places(response.schema(), json)).orElse(Places.NONE),
                body,
                text,
                source,
                example.map(Example::name).orElse(""),
                summary,
                example.map(Example::place)
                        .orElseGet(() -> response.content()
                                .map(content -> content.at().place())
                                .orElse(response.response().place())),
                false,
                headers.of(response.response()));
    }
}
