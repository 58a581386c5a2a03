package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.report.Coverage;
import dev.errata.report.CoverageFolder;
import dev.errata.report.CoverageJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCommandTest {

    @TempDir
    Path folder;

    private String client;
    private String sync;

    @BeforeEach
    void recordTwoModules() throws IOException {
        client = record("client", Catalog.buena(), "lead-not-found");
        sync = record("sync", Catalog.databuddy(), "missing-scope");
    }

    @Test
    void putsModulesTogether() {
        Path all = folder.resolve("all");

        Cli merged = Cli.run("coverage", client, sync, "--to", all.toString());

        assertThat(merged.exitCode()).isZero();
        assertThat(merged.out())
                .contains(
                        "Buena.ai API v2    1 of  12 (  8 %) of errors,   1 of  20 (  5 %) of scenarios",
                        "Databuddy API      1 of  18 (  5 %) of errors,   1 of  23 (  4 %) of scenarios",
                        "Report: " + all.resolve("index.html").toUri());
        assertThat(merged.err()).isEmpty();
        assertThat(all.resolve("index.html")).content().contains("lead-not-found", "missing-scope");
        assertThat(CoverageFolder.read(all.resolve("coverage.json")).tests())
                .extracting(Coverage.Test::id)
                .containsExactlyInAnyOrder("client", "sync");
    }

    @Test
    void minimumThatIsMissedEndsWithACodeOfItsOwnAndWhatIsMissing() {
        Cli merged = Cli.run("coverage", client, sync, "--minimum", "5%");

        assertThat(merged.exitCode()).isEqualTo(3);
        assertThat(merged.err())
                .startsWith("Less than 5 % of the documented scenarios were answered to a client:")
                .contains("Databuddy API: 4 %, never answered: ")
                .doesNotContain("Buena");
    }

    @Test
    void minimumThatIsReachedEndsWell() {
        assertThat(Cli.run("coverage", client, sync, "--minimum", "4").exitCode())
                .isZero();
    }

    @Test
    void damagedFileLosesNothingOfTheOthers() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.json"), "{\"format\": 1, \"rec");

        Cli merged = Cli.run("coverage", damaged.toString(), client);

        assertThat(merged.exitCode()).isZero();
        assertThat(merged.out())
                .contains("Buena.ai API v2", "Warning: " + damaged + " was left out, for it cannot be read: ");
    }

    @Test
    void nothingAtAllIsLessThanAMinimum() {
        Cli merged = Cli.run("coverage", folder.resolve("nowhere").toString(), "--minimum", "1%");

        assertThat(merged.exitCode()).isEqualTo(3);
        assertThat(merged.err()).contains("nothing was recorded");
        assertThat(merged.out()).contains("Warning: ", "nowhere");
    }

    @Test
    void wrongUseIsOneLine() throws IOException {
        String file = Files.createFile(folder.resolve("file")).toString();

        assertMisused(Cli.run("coverage"), "SOURCE");
        assertMisused(
                Cli.run("coverage", client, "--minimum", "much"), "has to be a percentage such as 90%, is \"much\"");
        assertMisused(Cli.run("coverage", client, "--to", file), "Cannot write " + file);
    }

    private static void assertMisused(Cli run, String reason) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(reason);
    }

    private String record(String module, Catalog catalog, String scenario) throws IOException {
        CoverageFolder own = CoverageFolder.of(folder.resolve(module));
        try (CoverageJournal journal = own.begin()) {
            journal.add(catalog);
            journal.add(new Coverage.Test(
                    module, module, Coverage.Outcome.PASSED, Map.of(catalog.id(), Map.of(scenario, 1L))));
        }
        Coverage unused = own.collect();
        return folder.resolve(module).toString();
    }
}
