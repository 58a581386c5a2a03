package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users get on their class path. */
class ClassPathTest {

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

    @Test
    void usersGetStubServerAndAssertionsOnly() throws Exception {
        Stream<String> forUsers = DEPENDENCY
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(MatchResult::group)
                .filter(dependency -> !dependency.matches("(?s).*<scope>(test|provided)<.*"))
                .map(dependency -> dependency.replaceAll("(?s).*<artifactId>(.*?)</artifactId>.*", "$1"));

        assertThat(forUsers).containsExactly("errata-fixtures", "errata-stub-server", "errata-assertions");
    }

    /** A client under test may use any HTTP client that it finds, as Spring's RestClient does. */
    @Test
    void usersGetNoPactAndNoHttpClient() {
        assertThat(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).getFileName().toString()))
                .anyMatch(jar -> jar.startsWith("assertj-core"))
                .noneMatch(
                        jar -> jar.matches(
                                "(httpclient|httpcore|httpasyncclient|okhttp|jetty-|netty-|reactor-|vertx-|async-http-client).*"))
                .noneMatch(jar -> jar.matches("(consumer|provider|model|matchers|support|pactbroker)-[0-9].*"));
    }
}
