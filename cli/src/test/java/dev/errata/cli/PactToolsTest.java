package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pact's own programs work with the standalone server and with the shipped pacts, as the guide says. */
class PactToolsTest {

    private static final Path PACTS =
            Path.of(System.getProperty("basedir", ""), "../pacts/src/main/resources/dev/errata/pacts");

    private static final Path GUIDE = Path.of(System.getProperty("basedir", ""), "../docs/guide/pacts.md");

    private static final String PROPERTY = "errata.pact.verifier";

    private static final Pattern PORT = Pattern.compile("Server started on port (\\d+)");

    @BeforeEach
    void requireInstalled() {
        assumeTrue(
                !System.getProperty(PROPERTY, "").isBlank(),
                "Pact's programs are not installed: run npm ci in pacts/src/it/verifier, then the build with -D"
                        + PROPERTY + "=<that folder>/node_modules/.bin/pact-verifier");
    }

    /** Starts a program as the guide shows it, with another pact, and at another port. */
    private static Program start(String program, String api, String port, String... more) throws IOException {
        Path installed = Path.of(System.getProperty(PROPERTY)).resolveSibling(program);
        assertThat(installed).isExecutable();
        String shown = Pattern.compile("^" + program + " (.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(GUIDE).replace("\\\n", " "))
                .results()
                .map(line -> line.group(1))
                .findFirst()
                .orElseThrow();
        String arguments = shown.replace(
                        "errata-buena.json",
                        PACTS.resolve("errata-" + api + ".json").toString())
                .replace("8080", port);
        return Program.start(
                Map.of("PACT_DO_NOT_TRACK", "true"),
                Stream.of(Stream.of(installed.toString()), Stream.of(arguments.split(" +", -1)), Stream.of(more))
                        .flatMap(words -> words)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"buena, --no-colour", "databuddy, --state-change-as-query"})
    void verifierBringsTheServerIntoTheStatesOfThePact(String api, String option) throws Exception {
        try (Program errata = Program.errata("serve", api, "--port", "0", "--quiet");
                Program verifier = start(
                        "pact-verifier", api, String.valueOf(errata.baseUrl().getPort()), option)) {
            assertThat(verifier.exitCode())
                    .as(verifier.printed() + verifier.errors())
                    .isZero();
            assertThat(verifier.printed())
                    .contains(Catalog.builtIn(api).scenarios().stream()
                            .map(scenario -> scenario.state().name())
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"buena", "databuddy"})
    void stubServerAnswersByTheStateInAHeader(String api) throws Exception {
        Catalog catalog = Catalog.builtIn(api);
        try (Program stubs = start("pact-stub-server", api, "0", "--loglevel", "info")) {
            String baseUrl = "http://127.0.0.1:" + stubs.waitFor(PORT) + catalog.basePath();

            assertThat(catalog.scenarios())
                    .allSatisfy(scenario -> assertThat(ask(baseUrl, scenario)).isEqualTo(scenario.status()));
        }
    }

    private static int ask(String baseUrl, Scenario scenario) {
        Map<String, String> headers = new HashMap<>(scenario.request().headers());
        headers.put("X-State", scenario.state().name());
        scenario.request().contentType().ifPresent(type -> headers.putIfAbsent("Content-Type", type));
        HttpResponse<String> answer = Http.send(
                scenario.request().method(),
                baseUrl + scenario.request().path(),
                headers,
                scenario.request().body().orElse(""));
        return answer.statusCode();
    }
}
