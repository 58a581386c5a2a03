package dev.errata.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.report.Coverage.Kind;
import dev.errata.report.Coverage.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {

    private static final Catalog BUENA = Catalog.buena();

    @TempDir
    Path folder;

    @Test
    void tellsWhatWasMetAndWhatWasNot() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 2L, "missing-api-key", 1L)));

        Coverage.Api api = collect().apis().get(0);

        assertThat(api.name()).isEqualTo("Buena.ai API v2");
        assertThat(api.errors()).isEqualTo(BuenaError.values().length);
        assertThat(api.scenarios()).isEqualTo(BUENA.scenarios().size());
        assertThat(api.coveredErrors()).isEqualTo(2);
        assertThat(api.coveredScenarios()).isEqualTo(2);
        assertThat(api.percent()).isEqualTo(200 / BUENA.scenarios().size());
        assertThat(api.missing())
                .hasSize(BUENA.scenarios().size() - 2)
                .contains("expired-api-key")
                .doesNotContain("lead-not-found", "missing-api-key");
    }

    @Test
    void oneHundredPercentMeansAll() throws IOException {
        Map<String, Long> all = BUENA.scenarios().stream().collect(Collectors.toMap(Scenario::id, s -> 1L));
        record(BUENA, test("a", Outcome.PASSED, all));

        Coverage coverage = collect();

        assertThat(coverage.apis().get(0).percent()).isEqualTo(100);
        assertThat(coverage.apis().get(0).missing()).isEmpty();
        assertThat(minimum("100%").missedBy(coverage)).isEmpty();
        assertThat(coverage)
                .hasToString("  Buena.ai API v2  %3d of %3d (100 %%) of errors, %3d of %3d (100 %%) of scenarios%n"
                        .formatted(
                                BUENA.errors().size(),
                                BUENA.errors().size(),
                                BUENA.scenarios().size(),
                                BUENA.scenarios().size()));
    }

    @Test
    void saysWhatIsMissingToAMinimum() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));

        assertThat(minimum(oneOf(BUENA) + "%").missedBy(collect())).isEmpty();
        assertThat(minimum("6").missedBy(collect()))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("Less than 6 % of the documented scenarios were answered to a client:"
                                + System.lineSeparator()
                                + "  Buena.ai API v2: " + oneOf(BUENA)
                                + " %, never answered: missing-api-key, malformed-api-key, ")
                        .doesNotContain("lead-not-found"));
    }

    @Test
    void nothingIsLessThanAnyMinimum() {
        assertThat(minimum("1%").missedBy(Coverage.none())).hasValue("Less than 1 % was covered: nothing was recorded");
        assertThat(minimum("0%").missedBy(Coverage.none())).isEmpty();
    }

    @Test
    void minimumOfAnApiGoesBeforeTheGeneralOne() throws IOException {
        Coverage both = twoApis();

        int buena = oneOf(BUENA);
        int databuddy = oneOf(Catalog.databuddy());

        assertThat(minimum("100%")
                        .with("buena", buena + "%")
                        .with("databuddy", databuddy + "%")
                        .missedBy(both))
                .isEmpty();
        assertThat(minimum("0%").with("databuddy", "5%").missedBy(both))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("Less than 5 % of")
                        .contains("Databuddy API: " + databuddy + " %, never answered: ")
                        .doesNotContain("Buena"));
        assertThat(minimum("5%").with("buena", "6%").missedBy(both))
                .hasValueSatisfying(text -> assertThat(text.lines().toList())
                        .hasSize(4)
                        .satisfies(lines -> assertThat(lines.get(0)).startsWith("Less than 5 % of"))
                        .satisfies(lines -> assertThat(lines.get(1)).startsWith("  Databuddy API: " + databuddy + " %"))
                        .satisfies(lines -> assertThat(lines.get(2)).startsWith("Less than 6 % of"))
                        .satisfies(lines -> assertThat(lines.get(3)).startsWith("  Buena.ai API v2: " + buena + " %")));
    }

    @Test
    void minimumOfAnApiThatWasNotRecordedIsTold() throws IOException {
        assertThat(minimum("0%").with("buena", "1%").with("beuna", "80%").withoutEffect(twoApis()))
                .containsExactly("The minimum for \"beuna\" has no effect, because no server of this API was started."
                        + " Recorded: buena, databuddy.");
    }

    @Test
    void apiThatWasOnlyStartedIsNotJudged() throws IOException {
        record(BUENA);

        Coverage started = collect();

        assertThat(minimum("100%").with("buena", "100%").missedBy(started)).isEmpty();
        assertThat(started.apis())
                .singleElement()
                .satisfies(api -> assertThat(api.asked()).isFalse());
        assertThat(started)
                .hasToString(
                        "  Buena.ai API v2    0 of %3d (  0 %%) of errors,   0 of %3d (  0 %%) of scenarios, no requests%n"
                                .formatted(
                                        BUENA.errors().size(), BUENA.scenarios().size()));
    }

    @Test
    void apiThatGaveNothingButSuccessesIsJudged() throws IOException {
        try (CoverageJournal journal = CoverageFolder.of(folder).begin()) {
            journal.add(BUENA);
            journal.asked(BUENA);
        }
        Coverage asked = collect();

        assertThat(asked.apis())
                .singleElement()
                .satisfies(api -> assertThat(api.asked()).isTrue());
        assertThat(minimum("1%").missedBy(asked)).isPresent();
        assertThat(minimum("1%").missedBy(CoverageFolder.read(folder))).isPresent();
        assertThat(minimum("1%").missedBy(Coverage.none().plus(asked))).isPresent();
    }

    @Test
    void excludedScenariosCountNowhere() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L, "bad-gateway", 1L)));

        Coverage coverage = CoverageFolder.of(folder).collect(List.of("buena/bad-gateway*", "shop/*"));

        assertThat(coverage.apis()).singleElement().satisfies(api -> {
            assertThat(api.excluded()).containsExactly("bad-gateway", "bad-gateway-html");
            assertThat(api.scenarios()).isEqualTo(BUENA.scenarios().size() - 2);
            assertThat(api.coveredScenarios()).isEqualTo(1);
            assertThat(api.errors()).isEqualTo(BUENA.errors().size() - 1);
            assertThat(api.coveredErrors()).isEqualTo(1);
            assertThat(api.missing()).doesNotContain("bad-gateway-html");
        });
        assertThat(coverage.toString()).endsWith("of scenarios, 2 excluded" + System.lineSeparator());
        assertThat(coverage.problems()).isEmpty();
        assertThat(CoverageFolder.read(folder).exclusions()).containsExactly("buena/bad-gateway*", "shop/*");
        assertThat(folder.resolve("index.html"))
                .content()
                .contains("\"excluded\":[\"buena/bad-gateway\",\"buena/bad-gateway-html\"]");
        assertThat(collect().exclusions()).as("of the next run, which has none").isEmpty();
    }

    @Test
    void apiWithoutScenariosIsNotJudged() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));

        Coverage coverage = collect().excluding(List.of("*/*"));

        assertThat(minimum("100%").missedBy(coverage)).isEmpty();
        assertThat(coverage)
                .hasToString("  Buena.ai API v2    0 of   0 (  - %) of errors,   0 of   0 (  - %) of scenarios,"
                        + " " + BUENA.scenarios().size() + " excluded"
                        + System.lineSeparator());
    }

    @Test
    void mergedSuitesExcludeWhatEitherExcludes() throws IOException {
        Coverage both = twoApis().excluding(List.of("buena/x*")).plus(twoApis().excluding(List.of("buena/x*", "a/b")));

        assertThat(both.exclusions()).containsExactly("buena/x*", "a/b");
    }

    @Test
    void exclusionThatMatchesNothingIsTold() throws IOException {
        assertThat(twoApis()
                        .excluding(List.of("buena/bad-gatway*", "shop/no-matter", "*/rate-limited"))
                        .problems())
                .containsExactly("The exclusion \"buena/bad-gatway*\" matches no scenario.");
    }

    @Test
    void errorsThatNoCatalogKnowsAreListedOnceForEachStatusAndCode() throws IOException {
        CandidateError locked = new CandidateError("buena", 423, "LEAD_LOCKED", "PUT /leads/1", "{\"a\":\n1}");
        CandidateError again = new CandidateError("buena", 423, "LEAD_LOCKED", "PUT /leads/2", "{}");
        CandidateError page = new CandidateError("buena", 504, "", "GET /leads", "");
        Coverage one = suite("one", locked, page);
        Coverage other = suite("other", again);

        for (Coverage coverage : List.of(one.plus(other), CoverageFolder.read(folder.resolve("one")))) {
            assertThat(coverage.candidates()).containsExactly(locked, page);
            assertThat(coverage.toString().lines().skip(1))
                    .containsExactly(
                            "  Answered by the upstream, but not in the catalog:",
                            "    buena 423 LEAD_LOCKED, PUT /leads/1: {\"a\":\\u000a1}",
                            "    buena 504, GET /leads: ");
        }
        Coverage newer = suite("newer", BUENA.documentedOnly(), test("b", Outcome.PASSED, Map.of("rate-limited", 1L)));
        assertThat(one.plus(newer).candidates())
                .as("another catalog may know them")
                .isEmpty();
    }

    private Coverage suite(String name, CandidateError... candidates) throws IOException {
        CoverageFolder own = CoverageFolder.of(folder.resolve(name));
        try (CoverageJournal journal = own.begin()) {
            journal.add(BUENA);
            for (CandidateError candidate : candidates) {
                journal.add(candidate);
            }
        }
        return own.collect();
    }

    @Test
    void exclusionNamesAnApiAndAScenario() {
        for (String wrong : List.of("bad-gateway", "buena/", "/bad-gateway", "a/b/c", "")) {
            assertThatThrownBy(() -> Coverage.none().excluding(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("must name scenarios as API/SCENARIO, such as buena/bad-gateway*, is \"%s\"", wrong);
        }
    }

    @Test
    void namesCannotForgeLinesOfTheTable() throws IOException {
        Path file = Files.writeString(folder.resolve("coverage.json"), """
                {"format": 1, "recorded": "2026-01-01T00:00:00Z", "asked": ["a"], "apis": [{"id": "a",
                "name": "\\u001b[2J\\nAll well", "errors": [{"scenarios": [{"id": "b\\u001b[1A"}]}]}], "tests": []}
                """);

        Coverage coverage = CoverageFolder.read(file);

        assertThat(coverage.toString().lines()).singleElement().asString().startsWith("  \\u001b[2J\\u000aAll well  ");
        assertThat(minimum("1%").missedBy(coverage))
                .hasValueSatisfying(text -> assertThat(text.lines())
                        .last()
                        .isEqualTo("  \\u001b[2J\\u000aAll well: 0 %, never answered: b\\u001b[1A"));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Coverage.Test written = test("[engine:x]/[class:y]", Outcome.FAILED, Map.of("lead-not-found", 3L));
        record(BUENA, written);
        collect();

        assertThat(CoverageFolder.read(folder.resolve("coverage.json")).tests()).containsExactly(written);
        assertThat(CoverageFolder.read(folder).tests()).containsExactly(written);
        assertThat(folder.resolve("index.html")).content().contains("lead-not-found", "[engine:x]/[class:y]");
    }

    @Test
    void testThatRanAgainCountsAsItRanTheLastTime() throws IOException {
        record(
                BUENA,
                test("a", Outcome.FAILED, Map.of("lead-not-found", 1L)),
                test("b", Outcome.PASSED, Map.of("rate-limited", 1L)));
        collect();
        Coverage.Test again = test("a", Outcome.PASSED, Map.of("duplicate-lead", 1L));
        record(BUENA, again);

        assertThat(collect().tests())
                .containsExactlyInAnyOrder(again, test("b", Outcome.PASSED, Map.of("rate-limited", 1L)));
    }

    @Test
    void testThatRanAgainInOneSessionCountsAsItRanTheLastTime() throws IOException {
        Coverage.Test again = test("a", Outcome.PASSED, Map.of("duplicate-lead", 1L));
        record(BUENA, test("a", Outcome.FAILED, Map.of("lead-not-found", 1L)), again);

        assertThat(collect().tests()).containsExactly(again);
    }

    @Test
    void runsAtTheSameTimeAddUp() throws IOException {
        CoverageFolder all = CoverageFolder.of(folder);
        try (CoverageJournal one = all.begin();
                CoverageJournal other = all.begin()) {
            one.add(BUENA);
            one.add(test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
            other.add(BUENA);
            other.add(test("a", Outcome.FAILED, Map.of("lead-not-found", 2L, "rate-limited", 1L)));
        }

        assertThat(collect().tests())
                .containsExactly(test("a", Outcome.FAILED, Map.of("lead-not-found", 3L, "rate-limited", 1L)));
    }

    @Test
    void runThatEndsAfterAnotherWasCollectedAddsUpWithIt() throws IOException {
        CoverageFolder all = CoverageFolder.of(folder);
        Instant began = Instant.now();
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        assertThat(collect().tests()).hasSize(1);
        try (CoverageJournal late = all.begin(Path.of(""), began)) {
            late.add(BUENA);
            late.add(test("a", Outcome.PASSED, Map.of("rate-limited", 1L)));
        }

        assertThat(collect().tests())
                .containsExactly(test("a", Outcome.PASSED, Map.of("lead-not-found", 1L, "rate-limited", 1L)));
    }

    @Test
    void testsOfTwoProjectsAreNoReruns() throws IOException {
        CoverageFolder all = CoverageFolder.of(folder);
        for (String project : List.of("client", "sync", "sync")) {
            try (CoverageJournal journal = all.begin(folder.resolve("../" + project), Instant.now())) {
                journal.add(BUENA);
                journal.add(test(
                        "a", Outcome.PASSED, Map.of(project.equals("sync") ? "bad-gateway" : "lead-not-found", 1L)));
            }
            assertThat(collect().tests()).isNotEmpty();
        }

        assertThat(CoverageFolder.read(folder).tests())
                .containsExactlyInAnyOrder(
                        test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)),
                        test("a", Outcome.PASSED, Map.of("bad-gateway", 1L)));
        assertThat(folder.resolve("coverage.json"))
                .content()
                .contains("\"project\":\"../client\"")
                .doesNotContain(folder.toString());
    }

    @Test
    void otherAnswersOutsideOfTestsReplaceNone() throws IOException {
        record(BUENA, outsideOfTests(Map.of("lead-not-found", 1L, "bad-gateway", 1L)));
        assertThat(collect().tests()).hasSize(1);
        record(BUENA, outsideOfTests(Map.of("rate-limited", 1L, "bad-gateway", 5L)));

        assertThat(collect().tests())
                .containsExactly(outsideOfTests(Map.of("lead-not-found", 1L, "rate-limited", 1L, "bad-gateway", 5L)));
    }

    @Test
    void partThatWasCollectedButNotDeletedCountsOnce() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Path part = part();
        byte[] bytes = Files.readAllBytes(part);
        assertThat(collect().tests()).hasSize(1);
        Files.write(part, bytes);

        assertThat(CoverageFolder.read(folder).tests())
                .containsExactly(test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        assertThat(collect().tests()).containsExactly(test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        assertThat(part).doesNotExist();
    }

    @Test
    void runThatGoesOnIsNotTakenForAKilledOne() throws IOException {
        try (CoverageJournal journal = CoverageFolder.of(folder).begin()) {
            journal.add(BUENA);
            journal.add(test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));

            assertThat(CoverageFolder.of(folder).isInUse()).isTrue();
            assertThat(CoverageFolder.read(folder).problems())
                    .singleElement()
                    .asString()
                    .contains("is still running", "first 1 tests");
        }
        assertThat(CoverageFolder.of(folder).isInUse()).isFalse();
    }

    @Test
    void othersMayReadTheReport() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Set<PosixFilePermission> byUmask = Files.getPosixFilePermissions(Files.createFile(folder.resolve("file")));
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        assertThat(Files.getPosixFilePermissions(part())).isEqualTo(byUmask);

        assertThat(collect().tests()).hasSize(1);

        for (String file : List.of("coverage.json", "index.html")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(file)))
                    .as(file)
                    .isEqualTo(byUmask);
        }
    }

    @Test
    void failureToWriteLeavesNothingHalfWritten() throws IOException {
        Files.createDirectories(folder.resolve("index.html/full"));

        assertThatThrownBy(() -> CoverageFolder.of(folder).write(twoApis())).isInstanceOf(IOException.class);

        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void suitesAddUp() throws IOException {
        Coverage one = suite("one", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Coverage other = suite(
                "other",
                Catalog.databuddy(),
                new Coverage.Test(
                        "b", "b", Kind.TEST, Outcome.PASSED, Map.of("databuddy", Map.of("missing-scope", 1L))));

        assertThat(one.plus(other).apis()).extracting(Coverage.Api::id).containsExactly("buena", "databuddy");
        assertThat(one.plus(other).apis())
                .extracting(Coverage.Api::coveredScenarios)
                .containsExactly(1, 1);
        assertThat(one.plus(other).problems()).isEmpty();
    }

    @Test
    void testOfTwoShardsHasMetWhatItMetInEither() throws IOException {
        Coverage one = suite("one", BUENA, test("a", Outcome.FAILED, Map.of("lead-not-found", 1L, "rate-limited", 2L)));
        Coverage other = suite("other", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 4L)));

        assertThat(one.plus(other).tests())
                .containsExactly(test("a", Outcome.FAILED, Map.of("lead-not-found", 5L, "rate-limited", 2L)));
        assertThat(other.plus(one).tests()).isEqualTo(one.plus(other).tests());
    }

    @Test
    void testAbortedInOneShardHasEndedAsInTheOther() throws IOException {
        Coverage aborted = suite("aborted", BUENA, test("a", Outcome.ABORTED, Map.of("lead-not-found", 1L)));
        Coverage passed = suite("passed", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Coverage failed = suite("failed", BUENA, test("a", Outcome.FAILED, Map.of("lead-not-found", 1L)));

        assertThat(outcome(passed.plus(aborted))).isEqualTo(Outcome.PASSED);
        assertThat(outcome(aborted.plus(passed))).isEqualTo(Outcome.PASSED);
        assertThat(outcome(aborted.plus(failed))).isEqualTo(Outcome.FAILED);
        assertThat(outcome(aborted.plus(aborted))).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void ofTwoVersionsOfACatalogTheLaterRunCounts() throws IOException {
        Coverage older = suite("one", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Coverage newer = suite("other", BUENA.documentedOnly(), test("b", Outcome.PASSED, Map.of("rate-limited", 1L)));

        for (Coverage both : List.of(older.plus(newer), newer.plus(older))) {
            assertThat(both.tests()).extracting(Coverage.Test::id).containsExactly("b");
            assertThat(both.problems())
                    .singleElement()
                    .asString()
                    .contains("The catalog \"buena\" was recorded in two versions", "Run those tests again");
        }
    }

    @Test
    void otherApisSurviveTwoVersionsOfOne() throws IOException {
        Coverage older = suite("one", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)))
                .plus(suite(
                        "two",
                        Catalog.databuddy(),
                        new Coverage.Test(
                                "b",
                                "b",
                                Kind.TEST,
                                Outcome.PASSED,
                                Map.of("databuddy", Map.of("missing-scope", 1L)))));
        Coverage newer = suite("other", BUENA.documentedOnly(), test("c", Outcome.PASSED, Map.of("rate-limited", 1L)));

        assertThat(older.plus(newer).tests()).extracting(Coverage.Test::id).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void fileThatIsNoCoverageIsRefusedAndNamed() throws IOException {
        Map<String, String> reasons = Map.of(
                "", "not a JSON object",
                "{\"format\": 1, \"rec", "not valid JSON, or it is cut off",
                "{\"format\": 99}", "another version of Errata",
                "[]", "not a JSON object",
                "{\"format\": 1, \"recorded\": \"soon\"}", "\"recorded\" is not a valid time",
                "{\"format\":1,\"recorded\":\"2026-01-01T00:00:00Z\",\"exclude\":[\"all\"]}", "\"exclude\" must name",
                "{\"format\":1,\"recorded\":\"2026-01-01T00:00:00Z\",\"tests\":[{\"id\":\"a\",\"kind\":\"odd\"}]}",
                        "\"odd\" is not a valid \"kind\" of a test");
        for (Map.Entry<String, String> file : reasons.entrySet()) {
            Path damaged = Files.writeString(folder.resolve("coverage.json"), file.getKey());

            assertUnreadable(damaged, damaged, file.getValue());
            assertUnreadable(folder, damaged, file.getValue());
        }
    }

    @Test
    void nothingThereIsAnError() throws IOException {
        assertUnreadable(folder, folder, "there is no coverage in this folder");
        assertUnreadable(folder.resolve("none.json"), folder.resolve("none.json"), "it does not exist");
    }

    @Test
    void whatIsNoFileIsRefusedBeforeItIsRead() throws IOException {
        Path device = Path.of("/dev/zero");
        assumeThat(device).exists();
        Path report = folder.resolve("coverage.json");

        assertUnreadable(device, device, "it is not a regular file");
        Files.createSymbolicLink(report, device);
        assertUnreadable(folder, report, "it is not a regular file");
        Files.delete(report);
        Files.createDirectory(report);
        assertUnreadable(folder, report, "it is not a regular file");
        Files.delete(report);
        Files.createSymbolicLink(report, report);
        assertUnreadable(folder, report, "symbolic links");
        Files.delete(report);
        try (SeekableByteChannel sparse =
                Files.newByteChannel(report, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.position(InputFile.MOST_BYTES).write(ByteBuffer.wrap(new byte[1]));
        }
        assertUnreadable(folder, report, "it is larger than 128 MB");
    }

    @Test
    void partThatIsNoFileFailsAReaderButNoRun() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Path odd = Files.createDirectory(folder.resolve("parts/odd.jsonl"));

        assertUnreadable(folder, odd, "it is not a regular file");
        Coverage coverage = collect();

        assertThat(coverage.tests()).hasSize(1);
        assertThat(coverage.problems())
                .singleElement()
                .asString()
                .isEqualTo("The records of a test run are left out. Cannot read " + odd + ": it is not a regular file");
        assertThat(odd).exists();
    }

    private static void assertUnreadable(Path source, Path named, String reason) {
        assertThatThrownBy(() -> CoverageFolder.read(source))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read " + named + ": ")
                .hasMessageContaining(reason)
                .message()
                .hasLineCount(1);
    }

    @Test
    void damagedReportOfAnEarlierRunIsPutAside() throws IOException {
        Files.writeString(folder.resolve("coverage.json"), "{");
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));

        Coverage coverage = collect();

        assertThat(coverage.tests()).hasSize(1);
        assertThat(coverage.problems()).singleElement().asString().contains("coverage.json.unreadable");
        assertThat(folder.resolve("coverage.json.unreadable")).hasContent("{");
    }

    @Test
    void killedJvmLosesNoMoreThanTheTestItWasAt() throws IOException {
        record(
                BUENA,
                test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)),
                test("b", Outcome.PASSED, Map.of("rate-limited", 1L)));
        Path part = part();
        String whole = Files.readString(part);
        Files.writeString(part, whole.substring(0, whole.indexOf("{\"test\":{\"id\":\"b\"") + 20));

        Coverage coverage = collect();

        assertThat(coverage.tests()).extracting(Coverage.Test::id).containsExactly("a");
        assertThat(coverage.problems()).singleElement().asString().contains("was killed", "first 1 tests");
    }

    @Test
    void partThatEndsInsideACharacterLosesNoMoreThanThatTest() throws IOException {
        record(
                BUENA,
                test("ä", Outcome.PASSED, Map.of("lead-not-found", 1L)),
                test("ö", Outcome.PASSED, Map.of("rate-limited", 1L)));
        byte[] whole = Files.readAllBytes(part());
        int inside = new String(whole, StandardCharsets.ISO_8859_1)
                        .indexOf(new String("ö".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                + 1;
        Files.write(part(), Arrays.copyOf(whole, inside));

        Coverage coverage = collect();

        assertThat(coverage.tests()).extracting(Coverage.Test::id).containsExactly("ä");
        assertThat(coverage.problems()).singleElement().asString().contains("was killed", "first 1 tests");
    }

    @Test
    void partWithoutAnEndIsToldOf() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Path part = part();
        Files.writeString(part, Files.readString(part).replace("{\"end\":true}\n", ""));

        assertThat(CoverageFolder.read(folder).problems())
                .singleElement()
                .asString()
                .contains("it is incomplete");
        assertThat(CoverageFolder.read(folder).tests()).hasSize(1);
    }

    @Test
    void damageInOnePartLeavesTheOthersAlone() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Files.write(part(), new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);
        record(BUENA, test("b", Outcome.PASSED, Map.of("lead-not-found", 1L)));

        assertThat(collect().tests()).extracting(Coverage.Test::id).contains("b");
    }

    @Test
    void filesOfOthersAmongThePartsAreLeftAlone() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Path foreign = Files.writeString(folder.resolve("parts/.DS_Store"), "no coverage");

        Coverage coverage = collect();

        assertThat(coverage.tests()).hasSize(1);
        assertThat(coverage.problems()).isEmpty();
        assertThat(foreign).hasContent("no coverage");
    }

    @Test
    void secondCatalogOfTheSameIdIsNotCounted() throws IOException {
        try (CoverageJournal journal = CoverageFolder.of(folder).begin()) {
            assertThat(journal.add(BUENA)).isTrue();
            assertThat(journal.add(BUENA)).isTrue();
            assertThat(journal.add(BUENA.documentedOnly())).isFalse();
        }
        assertThat(collect().problems()).singleElement().asString().contains("Several catalogs have the id \"buena\"");
    }

    @Test
    void unwritableFolderIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> CoverageFolder.of(file).begin()).isInstanceOf(IOException.class);
    }

    private static Outcome outcome(Coverage coverage) {
        return coverage.tests().get(0).outcome();
    }

    private static CoverageMinimum minimum(String percentage) {
        return CoverageMinimum.none().with(percentage);
    }

    /** How many percent one scenario is. */
    private static int oneOf(Catalog catalog) {
        return 100 / catalog.scenarios().size();
    }

    /** One scenario of each. */
    private Coverage twoApis() throws IOException {
        return suite("buena", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)))
                .plus(suite(
                        "databuddy",
                        Catalog.databuddy(),
                        new Coverage.Test(
                                "b",
                                "b",
                                Kind.TEST,
                                Outcome.PASSED,
                                Map.of("databuddy", Map.of("missing-scope", 1L)))));
    }

    private static Coverage.Test outsideOfTests(Map<String, Long> answers) {
        return new Coverage.Test("outside", "outside of tests", Kind.OUTSIDE, Outcome.PASSED, Map.of("buena", answers));
    }

    private static Coverage.Test test(String id, Outcome outcome, Map<String, Long> answers) {
        return new Coverage.Test(id, "name of " + id, Kind.TEST, outcome, Map.of("buena", answers));
    }

    private Coverage suite(String name, Catalog catalog, Coverage.Test test) throws IOException {
        CoverageFolder own = CoverageFolder.of(folder.resolve(name));
        try (CoverageJournal journal = own.begin()) {
            journal.add(catalog);
            journal.add(test);
        }
        return own.collect();
    }

    private void record(Catalog catalog, Coverage.Test... tests) throws IOException {
        try (CoverageJournal journal = CoverageFolder.of(folder).begin()) {
            journal.add(catalog);
            for (Coverage.Test test : tests) {
                journal.add(test);
            }
        }
    }

    private Coverage collect() throws IOException {
        return CoverageFolder.of(folder).collect();
    }

    private Path part() throws IOException {
        try (Stream<Path> parts = Files.list(folder.resolve("parts"))) {
            return parts.findFirst().orElseThrow();
        }
    }
}
