package dev.errata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonLayout;
import dev.errata.fixtures.internal.reading.DefaultId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of a catalog as the items that an import compares and merges: {@code "status"} for a member of the file, {@code
 * "scenario not-found"} for an entry of a list or a member of a group. The one scenario that an error may hold itself is an
 * item like others.
 */
final class CatalogItems {

    static final String CATALOG = "catalog.json";
    static final String ERRORS = "errors";

    /** The members of a file that are not one item, but several. */
    private static final Map<String, String> GROUPS = Map.of(
            "endpoints", "endpoint",
            "scenarios", "scenario",
            "envelopes", "envelope",
            "checks", "check");

    private static final Set<String> LISTS = Set.of("endpoints", "scenarios");

    /** The members of an error that make up the only scenario it has. */
    private static final Set<String> ONLY_SCENARIO = Set.of("id", "state", "request", "trigger", "response");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final boolean holdsScenario;
    private final Map<String, JsonNode> items;

    /** For each item its JSON pointer in the file. */
    private final Map<String, String> pointers = new LinkedHashMap<>();

    /** A file that cannot be taken apart; the message says where and why. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String file, String pointer, String reason) {
            super(file + " " + pointer + ": " + reason);
        }
    }

    private CatalogItems(String file, boolean holdsScenario, Map<String, JsonNode> items) {
        this.file = file;
        this.holdsScenario = holdsScenario;
        this.items = items;
    }

    /** Takes a file apart. */
    static CatalogItems of(String file, JsonNode content) throws Malformed {
        if (!content.isObject()) {
            throw new Malformed(file, "", "must be an object");
        }
        boolean holdsScenario = !file.equals(CATALOG) && !content.has("scenarios") && content.has("request");
        CatalogItems items = new CatalogItems(file, holdsScenario, new LinkedHashMap<>());
        for (Map.Entry<String, JsonNode> member : content.properties()) {
            items.addMember(member.getKey(), member.getValue(), (ObjectNode) content);
        }
        return items;
    }

    private void addMember(String member, JsonNode value, ObjectNode content) throws Malformed {
        String kind = GROUPS.get(member);
        if (holdsScenario && ONLY_SCENARIO.contains(member)) {
            ObjectNode scenario =
                    NODES.objectNode().put("id", content.path("id").asText(defaultId()));
            content.properties().stream()
                    .filter(field -> ONLY_SCENARIO.contains(field.getKey()))
                    .forEach(field -> scenario.set(field.getKey(), field.getValue()));
            String key = "scenario " + scenario.get("id").asText();
            items.putIfAbsent(key, scenario);
            pointers.putIfAbsent(key, "/response");
        } else if (kind == null || value.isEmpty()) {
            // An empty group is kept as it is.
            items.put(member, value);
            pointers.put(member, "/" + member);
        } else {
            addGroup(member, kind, value);
        }
    }

    private void addGroup(String member, String kind, JsonNode group) throws Malformed {
        if (LISTS.contains(member) ? !group.isArray() : !group.isObject()) {
            throw new Malformed(file, "/" + member, LISTS.contains(member) ? "must be a list" : "must be an object");
        }
        if (group.isObject()) {
            for (Map.Entry<String, JsonNode> entry : group.properties()) {
                add(kind + " " + entry.getKey(), entry.getValue(), "/" + member + "/" + escaped(entry.getKey()));
            }
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            JsonNode entry = group.get(i);
            String pointer = "/" + member + "/" + i;
            if (!entry.isObject()) {
                throw new Malformed(file, pointer, "must be an object");
            }
            if (kind.equals("endpoint")) {
                String route =
                        entry.path("method").asText() + " " + entry.path("path").asText();
                add(kind + " " + route, entry, pointer);
            } else {
                String id = entry.path("id").asText(defaultId());
                ObjectNode scenario = NODES.objectNode().put("id", id);
                scenario.setAll((ObjectNode) entry);
                add(kind + " " + id, scenario, pointer);
            }
        }
    }

    private void add(String key, JsonNode item, String pointer) throws Malformed {
        if (items.put(key, item) != null) {
            throw new Malformed(file, pointer, "duplicate " + key);
        }
        pointers.put(key, pointer);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Returns other items in the form of this file. */
    CatalogItems with(Map<String, JsonNode> others) {
        return new CatalogItems(file, holdsScenario, others);
    }

    /** Returns the items by their keys, in the order of the file. */
    Map<String, JsonNode> items() {
        return items;
    }

    @Nullable
    JsonNode get(String key) {
        return items.get(key);
    }

    /** Returns where an item lies in the file that was taken apart. */
    String pointer(String key) {
        return Objects.requireNonNull(pointers.get(key));
    }

    /** Returns the keys of the scenarios. */
    List<String> scenarios() {
        return items.keySet().stream().filter(CatalogItems::isScenario).toList();
    }

    static boolean isScenario(String key) {
        return key.startsWith("scenario ");
    }

    /** Returns the name of an entry in its group. */
    static String name(String key) {
        return key.substring(key.indexOf(' ') + 1);
    }

    /** Tells whether an item is an entry of a group, and not a member of the file. */
    static boolean isEntry(String key) {
        return key.indexOf(' ') > 0;
    }

    /** Returns the name of the error whose file this is. */
    String error() {
        return error(file);
    }

    static String error(String file) {
        return file.substring(file.indexOf('/') + 1, file.length() - ".json".length());
    }

    static String file(String error) {
        return ERRORS + "/" + error + ".json";
    }

    /** The id that a scenario has which names none. */
    private String defaultId() {
        return DefaultId.of(error());
    }

    /** Puts the items together again. */
    ObjectNode content() {
        List<String> scenarios = scenarios();
        boolean holds = holdsScenario
                && scenarios.size() == 1
                && !Objects.requireNonNull(items.get(scenarios.get(0))).has("description");
        ObjectNode content = NODES.objectNode();
        items.forEach((key, item) -> {
            if (!isEntry(key)) {
                content.set(key, item.isEmpty() ? item.deepCopy() : item);
            } else if (isScenario(key) && holds) {
                content.setAll((ObjectNode) item);
                if (item.path("id").asText().equals(defaultId())) {
                    content.remove("id");
                }
            } else {
                addEntry(content, key, item);
            }
        });
        return content;
    }

    private static void addEntry(ObjectNode content, String key, JsonNode item) {
        String kind = key.substring(0, key.indexOf(' '));
        String member = GROUPS.entrySet().stream()
                .filter(group -> group.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        if (LISTS.contains(member)) {
            ArrayNode list = content.has(member) ? (ArrayNode) content.get(member) : content.putArray(member);
            list.add(item);
        } else {
            ObjectNode group = content.has(member) ? (ObjectNode) content.get(member) : content.putObject(member);
            group.set(name(key), item);
        }
    }

    /** Returns the file as it is written. */
    String text() {
        return JsonLayout.of(content());
    }
}
