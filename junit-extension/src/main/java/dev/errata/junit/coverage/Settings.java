package dev.errata.junit.coverage;

import dev.errata.report.Coverage;
import dev.errata.report.CoverageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * What the user wants of error coverage.
 *
 * @param enabled whether it is recorded; empty if the user did not say
 * @param folder where it is written
 * @param minimum the percentage that must be covered, as it was given
 */
record Settings(Optional<Boolean> enabled, CoverageFolder folder, Optional<String> minimum) {

    private static final String PREFIX = "errata.coverage.";
    static final String ENABLED = PREFIX + "enabled";
    static final String FOLDER = PREFIX + "folder";
    static final String MINIMUM = PREFIX + "minimum";

    static Settings of(ConfigurationParameters parameters) {
        return new Settings(
                parameters.getBoolean(ENABLED),
                CoverageFolder.of(parameters.get(FOLDER).map(Path::of).orElseGet(Settings::buildFolder)),
                parameters.get(MINIMUM));
    }

    /** Whether it is recorded: only if the user asks for it. */
    boolean isOn() {
        return enabled.orElse(false);
    }

    /** Refuses a minimum that nobody would look at. */
    void requireEffect() {
        if (minimum.isPresent() && enabled.isEmpty()) {
            throw new CoverageException(MINIMUM + " has no effect, because error coverage is off. Set " + ENABLED
                    + "=true, or to false where there is to be none.");
        }
    }

    /** Where the build tool writes: that of Gradle by its build file, as Pact finds it. */
    private static Path buildFolder() {
        Path project = Path.of(System.getProperty("basedir", ""));
        boolean gradle =
                Files.exists(project.resolve("build.gradle")) || Files.exists(project.resolve("build.gradle.kts"));
        return project.resolve(gradle ? "build" : "target").resolve("errata");
    }

    /** What the run has to fail for. */
    Optional<String> failure(Coverage coverage) {
        return minimum.flatMap(text -> coverage.shortOf(percent(text)));
    }

    private static int percent(String text) {
        try {
            return Coverage.percentage(text);
        } catch (IllegalArgumentException e) {
            throw new CoverageException(MINIMUM + " " + e.getMessage());
        }
    }
}
