package dev.errata.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WithoutJUnitTest {

    @Test
    void aPlainProgramNeedsNoJUnit() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPathWithoutJUnit(),
                        WithoutJUnit.class.getName())
                .redirectErrorStream(true)
                .start();

        String output = new String(program.getInputStream().readAllBytes(), UTF_8);
        assertThat(output).endsWith("HTTP 502 without a body that could be understood" + System.lineSeparator());
        assertThat(program.waitFor()).isZero();
    }

    private static String classPathWithoutJUnit() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("junit-"))
                .collect(joining(File.pathSeparator));
    }
}
