package dev.errata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.internal.json.StrictJson;
import dev.errata.fixtures.internal.reading.ImportSeal;
import dev.errata.fixtures.model.CatalogException;
import dev.errata.openapi.ImportLock.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apiguardian.api.API;

/**
 * The folder of a catalog that is imported from a description, perhaps edited, and imported again.
 *
 * <p>A file {@value ImportLock#FILE} beside {@code catalog.json} remembers what the description said. So the next import
 * replaces entries that were not edited, and keeps the rest: edits, deletions, and all that the author of the catalog added.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ImportFolder {

    /** What says nothing of its own: the day of the import, and the names of what is in other files. */
    private static final Set<String> DERIVED = Set.of("document", CatalogItems.ERRORS);

    private final Path folder;

    private ImportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the folder of a catalog.
     *
     * @param folder the folder; made when something is written
     * @return the folder
     */
    public static ImportFolder of(Path folder) {
        return new ImportFolder(folder);
    }

    /** What is there. */
    private record Present(Map<String, CatalogItems> files, Optional<ImportLock> lock) {}

    /** What an import would make of it. */
    private record Plan(Merge merge, ImportSource source, Present present) {

        /** Returns the texts of the files that are new or otherwise, in the order in which they are to be written. */
        Map<String, String> texts() {
            Map<String, String> texts = new LinkedHashMap<>();
            Stream.concat(
                            merge.files().keySet().stream().filter(file -> !file.equals(CatalogItems.CATALOG)),
                            Stream.of(CatalogItems.CATALOG))
                    .forEach(file -> {
                        String text =
                                Objects.requireNonNull(merge.files().get(file)).text();
                        CatalogItems before = present.files.get(file);
                        if (before == null || !before.text().equals(text)) {
                            texts.put(file, text);
                        }
                    });
            return texts;
        }

        Set<String> deleted() {
            Set<String> deleted = new TreeSet<>(present.files.keySet());
            deleted.removeAll(merge.files().keySet());
            return deleted;
        }
    }

    /**
     * Returns the options of an import into this folder: the given options, or else the options of the last import.
     *
     * @param asked what was asked for, perhaps nothing
     * @return the options
     * @throws IOException if nothing was asked for, and the lock cannot be read; the message is a sentence
     */
    public ImportOptions options(ImportOptions asked) throws IOException {
        if (!asked.named().isEmpty()) {
            return asked;
        }
        Optional<ImportLock> lock = lock();
        try {
            return lock.map(known -> ImportOptions.named(known.source().options()))
                    .orElse(asked);
        } catch (IllegalArgumentException e) {
            throw broken(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Returns the changes of an import, and writes nothing.
     *
     * @param imported what the description says now
     * @return the entries that differ from the last import, and those that only the catalog still has; edits of the catalog
     *     are not changes
     * @throws IOException if nothing was imported into this folder yet, or not from this description, or it cannot be read; the
     *     message is a sentence
     * @throws IllegalArgumentException if the description has no errors
     */
    public List<Change> compare(OpenApiImport imported) throws IOException {
        return compare(imported.source(), imported.files());
    }

    /**
     * Writes a catalog, or updates it. What is gone from the description stays in the catalog.
     *
     * @param imported what the description says now
     * @return what it said otherwise at the last import; nothing if this is the first one
     * @throws IOException if the folder holds something else, or cannot be written, or the catalog would be invalid; the message is
     *     a sentence, and nothing is changed
     * @throws IllegalArgumentException if the description has no errors
     */
    public List<Change> write(OpenApiImport imported) throws IOException {
        return write(imported.source(), imported.files(), false);
    }

    /**
     * Writes a catalog as {@link #write} does, and deletes entries that the description no longer has, unless they were edited.
     *
     * @param imported what the description says now
     * @return what it said otherwise at the last import; nothing if this is the first one
     * @throws IOException if the folder holds something else, or cannot be written, or the catalog would be invalid; the message is
     *     a sentence, and nothing is changed
     * @throws IllegalArgumentException if the description has no errors
     */
    public List<Change> prune(OpenApiImport imported) throws IOException {
        return write(imported.source(), imported.files(), true);
    }

    List<Change> compare(ImportSource source, List<ImportedFile> imported) throws IOException {
        if (!Files.exists(folder.resolve(ImportLock.FILE))) {
            throw new IOException("%s was never imported: it has no %s".formatted(folder, ImportLock.FILE));
        }
        return plan(source, imported, false).merge.changes();
    }

    List<Change> write(ImportSource source, List<ImportedFile> imported, boolean prune) throws IOException {
        Plan plan = plan(source, imported, prune);
        try {
            store(plan);
        } catch (FileSystemException e) {
            throw new IOException("Cannot write %s: %s".formatted(folder, reason(e)), e);
        }
        return plan.merge.changes();
    }

    private Plan plan(ImportSource source, List<ImportedFile> imported, boolean prune) throws IOException {
        Present present = present();
        Map<String, CatalogItems> files = new LinkedHashMap<>();
        Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
        for (ImportedFile file : imported) {
            CatalogItems items = items(file.name(), file.content());
            files.put(file.name(), items);
            entries.put(file.name(), entries(file, items));
        }
        if (!files.containsKey(CatalogItems.CATALOG)) {
            throw new IllegalArgumentException(source.file() + " has no errors");
        }
        present.lock
                .filter(lock -> lock.source().sha256().equals(source.sha256()) && isSame(lock.files(), entries))
                .ifPresent(lock -> keepDay(present, files));
        if (present.lock.isEmpty()
                && present.files.containsKey(CatalogItems.CATALOG)
                && !isWritten(present.files, files)) {
            throw new IOException("%s holds a catalog that was not imported: it has no %s. Import into another folder"
                    .formatted(folder, ImportLock.FILE));
        }
        String known = present.lock.map(lock -> lock.source().file()).orElse(source.file());
        if (!known.equals(source.file())) {
            throw new IOException(
                    "%s was imported from %s, not from %s. If the description was renamed, write its new name into %s"
                            .formatted(folder, known, source.file(), folder.resolve(ImportLock.FILE)));
        }
        Merge merge =
                new Merge(present.files, present.lock.map(ImportLock::files).orElse(Map.of()), files, entries, prune);
        return new Plan(merge, source, present);
    }

    /** Reads what is imported as it will be read from its file. */
    private static CatalogItems items(String file, JsonNode content) {
        try {
            String text = CatalogItems.of(file, content).text();
            return CatalogItems.of(file, StrictJson.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (StrictJson.Refused | CatalogItems.Malformed e) {
            throw new IllegalArgumentException("the imported catalog is invalid: " + e.getMessage(), e);
        }
    }

    /** Tells whether a description says the same as before, whatever the day. */
    private static boolean isSame(Map<String, Map<String, Entry>> before, Map<String, Map<String, Entry>> now) {
        return now.entrySet().stream()
                .allMatch(file -> file.getValue().entrySet().stream()
                        .allMatch(item -> DERIVED.contains(item.getKey())
                                || item.getValue()
                                        .equals(before.getOrDefault(file.getKey(), Map.of())
                                                .get(item.getKey()))));
    }

    /** What was read once is not read again. */
    private static void keepDay(Present present, Map<String, CatalogItems> files) {
        JsonNode before =
                Objects.requireNonNull(present.files.get(CatalogItems.CATALOG)).get("document");
        JsonNode now = Objects.requireNonNull(files.get(CatalogItems.CATALOG)).get("document");
        if (before != null && before.path("read").isTextual() && now instanceof ObjectNode document) {
            document.set("read", before.get("read"));
        }
    }

    private static Map<String, Entry> entries(ImportedFile file, CatalogItems items) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        items.items()
                .forEach((key, item) -> entries.put(
                        key,
                        new Entry(Optional.ofNullable(file.sources().get(items.pointer(key))), ImportLock.hash(item))));
        return entries;
    }

    /** An import that was interrupted before it could write its lock. */
    private static boolean isWritten(Map<String, CatalogItems> present, Map<String, CatalogItems> imported) {
        return imported.entrySet().stream()
                .allMatch(file -> Optional.ofNullable(present.get(file.getKey()))
                        .map(CatalogItems::text)
                        .equals(Optional.of(file.getValue().text())));
    }

    private Present present() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return new Present(Map.of(), Optional.empty());
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is not a folder");
        }
        try {
            Map<String, CatalogItems> files = new LinkedHashMap<>();
            for (String file : catalogFiles()) {
                files.put(file, read(file));
            }
            Optional<ImportLock> lock = lock();
            if (lock.isPresent() && !files.containsKey(CatalogItems.CATALOG)) {
                throw new IOException("%1$s has %2$s, but no %3$s. Delete %2$s to import again"
                        .formatted(folder, ImportLock.FILE, CatalogItems.CATALOG));
            }
            return new Present(files, lock);
        } catch (FileSystemException e) {
            throw new IOException("Cannot read %s: %s".formatted(folder, reason(e)), e);
        }
    }

    private List<String> catalogFiles() throws IOException {
        Path errors = folder.resolve(CatalogItems.ERRORS);
        Stream<String> catalog = Stream.of(CatalogItems.CATALOG).filter(file -> Files.exists(folder.resolve(file)));
        if (!Files.isDirectory(errors)) {
            return catalog.toList();
        }
        try (Stream<Path> files = Files.list(errors)) {
            return Stream.concat(
                            catalog,
                            files.map(file -> file.getFileName().toString())
                                    .filter(file -> file.endsWith(".json"))
                                    .sorted()
                                    .map(file -> CatalogItems.ERRORS + "/" + file))
                    .toList();
        }
    }

    private CatalogItems read(String file) throws IOException {
        try {
            JsonNode content = StrictJson.read(Files.readAllBytes(folder.resolve(file)));
            if (file.equals(CatalogItems.CATALOG)
                    && content.path(CatalogItems.ERRORS).isObject()) {
                throw new CatalogItems.Malformed(
                        file, "/errors", "must be a list of names; move each error to a file in the folder errors");
            }
            return CatalogItems.of(file, content);
        } catch (StrictJson.Refused e) {
            throw new IOException("%s %s".formatted(folder.resolve(file), e.getMessage()), e);
        } catch (CatalogItems.Malformed e) {
            throw new IOException("%s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private Optional<ImportLock> lock() throws IOException {
        Path file = folder.resolve(ImportLock.FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ImportLock.read(Files.readAllBytes(file)));
        } catch (ImportLock.Broken e) {
            throw broken(String.valueOf(e.getMessage()), e);
        }
    }

    private IOException broken(String reason, Exception cause) {
        return new IOException(
                "%s is broken: %s. Restore it, or import into another folder"
                        .formatted(folder.resolve(ImportLock.FILE), reason),
                cause);
    }

    private void store(Plan plan) throws IOException {
        Map<String, String> texts = plan.texts();
        Set<String> deleted = plan.deleted();
        boolean exists = Files.exists(folder);
        String lock = new ImportLock(plan.source, hash(plan, texts), plan.merge.lock()).text();
        boolean sameLock = plan.present.lock.map(ImportLock::text).equals(Optional.of(lock));
        if (texts.isEmpty() && deleted.isEmpty() && sameLock) {
            return;
        }
        Path absolute = folder.toAbsolutePath();
        Path staging = (exists ? absolute : parent(absolute))
                .resolve(".%s.%s".formatted(absolute.normalize().getFileName(), Long.toHexString(System.nanoTime())));
        Files.createDirectory(staging);
        try {
            stage(plan, staging);
            Files.writeString(staging.resolve(ImportLock.FILE), lock);
            if (!exists) {
                Files.move(staging, absolute, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            Files.createDirectories(folder.resolve(CatalogItems.ERRORS));
            for (String file : texts.keySet()) {
                replace(staging, file);
            }
            for (String file : deleted) {
                Files.delete(folder.resolve(file));
            }
            replace(staging, ImportLock.FILE);
        } finally {
            delete(staging);
        }
    }

    /** Returns the hash of the files as they will be, which may be laid out otherwise than an import does it. */
    private String hash(Plan plan, Map<String, String> texts) throws IOException {
        JsonNode errors =
                Objects.requireNonNull(Objects.requireNonNull(plan.merge.files().get(CatalogItems.CATALOG))
                        .get(CatalogItems.ERRORS));
        List<String> names = Stream.concat(
                        Stream.of(CatalogItems.CATALOG),
                        StreamSupport.stream(errors.spliterator(), false)
                                .map(name -> CatalogItems.file(name.asText()))
                                .filter(plan.merge.files()::containsKey))
                .toList();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String file : names) {
            String text = texts.get(file);
            files.put(
                    file,
                    text != null ? text.getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(folder.resolve(file)));
        }
        return ImportSeal.hash(files);
    }

    private static Path parent(Path folder) throws IOException {
        return Files.createDirectories(Objects.requireNonNull(folder.getParent()));
    }

    private void replace(Path staging, String file) throws IOException {
        Files.move(
                staging.resolve(file),
                folder.resolve(file),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the whole catalog, and reads it again with all checks, before anything of it is to be seen. */
    private void stage(Plan plan, Path staging) throws IOException {
        Files.createDirectory(staging.resolve(CatalogItems.ERRORS));
        for (Map.Entry<String, CatalogItems> file : plan.merge.files().entrySet()) {
            Files.writeString(staging.resolve(file.getKey()), file.getValue().text());
        }
        try {
            Catalog unused = Catalog.load(staging);
        } catch (CatalogException e) {
            throw new IOException(invalid(plan, e), e);
        }
    }

    private String invalid(Plan plan, CatalogException invalid) {
        List<CatalogException.Mistake> mistakes = invalid.mistakes();
        boolean isGone = plan.merge.changes().stream()
                .filter(change -> change.kind() == Change.Kind.GONE)
                .map(Change::subject)
                .anyMatch(("error " + CatalogItems.error(mistakes.get(0).file()))::equals);
        return "%s is unchanged, because the catalog would be invalid: %s%s%s"
                .formatted(
                        folder,
                        mistakes.get(0),
                        mistakes.size() == 1 ? "" : ", and %d more mistakes".formatted(mistakes.size() - 1),
                        isGone ? ". The description no longer has that error: prune it" : "");
    }

    private static void delete(Path staging) throws IOException {
        if (!Files.exists(staging)) {
            return;
        }
        try (Stream<Path> files = Files.walk(staging)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getFile() + " is not a folder";
        }
        return e instanceof NoSuchFileException
                ? "the folder does not exist"
                : Optional.ofNullable(e.getReason()).orElse(e.toString());
    }
}
