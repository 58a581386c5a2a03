package dev.errata.pacts.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Rust verifier of Pact, as a process of its own. */
final class PeersVerifier {

    private static final String PROPERTY = "errata.pact.verifier";

    private final Path program;

    private PeersVerifier(Path program) {
        this.program = program;
    }

    /** Skips the test where it is not installed. */
    static PeersVerifier installed() {
        String program = System.getProperty(PROPERTY, "");
        assumeTrue(
                !program.isBlank(),
                "Pact's Rust verifier is not installed: run npm ci in pacts/src/it/verifier, then the build with -D"
                        + PROPERTY + "=<that folder>/node_modules/.bin/pact-verifier");
        assertThat(Path.of(program)).as("system property " + PROPERTY).isExecutable();
        return new PeersVerifier(Path.of(program));
    }

    /** Verifies a pact against a provider, which is brought into the states of the pact by requests to a URL. */
    Outcome verify(Path pact, URI provider, URI stateChanges, Path workingFolder)
            throws IOException, InterruptedException {
        Path output = workingFolder.resolve("verifier.txt");
        Path report = workingFolder.resolve("verifier.json");
        ProcessBuilder command = new ProcessBuilder(
                        program.toString(),
                        "--file",
                        pact.toAbsolutePath().toString(),
                        "--hostname",
                        provider.getHost(),
                        "--port",
                        String.valueOf(provider.getPort()),
                        "--state-change-url",
                        stateChanges.toString(),
                        "--state-change-teardown",
                        "--json",
                        report.toString(),
                        "--no-colour")
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The loopback interface needs no proxy, and the options are those given here.
        command.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy") || name.startsWith("PACT_"));
        command.environment().put("PACT_DO_NOT_TRACK", "true");

        Process process = command.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("the verifier ends")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(output, UTF_8),
                Files.exists(report) ? new ObjectMapper().readTree(report.toFile()) : MissingNode.getInstance());
    }

    /**
     * What came of a verification.
     *
     * @param exitCode 0 if all went well
     * @param output what was printed
     * @param report the verifier's own report, missing if it did not come so far
     */
    record Outcome(int exitCode, String output, JsonNode report) {

        /** How each interaction ended, by its description. */
        Map<String, String> results() {
            Map<String, String> results = new LinkedHashMap<>();
            report.path("interactionResults")
                    .forEach(result -> results.put(
                            result.path("description").asText(),
                            result.path("result").asText()));
            return results;
        }

        /** What was wrong: in which interaction, of which kind, and where in the answer. */
        List<String> failures() {
            List<String> failures = new ArrayList<>();
            report.path("errors").forEach(error -> {
                String interaction = error.path("interaction").asText().replaceFirst(".* - ", "");
                error.path("mismatch")
                        .path("mismatches")
                        .forEach(found -> failures.add("%s: %s %s"
                                .formatted(
                                        interaction,
                                        found.path("type").asText(),
                                        found.path("path").asText())
                                .strip()));
            });
            return failures;
        }
    }
}
