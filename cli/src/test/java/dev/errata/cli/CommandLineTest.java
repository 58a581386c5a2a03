package dev.errata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
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
                "''                                | Unknown command \"\": expected serve, export, import",
                "buena                             | Unknown command \"buena\": expected serve,",
                "--port=1                          | Unknown option: '--port=1'. See errata --help",
                "serve bueno                       | Unknown built-in catalog \"bueno\". Did you mean \"buena\"?",
                "serve buena bueno                 | Did you mean \"buena\"?",
                "serve ''                          | Unknown built-in catalog \"''\"",
                "serve buena --upstream=ftp://a    | upstream must be the base URL of an API, such as https://api.example.com/v2, without user, query and fragment; is \"ftp://a\"",
                "serve buena databuddy --upstream=http://a | --upstream is the base URL of one API: serve 2 APIs separately",
                "serve                             | Missing API: expected buena, databuddy, or --catalog",
                "serve --port=1                    | Missing API",
                "serve buena --prot=1              | Unknown option: '--prot=1'. See errata serve --help",
                "serve buena --port=http           | --port",
                "serve buena --port=65536          | port must be 0 to 65535, is 65536",
                "serve buena databuddy --port=65535 | Invalid --port 65535: 2 APIs need the ports up to 65536, but the last port is 65535",
                "serve buena --bind=[::zz]         | Unknown address \"[::zz]\"",
                "serve buena --bind=203.0.113.7    | Cannot listen on 203.0.113.7:8080: ",
                "serve buena --ca=ca.pem           | --ca requires --https",
                "serve buena --https --ca=/no/such/folder/ca.pem | Cannot write /no/such/folder/ca.pem",
                "serve buena --https --bind=127.0.0.2 | The certificate is for 127.0.0.1, ::1 and localhost, not for 127.0.0.2",
                "serve buena --token=              | Invalid token: expected at least one character, ASCII only, no spaces",
                "export                            | Missing format: wiremock, openapi or schema",
                "export openapi                    | Missing API: expected buena, databuddy, or --catalog",
                "export openapi bueno              | Did you mean \"buena\"?",
                "export openapi buena --catalog=x  | not both",
                "export openapi buena databuddy    | databuddy",
                "export wiremock                   | DIR",
                "import                            | Missing format: openapi. See errata import --help",
                "import openapi                    | --to",
                "import openapi x.yaml --to=x --check --prune | Expected --check or --prune, not both",
                "import openapi x.yaml --to=x --default-status=200 | 200 is not the status of an error",
                "import openapi x.yaml --to=x --id=Shop | \"Shop\" is not a valid id",
                "import openapi x.yaml --to=x --code=error.code | \"error.code\" is not a JSON pointer",
                "import openapi x.yaml --to=x      | x.yaml does not exist",
                "export schema buena -o /no/such/folder/x | Cannot write",
                "generate                          | Missing language: java",
                "generate java                     | Missing required options: '--catalog=FOLDER', '--package=PACKAGE', '--to=FOLDER'"
            })
    void mistakeIsToldInOneLine(String arguments, String reason) {
        Cli run = Cli.run(arguments.isEmpty() ? new String[] {""} : arguments.split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("errata: ").contains(reason).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void missingCommandIsToldInOneLine() {
        Cli run = Cli.run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("errata: Missing command: serve, export, import")
                .contains(" or ", ". See errata --help")
                .doesNotContain("generate-completion")
                .hasLineCount(1);
    }

    @Test
    void tokenThatNoHeaderCanCarryIsRefused() {
        Cli run = Cli.run("serve", "buena", "--token", "two words");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Invalid token").doesNotContain("two words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export openapi buena",
                "export schema buena",
                "export wiremock {folder} buena",
                "coverage --help",
                "check-document --help",
                "serve buena --port=0 --quiet",
                "generate-completion",
                "export --help",
                "--version"
            })
    void outputThatIsLostIsNoSuccess(String arguments, @TempDir Path folder) {
        StringWriter err = new StringWriter();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int any) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        int exitCode = Errata.run(
                new PrintWriter(new PrintStream(full, false, UTF_8), true, UTF_8),
                new PrintWriter(err, true),
                arguments.replace("{folder}", folder.toString()).split(" ", -1));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err).hasToString("errata: Cannot write to the standard output" + System.lineSeparator());
    }

    @Test
    void takenPortIsToldInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli run = Cli.run("serve", "buena", "--port=" + taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("127.0.0.1:" + taken.getLocalPort() + ": ")
                    .contains("in use")
                    .hasLineCount(1);
        }
    }

    @Test
    void secondApiTakesTheNextPortOrNoneIsServed() throws IOException {
        try (ServerSocket taken = portAfterAFreeOne()) {
            int free = taken.getLocalPort() - 1;

            Cli run = Cli.run("serve", "buena", "databuddy", "--port=" + free);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("127.0.0.1:" + (free + 1) + ": ").hasLineCount(1);
            new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    /** Both are below the ports that the system gives to any program. */
    private static ServerSocket portAfterAFreeOne() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket free = new ServerSocket(port, 1, loopback)) {
                return new ServerSocket(free.getLocalPort() + 1, 1, loopback);
            } catch (IOException e) {
                // One of the two is taken. Others will do.
            }
        }
    }

    @Test
    void allMistakesOfACatalogAreTold(@TempDir Path folder) throws IOException {
        OwnCatalog.write(folder);
        Path catalog = folder.resolve("catalog.json");
        Files.writeString(
                catalog,
                Files.readString(catalog).replace("basePath", "basPath").replace("\"/code\"", "7"));

        Cli run = Cli.run("serve", "--catalog=" + folder);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("2 mistakes", "basPath", "/envelope/code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "serve --help",
                "export --help",
                "export wiremock --help",
                "export openapi --help",
                "export schema --help",
                "coverage --help",
                "import --help",
                "import openapi --help",
                "check-document --help",
                "generate --help",
                "generate java --help"
            })
    void helpIsThere(String arguments) {
        Cli run = Cli.run(arguments.split(" ", -1));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: errata");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpListsTheCommands() {
        assertThat(Cli.run("--help").out())
                .contains("  serve ", "  export ", "  generate ", "  coverage ", "Exit codes:");
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(Cli.run("--version").out()).matches("errata \\d+\\.\\d+\\.\\d+\\S*\\R");
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
