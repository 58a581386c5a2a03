package dev.errata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.openapi.Change.Kind;
import dev.errata.openapi.ImportLock.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a new import together with a catalog that was imported before, and perhaps edited since: three versions of each item,
 * of which the lock knows the hash of the first. What nobody edited follows the description; what somebody edited, wrote or
 * deleted stays so.
 */
final class Merge {

    private static final String CATALOG = CatalogItems.CATALOG;

    private final Map<String, CatalogItems> catalog;
    private final Map<String, Map<String, Entry>> known = new LinkedHashMap<>();
    private final Map<String, CatalogItems> imported;
    private final Map<String, Map<String, Entry>> entries;
    private final boolean prune;

    /** The files that the last import knew, and those that the catalog has, before scenarios are moved between them. */
    private final Set<String> knownFiles;

    private final Set<String> ownFiles;

    private final Map<String, CatalogItems> files = new LinkedHashMap<>();
    private final Map<String, Map<String, Entry>> lock = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    /**
     * Merges.
     *
     * @param catalog the files of the catalog, none if there is no catalog yet
     * @param known what the last import knew
     * @param imported the files that were imported
     * @param entries what the lock is to know of them
     * @param prune whether to delete entries that the description no longer has
     */
    Merge(
            Map<String, CatalogItems> catalog,
            Map<String, Map<String, Entry>> known,
            Map<String, CatalogItems> imported,
            Map<String, Map<String, Entry>> entries,
            boolean prune) {
        this.catalog = new LinkedHashMap<>(catalog);
        known.forEach((file, items) -> this.known.put(file, new LinkedHashMap<>(items)));
        this.imported = new LinkedHashMap<>(imported);
        this.entries = new LinkedHashMap<>(entries);
        this.prune = prune;
        this.knownFiles = Set.copyOf(known.keySet());
        this.ownFiles = catalog.keySet().stream()
                .filter(file -> !known.containsKey(file))
                .collect(Collectors.toUnmodifiableSet());
        moveScenarios();
        mergeErrors();
        mergeCatalog();
    }

    /** Returns the files of the merged catalog. */
    Map<String, CatalogItems> files() {
        return files;
    }

    /** Returns what the lock is to know. */
    Map<String, Map<String, Entry>> lock() {
        return lock;
    }

    /** Returns what the description has otherwise than at the last import; nothing if this is the first one. */
    List<Change> changes() {
        return knownFiles.isEmpty() ? List.of() : List.copyOf(changes);
    }

    /** A scenario is the same wherever it lies: if its error has another name now, it follows, with its edits. */
    private void moveScenarios() {
        Map<String, String> places = new HashMap<>();
        imported.forEach((file, items) -> items.scenarios().forEach(key -> places.put(key, file)));
        for (String file : union(catalog.keySet(), knownFiles, Set.of())) {
            Set<String> here = new LinkedHashSet<>(known(file).keySet());
            here.addAll(items(file).keySet());
            here.stream()
                    .filter(key -> !places.getOrDefault(key, file).equals(file))
                    .forEach(key -> move(key, file, Objects.requireNonNull(places.get(key))));
        }
    }

    private void move(String key, String from, String to) {
        JsonNode item = items(from).get(key);
        if (!known(from).containsKey(key)) {
            if (!known(to).containsKey(key)) {
                changes.add(new Change(Kind.ADDED, key, "the catalog has one of its own in " + from, true));
                known.computeIfAbsent(to, file -> new LinkedHashMap<>()).put(key, entry(to, key));
            }
            return;
        }
        Entry entry = Objects.requireNonNull(known.get(from)).remove(key);
        known.computeIfAbsent(to, file -> new LinkedHashMap<>()).putIfAbsent(key, Objects.requireNonNull(entry));
        if (item != null) {
            catalog.put(from, without(Objects.requireNonNull(catalog.get(from)), key));
            catalog.put(to, with(catalog.getOrDefault(to, imported(to).with(Map.of())), key, item));
        }
    }

    private static CatalogItems without(CatalogItems file, String key) {
        Map<String, JsonNode> items = new LinkedHashMap<>(file.items());
        items.remove(key);
        return file.with(items);
    }

    private static CatalogItems with(CatalogItems file, String key, JsonNode item) {
        Map<String, JsonNode> items = new LinkedHashMap<>(file.items());
        items.putIfAbsent(key, item);
        return file.with(items);
    }

    private void mergeErrors() {
        for (String file : union(imported.keySet(), known.keySet(), catalog.keySet())) {
            if (file.equals(CATALOG)) {
                continue;
            }
            if (!imported.containsKey(file)) {
                mergeVanished(file);
            } else if (ownFiles.contains(file)) {
                mergeOwn(file);
            } else if (knownFiles.contains(file) && !catalog.containsKey(file)) {
                mergeDeleted(file);
            } else {
                if (!knownFiles.contains(file)) {
                    changes.add(new Change(Kind.ADDED, subject(file), scenarios(imported(file)), false));
                }
                mergeItems(file);
            }
        }
        files.values().removeIf(file -> file.scenarios().isEmpty());
    }

    private void mergeVanished(String file) {
        CatalogItems mine = catalog.get(file);
        if (mine == null) {
            return;
        }
        if (!knownFiles.contains(file)) {
            files.put(file, mine);
            return;
        }
        boolean edited = !mine.scenarios().isEmpty()
                && mine.items().entrySet().stream().anyMatch(item -> isEdited(file, item.getKey(), item.getValue()));
        changes.add(new Change(Kind.GONE, subject(file), scenarios(mine), edited));
        if (edited || !prune) {
            files.put(file, mine);
        }
        if (!prune && !mine.scenarios().isEmpty()) {
            lock.put(file, known(file));
        }
    }

    /** A file that the author of the catalog wrote; or an import that was interrupted. */
    private void mergeOwn(String file) {
        CatalogItems mine = Objects.requireNonNull(catalog.get(file));
        if (!mine.text().equals(imported(file).text())) {
            changes.add(new Change(Kind.ADDED, subject(file), "the catalog has a file of its own for it", true));
        }
        files.put(file, mine);
        lock.put(file, entries(file));
    }

    private void mergeDeleted(String file) {
        if (!hashes(entries(file)).equals(hashes(known(file)))) {
            changes.add(new Change(Kind.CHANGED, subject(file), "it was deleted from the catalog", true));
        }
        lock.put(file, entries(file));
    }

    private void mergeCatalog() {
        Set<String> scenarios = files.values().stream()
                .flatMap(file -> file.scenarios().stream())
                .map(CatalogItems::name)
                .collect(Collectors.toSet());
        Set<String> dropped = Stream.concat(known.values().stream(), entries.values().stream())
                .flatMap(items -> items.keySet().stream())
                .filter(CatalogItems::isScenario)
                .map(CatalogItems::name)
                .filter(id -> !scenarios.contains(id))
                .collect(Collectors.toSet());
        CatalogItems theirs = withoutScenarios(imported(CATALOG), dropped);
        imported.put(CATALOG, theirs);
        Map<String, Entry> rehashed = new LinkedHashMap<>();
        entries(CATALOG)
                .forEach((key, entry) -> rehashed.put(
                        key, new Entry(entry.from(), ImportLock.hash(Objects.requireNonNull(theirs.get(key))))));
        entries.put(CATALOG, rehashed);
        mergeItems(CATALOG);
        CatalogItems merged = withoutScenarios(Objects.requireNonNull(files.get(CATALOG)), dropped);
        Map<String, JsonNode> complete = new LinkedHashMap<>(merged.items());
        complete.put(CatalogItems.ERRORS, errors());
        files.put(CATALOG, merged.with(complete));
    }

    /** An endpoint must not list a scenario that is not there. */
    private static CatalogItems withoutScenarios(CatalogItems catalog, Set<String> dropped) {
        Map<String, JsonNode> items = new LinkedHashMap<>(catalog.items());
        items.replaceAll((key, item) -> {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            item.path("scenarios").forEach(id -> {
                if (!dropped.contains(id.asText())) {
                    kept.add(id);
                }
            });
            if (!CatalogItems.isEntry(key)
                    || kept.size() == item.path("scenarios").size()) {
                return item;
            }
            ObjectNode endpoint = item.deepCopy();
            endpoint.set("scenarios", kept);
            return kept.isEmpty() ? endpoint.without("scenarios") : endpoint;
        });
        return catalog.with(items);
    }

    /** The names of all errors that have a file, and of those that the author of the catalog listed. */
    private JsonNode errors() {
        Set<String> listed = new LinkedHashSet<>();
        items(CATALOG)
                .getOrDefault(CatalogItems.ERRORS, JsonNodeFactory.instance.arrayNode())
                .forEach(name -> {
                    String file = CatalogItems.file(name.asText());
                    if (files.containsKey(file) || !(known.containsKey(file) || imported.containsKey(file))) {
                        listed.add(name.asText());
                    }
                });
        List<String> all = imported.keySet().stream()
                .filter(file -> !file.equals(CATALOG) && files.containsKey(file))
                .map(CatalogItems::error)
                .toList();
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        ordered(listed, all).forEach(errors::add);
        return errors;
    }

    private void mergeItems(String file) {
        Map<String, JsonNode> mine = items(file);
        Map<String, JsonNode> theirs = imported(file).items();
        Map<String, JsonNode> merged = new HashMap<>();
        Map<String, Entry> lock = new LinkedHashMap<>();
        for (String key : union(theirs.keySet(), known(file).keySet(), mine.keySet())) {
            if (file.equals(CATALOG) && key.equals(CatalogItems.ERRORS)) {
                // Derived when all else is merged.
                merged.put(key, JsonNodeFactory.instance.arrayNode());
                continue;
            }
            JsonNode item = theirs.containsKey(key)
                    ? mergeItem(file, key, mine.get(key), Objects.requireNonNull(theirs.get(key)))
                    : mergeVanished(file, key, mine.get(key));
            if (item != null) {
                merged.put(key, item);
            }
            if (theirs.containsKey(key)) {
                lock.put(key, entry(file, key));
            } else if (item != null
                    && !prune
                    && CatalogItems.isEntry(key)
                    && known(file).containsKey(key)) {
                lock.put(key, Objects.requireNonNull(known(file).get(key)));
            }
        }
        Map<String, JsonNode> inOrder = new LinkedHashMap<>();
        for (String key : ordered(mine.keySet(), theirs.keySet())) {
            if (merged.containsKey(key)) {
                inOrder.put(key, Objects.requireNonNull(merged.get(key)));
            }
        }
        files.put(file, catalog.getOrDefault(file, imported(file)).with(inOrder));
        this.lock.put(file, lock);
    }

    private @Nullable JsonNode mergeItem(String file, String key, @Nullable JsonNode mine, JsonNode theirs) {
        Entry before = known(file).get(key);
        boolean isNew = before == null;
        boolean changed = before == null || !before.hash().equals(ImportLock.hash(theirs));
        if (mine == null) {
            if (isNew) {
                if (knownFiles.contains(file)) {
                    changes.add(new Change(Kind.ADDED, subject(file, key), "", false));
                }
                return theirs;
            }
            if (changed) {
                changes.add(new Change(Kind.CHANGED, subject(file, key), "it was deleted from the catalog", true));
            }
            return null;
        }
        if (ImportLock.hash(mine).equals(ImportLock.hash(theirs))) {
            return theirs;
        }
        boolean edited = isEdited(file, key, mine);
        if (changed && !isReadAgain(key, mine, theirs)) {
            String detail = isNew
                    ? "the catalog has its own"
                    : (CatalogItems.isEntry(key) ? "" : key + " ") + JsonDifference.between(mine, theirs);
            changes.add(new Change(isNew ? Kind.ADDED : Kind.CHANGED, subject(file, key), detail, edited));
        }
        return edited ? mine : theirs;
    }

    /** The day of an import is no news. */
    private static boolean isReadAgain(String key, JsonNode mine, JsonNode theirs) {
        if (!key.equals("document") || !mine.isObject() || !theirs.isObject()) {
            return false;
        }
        ObjectNode before = mine.deepCopy();
        before.set("read", theirs.path("read"));
        return before.equals(theirs);
    }

    private @Nullable JsonNode mergeVanished(String file, String key, @Nullable JsonNode mine) {
        if (mine == null || !known(file).containsKey(key)) {
            return mine;
        }
        boolean edited = isEdited(file, key, mine);
        if (CatalogItems.isEntry(key)) {
            changes.add(new Change(Kind.GONE, subject(file, key), "", edited));
            return edited || !prune ? mine : null;
        }
        changes.add(new Change(Kind.CHANGED, subject(file, key), key + " is gone", edited));
        return edited ? mine : null;
    }

    private boolean isEdited(String file, String key, JsonNode item) {
        Entry before = known(file).get(key);
        return before == null || !before.hash().equals(ImportLock.hash(item));
    }

    /** Keeps an order, and puts each new element behind the one that it follows in the other order. */
    private static List<String> ordered(Collection<String> present, Collection<String> others) {
        Map<String, List<String>> followers = new HashMap<>();
        String last = "";
        for (String element : others) {
            if (present.contains(element)) {
                last = element;
            } else {
                followers.computeIfAbsent(last, before -> new ArrayList<>()).add(element);
            }
        }
        List<String> ordered = new ArrayList<>(followers.getOrDefault("", List.of()));
        for (String element : present) {
            ordered.add(element);
            ordered.addAll(followers.getOrDefault(element, List.of()));
        }
        return ordered;
    }

    private static String subject(String file) {
        return file.equals(CATALOG) ? CATALOG : "error " + CatalogItems.error(file);
    }

    private static String subject(String file, String key) {
        return CatalogItems.isEntry(key) ? key : subject(file);
    }

    private static String scenarios(CatalogItems file) {
        return file.scenarios().stream().collect(Collectors.joining(", "));
    }

    private static Map<String, String> hashes(Map<String, Entry> entries) {
        Map<String, String> hashes = new HashMap<>();
        entries.forEach((key, entry) -> hashes.put(key, entry.hash()));
        return hashes;
    }

    private static Set<String> union(Set<String> first, Set<String> second, Set<String> third) {
        Set<String> union = new LinkedHashSet<>(first);
        union.addAll(second);
        union.addAll(third);
        return union;
    }

    private Map<String, JsonNode> items(String file) {
        CatalogItems found = catalog.get(file);
        return found == null ? Map.of() : found.items();
    }

    private Map<String, Entry> known(String file) {
        return known.getOrDefault(file, Map.of());
    }

    private CatalogItems imported(String file) {
        return Objects.requireNonNull(imported.get(file));
    }

    private Map<String, Entry> entries(String file) {
        return entries.getOrDefault(file, Map.of());
    }

    private Entry entry(String file, String key) {
        return Objects.requireNonNull(entries(file).get(key));
    }
}
