package dev.errata.junit.coverage;

import dev.errata.report.ConsoleText;
import dev.errata.report.Coverage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Tells the recorder what runs in one session, and at the end the user what was recorded. */
final class Recording implements TestExecutionListener {

    /**
     * The folders of which this JVM has not judged the coverage, because tests failed: Surefire may open another session, which
     * runs them again.
     */
    private static final Set<String> UNJUDGED = ConcurrentHashMap.newKeySet();

    private final Consumer<String> console;

    /** What failed, and has not passed since then. */
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Settings settings;
    private volatile @Nullable CoverageRecorder recorder;
    private volatile @Nullable TestPlan plan;

    Recording(Consumer<String> console) {
        this.console = text -> console.accept(ConsoleText.of(text));
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        if (settings == null) {
            Settings read = Settings.of(started.getConfigurationParameters());
            settings = read;
            if (read.isOn()) {
                recorder = CoverageRecorder.begin(read.folder(), read.project()).orElse(null);
            }
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        CoverageRecorder recording = recorder;
        if (recording != null) {
            recording.started(test.getUniqueId(), test.isTest());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failed.add(test.getUniqueId());
        } else {
            failed.remove(test.getUniqueId());
        }
        CoverageRecorder recording = recorder;
        if (recording != null) {
            recording.finished(
                    test.getUniqueId(),
                    test.getParentId().orElse(null),
                    test.isTest(),
                    () -> name(test),
                    outcome(result));
        }
    }

    /** What the test is called, behind the names of what holds it, but for the engine. */
    private String name(TestIdentifier test) {
        Deque<String> names = new ArrayDeque<>();
        TestPlan all = plan;
        Optional<TestIdentifier> next = Optional.of(test);
        while (all != null && next.isPresent()) {
            TestIdentifier named = next.get();
            next = all.getParent(named);
            if (next.isPresent() || names.isEmpty()) {
                names.addFirst(named.getDisplayName());
            }
        }
        return String.join(" > ", names);
    }

    private static Coverage.Outcome outcome(TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> Coverage.Outcome.PASSED;
            case FAILED -> Coverage.Outcome.FAILED;
            case ABORTED -> Coverage.Outcome.ABORTED;
        };
    }

    void end() {
        Settings asked = settings;
        CoverageRecorder recording = recorder;
        if (asked == null) {
            return;
        }
        if (recording == null) {
            asked.check();
            return;
        }
        try {
            boolean recorded = recording.end();
            asked.check();
            // The rerun of a failed test may not start a server, and ends what is to be judged all the same.
            if (recorded || UNJUDGED.contains(asked.folder().toString())) {
                // Before the collection: a JVM that ends in between is not in it, and collects later than this one.
                boolean isInUse = asked.folder().isInUse();
                Coverage coverage = asked.folder().collect(asked.exclusions());
                tell(coverage, asked);
                judge(coverage, isInUse, asked);
            }
        } catch (IOException e) {
            fail(asked, e);
        }
    }

    private void tell(Coverage coverage, Settings asked) {
        console.accept("Error coverage%n%s  Report: %s"
                .formatted(coverage, asked.folder().page().toUri()));
        coverage.problems().forEach(this::warn);
        asked.minimum().withoutEffect(coverage).forEach(this::warn);
    }

    private void warn(String problem) {
        console.accept("  Warning: " + problem);
    }

    /** Judges all that was recorded, if this session is the end of a whole run. */
    private void judge(Coverage coverage, boolean isInUse, Settings asked) {
        if (!asked.hasMinimum()) {
            return;
        }
        if (asked.partial().isPresent()) {
            notJudged("this run is only a part of the suite: " + asked.partial().get());
            return;
        }
        if (!failed.isEmpty()) {
            UNJUDGED.add(asked.folder().toString());
            notJudged("tests failed. The next run without failures is checked, with all coverage recorded until then");
            return;
        }
        UNJUDGED.remove(asked.folder().toString());
        Optional<String> missed = asked.minimum().missedBy(coverage);
        if (missed.isPresent() && isInUse) {
            notJudged("another JVM is still recording to this folder. The last JVM to end checks it");
            return;
        }
        missed.ifPresent(reason -> {
            throw new CoverageException(reason);
        });
    }

    private void notJudged(String reason) {
        console.accept("  The minimum was not checked, because " + reason + ".");
    }

    /** Breaks the build only where it has a minimum. */
    private void fail(Settings asked, IOException cause) {
        String reason =
                "Error coverage cannot be written to %s: %s. Choose another folder with %s, or do not set %s=true."
                        .formatted(asked.folder(), cause, Settings.FOLDER, Settings.ENABLED);
        if (asked.hasMinimum()) {
            throw new CoverageException(reason);
        }
        console.accept(reason);
    }
}
