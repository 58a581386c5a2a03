package dev.errata.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Traffic;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of the assertions get on their class path, and that it is enough. */
class ClassPathTest {

    private static final Pattern NEEDED =
            Pattern.compile("(.*/)?(assertions/target/(test-)?classes|fixtures/target/classes|errata-fixtures[^/]*"
                    + "|(jackson-(core|databind|annotations)|assertj-core|byte-buddy)"
                    + "-[0-9][^/]*\\.jar)");

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

    /** Runs in a JVM of its own, without JUnit and without any HTTP client but the JDK's. */
    static final class Program {

        private static final List<String> OTHERS = List.of(
                "org/junit/jupiter/api/Test.class",
                "com/github/tomakehurst/wiremock/WireMockServer.class",
                "okhttp3/OkHttpClient.class");

        private Program() {}

        public static void main(String[] arguments) {
            String body = Catalog.buena().scenario("lead-not-found").answer().body();
            ReceivedResponse response = ReceivedResponse.of(404, Map.of(), body);
            BuenaAssertions.assertThat(response).isError(BuenaError.NOT_FOUND).matchesDocumentedExample();
            BuenaSoftAssertions softly = new BuenaSoftAssertions();
            softly.assertThat(response).hasStatus(500);
            softly.assertThatObject(response)
                    .asInstanceOf(BuenaAssertions.BUENA_ERROR)
                    .hasStatus(501);
            softly.assertThat(new Traffic(Catalog.buena(), "Buena", List.of(), 0))
                    .hasAttempts(1);
            System.out.println("failures: " + softly.assertionErrorsCollected().size());
            for (String other : OTHERS) {
                System.out.println(other + ": " + (Program.class.getResource("/" + other) != null));
            }
        }
    }

    @Test
    void fixturesJacksonAssertJAndTheValidatorAreEnough(@TempDir Path folder) throws Exception {
        // The JVM and SLF4J warn of what is no failure.
        Path warnings = folder.resolve("stderr.txt");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry ->
                        NEEDED.matcher(entry.replace(File.separatorChar, '/')).matches())
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        classPath,
                        Program.class.getName())
                .redirectError(warnings.toFile())
                .start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(Files.readString(warnings)).isZero();
        assertThat(printed.lines())
                .containsExactly(
                        "failures: 3",
                        "org/junit/jupiter/api/Test.class: false",
                        "com/github/tomakehurst/wiremock/WireMockServer.class: false",
                        "okhttp3/OkHttpClient.class: false");
    }

    @Test
    void usersGetNothingElse() throws Exception {
        Stream<String> forUsers = DEPENDENCY
                .matcher(Files.readString(Path.of("pom.xml")).replaceAll("(?s)<exclusions>.*?</exclusions>", ""))
                .results()
                .map(MatchResult::group)
                .filter(dependency -> !dependency.matches("(?s).*<(scope>test|optional>true)<.*"))
                .map(dependency -> dependency.replaceAll("(?s).*<artifactId>(.*?)</artifactId>.*", "$1"));

        assertThat(forUsers).containsExactlyInAnyOrder("errata-fixtures", "assertj-core");
    }
}
