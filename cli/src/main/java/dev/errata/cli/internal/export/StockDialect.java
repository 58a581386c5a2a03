package dev.errata.cli.internal.export;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.stub.internal.mapping.CatalogMappings;
import dev.errata.stub.internal.mapping.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a stock WireMock can do: templates. Notes what it cannot. */
final class StockDialect implements Dialect {

    /** Takes the place of a template in a body until the body has been written. */
    private static final String HOLE = "@@%d@@";

    private static final Pattern HOLES = Pattern.compile("\"@@(\\d+)@@\"(}*)");

    /** Text that needs no escape between a template's quotes or in JSON. */
    private static final Pattern SAFE = Pattern.compile("[^'\"\\\\{}\\p{Cntrl}]*");

    private static final String BODY = "body.";

    private final Catalog catalog;
    private final List<PathTemplate> paths;
    private final Set<String> leftOut = new LinkedHashSet<>();
    private boolean repeatsBodies;

    StockDialect(Catalog catalog) {
        this.catalog = catalog;
        this.paths = CatalogMappings.paths(catalog);
    }

    /** Returns a line for each thing that was asked for and is not supported, with the reason. */
    List<String> leftOut() {
        List<String> lines = new ArrayList<>(leftOut);
        if (repeatsBodies) {
            lines.add(
                    "null and JSON in single quotes where an answer repeats a field of the request: WireMock treats null as"
                            + " missing, and parses that JSON");
        }
        return lines;
    }

    @Override
    public Optional<ObjectNode> checking(ObjectNode mapping, Scenario scenario) {
        leftOut.add(
                "the trigger of " + scenario.id() + ": WireMock has no matchers for its rules on the fields of a body");
        return Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * <p>WireMock's templates do it, where they support it. If they read the body, they would write an error into the response
     * where it is not JSON, so a second mapping is for these requests.
     */
    @Override
    public List<ObjectNode> repeating(ObjectNode mapping, String what, Answer answer, Optional<PathTemplate> path) {
        Optional<JsonNode> body = answer.json().filter(json -> !answer.body().contains("{{"));
        Map<JsonPointer, String> templates = new LinkedHashMap<>();
        Map<JsonPointer, String> withoutBody = new LinkedHashMap<>();
        answer.echoes().forEach((place, source) -> {
            Optional<String> template = body.filter(json ->
                            json.at(place.head()).isObject() && json.at(place).isTextual())
                    .flatMap(json -> template(source, json.at(place).asText(), path));
            template.ifPresentOrElse(
                    found -> {
                        templates.put(place, found);
                        if (!source.startsWith(BODY)) {
                            withoutBody.put(place, found);
                        }
                    },
                    () -> leftOut.add(what + " keeps its example at " + place + ": WireMock has no template for "
                            + source + " there"));
        });
        if (templates.size() == withoutBody.size()) {
            return List.of(filled(mapping, body, templates));
        }
        repeatsBodies = true;
        ObjectNode isJson = mapping.deepCopy();
        ArrayNode patterns = isJson.withObjectProperty("request").withArrayProperty("bodyPatterns");
        patterns.addObject().put("equalToJson", "{}").put("ignoreExtraElements", true);
        // The reader of JSON stops at the end of the object, whatever follows.
        patterns.addObject().put("matches", "(?s)\\s*\\{.*\\}\\s*");
        ObjectNode other = mapping.deepCopy();
        other.put("priority", mapping.path("priority").asInt() + 1);
        return List.of(filled(isJson, body, templates), filled(other, body, withoutBody));
    }

    private static ObjectNode filled(ObjectNode mapping, Optional<JsonNode> body, Map<JsonPointer, String> templates) {
        if (!templates.isEmpty()) {
            JsonNode holes = body.orElseThrow().deepCopy();
            List<String> byNumber = new ArrayList<>();
            templates.forEach((place, template) -> {
                put(holes, place, HOLE.formatted(byNumber.size()));
                byNumber.add(template);
            });
            mapping.withObjectProperty("response")
                    .put("body", filled(JsonTree.text(holes), byNumber))
                    .putArray("transformers")
                    .add("response-template");
        }
        return mapping;
    }

    /** Fills in the templates. Braces of JSON that follow one become a template, too, or WireMock would take them as part of the first. */
    private static String filled(String body, List<String> templates) {
        return HOLES.matcher(body).replaceAll(hole -> {
            String braces = hole.group(2);
            return Matcher.quoteReplacement(templates.get(Integer.parseInt(hole.group(1)))
                    + (braces.isEmpty() ? "" : "{{val '" + braces + "'}}"));
        });
    }

    private static void put(JsonNode body, JsonPointer place, String text) {
        ((ObjectNode) body.at(place.head())).put(place.last().getMatchingProperty(), text);
    }

    /** Returns a template that writes JSON, quotes included, and the example if the request lacks the part. */
    private Optional<String> template(String source, String example, Optional<PathTemplate> path) {
        if (source.startsWith(BODY) && SAFE.matcher(example).matches()) {
            String whole = "$." + source.substring(BODY.length());
            return Optional.of("{{toJson (jsonPath request.body '" + whole + "' default='" + example + "')}}");
        }
        if (source.startsWith("path.")) {
            int before = catalog.basePath().isEmpty()
                    ? 0
                    : PathTemplate.of(catalog.basePath()).segments().size();
            return path.flatMap(own -> index(source.substring("path.".length()), own))
                    .map(index -> "{{toJson (urlEncode (replace request.pathSegments.[" + (before + index)
                            + "] '+' '%2B') decode=true)}}");
        }
        return Optional.empty();
    }

    /** Returns which segment of a path has this name in the path's endpoint. */
    private Optional<Integer> index(String variable, PathTemplate path) {
        return paths.stream()
                .filter(path::overlaps)
                .flatMap(template -> template.indexOf(variable).stream().boxed())
                .findFirst();
    }
}
