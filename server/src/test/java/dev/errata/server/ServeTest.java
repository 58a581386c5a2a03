package dev.errata.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started by those who have no JVM test. */
class ServeTest {

    private static final int SIGTERM = 128 + 15;

    @Test
    void servesUntilItIsTerminatedAndLeavesItsPort() throws Exception {
        try (Program errata = Program.errata("buena", "--port", "0")) {
            URI baseUrl = errata.baseUrl();
            errata.waitFor(Pattern.compile("(/traffic)\\n"));
            assertThat(baseUrl.toString()).matches("http://127\\.0\\.0\\.1:\\d+/api/v2");
            String root = baseUrl.toString().replaceFirst("/api/v2$", "");
            assertThat(Http.send("GET", baseUrl + "/leads", Map.of("x-api-key", "any"), "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(errata.printed())
                    .contains("  Catalog page " + root + "/\n", "  Control API  " + root + "/__errata\n");
            assertThat(Catalog.buena().scenarios())
                    .allSatisfy(scenario -> assertThat(errata.printed())
                            .containsPattern("  %d  %s +%s/~%2$s/api/v2\\n"
                                    .formatted(scenario.status(), scenario.id(), Pattern.quote(root))));

            errata.terminate();

            assertThat(errata.exitCode()).isEqualTo(SIGTERM);
            assertThat(errata.errors()).isEmpty();
            assertThatCode(() -> new ServerSocket(baseUrl.getPort(), 1, InetAddress.getLoopbackAddress()).close())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void quietProgramPrintsTheUrlAlone(@TempDir Path folder) throws IOException {
        try (Program errata =
                Program.errata("--catalog", OwnCatalog.write(folder).toString(), "--port", "0", "--quiet")) {
            URI baseUrl = errata.baseUrl();

            assertThat(errata.printed()).isEqualTo(baseUrl + "\n");
            assertThat(Http.json("POST", baseUrl + "/orders", "{\"item\": \"shirt\"}")
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void tokenIsMadeWhereOthersCanReachTheServer() throws IOException {
        try (Program errata = Program.errata("databuddy", "--port", "0", "--bind", "0.0.0.0")) {
            URI baseUrl = errata.baseUrl();
            String token = errata.waitFor(Pattern.compile("^  Token +(\\S+)$", Pattern.MULTILINE));
            String reset = baseUrl + "/__errata/reset";

            assertThat(token).hasSizeGreaterThanOrEqualTo(32);
            assertThat(Http.send("POST", reset, Map.of(), "").statusCode()).isEqualTo(401);
            assertThat(Http.send("POST", reset, Map.of("Authorization", "Bearer " + token), "")
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void tokenIsTakenFromTheEnvironmentAndNotPrinted() throws IOException {
        try (Program errata =
                Program.errata(Map.of("ERRATA_TOKEN", "from-the-environment"), "buena", "--port=0", "--bind=0.0.0.0")) {
            URI baseUrl = errata.baseUrl();
            errata.waitFor(Pattern.compile("(/traffic)\\n"));
            String reset = baseUrl.toString().replaceFirst("/api/v2$", "/__errata/reset");

            assertThat(Http.send("POST", reset, Map.of("Authorization", "Bearer from-the-environment"), "")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(errata.printed()).doesNotContain("from-the-environment");
        }
    }
}
