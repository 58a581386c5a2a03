package dev.errata.junit.coverage;

import dev.errata.report.Coverage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Tells the recorder what runs, and at the end the user what it recorded. */
final class Recording implements TestExecutionListener {

    private final Consumer<String> console;
    private volatile @Nullable Settings settings;
    private volatile @Nullable CoverageRecorder recorder;
    private volatile @Nullable TestPlan plan;

    Recording(Consumer<String> console) {
        this.console = console;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        if (settings == null) {
            Settings read = Settings.of(started.getConfigurationParameters());
            settings = read;
            if (read.isOn()) {
                recorder = CoverageRecorder.begin(read.folder()).orElse(null);
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
        asked.requireEffect();
        if (recording != null) {
            try {
                recording.end().ifPresent(coverage -> tell(coverage, asked));
            } catch (IOException e) {
                fail(asked, e);
            }
        }
    }

    private void tell(Coverage coverage, Settings asked) {
        console.accept("Error coverage%n%s  Report: %s"
                .formatted(coverage, asked.folder().page().toUri()));
        coverage.problems().forEach(problem -> console.accept("  Warning: " + problem));
        asked.failure(coverage).ifPresent(reason -> {
            throw new CoverageException(reason);
        });
    }

    /** Breaks the build only where it has a minimum. */
    private void fail(Settings asked, IOException cause) {
        String reason =
                "Error coverage cannot be written to %s: %s. Choose another folder with %s, or do not set %s=true."
                        .formatted(asked.folder(), cause, Settings.FOLDER, Settings.ENABLED);
        if (asked.minimum().isPresent()) {
            throw new CoverageException(reason);
        }
        console.accept(reason);
    }
}
