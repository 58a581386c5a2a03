package dev.errata.openapi.internal.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document as JSON, by the core schema. A number that JSON would write the same way stays as it is written,
 * and what an alias stands for exists once, however often it is used.
 */
final class YamlReader {

    /** As deep as the files of a catalog may be. */
    private static final int MAX_DEPTH = 100;

    /** The beginning of a pointer is enough to find what is too deep. */
    private static final int SHOWN_DEPTH = 8;

    /** So many values fit into memory many times over; a small file with aliases of aliases has billions. */
    private static final long MAX_VALUES = 5_000_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,6})?");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,6})?");

    /** What an anchor names, and how many values that is with all its aliases written out. */
    private record Anchored(JsonNode json, long values) {}

    private final String file;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private long values;

    private YamlReader(String file, String text) {
        this.file = file;
        this.events = new Parse(LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build())
                .parseString(text)
                .iterator();
    }

    /**
     * Reads a document.
     *
     * @param file the name of the file, for refusals
     * @param text the text
     * @return the document
     * @throws Refusal if it is not valid YAML, too deep or too large, or has a duplicate key
     */
    static JsonNode read(String file, String text) {
        YamlReader reader = new YamlReader(file, text);
        try {
            return reader.document();
        } catch (MarkedYamlEngineException e) {
            throw reader.refused("is not valid YAML: " + place(e.getProblemMark()) + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw reader.refused("is not valid YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(at -> "line %d, column %d: ".formatted(at.getLine() + 1, at.getColumn() + 1))
                .orElse("");
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private Refusal refused(String reason) {
        List<String> steps = new ArrayList<>();
        path.descendingIterator().forEachRemaining(steps::add);
        StringBuilder pointer = new StringBuilder();
        steps.forEach(step -> pointer.append(Pointers.child("", step)));
        return new Refusal(file, pointer.toString(), reason);
    }

    private JsonNode document() {
        Event event = next();
        while (event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart) {
            event = next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw refused("is empty");
        }
        JsonNode json = value(event);
        event = next();
        while (event.getEventId() == Event.ID.DocumentEnd) {
            event = next();
        }
        if (event.getEventId() != Event.ID.StreamEnd) {
            throw refused("has more than one YAML document");
        }
        return json;
    }

    private Event next() {
        return events.next();
    }

    private JsonNode value(Event event) {
        values++;
        if (values > MAX_VALUES) {
            throw refused("has more than " + MAX_VALUES + " values, aliases written out");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        if (path.size() > MAX_DEPTH) {
            while (path.size() > SHOWN_DEPTH) {
                path.pop();
            }
            throw refused("is nested deeper than " + MAX_DEPTH + " levels" + line(event));
        }
        long before = values;
        JsonNode json = content(event);
        if (event instanceof NodeEvent node) {
            node.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(json, values - before)));
        }
        return json;
    }

    private JsonNode alias(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw refused("has the alias *" + alias.getAlias() + " before its anchor ends, or without one");
        }
        values += anchored.values();
        return anchored.json();
    }

    private JsonNode content(Event event) {
        if (event instanceof MappingStartEvent) {
            return mapping();
        }
        if (event instanceof SequenceStartEvent) {
            return sequence();
        }
        return scalar((ScalarEvent) event);
    }

    private ObjectNode mapping() {
        ObjectNode object = NODES.objectNode();
        List<JsonNode> merged = new ArrayList<>();
        for (Event key = next(); key.getEventId() != Event.ID.MappingEnd; key = next()) {
            String name = name(key);
            path.push(name);
            boolean merge = name.equals("<<") && key instanceof ScalarEvent scalar && scalar.isPlain();
            JsonNode value = value(next());
            if (merge) {
                merged.add(value);
            } else if (object.has(name)) {
                throw refused("is a duplicate key" + line(key));
            } else {
                object.set(name, value);
            }
            path.pop();
        }
        merged.forEach(value -> merge(object, value));
        return object;
    }

    private static String line(Event event) {
        return event.getStartMark()
                .map(mark -> " in line " + (mark.getLine() + 1))
                .orElse("");
    }

    private String name(Event key) {
        if (key instanceof AliasEvent alias && alias(alias).isValueNode()) {
            return alias(alias).asText();
        }
        if (key instanceof ScalarEvent scalar) {
            scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(scalar(scalar), 1)));
            return scalar.getValue();
        }
        throw refused("has a key that is not a text" + line(key));
    }

    /** Not of YAML 1.2, but of many files: a mapping takes the fields of others that it does not have itself. */
    private void merge(ObjectNode object, JsonNode from) {
        if (from.isArray()) {
            from.forEach(each -> merge(object, each));
        } else {
            from.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
        }
    }

    private ArrayNode sequence() {
        ArrayNode array = NODES.arrayNode();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            path.push(String.valueOf(array.size()));
            array.add(value(event));
            path.pop();
        }
        return array;
    }

    private static JsonNode scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        boolean implicit = scalar.isPlain()
                && scalar.getTag()
                        .filter(tag -> tag.equals("!") || tag.endsWith(":str"))
                        .isEmpty();
        return implicit ? resolved(text) : NODES.textNode(text);
    }

    private static JsonNode resolved(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NODES.nullNode();
            case "true", "True", "TRUE" -> NODES.booleanNode(true);
            case "false", "False", "FALSE" -> NODES.booleanNode(false);
            default -> "+-.0123456789".indexOf(text.charAt(0)) >= 0 ? number(text) : NODES.textNode(text);
        };
    }

    private static JsonNode number(String text) {
        if (JSON_NUMBER.matcher(text).matches()) {
            return JsonTree.parse(text).orElseGet(() -> NODES.textNode(text));
        }
        if (INTEGER.matcher(text).matches()) {
            return integer(new BigInteger(text));
        }
        if (text.matches("0o[0-7]+")) {
            return integer(new BigInteger(text.substring(2), 8));
        }
        if (text.matches("0x[0-9a-fA-F]+")) {
            return integer(new BigInteger(text.substring(2), 16));
        }
        return FLOAT.matcher(text).matches() ? NODES.numberNode(new BigDecimal(text)) : NODES.textNode(text);
    }

    private static JsonNode integer(BigInteger number) {
        return JsonTree.parse(number.toString()).orElseThrow();
    }
}
