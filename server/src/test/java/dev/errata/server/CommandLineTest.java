package dev.errata.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says to those who start it. */
class CommandLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bueno                       | There is no catalog \"bueno\"; did you mean \"buena\"?",
                "''                          | There is no catalog \"\"",
                "--port=1                    | Which API?",
                "buena --prot=1              | Unknown option: '--prot=1'; see errata-server --help",
                "buena databuddy             | databuddy",
                "buena --catalog=x           | not both",
                "buena --port=http           | --port",
                "buena --port=65536          | port must be 0 to 65535, is 65536",
                "buena --bind=[::zz]               | there is no address \"[::zz]\"",
                "buena --bind=203.0.113.7    | Cannot start a stub server on 203.0.113.7, port 8080: ",
                "buena --token=              | The token must not be blank",
                "export                      | wiremock, openapi or schema",
                "export openapi              | Which API?",
                "export openapi bueno        | did you mean \"buena\"?",
                "export wiremock             | DIR",
                "export schema buena -o /no/such/folder/x | Cannot write"
            })
    void mistakeIsToldInOneLine(String arguments, String reason) {
        Cli run = Cli.run(arguments.isEmpty() ? new String[] {""} : arguments.split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("errata-server: ").contains(reason).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void takenPortIsToldInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli run = Cli.run("buena", "--port=" + taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("127.0.0.1, port " + taken.getLocalPort() + ": ")
                    .contains("in use")
                    .hasLineCount(1);
        }
    }

    @Test
    void allMistakesOfACatalogAreTold(@TempDir Path folder) throws IOException {
        OwnCatalog.write(folder);
        Path catalog = folder.resolve("catalog.json");
        Files.writeString(
                catalog,
                Files.readString(catalog).replace("basePath", "basPath").replace("\"/code\"", "7"));

        Cli run = Cli.run("--catalog=" + folder);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("2 mistakes", "basPath", "/envelope/code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "export --help", "export wiremock --help", "export openapi --help"})
    void helpIsThere(String arguments) {
        Cli run = Cli.run(arguments.split(" ", -1));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: errata-server");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(Cli.run("--version").out()).matches("errata-server \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(Cli.run("coverage", "--version").out())
                .isEqualTo(Cli.run("--version").out());
    }

    @Test
    void shellsCanCompleteOptions() {
        assertThat(Cli.run("generate-completion").out())
                .contains("--port", "--catalog", "wiremock")
                .contains("complete -F");
    }
}
