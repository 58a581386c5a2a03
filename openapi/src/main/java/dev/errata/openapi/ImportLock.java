package dev.errata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonLayout;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.internal.json.StrictJson;
import dev.errata.fixtures.internal.reading.ImportSeal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the last import knew: the file {@code import.lock.json}.
 *
 * @param source the description
 * @param catalog the {@linkplain ImportSeal#hash(Map) hash} of the whole catalog, as it was when it was checked last
 * @param files for each file of the catalog, for each of its items, what the description said
 */
record ImportLock(ImportSource source, String catalog, Map<String, Map<String, Entry>> files) {

    static final String FILE = ImportSeal.LOCK;

    private static final int FORMAT = 1;

    /** Names that lead nowhere else. */
    private static final Pattern CATALOG_FILE = Pattern.compile("catalog\\.json|errors/[A-Za-z0-9_.-]+\\.json");

    /**
     * What the description said of an item.
     *
     * @param from a JSON pointer in the description, if the item has one
     * @param hash the hash of the item
     */
    record Entry(Optional<String> from, String hash) {}

    /** A lock that nobody can go by; the message says why. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String reason) {
            super(reason);
        }
    }

    /** Returns the hash of an item: as it is written, numbers and escapes included, but for white space. */
    static String hash(JsonNode item) {
        return ImportSeal.hash(JsonTree.text(item).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    /** Returns the items of a file, none if the import did not know it. */
    Map<String, Entry> items(String file) {
        return files.getOrDefault(file, Map.of());
    }

    static ImportLock read(byte[] bytes) throws Broken {
        JsonNode json;
        try {
            json = StrictJson.read(bytes);
        } catch (StrictJson.Refused e) {
            throw new Broken(String.valueOf(e.getMessage()));
        }
        int format = json.path("format").asInt();
        if (format != FORMAT) {
            throw new Broken(
                    format > FORMAT ? "was written by a newer version of Errata" : "has no \"format\": " + FORMAT);
        }
        JsonNode source = json.path("source");
        Map<String, Map<String, Entry>> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> file : json.path("items").properties()) {
            if (!CATALOG_FILE.matcher(file.getKey()).matches()) {
                throw new Broken("/items: \"" + file.getKey() + "\" is not a file of a catalog");
            }
            Map<String, Entry> items = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> item : file.getValue().properties()) {
                items.put(item.getKey(), entry(file.getKey(), item));
            }
            files.put(file.getKey(), items);
        }
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> option : source.path("options").properties()) {
            List<String> values = new ArrayList<>();
            option.getValue().forEach(value -> values.add(value.asText()));
            options.put(
                    option.getKey(),
                    values.isEmpty() ? List.of(option.getValue().asText()) : values);
        }
        return new ImportLock(
                new ImportSource(text(source, "/source", "file"), text(source, "/source", "sha256"), options),
                text(json, "", "catalog"),
                Collections.unmodifiableMap(files));
    }

    private static Entry entry(String file, Map.Entry<String, JsonNode> item) throws Broken {
        return new Entry(
                Optional.of(item.getValue().path("from"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText),
                text(item.getValue(), "/items/" + file + "/" + item.getKey(), "hash"));
    }

    private static String text(JsonNode object, String at, String name) throws Broken {
        if (!object.path(name).isTextual()) {
            throw new Broken(at + ": \"" + name + "\" is missing");
        }
        return object.get(name).asText();
    }

    /** Returns the lock as it is written. */
    String text() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("catalog", catalog);
        // Catalog.load goes by it.
        ImportSeal.current().version().ifPresent(version -> json.put("errata", version));
        ObjectNode described =
                json.putObject("source").put("file", source.file()).put("sha256", source.sha256());
        if (!source.options().isEmpty()) {
            ObjectNode options = described.putObject("options");
            source.options().forEach((name, values) -> {
                if (values.size() == 1) {
                    options.put(name, values.get(0));
                } else {
                    values.forEach(options.withArray(name)::add);
                }
            });
        }
        ObjectNode items = json.putObject("items");
        files.forEach((file, entries) -> {
            ObjectNode known = items.putObject(file);
            entries.forEach((key, entry) -> {
                ObjectNode item = known.putObject(key);
                entry.from().ifPresent(from -> item.put("from", from));
                item.put("hash", entry.hash());
            });
        });
        return JsonLayout.of(json);
    }
}
