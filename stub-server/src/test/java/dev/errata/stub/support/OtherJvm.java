package dev.errata.stub.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main method in a JVM of its own, whose shared host no other test holds. */
public final class OtherJvm {

    private OtherJvm() {}

    /** Waits until the JVM ends by itself, and returns what it printed. */
    public static String run(Class<?> main) throws IOException, InterruptedException {
        return run(main, System.getProperty("java.class.path"));
    }

    /** The same with another class path, and with arguments. */
    public static String run(Class<?> main, String classPath, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("errata", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            String printed = Files.readString(output);
            assertThat(ended).as("ended by itself; printed:%n%s", printed).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
