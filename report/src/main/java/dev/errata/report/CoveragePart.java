package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file that a {@link CoverageJournal} wrote, to be collected.
 *
 * @param file the file
 */
record CoveragePart(Path file) {

    static boolean isOne(Path file) {
        return file.toString().endsWith(CoverageJournal.ENDING);
    }

    /** Tells whether its JVM still runs, by the lock, which the system takes from a JVM however it ends. */
    boolean isBeingWritten() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock(CoverageJournal.LOCKED, 1, false) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** What can be read; the last line of a JVM that was killed may be a half. */
    Coverage read() {
        Contents contents = new Contents();
        try {
            for (String line : Files.readAllLines(file)) {
                contents.add(CoverageJson.tree(line));
            }
            return contents.ended ? contents.coverage() : lost(contents, "it has no end");
        } catch (IOException e) {
            return lost(contents, e.toString());
        } catch (CoverageJson.Unreadable e) {
            return lost(contents, e.reason());
        }
    }

    private Coverage lost(Contents contents, String reason) {
        return contents.coverage()
                .withProblem(
                        ("A test run that began at %s was killed, or what it wrote was damaged (%s: %s). What its first %d"
                                        + " tests met counts, the rest is lost.")
                                .formatted(contents.recorded, file.getFileName(), reason, contents.tests.size()));
    }

    private static final class Contents {

        private Instant recorded = Instant.EPOCH;
        private final List<ObjectNode> apis = new ArrayList<>();
        private final List<Coverage.Test> tests = new ArrayList<>();
        private final Set<String> problems = new LinkedHashSet<>();
        private boolean ended;

        void add(JsonNode line) throws CoverageJson.Unreadable {
            if (line.has(CoverageJournal.API)) {
                apis.add(CoverageJson.api(line.path(CoverageJournal.API)));
            } else if (line.has(CoverageJournal.TEST)) {
                tests.add(CoverageJson.test(line.path(CoverageJournal.TEST)));
            } else if (line.has(CoverageJournal.PROBLEM)) {
                problems.add(line.path(CoverageJournal.PROBLEM).asText());
            } else if (line.has(CoverageJournal.END)) {
                ended = true;
            } else {
                recorded = CoverageJson.recorded(line);
            }
        }

        Coverage coverage() {
            Coverage coverage = Coverage.of(recorded, apis, tests);
            for (String problem : problems) {
                coverage = coverage.withProblem(problem);
            }
            return coverage;
        }
    }
}
