package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A server needs no test framework. */
class WithoutJUnitTest {

    /** Runs in a JVM of its own, without JUnit. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try {
                Class.forName("org.junit.jupiter.api.extension.Extension");
                System.out.println("JUnit is there");
            } catch (ClassNotFoundException e) {
                System.out.println("JUnit is not there");
            }
            URI url;
            try (BuenaServer buena = BuenaServer.start()) {
                url = buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED);
                System.out.println("running: " + status(url));
            }
            try {
                System.out.println("closed: " + status(url));
            } catch (IOException e) {
                System.out.println("closed: nobody listens");
            }
        }

        private static int status(URI baseUrl) throws IOException {
            URL url = URI.create(baseUrl + "/leads").toURL();
            return ((HttpURLConnection) url.openConnection()).getResponseCode();
        }
    }

    @Test
    void programWithoutJUnitStartsAndStopsServers() throws IOException, InterruptedException {
        // Plain WireMock logs by SLF4J, which says that nobody listens.
        assertThat(OtherJvm.run(Program.class, classPathWithoutJUnit()).lines())
                .filteredOn(line -> !line.startsWith("SLF4J"))
                .containsExactly("JUnit is not there", "running: 429", "closed: nobody listens");
    }

    private static String classPathWithoutJUnit() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(junit-|opentest4j).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
