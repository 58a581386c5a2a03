package dev.errata.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Coverage as JSON. */
final class CoverageJson {

    /** Goes up when a reader of older files would misread newer ones. */
    private static final int FORMAT = 1;

    /** Why some text is no coverage. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CoverageJson() {}

    static ObjectNode write(Coverage coverage) {
        ObjectNode json = head(coverage.recorded());
        ArrayNode apis = json.putArray("apis");
        coverage.catalogs().forEach(apis::add);
        ArrayNode asked = json.putArray("asked");
        coverage.apis().stream().filter(Coverage.Api::asked).forEach(api -> asked.add(api.id()));
        ArrayNode candidates = json.putArray("candidates");
        coverage.candidates().forEach(candidate -> candidates.add(write(candidate)));
        coverage.exclusions().forEach(json.putArray("exclude")::add);
        ArrayNode excluded = json.putArray("excluded");
        coverage.apis().forEach(api -> api.excluded().forEach(id -> excluded.add(api.id() + "/" + id)));
        ArrayNode tests = json.putArray("tests");
        coverage.runs()
                .forEach(run -> tests.add(write(run.test())
                        .put("project", run.project())
                        .put("ended", run.ended().toString())));
        return json;
    }

    static ObjectNode head(Instant recorded) {
        return NODES.objectNode().put("format", FORMAT).put("recorded", recorded.toString());
    }

    static ObjectNode write(Coverage.Test test) {
        ObjectNode json = NODES.objectNode()
                .put("id", test.id())
                .put("name", test.name())
                .put("kind", lowerCase(test.kind()))
                .put("outcome", lowerCase(test.outcome()));
        ObjectNode answers = json.putObject("answers");
        test.answers().forEach((api, counts) -> {
            ObjectNode scenarios = answers.putObject(api);
            counts.forEach(scenarios::put);
        });
        return json;
    }

    static ObjectNode write(CandidateError candidate) {
        return NODES.objectNode()
                .put("api", candidate.api())
                .put("status", candidate.status())
                .put("code", candidate.code())
                .put("request", candidate.request())
                .put("body", candidate.body());
    }

    static CandidateError candidate(JsonNode json) {
        return new CandidateError(
                json.path("api").asText(),
                json.path("status").asInt(),
                json.path("code").asText(),
                json.path("request").asText(),
                json.path("body").asText());
    }

    static Coverage read(JsonNode json) throws Unreadable {
        Instant recorded = recorded(json);
        List<ObjectNode> apis = new ArrayList<>();
        for (JsonNode api : json.path("apis")) {
            apis.add(api(api));
        }
        List<Coverage.TestRun> runs = new ArrayList<>();
        for (JsonNode test : json.path("tests")) {
            runs.add(run(test, test.path("project").asText(), recorded));
        }
        List<CandidateError> candidates = new ArrayList<>();
        json.path("candidates").forEach(candidate -> candidates.add(candidate(candidate)));
        try {
            return Coverage.of(recorded, apis, texts(json.path("asked")), runs, candidates)
                    .excluding(texts(json.path("exclude")));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("\"exclude\" " + e.getMessage());
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** A test that does not say when it ended did so before anything else was recorded. */
    static Coverage.TestRun run(JsonNode json, String project, Instant recorded) throws Unreadable {
        return new Coverage.TestRun(project, json.has("ended") ? time(json, "ended") : recorded, test(json));
    }

    static JsonNode tree(String text) throws Unreadable {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("it is not a JSON object");
            }
            JsonNode tree = JsonTree.read(parser, text);
            if (parser.nextToken() != null) {
                throw new Unreadable("there is trailing content after the JSON object");
            }
            return tree;
        } catch (IOException e) {
            throw new Unreadable("it is not valid JSON, or it is cut off");
        }
    }

    static Instant recorded(JsonNode head) throws Unreadable {
        if (head.path("format").asInt() != FORMAT) {
            throw new Unreadable("it is not error coverage, or another version of Errata wrote it");
        }
        return time(head, "recorded");
    }

    private static Instant time(JsonNode json, String field) throws Unreadable {
        try {
            return Instant.parse(json.path(field).asText());
        } catch (DateTimeParseException e) {
            throw new Unreadable("\"" + field + "\" is not a valid time");
        }
    }

    static ObjectNode api(JsonNode json) throws Unreadable {
        if (json instanceof ObjectNode api && !api.path("id").asText().isEmpty()) {
            return api;
        }
        throw new Unreadable("one of its APIs has no id");
    }

    private static Coverage.Test test(JsonNode json) throws Unreadable {
        String id = json.path("id").asText();
        if (id.isEmpty()) {
            throw new Unreadable("one of its tests has no id");
        }
        return new Coverage.Test(
                id,
                json.path("name").asText(),
                constant(Coverage.Kind.values(), json, "kind"),
                constant(Coverage.Outcome.values(), json, "outcome"),
                answers(json.path("answers")));
    }

    private static <E extends Enum<E>> E constant(E[] constants, JsonNode test, String field) throws Unreadable {
        String name = test.path(field).asText();
        for (E constant : constants) {
            if (lowerCase(constant).equals(name)) {
                return constant;
            }
        }
        throw new Unreadable("\"%s\" is not a valid \"%s\" of a test".formatted(name, field));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Map<String, Long>> answers(JsonNode json) {
        Map<String, Map<String, Long>> answers = new TreeMap<>();
        json.properties().forEach(api -> {
            Map<String, Long> counts = new TreeMap<>();
            api.getValue()
                    .properties()
                    .forEach(scenario ->
                            counts.put(scenario.getKey(), scenario.getValue().asLong()));
            answers.put(api.getKey(), counts);
        });
        return answers;
    }
}
