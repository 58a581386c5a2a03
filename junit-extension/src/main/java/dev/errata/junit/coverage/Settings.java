package dev.errata.junit.coverage;

import dev.errata.report.Coverage;
import dev.errata.report.CoverageFolder;
import dev.errata.report.CoverageMinimum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * What the user wants of error coverage.
 *
 * @param enabled whether it is recorded; empty if the user did not say
 * @param project the folder of the project whose tests run
 * @param folder where it is written
 * @param minimums the percentages that must be covered, as they were given, by the names of the parameters
 * @param exclude the scenarios that need not be covered, as they were given
 * @param partial why this run is not the whole suite; empty if nothing says so
 */
record Settings(
        Optional<Boolean> enabled,
        Path project,
        CoverageFolder folder,
        Map<String, String> minimums,
        Optional<String> exclude,
        Optional<String> partial) {

    private static final String PREFIX = "errata.coverage.";
    static final String ENABLED = PREFIX + "enabled";
    static final String FOLDER = PREFIX + "folder";
    static final String MINIMUM = PREFIX + "minimum";
    static final String EXCLUDE = PREFIX + "exclude";
    static final String PARTIAL = PREFIX + "partial";

    /** With these properties, which Maven passes on to the tests, Surefire and Failsafe are told to run some tests only. */
    private static final List<String> SELECTIONS = List.of("test", "it.test");

    /** The programs with which IntelliJ IDEA, Eclipse and Visual Studio Code run what the user has selected. */
    private static final List<String> IDES =
            List.of("com.intellij.rt.", "org.eclipse.jdt.internal.junit.runner.", "com.microsoft.java.test.runner.");

    static Settings of(ConfigurationParameters parameters) {
        Path project = Path.of(parameters.get("basedir").orElse(""));
        return new Settings(
                parameters.getBoolean(ENABLED),
                project,
                CoverageFolder.of(parameters.get(FOLDER).map(Path::of).orElseGet(() -> buildFolder(project))),
                minimums(parameters),
                parameters.get(EXCLUDE),
                partial(parameters));
    }

    private static Map<String, String> minimums(ConfigurationParameters parameters) {
        Map<String, String> minimums = new TreeMap<>();
        parameters.keySet().stream()
                .filter(name -> name.equals(MINIMUM) || name.startsWith(MINIMUM + "."))
                .forEach(name -> parameters.get(name).ifPresent(value -> minimums.put(name, value)));
        return minimums;
    }

    private static Optional<String> partial(ConfigurationParameters parameters) {
        if (parameters.getBoolean(PARTIAL).orElse(false)) {
            return Optional.of(PARTIAL + "=true");
        }
        String program = parameters.get("sun.java.command").orElse("");
        if (IDES.stream().anyMatch(program::startsWith)) {
            return Optional.of("it was started by an IDE");
        }
        return SELECTIONS.stream()
                .flatMap(name -> parameters.get(name).filter(value -> !value.isBlank()).stream()
                        .map(value -> "-D" + name + "=" + value))
                .findFirst();
    }

    /** Where the build tool writes: that of Gradle by its build file, as Pact finds it. */
    private static Path buildFolder(Path project) {
        boolean gradle =
                Files.exists(project.resolve("build.gradle")) || Files.exists(project.resolve("build.gradle.kts"));
        return project.resolve(gradle ? "build" : "target").resolve("errata");
    }

    /** Whether it is recorded: only if the user asks for it. */
    boolean isOn() {
        return enabled.orElse(false);
    }

    boolean hasMinimum() {
        return !minimums.isEmpty();
    }

    /** Refuses what cannot be understood, and a minimum that nobody would look at. */
    void check() {
        if (hasMinimum() && enabled.isEmpty()) {
            throw new CoverageException(minimums.keySet().iterator().next()
                    + " has no effect, because error coverage is off. Set " + ENABLED
                    + "=true, or set it to false to suppress this failure.");
        }
        if (isOn()) {
            minimum();
            try {
                Coverage.none().excluding(exclusions());
            } catch (IllegalArgumentException e) {
                throw new CoverageException(EXCLUDE + " " + e.getMessage());
            }
        }
    }

    CoverageMinimum minimum() {
        CoverageMinimum minimum = CoverageMinimum.none();
        for (Map.Entry<String, String> each : minimums.entrySet()) {
            try {
                minimum = each.getKey().equals(MINIMUM)
                        ? minimum.with(each.getValue())
                        : minimum.with(each.getKey().substring(MINIMUM.length() + 1), each.getValue());
            } catch (IllegalArgumentException e) {
                throw new CoverageException(each.getKey() + " " + e.getMessage());
            }
        }
        return minimum;
    }

    List<String> exclusions() {
        return exclude.stream()
                .flatMap(patterns -> Arrays.stream(patterns.split(",")))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }
}
