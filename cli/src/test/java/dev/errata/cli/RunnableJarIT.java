package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar that is handed out. */
class RunnableJarIT {

    private static final String JAR = System.getProperty("errata.jar");

    private static final Map<String, String> HEADERS =
            Map.of("x-a", "abc", "x-date", "2025-01-01T00:00:00Z", "Cookie", "c=d");

    /** Each matches the same request. */
    private static final List<String> MATCHERS = List.of(
            "{\"headers\": {\"x-a\": {\"contains\": \"b\"}}}",
            "{\"headers\": {\"x-a\": {\"hasExactly\": [{\"matches\": \"a.*\"}]}}}",
            "{\"headers\": {\"x-date\": {\"before\": \"2026-01-01T00:00:00Z\"}}}",
            "{\"queryParameters\": {\"q\": {\"or\": [{\"equalTo\": \"1\"}, {\"absent\": true}]}}}",
            "{\"urlPathTemplate\": \"/api/v2/leads/{id}\", \"pathParameters\": {\"id\": {\"equalTo\": \"7\"}}}",
            "{\"cookies\": {\"c\": {\"equalTo\": \"d\"}}}",
            "{\"bodyPatterns\": [{\"equalToJson\": {\"a\": [1, \"<b/>\"]}}]}",
            "{\"bodyPatterns\": [{\"matchesJsonPath\": \"$.a[?(@ == 1)]\"}]}",
            "{\"bodyPatterns\": [{\"matchesJsonSchema\": {\"type\": \"object\", \"required\": [\"a\"]}}]}",
            "{\"bodyPatterns\": [{\"matchesJsonPath\": {\"expression\": \"$.a[1]\", \"equalToXml\": \"<b></b>\"}}]}",
            "{\"bodyPatterns\": [{\"matchesJsonPath\": {\"expression\": \"$.a[1]\", \"matchesXPath\": \"/b\"}}]}");

    private static Program run(String... arguments) throws IOException {
        return Program.java(
                Map.of(),
                Stream.concat(Stream.of("-jar", JAR), Stream.of(arguments)).toList());
    }

    @Test
    void startsAnswersAndStops() throws Exception {
        try (Program errata = run("serve", "buena", "--port=0")) {
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
        }
    }

    @Test
    void tellsItsVersionAndExports() throws Exception {
        try (Program version = run("--version");
                Program schema = run("export", "schema", "buena")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.printed()).startsWith("errata ");
            assertThat(schema.exitCode()).isZero();
            assertThat(Http.tree(schema.printed()).has("$schema")).isTrue();
        }
    }

    @Test
    void answersEveryDocumentedRequestAsItsScenario() throws Exception {
        try (Program errata = run("serve", "buena", "databuddy", "--port=0")) {
            errata.waitFor(Pattern.compile("(?s)(Databuddy.*/traffic)\\n"));
            List<URI> urls = errata.baseUrls();

            assertThat(urls).hasSize(2);
            assertTriggers(Catalog.buena(), urls.get(0));
            assertTriggers(Catalog.databuddy(), urls.get(1));
        }
    }

    private static void assertTriggers(Catalog catalog, URI baseUrl) {
        assertThat(catalog.scenarios())
                .filteredOn(scenario -> scenario.trigger().isPresent())
                .hasSizeGreaterThan(10)
                .allSatisfy(scenario -> assertThat(
                                Http.send(baseUrl, scenario.request()).statusCode())
                        .isEqualTo(scenario.status()));
    }

    /** The jar lacks the parts of WireMock that serve; all kinds of its request matchers must work without them. */
    @Test
    void matchesRequestsOfAllKinds() throws Exception {
        try (Program errata = run("serve", "buena", "--port=0")) {
            URI baseUrl = errata.baseUrl();
            String scripts = baseUrl.resolve("/__errata/scripts").toString();

            assertThat(MATCHERS).allSatisfy(matcher -> {
                String script = "{\"error\": \"NOT_FOUND\", \"on\": " + matcher + "}";
                HttpResponse<String> armed = Http.json("POST", scripts, script);
                assertThat(armed.statusCode()).as(armed.body()).isEqualTo(204);
                assertThat(Http.send("POST", baseUrl + "/leads/7?q=1", HEADERS, "{\"a\": [1, \"<b/>\"]}")
                                .statusCode())
                        .isEqualTo(404);
            });
        }
    }

    @Test
    void holdsOneJacksonBesidesWireMocksOwn() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith("/ObjectMapper.class")))
                    .containsExactlyInAnyOrder(
                            "com/fasterxml/jackson/databind/ObjectMapper.class",
                            "wiremock/com/fasterxml/jackson/databind/ObjectMapper.class");
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
                    .isEqualTo("dev.errata.cli");
        }
    }
}
