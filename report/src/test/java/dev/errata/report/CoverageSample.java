package dev.errata.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.report.Coverage.Kind;
import dev.errata.report.Coverage.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of a client might have met of the built-in catalogs, as the data of a report. */
final class CoverageSample {

    private static final Instant RECORDED = Instant.parse("2026-11-25T12:00:00Z");

    private final List<Coverage.TestRun> tests = new ArrayList<>();

    private CoverageSample() {}

    /** Of Buena 12 scenarios of 11 errors are met, of Databuddy 4 of 4; two scenarios in no test that passed. */
    static ObjectNode data() {
        return CoverageJson.write(coverage());
    }

    static Coverage coverage() {
        return new CoverageSample()
                .buena("BuenaClientTest > tells which key is missing", Outcome.PASSED, Map.of("missing-api-key", 1L))
                .buena("BuenaClientTest > tells when a key has expired", Outcome.PASSED, Map.of("expired-api-key", 1L))
                .buena(
                        "BuenaClientTest > tells which permission is missing",
                        Outcome.PASSED,
                        Map.of("missing-permission", 1L))
                .buena("BuenaClientTest > finds no lead", Outcome.PASSED, Map.of("lead-not-found", 2L))
                .buena("BuenaClientTest > waits as long as it is asked", Outcome.PASSED, Map.of("rate-limited", 3L))
                .buena("LeadImportTest > names the fields that are wrong", Outcome.PASSED, Map.of("invalid-fields", 1L))
                .buena(
                        "LeadImportTest > goes on after a lead that is wrong",
                        Outcome.FAILED,
                        Map.of("invalid-fields", 2L, "invalid-linkedin-url", 1L))
                .buena(
                        "LeadImportTest > merges a lead that is there already",
                        Outcome.PASSED,
                        Map.of("duplicate-lead", 1L))
                .buena(
                        "EnrichmentJobTest > stops without credits",
                        Outcome.PASSED,
                        Map.of("enrichment-credits-exhausted", 1L))
                .buena(
                        "EnrichmentJobTest > outlives a restart of the API",
                        Outcome.PASSED,
                        Map.of("service-unavailable", 2L))
                .buena("EnrichmentJobTest > outlives a gateway", Outcome.ABORTED, Map.of("bad-gateway", 4L))
                .buena("SequenceTest > asks for LinkedIn first", Outcome.PASSED, Map.of("linkedin-not-connected", 1L))
                .databuddy("DashboardTest > shows that the key is wrong", Outcome.PASSED, Map.of("invalid-api-key", 1L))
                .databuddy("DashboardTest > tries again later", Outcome.PASSED, Map.of("rate-limited", 2L))
                .databuddy("DashboardTest > corrects typing errors", Outcome.ABORTED, Map.of("typos", 1L))
                .setUp("DashboardTest", Map.of("resource-not-found", 1L))
                .written();
    }

    private CoverageSample buena(String name, Outcome outcome, Map<String, Long> answers) {
        return met("buena", name, Kind.TEST, outcome, answers);
    }

    private CoverageSample databuddy(String name, Outcome outcome, Map<String, Long> answers) {
        return met("databuddy", name, Kind.TEST, outcome, answers);
    }

    private CoverageSample setUp(String testClass, Map<String, Long> answers) {
        return met("databuddy", testClass, Kind.CONTAINER, Outcome.PASSED, answers);
    }

    private CoverageSample met(String api, String name, Kind kind, Outcome outcome, Map<String, Long> answers) {
        String id = "[engine:junit-jupiter]/[test:" + tests.size() + "]";
        Coverage.Test test = new Coverage.Test(id, name, kind, outcome, Map.of(api, answers));
        tests.add(new Coverage.TestRun("../..", RECORDED, test));
        return this;
    }

    private Coverage written() {
        return Coverage.of(
                RECORDED,
                List.of(CatalogJson.of(Catalog.buena()), CatalogJson.of(Catalog.databuddy())),
                List.of(),
                tests,
                List.of());
    }
}
