package dev.errata.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users can call is as it was recorded, so that no change of it goes unnoticed. */
class ApiTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixtures",
                "report",
                "stub-server",
                "junit-extension",
                "assertions",
                "client-contract",
                "pacts",
                "openapi",
                "cli/generator"
            })
    void everyChangeOfTheApiIsRecorded(String module) throws IOException {
        Path recorded = ROOT.resolve("docs/api/" + module.substring(module.lastIndexOf('/') + 1) + ".txt");
        String api = api(ROOT.resolve(module).resolve("target/classes"));
        if (Boolean.getBoolean("errata.docs.update")) {
            Files.createDirectories(recorded.getParent());
            Files.writeString(recorded, api);
            return;
        }
        assertThat(api)
                .as("The API of %s. If a change is wanted, -Derrata.docs.update=true records it", module)
                .isEqualTo(Files.readString(recorded));
    }

    /** Lists the public classes outside of internal packages, with what is public or protected in them. */
    private static String api(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> api = files.map(
                            file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".class") && !file.contains("/internal/"))
                    .filter(file -> !file.endsWith("-info.class"))
                    .sorted()
                    .map(file -> classes.resolve(file).toString())
                    .toList();
            return Stream.of(listed(api).split("(?<=\n})\n"))
                    .map(type -> type.replaceFirst("Compiled from .*\n", ""))
                    .filter(type -> type.startsWith("public ") || type.startsWith("protected "))
                    .collect(joining("\n\n", "", "\n"));
        }
    }

    private static String listed(List<String> classes) {
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = javap.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Stream.concat(Stream.of("-protected"), classes.stream()).toArray(String[]::new));
        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
