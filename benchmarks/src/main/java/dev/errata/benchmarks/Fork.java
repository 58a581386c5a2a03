package dev.errata.benchmarks;

import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.Figure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own for one measurement.
 *
 * @param main the class that it runs
 * @param jars what the names of the jars begin with that it has, beside the benchmarks themselves; empty for all
 */
public record Fork(Class<?> main, List<String> jars) {

    /** The heap that the hungriest needs, and an HTTP server of the JDK that does not stall. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx4g", "-Dsun.net.httpserver.nodelay=true");

    /** A JVM with the jars of a contender, and some that the measurement needs. */
    public static Fork of(Class<?> main, Contender contender, String... others) {
        return new Fork(
                main,
                Stream.concat(contender.jars().stream(), Stream.of(others)).toList());
    }

    /** The figures that it prints. */
    public List<Figure> run(String... arguments) throws IOException, InterruptedException {
        return lines(arguments).stream()
                .flatMap(line -> Figure.in(line.text()).stream())
                .toList();
    }

    /** The milliseconds from its start to a line of its output. */
    public double millisUntil(String text, String... arguments) throws IOException, InterruptedException {
        return lines(arguments).stream()
                .filter(line -> line.text().equals(text))
                .mapToDouble(Line::millis)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(main.getSimpleName() + " did not say " + text));
    }

    private record Line(String text, double millis) {}

    private List<Line> lines(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-classpath", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        List<Line> lines = new ArrayList<>();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String text = out.readLine(); text != null; text = out.readLine()) {
                lines.add(new Line(text, (System.nanoTime() - start) / 1e6));
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(lines.stream()
                    .map(Line::text)
                    .collect(Collectors.joining(
                            "\n", main.getSimpleName() + " " + String.join(" ", arguments) + " failed:\n", "")));
        }
        return lines;
    }

    private String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        jars.isEmpty() || isWanted(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The classes of the benchmarks are a folder when they are run from the build. */
    private boolean isWanted(String entry) {
        return Stream.concat(Stream.of("classes", "errata-benchmarks", "slf4j-"), jars.stream())
                .anyMatch(entry::startsWith);
    }
}
