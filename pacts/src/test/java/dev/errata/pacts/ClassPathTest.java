package dev.errata.pacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What a consumer's tests get on their class path. An HTTP client there changes how the client under test behaves: Spring's
 * RestClient picks up Apache HttpClient, which retries 429 and 503 by itself.
 */
class ClassPathTest {

    /** Pact's support for providers, and the HTTP client that it brings. */
    private static final Pattern FOR_PROVIDERS =
            Pattern.compile("(httpclient5|httpcore5)(-\\w+)*-[0-9].*|junit5-[0-9].*|provider-[0-9].*|consumer-[0-9].*");

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");

    /** Runs in a JVM of its own. */
    static final class ConsumersProgram {

        private ConsumersProgram() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Path pact = ErrorPact.consumer("lead-sync")
                    .writtenTo(folder)
                    .dependsOn(BuenaError.VALIDATION_ERROR)
                    .verify(ConsumersProgram::send);
            System.out.println(Files.readString(pact).replaceAll("\\s+", "").contains("\"deep\":[\"ab\"]"));
            System.out.println(CatalogPact.write(Catalog.buena(), folder).getFileName());
        }

        private static void send(URI baseUrl) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/leads?deep=a+b"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"name\": \"Ada\"}"))
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .statusCode();
            if (status != 400) {
                throw new AssertionError("status " + status);
            }
        }
    }

    /** Finds a provider's contract in a JVM of its own. */
    static final class ProvidersProgram {

        private ProvidersProgram() {}

        public static void main(String[] arguments) {
            Launcher launcher = LauncherFactory.create();
            launcher.discover(LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(arguments[0]))
                    .build());
            System.out.println("nothing said");
        }
    }

    @Test
    void pactsOfConsumersNeedNoHttpClientAndNothingForProviders(@TempDir Path folder) throws Exception {
        assertThat(FOR_PROVIDERS.asMatchPredicate()).accepts("httpclient5-5.4.4.jar", "httpclient5-fluent-5.4.4.jar");

        assertThat(run(ConsumersProgram.class, folder, folder.toString())).containsExactly("true", "errata-buena.json");
    }

    @Test
    void aProvidersContractWithoutWhatItNeedsFailsInsteadOfNotRunning(@TempDir Path folder) throws Exception {
        assertThat(run(ProvidersProgram.class, folder, "dev.errata.pacts.provider.BuenaStubsKeepThePactTest"))
                .anyMatch(line -> line.contains("NoClassDefFoundError: au/com/dius/pact/provider/"))
                .noneMatch(line -> line.equals("nothing said"));
    }

    private static List<String> run(Class<?> program, Path folder, String argument) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(Predicate.not(entry -> FOR_PROVIDERS
                        .matcher(Path.of(entry).getFileName().toString())
                        .matches()))
                .collect(Collectors.joining(File.pathSeparator));
        Path errors = folder.resolve("stderr.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        classPath,
                        program.getName(),
                        argument)
                .redirectError(errors.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0
                ? printed.lines().toList()
                : Files.readString(errors).lines().toList();
    }

    @Test
    void usersGetPactWithoutItsHttpClient() throws Exception {
        List<String> forUsers = DEPENDENCY
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(MatchResult::group)
                .filter(dependency -> !dependency.matches("(?s).*<(scope>(test|provided)|optional>true)<.*"))
                .toList();

        assertThat(forUsers.stream().map(ClassPathTest::artifact))
                .containsExactlyInAnyOrder("errata-fixtures", "errata-stub-server", "model", "matchers");
        assertThat(forUsers.stream().filter(dependency -> dependency.contains("au.com.dius.pact")))
                .allMatch(dependency -> Stream.of("org.apache.httpcomponents.client5", "<artifactId>*</artifactId>")
                        .allMatch(dependency::contains));
    }

    private static String artifact(String dependency) {
        return ARTIFACT.matcher(dependency).results().findFirst().orElseThrow().group(1);
    }
}
