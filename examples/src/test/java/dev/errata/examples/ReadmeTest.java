package dev.errata.examples;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.errata.assertions.BuenaAssertions;
import dev.errata.assertions.ErrorResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyTestData;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.BuenaServer;
import dev.errata.junit.Chaos;
import dev.errata.junit.Fault;
import dev.errata.junit.ServerOptions;
import dev.errata.junit.StubsBuilder;
import dev.errata.pacts.client.ClientContract;
import dev.errata.pacts.client.ClientReport;
import dev.errata.pacts.client.Rule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The README says what is so. A block of it that is preceded by
 *
 * <ul>
 *   <li>{@code <!-- sample: NAME -->} is the region of these tests from {@code // README: NAME} to {@code // end},
 *   <li>{@code <!-- file: PATH -->} is that file of the test resources,
 *   <li>{@code <!-- output: NAME -->} is what a program prints: see {@link #outputs()}.
 * </ul>
 */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final String README = read(ROOT.resolve("README.md"));
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path RESOURCES = Path.of("src/test/resources");

    private static final Pattern BLOCK = Pattern.compile(
            "(?:^<!-- (\\w+): (\\S+) -->\\n+)?^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("^ *// README: (\\S+)\\n(.*?)^ *// end$", Pattern.MULTILINE | Pattern.DOTALL);

    private record Block(String kind, String name, String language, String text) {}

    @TestFactory
    Stream<DynamicTest> everySampleIsPartOfATest() {
        Map<String, String> regions = regions();
        return blocks("java")
                .map(block -> dynamicTest("sample " + block.name(), () -> {
                    assertThat(block.kind())
                            .as("What stands before the block%n%s", block.text())
                            .isEqualTo("sample");
                    assertThat(regions)
                            .as("Regions \"// README: NAME\" in the examples' tests")
                            .containsKey(block.name());
                    assertThat(block.text())
                            .as("The README's sample \"%s\" is not what the examples' tests run", block.name())
                            .isEqualTo(regions.get(block.name()));
                }));
    }

    @Test
    void everySampleIsShown() {
        assertThat(blocks("java").map(Block::name))
                .containsExactlyInAnyOrderElementsOf(regions().keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyFileIsShownAsItIs() {
        return blocks("json")
                .map(block -> dynamicTest(
                        "file " + block.name(),
                        () -> assertThat(block.text()).isEqualTo(read(RESOURCES.resolve(block.name())))));
    }

    @TestFactory
    Stream<DynamicTest> everyOutputIsReal() throws Exception {
        Map<String, String> outputs = outputs();
        return blocks("text")
                .map(block -> dynamicTest(
                        "output " + block.name(),
                        () -> assertThat(everyTime(block.text())).isEqualTo(everyTime(outputs.get(block.name())))));
    }

    private static Map<String, String> outputs() throws Exception {
        return Map.of(
                "summary",
                summary(),
                "unmatched",
                unmatched(),
                "traffic",
                traffic(),
                "failure",
                failure(),
                "retry",
                retry(),
                "contract",
                contract());
    }

    /** What is the same every time: neither ports nor the numbers of servers nor times. */
    private static String everyTime(String output) {
        return output.replaceAll("http://127.0.0.1:\\d+/buena-\\d+", "URL").replaceAll("\\d\\.\\d{3} s", "TIME");
    }

    private static String summary() {
        return Summary.text(
                        Stream.of(Catalog.buena(), Catalog.databuddy())
                                .flatMap(catalog -> catalog.scenarios().stream())
                                .collect(Collectors.toSet()),
                        0)
                + "\n";
    }

    private static String unmatched() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            URI unknown = URI.create(buena.baseUrl() + "/leads/lead_1/notes");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(unknown).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static String traffic() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            Chaos chaos = buena.failingExactly(5, 100, 42);
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED);
            HttpRequest request = HttpRequest.newBuilder(URI.create(buena.baseUrl() + "/leads/lead_1"))
                    .header("x-api-key", "any-key")
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            client.send(request, BodyHandlers.ofString());
            client.send(request, BodyHandlers.ofString());
            return chaos + "\n" + buena.traffic() + "\n";
        }
    }

    private static String failure() {
        Scenario rateLimited = Catalog.buena().scenario("rate-limited");
        ErrorResponse response = ErrorResponse.of(
                rateLimited.status(),
                Map.of("Content-Type", List.of("application/json")),
                rateLimited.answer().body());
        return messageOf(() -> BuenaAssertions.assertThat(response).isError(BuenaError.NOT_FOUND));
    }

    private static String retry() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1);
            HttpRequest request = HttpRequest.newBuilder(URI.create(buena.baseUrl() + "/leads/lead_1"))
                    .header("x-api-key", "any-key")
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            client.send(request, BodyHandlers.ofString());
            client.send(request, BodyHandlers.ofString());
            return messageOf(() -> BuenaAssertions.assertThat(buena.traffic()).honouredRetryAfter());
        }
    }

    private static String contract() {
        ClientContract contract = new BuenaClientContractTest() {
            @Override
            public ClientReport call(URI baseUrl, String apiKey) {
                return super.call(baseUrl, apiKey).code("GONE");
            }
        };
        try (Stream<DynamicNode> rules = contract.clientContract()) {
            return messageOf(
                    () -> test(rules, Rule.REQUIRED_CODE_IS_REPORTED.toString(), "lead-not-found (404 NOT_FOUND)")
                            .getExecutable()
                            .execute());
        }
    }

    private static DynamicTest test(Stream<DynamicNode> rules, String rule, String scenario) {
        return rules.filter(node -> node.getDisplayName().equals(rule))
                .flatMap(container -> ((DynamicContainer) container).getChildren())
                .filter(test -> test.getDisplayName().equals(scenario))
                .map(DynamicTest.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String messageOf(ThrowingCallable assertion) {
        return catchThrowable(assertion).getMessage().strip() + "\n";
    }

    @Test
    void theCommandsAreThoseOfTheBuild() {
        assertThat(blocks("sh").map(Block::text)).startsWith("mvn -q test -Pexamples\n", "mvn verify\n");
        assertThat(read(ROOT.resolve(".ci/run")))
                .contains("mvn -q test -Pexamples\n")
                .contains("mvn clean verify ");
        assertThat(read(ROOT.resolve("pom.xml"))).contains("<id>examples</id>");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        String version = find("<artifactId>errata-parent</artifactId>\\s*<version>(.+?)</version>", "pom.xml");

        assertThat(blocks("xml").map(Block::text))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block).contains("<version>" + version + "</version>"));
    }

    @Test
    void theVersionsTestedWithAreThoseOfTheBuild() throws IOException {
        assertThat(README)
                .contains(Stream.of(
                                "wiremock.version",
                                "httpclient5.version",
                                "okhttp.version",
                                "rest-assured.version",
                                "spring.version")
                        .map(version -> find("<%1$s>(.+?)</%1$s>".formatted(version), "pom.xml"))
                        .toList());
        try (Stream<Path> modules = Files.list(ROOT.resolve("junit-extension/src/it"))) {
            assertThat(modules.filter(module -> module.getFileName().toString().startsWith("junit-")))
                    .isNotEmpty()
                    .allSatisfy(module -> assertThat(README)
                            .contains(find("<junit.version>(.+?)</junit.version>", module.resolve("pom.xml"))));
        }
    }

    @Test
    void allTestDataIsListed() {
        assertThat(Stream.of(BuenaTestData.class, DatabuddyTestData.class)
                        .flatMap(testData -> Stream.of(testData.getFields()))
                        .map(ReadmeTest::value))
                .allSatisfy(value -> assertThat(README).contains("| `" + value + "` |"));
    }

    @Test
    void allOptionsAreListed() {
        assertThat(Stream.of(ServerOptions.class, StubsBuilder.class)
                        .flatMap(options -> Stream.of(options.getDeclaredMethods()))
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !List.of("defaults", "build").contains(name)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(README).contains("| `" + name + "("));
    }

    @Test
    void allFaultsAreListed() {
        assertThat(Fault.values())
                .extracting(Fault::name)
                .allSatisfy(name -> assertThat(README).contains("`" + name + "`"));
    }

    @Test
    void allRulesAreListed() {
        assertThat(Rule.values())
                .extracting(Rule::toString)
                .allSatisfy(rule -> assertThat(README).contains("`" + rule + "`"));
    }

    @Test
    void noLinkLeadsNowhere() {
        assertThat(Pattern.compile("]\\(([^)#:]+)(#[^)]+)?\\)")
                        .matcher(README)
                        .results()
                        .map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    private static Stream<Block> blocks(String language) {
        return BLOCK.matcher(README)
                .results()
                .map(block -> new Block(
                        String.valueOf(block.group(1)), String.valueOf(block.group(2)), block.group(3), block.group(4)))
                .filter(block -> block.language().equals(language));
    }

    /** The marked regions of the tests, without the indentation that they have there. */
    private static Map<String, String> regions() {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> REGION.matcher(read(file)).results())
                    .collect(toMap(region -> region.group(1), ReadmeTest::withoutIndentation));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withoutIndentation(MatchResult region) {
        return region.group(2).stripTrailing().stripIndent() + "\n";
    }

    private static String find(String regex, String file) {
        return find(regex, ROOT.resolve(file));
    }

    private static String find(String regex, Path file) {
        return Pattern.compile(regex)
                .matcher(read(file))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no " + regex))
                .group(1);
    }

    private static Object value(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toAbsolutePath() + " cannot be read", e);
        }
    }
}
