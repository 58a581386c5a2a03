package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * A folder of coverage: {@code coverage.json} for programs, {@code index.html} for people, and while tests run, or after a JVM
 * was killed, {@code parts} with a file for each JVM. Several JVMs can record into one folder at the same time.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CoverageFolder {

    private static final String REPORT = "coverage.json";
    private static final String PAGE = "index.html";
    private static final String PARTS = "parts";
    private static final String LOCK = "coverage.lock";
    private static final String TEMPORARY = ".tmp";
    private static final String COLLECTED = "collected";

    private final Path folder;

    private CoverageFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns a folder of coverage.
     *
     * @param folder the folder; made when something is written
     * @return the folder
     */
    public static CoverageFolder of(Path folder) {
        return new CoverageFolder(folder);
    }

    /**
     * Reads coverage.
     *
     * @param source a folder, with what killed JVMs left in it, or a file {@code coverage.json}
     * @return the coverage; what a killed JVM did not write is one of the problems
     * @throws IOException if there is no coverage, or it cannot be read, or is not the coverage of this version of Errata; the
     *     message says which file, and why
     */
    public static Coverage read(Path source) throws IOException {
        if (!InputFile.isFolder(source)) {
            return report(source).coverage();
        }
        CoverageFolder folder = of(source);
        Path file = source.resolve(REPORT);
        List<CoveragePart> parts = folder.parts();
        if (parts.isEmpty() && !exists(file)) {
            throw InputFile.unreadable(source, "there is no coverage in this folder", null);
        }
        Report report = exists(file) ? report(file) : Report.NONE;
        List<Coverage> runs = new ArrayList<>();
        for (CoveragePart part : parts) {
            if (!report.collected().contains(part.name())) {
                runs.add(part.read());
            }
        }
        return updated(report.coverage(), runs);
    }

    /** A link that leads nowhere, or round in a circle, is there, too, and an error to read. */
    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * A file {@code coverage.json}.
     *
     * @param coverage what it holds
     * @param collected the names of the parts that were added last: a JVM may be killed before it can delete them
     */
    private record Report(Coverage coverage, List<String> collected) {
        static final Report NONE = new Report(Coverage.none(), List.of());
    }

    private static Report report(Path file) throws IOException {
        try {
            return parsed(file);
        } catch (CoverageJson.Unreadable e) {
            throw InputFile.unreadable(file, e.reason(), e);
        }
    }

    private static Report parsed(Path file) throws IOException, CoverageJson.Unreadable {
        JsonNode json = CoverageJson.tree(new String(InputFile.read(file), StandardCharsets.UTF_8));
        return new Report(CoverageJson.read(json), CoverageJson.texts(json.path(COLLECTED)));
    }

    /**
     * Begins to record tests of the project in the current directory.
     *
     * @return a file for this JVM alone, to be closed at the end
     * @throws IOException if this folder cannot be written to
     */
    public CoverageJournal begin() throws IOException {
        return begin(Path.of(""), Instant.now());
    }

    /**
     * Begins to record.
     *
     * @param project the folder of the project whose tests run; what another one recorded here is not replaced, even if its
     *     tests have the same names
     * @param began when the run began; a test that had ended before is run again
     * @return a file for this JVM alone, to be closed at the end
     * @throws IOException if this folder cannot be written to
     */
    public CoverageJournal begin(Path project, Instant began) throws IOException {
        // Alone, for a file that is there and not locked yet is taken for one of a JVM that has ended.
        return alone(() ->
                CoverageJournal.begin(Files.createDirectories(folder.resolve(PARTS)), seenFromHere(project), began));
    }

    /** Relative, so that a project that was moved, or is built on another machine, is still the same. */
    private String seenFromHere(Path project) {
        Path absolute = project.toAbsolutePath().normalize();
        Path here = folder.toAbsolutePath().normalize();
        Path seen = absolute.getRoot().equals(here.getRoot()) ? here.relativize(absolute) : absolute;
        return seen.toString().replace('\\', '/');
    }

    /**
     * Adds the records of JVMs that have ended to the report, without exclusions.
     *
     * @return all coverage of this folder, with the problems that came up
     * @throws IOException if this folder cannot be written to
     */
    public Coverage collect() throws IOException {
        return collect(List.of());
    }

    /**
     * Adds the records of JVMs that have ended to the report.
     *
     * @param exclusions the scenarios that need not be covered, as for {@link Coverage#excluding}
     * @return all coverage of this folder, with the problems that came up
     * @throws IOException if this folder cannot be written to
     * @throws IllegalArgumentException if one of the exclusions is not a pattern
     */
    public Coverage collect(Collection<String> exclusions) throws IOException {
        return alone(() -> collectEnded(exclusions));
    }

    /**
     * Tells whether another JVM is still recording to this folder, and will collect later.
     *
     * @return {@code true} if one is
     * @throws IOException if the folder cannot be read
     */
    public boolean isInUse() throws IOException {
        return alone(() -> {
            for (CoveragePart part : parts()) {
                if (part.isBeingWritten()) {
                    return true;
                }
            }
            return false;
        });
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

    private Coverage collectEnded(Collection<String> exclusions) throws IOException {
        Report earlier = earlier();
        List<CoveragePart> ended = new ArrayList<>();
        List<Coverage> runs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (CoveragePart part : parts()) {
            try {
                if (!part.isBeingWritten()) {
                    if (!earlier.collected().contains(part.name())) {
                        runs.add(part.read());
                    }
                    ended.add(part);
                }
            } catch (IOException e) {
                problems.add("The records of a test run are left out. " + e.getMessage());
            }
        }
        Coverage all = updated(earlier.coverage(), runs).excluding(exclusions);
        for (String problem : problems) {
            all = all.withProblem(problem);
        }
        ObjectNode json = CoverageJson.write(all);
        ended.forEach(part -> json.withArray(COLLECTED).add(part.name()));
        replace(json);
        for (CoveragePart part : ended) {
            Files.deleteIfExists(part.file());
        }
        return all;
    }

    /** What earlier runs left; what is no coverage is put aside, and not overwritten. */
    private Report earlier() throws IOException {
        Path report = folder.resolve(REPORT);
        if (!exists(report)) {
            return Report.NONE;
        }
        try {
            return parsed(report);
        } catch (CoverageJson.Unreadable e) {
            Path aside = folder.resolve(REPORT + ".unreadable");
            Files.move(report, aside, StandardCopyOption.REPLACE_EXISTING);
            return new Report(
                    Coverage.none()
                            .withProblem(
                                    "Cannot read %s of an earlier run: %s. It was renamed to %s, and a new one begins."
                                            .formatted(report, e.reason(), aside.getFileName())),
                    List.of());
        }
    }

    private List<CoveragePart> parts() throws IOException {
        Path parts = folder.resolve(PARTS);
        if (!exists(parts)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(parts)) {
            return files.filter(CoveragePart::isOne).map(CoveragePart::new).toList();
        }
    }

    private static Coverage updated(Coverage earlier, List<Coverage> runs) {
        return runs.stream().sorted(Comparator.comparing(Coverage::recorded)).reduce(earlier, Coverage::updatedBy);
    }

    /**
     * Writes a report, and replaces an earlier one.
     *
     * @param coverage what it shows
     * @throws IOException if this folder cannot be written to
     */
    public void write(Coverage coverage) throws IOException {
        alone(() -> {
            replace(CoverageJson.write(coverage));
            return coverage;
        });
    }

    /** A concurrent reader sees the old one or the new one, never a half; a failure leaves no half either. */
    private void replace(ObjectNode json) throws IOException {
        Path report = folder.resolve(REPORT + TEMPORARY);
        Path page = folder.resolve(PAGE + TEMPORARY);
        try {
            // By name and not as temporary files, which nobody but their owner may read.
            Files.writeString(report, JsonTree.text(json) + "\n");
            Files.writeString(page, Page.html("Error coverage", json));
            move(report, REPORT);
            move(page, PAGE);
        } finally {
            Files.deleteIfExists(report);
            Files.deleteIfExists(page);
        }
    }

    private void move(Path whole, String name) throws IOException {
        Files.move(whole, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Returns the file of the page for people.
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
