package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errata.fixtures.Catalog;
import dev.errata.report.Coverage;
import dev.errata.report.CoverageFolder;
import dev.errata.report.CoverageJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void putsModulesTogether() throws IOException {
        Path all = folder.resolve("all");

        Cli merged = Cli.run("coverage", client, sync, "--to", all.toString());

        assertThat(merged.exitCode()).isZero();
        assertThat(merged.out())
                .contains(
                        "Buena.ai API v2  " + one(Catalog.buena().errors()) + " of errors, "
                                + one(Catalog.buena().scenarios()) + " of scenarios",
                        "Databuddy API    " + one(Catalog.databuddy().errors()) + " of errors, "
                                + one(Catalog.databuddy().scenarios()) + " of scenarios",
                        "Report: " + all.resolve("index.html").toUri());
        assertThat(merged.err()).isEmpty();
        assertThat(all.resolve("index.html")).content().contains("lead-not-found", "missing-scope");
        assertThat(CoverageFolder.read(all.resolve("coverage.json")).tests())
                .extracting(Coverage.Test::id)
                .containsExactlyInAnyOrder("client", "sync");
    }

    @Test
    void minimumThatIsMissedEndsWithACodeOfItsOwnAndWhatIsMissing() {
        Cli merged = Cli.run("coverage", client, sync, "--minimum", "2%");

        assertThat(merged.exitCode()).isEqualTo(3);
        assertThat(merged.err())
                .startsWith("Less than 2 % of the documented scenarios were answered to a client:")
                .contains("Databuddy API: 1 %, never answered: ")
                .doesNotContain("Buena");
    }

    @Test
    void minimumThatIsReachedEndsWell() {
        assertThat(Cli.run("coverage", client, sync, "--minimum", "1").exitCode())
                .isZero();
    }

    @Test
    void minimumOfAnApiIsItsOwn() {
        assertThat(Cli.run("coverage", client, sync, "--minimum", "2%", "--minimum", "databuddy=1%")
                        .exitCode())
                .isZero();
        Cli merged = Cli.run("coverage", client, sync, "--minimum=buena=6");

        assertThat(merged.exitCode()).isEqualTo(3);
        assertThat(merged.err())
                .startsWith("Less than 6 % of")
                .contains("Buena")
                .doesNotContain("Databuddy");
    }

    @Test
    void minimumOfAnApiThatWasNotRecordedIsMissed() {
        Cli merged = Cli.run("coverage", client, "--minimum", "beuna=0%");

        assertThat(merged.exitCode()).isEqualTo(3);
        assertThat(merged.err()).contains("The minimum for \"beuna\" has no effect", "Recorded: buena.");
    }

    @Test
    void exclusionsOfTheRunsAndOfTheMergeAddUp() throws IOException {
        Path all = folder.resolve("all");
        CoverageFolder.of(folder.resolve("client"))
                .write(CoverageFolder.read(folder.resolve("client")).excluding(List.of("buena/bad-gateway*")));

        Cli merged = Cli.run(
                "coverage", client, sync, "--to", all.toString(), "--exclude", "buena/rate-limited,databuddy/typos");

        assertThat(merged.exitCode()).isZero();
        assertThat(merged.out())
                .contains(
                        one(Catalog.buena().scenarios().size() - 3) + " of scenarios, 3 excluded",
                        one(Catalog.databuddy().scenarios().size() - 1) + " of scenarios, 1 excluded");
        assertThat(CoverageFolder.read(all).exclusions())
                .containsExactly("buena/bad-gateway*", "buena/rate-limited", "databuddy/typos");
    }

    @Test
    void inputThatIsMissingOrUnreadableFailsTheMergeAndWritesNothing() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.json"), "{\"format\": 1, \"rec");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path all = folder.resolve("all");
        Map<Path, String> sources = Map.of(
                damaged,
                "it is not valid JSON, or it is cut off",
                empty,
                "there is no coverage in this folder",
                folder.resolve("nowhere"),
                "it does not exist");

        for (Map.Entry<Path, String> source : sources.entrySet()) {
            Cli merged = Cli.run("coverage", client, source.getKey().toString(), "--to", all.toString());

            assertMisused(merged, "Cannot read " + source.getKey() + ": " + source.getValue());
            assertThat(merged.out()).isEmpty();
            assertThat(all).doesNotExist();
        }
    }

    @Test
    void deviceThatNeverEndsIsRefused() {
        assumeThat(Path.of("/dev/zero")).exists();

        assertMisused(Cli.run("coverage", "/dev/zero"), "Cannot read /dev/zero: it is not a regular file");
    }

    @Test
    void onlyStartedApiIsNotJudged() throws IOException {
        CoverageFolder idle = CoverageFolder.of(folder.resolve("idle"));
        try (CoverageJournal journal = idle.begin()) {
            journal.add(Catalog.databuddy());
        }

        Cli merged = Cli.run("coverage", folder.resolve("idle").toString(), client, "--minimum", "2%");

        assertThat(merged.exitCode()).isZero();
        assertThat(merged.out()).contains("of scenarios, no requests");
    }

    @Test
    void escapeSequencesOfNamesDoNotReachTheTerminal() throws IOException {
        String report = Files.readString(folder.resolve("client/coverage.json"));
        Path forged = Files.writeString(
                folder.resolve("forged.json"), report.replace("Buena.ai API v2", "\\u001b[2J\\u009b1A\\nAll well"));

        Cli merged = Cli.run("coverage", forged.toString(), "--minimum", "100%");

        assertThat(merged.out().lines().toList().get(1)).startsWith("  \\u001b[2J\\u009b1A\\u000aAll well  ");
        assertThat(merged.err())
                .contains("  \\u001b[2J\\u009b1A\\u000aAll well: "
                        + 100 / Catalog.buena().scenarios().size() + " %");
        assertThat(merged.out() + merged.err()).doesNotContain("\u001b", "\u009b");
    }

    @Test
    void wrongUseIsOneLine() throws IOException {
        String file = Files.createFile(folder.resolve("file")).toString();

        assertMisused(Cli.run("coverage"), "SOURCE");
        assertMisused(
                Cli.run("coverage", client, "--minimum", "much"), "must be a percentage such as 90%, is \"much\"");
        assertMisused(Cli.run("coverage", client, "--minimum", "buena="), "must be a percentage such as 90%, is \"\"");
        assertMisused(
                Cli.run("coverage", client, "--exclude", "bad-gateway"),
                "Invalid value for option '--exclude': must name scenarios as API/SCENARIO");
        assertMisused(Cli.run("coverage", client, "--to", file), "Cannot write " + file);
    }

    private static void assertMisused(Cli run, String reason) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(reason);
    }

    /** What the summary says of one in a list. */
    private static String one(List<?> all) {
        return one(all.size());
    }

    private static String one(int all) {
        return "  1 of %3d (%3d %%)".formatted(all, 100 / all);
    }

    private String record(String module, Catalog catalog, String scenario) throws IOException {
        CoverageFolder own = CoverageFolder.of(folder.resolve(module));
        try (CoverageJournal journal = own.begin()) {
            journal.add(catalog);
            journal.add(new Coverage.Test(
                    module,
                    module,
                    Coverage.Kind.TEST,
                    Coverage.Outcome.PASSED,
                    Map.of(catalog.id(), Map.of(scenario, 1L))));
        }
        Coverage unused = own.collect();
        return folder.resolve(module).toString();
    }
}
