package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apiguardian.api.API;

/**
 * What one JVM records while its tests run: a line of JSON for each test, written when the test has ended, so that a JVM that is
 * killed loses no more than the test it was at. For use by one thread at a time.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CoverageJournal implements Closeable {

    static final String ENDING = ".jsonl";
    static final String PROJECT = "project";
    static final String API = "api";
    static final String ASKED = "asked";
    static final String TEST = "test";
    static final String CANDIDATE = "candidate";
    static final String PROBLEM = "problem";
    static final String END = "end";

    /** What is locked while the journal is open; far behind all text, since where locks are strict nobody could read it else. */
    static final long LOCKED = Long.MAX_VALUE - 1;

    private final FileChannel file;
    private final Map<String, ObjectNode> catalogs = new HashMap<>();

    private CoverageJournal(FileChannel file) {
        this.file = file;
    }

    static CoverageJournal begin(Path folder, String project, Instant began) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve(UUID.randomUUID() + ENDING), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            file.lock(LOCKED, 1, false);
            CoverageJournal journal = new CoverageJournal(file);
            journal.append(CoverageJson.head(began).put(PROJECT, project));
            return journal;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Records that a server of an API was started; required before the first test that uses it.
     *
     * @param catalog the catalog that it answers from
     * @return whether this is the catalog by which answers of this API are counted: not another one of the same id
     * @throws IOException if it cannot be written
     */
    public boolean add(Catalog catalog) throws IOException {
        ObjectNode json = CatalogJson.of(catalog);
        ObjectNode first = catalogs.putIfAbsent(catalog.id(), json);
        if (first == null) {
            append(line(API, json));
            return true;
        }
        if (first.equals(json)) {
            return true;
        }
        append(JsonNodeFactory.instance
                .objectNode()
                .put(
                        PROBLEM,
                        "Several catalogs have the id \"%s\" in one test run. Only answers from the first one count."
                                .formatted(catalog.id())));
        return false;
    }

    /**
     * Records that a client sent a request to a server of an API, whatever the answer was.
     *
     * @param catalog the catalog of the API
     * @throws IOException if it cannot be written
     */
    public void asked(Catalog catalog) throws IOException {
        append(JsonNodeFactory.instance.objectNode().put(ASKED, catalog.id()));
    }

    /**
     * Records an error of a real API that its catalog does not have.
     *
     * @param candidate the error
     * @throws IOException if it cannot be written
     */
    public void add(CandidateError candidate) throws IOException {
        append(line(CANDIDATE, CoverageJson.write(candidate)));
    }

    /**
     * Records the scenarios of a test; to be called when it has ended.
     *
     * @param test the test
     * @throws IOException if it cannot be written
     */
    public void add(Coverage.Test test) throws IOException {
        append(line(TEST, CoverageJson.write(test).put("ended", Instant.now().toString())));
    }

    private static ObjectNode line(String kind, JsonNode content) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.set(kind, content);
        return line;
    }

    private void append(ObjectNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JsonTree.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Marks the file as complete. */
    @Override
    public void close() throws IOException {
        try (file) {
            append(JsonNodeFactory.instance.objectNode().put(END, true));
        }
    }
}
