package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    String name() {
        return file.getFileName().toString();
    }

    /** Tells whether its JVM still runs, by the lock, which the system takes from a JVM however it ends. */
    boolean isBeingWritten() throws IOException {
        if (!Files.isRegularFile(file)) {
            // Whatever it is, no JVM writes coverage to it; reading it says what is wrong.
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock(CoverageJournal.LOCKED, 1, false) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** What can be read; the last line of a JVM that was killed may be a half, and end inside a character. */
    Coverage read() throws IOException {
        byte[] bytes = InputFile.read(file);
        Contents contents = new Contents();
        try {
            int start = 0;
            for (int end = 0; end < bytes.length; end++) {
                if (bytes[end] == '\n') {
                    contents.add(CoverageJson.tree(text(bytes, start, end)));
                    start = end + 1;
                }
            }
            return contents.ended ? contents.coverage() : cutOff(contents);
        } catch (CoverageJson.Unreadable e) {
            return damaged(contents, e.reason());
        }
    }

    private static String text(byte[] bytes, int start, int end) throws CoverageJson.Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CoverageJson.Unreadable("it is not encoded in UTF-8");
        }
    }

    private Coverage cutOff(Contents contents) throws IOException {
        return isBeingWritten()
                ? contents.coverage()
                        .withProblem("A test run that began at %s is still running. Its first %d tests count."
                                .formatted(contents.recorded, contents.runs.size()))
                : damaged(contents, "it is incomplete");
    }

    private Coverage damaged(Contents contents, String reason) {
        return contents.coverage()
                .withProblem(("A test run that began at %s was killed, or its file is damaged (%s: %s). Its first %d"
                                + " tests count, the rest is lost.")
                        .formatted(contents.recorded, name(), reason, contents.runs.size()));
    }

    private static final class Contents {

        private Instant recorded = Instant.EPOCH;
        private String project = "";
        private final List<ObjectNode> apis = new ArrayList<>();
        private final Set<String> asked = new LinkedHashSet<>();
        private final List<Coverage.TestRun> runs = new ArrayList<>();
        private final List<CandidateError> candidates = new ArrayList<>();
        private final Set<String> problems = new LinkedHashSet<>();
        private boolean ended;

        void add(JsonNode line) throws CoverageJson.Unreadable {
            if (line.has(CoverageJournal.API)) {
                apis.add(CoverageJson.api(line.path(CoverageJournal.API)));
            } else if (line.has(CoverageJournal.ASKED)) {
                asked.add(line.path(CoverageJournal.ASKED).asText());
            } else if (line.has(CoverageJournal.TEST)) {
                runs.add(CoverageJson.run(line.path(CoverageJournal.TEST), project, recorded));
            } else if (line.has(CoverageJournal.CANDIDATE)) {
                candidates.add(CoverageJson.candidate(line.path(CoverageJournal.CANDIDATE)));
            } else if (line.has(CoverageJournal.PROBLEM)) {
                problems.add(line.path(CoverageJournal.PROBLEM).asText());
            } else if (line.has(CoverageJournal.END)) {
                ended = true;
            } else {
                recorded = CoverageJson.recorded(line);
                project = line.path(CoverageJournal.PROJECT).asText();
            }
        }

        Coverage coverage() {
            Coverage coverage = Coverage.of(recorded, apis, asked, runs, candidates);
            for (String problem : problems) {
                coverage = coverage.withProblem(problem);
            }
            return coverage;
        }
    }
}
