package dev.errata.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.report.Coverage.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
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
        assertThat(api.percent()).isEqualTo(10);
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
        assertThat(coverage.shortOf(100)).isEmpty();
        assertThat(coverage)
                .hasToString("  Buena.ai API v2   12 of  12 (100 %) of errors,  20 of  20 (100 %) of scenarios"
                        + System.lineSeparator());
    }

    @Test
    void saysWhatIsMissingToAMinimum() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));

        assertThat(collect().shortOf(5)).isEmpty();
        assertThat(collect().shortOf(6))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("Less than 6 % of the documented scenarios were answered to a client:"
                                + System.lineSeparator()
                                + "  Buena.ai API v2: 5 %, never answered: missing-api-key, malformed-api-key, ")
                        .doesNotContain("lead-not-found"));
    }

    @Test
    void nothingIsLessThanAnyMinimum() {
        assertThat(Coverage.none().shortOf(1)).hasValue("Less than 1 % was covered, for nothing was recorded");
        assertThat(Coverage.none().shortOf(0)).isEmpty();
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
    void suitesAddUp() throws IOException {
        Coverage one = suite("one", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Coverage other = suite(
                "other",
                Catalog.databuddy(),
                new Coverage.Test("b", "b", Outcome.PASSED, Map.of("databuddy", Map.of("missing-scope", 1L))));

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
    void ofTwoVersionsOfACatalogTheLaterRunCounts() throws IOException {
        Coverage older = suite("one", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Coverage newer = suite("other", BUENA.documentedOnly(), test("b", Outcome.PASSED, Map.of("rate-limited", 1L)));

        for (Coverage both : List.of(older.plus(newer), newer.plus(older))) {
            assertThat(both.tests()).extracting(Coverage.Test::id).containsExactly("b");
            assertThat(both.problems())
                    .singleElement()
                    .asString()
                    .contains("Two versions of the catalog \"buena\"", "Run those tests again");
        }
    }

    @Test
    void otherApisSurviveTwoVersionsOfOne() throws IOException {
        Coverage older = suite("one", BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)))
                .plus(suite(
                        "two",
                        Catalog.databuddy(),
                        new Coverage.Test("b", "b", Outcome.PASSED, Map.of("databuddy", Map.of("missing-scope", 1L)))));
        Coverage newer = suite("other", BUENA.documentedOnly(), test("c", Outcome.PASSED, Map.of("rate-limited", 1L)));

        assertThat(older.plus(newer).tests()).extracting(Coverage.Test::id).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void fileThatIsNoCoverageIsLeftOutAndNamed() throws IOException {
        Map<String, String> reasons = Map.of(
                "", "no JSON",
                "{\"format\": 1, \"rec", "no JSON, or ends too early",
                "{\"format\": 99}", "another version of Errata",
                "[]", "no JSON object",
                "{\"format\": 1, \"recorded\": \"soon\"}", "\"recorded\" is no time",
                "{\"format\":1,\"recorded\":\"2026-01-01T00:00:00Z\",\"tests\":[{\"id\":\"a\",\"outcome\":\"odd\"}]}",
                        "no test ends \"odd\"");
        for (Map.Entry<String, String> file : reasons.entrySet()) {
            Path damaged = Files.writeString(folder.resolve("damaged.json"), file.getKey());

            assertThat(CoverageFolder.read(damaged).tests()).isEmpty();
            assertThat(CoverageFolder.read(damaged).problems())
                    .singleElement()
                    .asString()
                    .contains(damaged.toString(), file.getValue());
        }
    }

    @Test
    void nothingThereIsAProblem() {
        assertThat(CoverageFolder.read(folder).problems())
                .singleElement()
                .asString()
                .contains("no coverage in " + folder);
        assertThat(CoverageFolder.read(folder.resolve("none.json")).problems())
                .singleElement()
                .asString()
                .contains("none.json");
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
    void partWithoutAnEndIsToldOf() throws IOException {
        record(BUENA, test("a", Outcome.PASSED, Map.of("lead-not-found", 1L)));
        Path part = part();
        Files.writeString(part, Files.readString(part).replace("{\"end\":true}\n", ""));

        assertThat(CoverageFolder.read(folder).problems())
                .singleElement()
                .asString()
                .contains("it has no end");
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
    void secondCatalogOfTheSameIdIsNotCounted() throws IOException {
        try (CoverageJournal journal = CoverageFolder.of(folder).begin()) {
            assertThat(journal.add(BUENA)).isTrue();
            assertThat(journal.add(BUENA)).isTrue();
            assertThat(journal.add(BUENA.documentedOnly())).isFalse();
        }
        assertThat(collect().problems()).singleElement().asString().contains("several catalogs \"buena\"");
    }

    @Test
    void unwritableFolderIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> CoverageFolder.of(file).begin()).isInstanceOf(IOException.class);
    }

    private static Coverage.Test test(String id, Outcome outcome, Map<String, Long> answers) {
        return new Coverage.Test(id, "name of " + id, outcome, Map.of("buena", answers));
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
