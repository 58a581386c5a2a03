package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program in a process of its own. */
final class Program implements AutoCloseable {

    private static final Pattern BASE_URL = Pattern.compile("^(?:  Base URL +)?(https?://\\S+)$", Pattern.MULTILINE);

    private final Process process;
    private final Path err;
    private final Thread reader = new Thread(this::read, "output of a program");

    /** Guarded by itself, like {@link #ended}. */
    private final StringBuilder printed = new StringBuilder();

    private boolean ended;

    private Program(Process process, Path err) {
        this.process = process;
        this.err = err;
        reader.setDaemon(true);
        reader.start();
    }

    /** Reads what is printed at once: a program whose output nobody reads stops when the pipe is full. */
    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (printed) {
                    printed.append(line).append('\n');
                    printed.notifyAll();
                }
            }
        } catch (IOException e) {
            // The program was destroyed.
        } finally {
            synchronized (printed) {
                ended = true;
                printed.notifyAll();
            }
        }
    }

    /** Starts the program from its classes, without JUnit on the class path. */
    static Program errata(String... arguments) throws IOException {
        return errata(Map.of(), arguments);
    }

    static Program errata(Map<String, String> environment, String... arguments) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(junit-|opentest4j).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of("-cp", classPath, "dev.errata.cli.Errata"));
        command.addAll(List.of(arguments));
        return java(environment, command);
    }

    /** Starts a JVM. */
    static Program java(Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        return start(environment, command);
    }

    /** Starts any program. The loopback interface needs no proxy, and options are only those given here. */
    static Program start(Map<String, String> environment, List<String> command) throws IOException {
        Path err = Files.createTempFile("errata", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(?i).*_proxy|ERRATA_TOKEN|PACT_.*"));
        builder.environment().putAll(environment);
        return new Program(builder.start(), err);
    }

    /** Waits for the line with the base URL, which comes when requests are answered. */
    URI baseUrl() throws IOException, InterruptedException {
        return URI.create(waitFor(BASE_URL));
    }

    /** Returns all base URLs that were read so far. */
    List<URI> baseUrls() {
        return BASE_URL.matcher(printed())
                .results()
                .map(url -> URI.create(url.group(1)))
                .toList();
    }

    /** Waits until a line is printed that fits; its first group. */
    String waitFor(Pattern pattern) throws IOException, InterruptedException {
        synchronized (printed) {
            while (true) {
                Matcher matcher = pattern.matcher(printed);
                if (matcher.find()) {
                    return matcher.group(1);
                }
                assertThat(ended)
                        .as("ended, printed%n%s%n%s", printed, errors())
                        .isFalse();
                printed.wait();
            }
        }
    }

    /** Waits until the program ends by itself, or after SIGTERM; the exit code. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        reader.join();
        return process.exitValue();
    }

    /** Sends SIGTERM, where there are signals; {@link Process#destroy()} would close what can still be read. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** What was read so far of the standard output. */
    String printed() {
        synchronized (printed) {
            return printed.toString();
        }
    }

    String errors() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.delete(err);
    }
}
