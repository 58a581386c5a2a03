package dev.errata.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Where coverage lies: {@code coverage.json} for programs, {@code index.html} for people, and while tests run, or after a JVM
 * was killed, {@code parts} with a file for each JVM. Several of them may record into one folder at the same time.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CoverageFolder {

    private static final String REPORT = "coverage.json";
    private static final String PAGE = "index.html";
    private static final String PARTS = "parts";
    private static final String LOCK = "coverage.lock";

    private final Path folder;

    private CoverageFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Names a folder.
     *
     * @param folder the folder; made when something is written
     * @return the folder
     */
    public static CoverageFolder of(Path folder) {
        return new CoverageFolder(folder);
    }

    /**
     * Reads what was recorded.
     *
     * @param source a folder, with what killed JVMs left in it, or a file {@code coverage.json}
     * @return the coverage; what cannot be read is left out, and is one of the problems
     */
    public static Coverage read(Path source) {
        if (!Files.isDirectory(source)) {
            return report(source);
        }
        CoverageFolder folder = of(source);
        Path report = source.resolve(REPORT);
        try {
            List<CoveragePart> parts = folder.parts();
            if (parts.isEmpty() && !Files.exists(report)) {
                return Coverage.problem("There is no coverage in " + source);
            }
            return updated(Files.exists(report) ? report(report) : Coverage.none(), parts);
        } catch (IOException e) {
            return Coverage.problem(unreadable(source, e.toString()));
        }
    }

    private static Coverage report(Path file) {
        try {
            return CoverageJson.read(Files.readString(file));
        } catch (IOException e) {
            return Coverage.problem(unreadable(file, e.toString()));
        } catch (CoverageJson.Unreadable e) {
            return Coverage.problem(unreadable(file, e.reason()));
        }
    }

    private static String unreadable(Path file, String reason) {
        return "%s was left out, for it cannot be read: %s".formatted(file, reason);
    }

    /**
     * Begins to record.
     *
     * @return a file for this JVM alone, to be closed at the end
     * @throws IOException if there is no writing to this folder
     */
    public CoverageJournal begin() throws IOException {
        // Alone, for a file that is there and not locked yet is taken for one of a JVM that has ended.
        return alone(() -> CoverageJournal.begin(Files.createDirectories(folder.resolve(PARTS))));
    }

    /**
     * Adds what JVMs that have ended recorded to the report.
     *
     * @return all coverage of this folder, with the problems that came up
     * @throws IOException if there is no writing to this folder
     */
    public Coverage collect() throws IOException {
        return alone(this::collectEnded);
    }

    /** Something that nobody else does in this folder at the same time. */
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T alone(Work<T> work) throws IOException {
        Files.createDirectories(folder);
        // The lock of a file is the JVM's; the other one keeps its threads apart.
        synchronized (CoverageFolder.class) {
            try (FileChannel lock =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                return work.run();
            }
        }
    }

    private Coverage collectEnded() throws IOException {
        List<CoveragePart> ended = new ArrayList<>();
        for (CoveragePart part : parts()) {
            if (!part.isBeingWritten()) {
                ended.add(part);
            }
        }
        Coverage all = updated(earlier(), ended);
        write(all);
        for (CoveragePart part : ended) {
            Files.deleteIfExists(part.file());
        }
        return all;
    }

    /** What earlier runs left; one that cannot be read is put aside, and not overwritten. */
    private Coverage earlier() throws IOException {
        Path report = folder.resolve(REPORT);
        if (!Files.exists(report)) {
            return Coverage.none();
        }
        try {
            return CoverageJson.read(Files.readString(report));
        } catch (CoverageJson.Unreadable e) {
            Path aside = folder.resolve(REPORT + ".unreadable");
            Files.move(report, aside, StandardCopyOption.REPLACE_EXISTING);
            return Coverage.problem("%s of an earlier run cannot be read: %s. It is now %s, and a new one begins."
                    .formatted(report, e.reason(), aside.getFileName()));
        }
    }

    private List<CoveragePart> parts() throws IOException {
        Path parts = folder.resolve(PARTS);
        if (!Files.exists(parts)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(parts)) {
            return files.filter(CoveragePart::isOne).map(CoveragePart::new).toList();
        }
    }

    private static Coverage updated(Coverage earlier, List<CoveragePart> parts) {
        return parts.stream()
                .map(CoveragePart::read)
                .sorted(Comparator.comparing(Coverage::recorded))
                .reduce(earlier, Coverage::updatedBy);
    }

    /**
     * Writes a report, in the place of one that is there.
     *
     * @param coverage what it shows
     * @throws IOException if there is no writing to this folder
     */
    public void write(Coverage coverage) throws IOException {
        Files.createDirectories(folder);
        ObjectNode json = CoverageJson.write(coverage);
        replace(REPORT, JsonTree.text(json) + "\n");
        replace(PAGE, Page.html("Error coverage", json));
    }

    /** A concurrent reader sees the old one or the new one, never a half. */
    private void replace(String name, String content) throws IOException {
        Path whole = Files.createTempFile(folder, name, ".tmp");
        Files.writeString(whole, content);
        Files.move(whole, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The page for people.
     *
     * @return the file, whether it is there or not
     */
    public Path page() {
        return folder.resolve(PAGE);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
