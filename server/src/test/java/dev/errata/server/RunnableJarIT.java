package dev.errata.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar that is handed out. */
class RunnableJarIT {

    private static final String JAR = System.getProperty("errata.server.jar");

    private static Program run(String... arguments) throws IOException {
        return Program.java(
                Map.of(),
                Stream.concat(Stream.of("-jar", JAR), Stream.of(arguments)).toList());
    }

    @Test
    void startsAnswersAndStops() throws Exception {
        try (Program errata = run("buena", "--port=0")) {
            URI baseUrl = errata.baseUrl();
            String root = baseUrl.toString().replaceFirst("/api/v2$", "");
            assertThat(Http.get(root + "/~lead-not-found/api/v2/leads/1").statusCode())
                    .isEqualTo(404);
            assertThat(Http.send("GET", baseUrl + "/leads", Map.of("x-api-key", "any"), "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(root + "/").body()).contains("lead-not-found");
            assertThat(Http.json("POST", root + "/__errata/scripts", "{\"error\": \"NOT_FOUND\"}")
                            .statusCode())
                    .isEqualTo(204);

            errata.terminate();

            assertThat(errata.exitCode()).isEqualTo(143);
            assertThat(errata.errors()).isEmpty();
            assertThatCode(() -> new ServerSocket(baseUrl.getPort(), 1, InetAddress.getLoopbackAddress()).close())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void tellsItsVersionAndExports() throws Exception {
        try (Program version = run("--version");
                Program schema = run("export", "schema", "buena")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.printed()).startsWith("errata-server ");
            assertThat(schema.exitCode()).isZero();
            assertThat(Http.tree(schema.printed()).has("$schema")).isTrue();
        }
    }

    @Test
    void holdsNoTestFrameworkAndTheLicencesOfAllItHolds() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();

            assertThat(names)
                    .noneMatch(name -> name.startsWith("org/junit/") || name.startsWith("org/opentest4j/"))
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .doesNotHaveDuplicates()
                    .contains("META-INF/LICENSE", "META-INF/NOTICE");
            assertThat(new String(
                            jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Jackson");
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo("dev.errata.server");
        }
    }
}
