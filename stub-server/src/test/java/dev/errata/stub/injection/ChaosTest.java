package dev.errata.stub.injection;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Parallel;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests fail at random, and in the same way on every run. */
class ChaosTest {

    private static final String PASSED = "passed";

    /** How each of so many requests fails. */
    private static List<String> fates(int requests, Consumer<BuenaServer> chaos) {
        try (BuenaServer buena = BuenaServer.start()) {
            chaos.accept(buena);
            Http.statuses(buena.baseUrl(), requests);
            return fates(buena);
        }
    }

    private static List<String> fates(BuenaServer buena) {
        return buena.traffic().exchanges().stream().map(ChaosTest::fate).toList();
    }

    private static String fate(Exchange exchange) {
        return exchange.source() == Exchange.Source.CHAOS
                ? exchange.scenario()
                        .map(Scenario::id)
                        .or(() -> exchange.fault().map(Enum::name))
                        .orElse("?")
                : PASSED;
    }

    private static List<Integer> failed(List<String> fates) {
        return IntStream.range(0, fates.size())
                .filter(i -> !fates.get(i).equals(PASSED))
                .boxed()
                .toList();
    }

    @Test
    void sameSeedMeansTheSameFailuresAtTheSameRequests() {
        List<String> once = fates(100, buena -> buena.chaos(Chaos.rate(0.4).seed(42)));

        assertThat(fates(100, buena -> buena.chaos(Chaos.rate(0.4).seed(42)))).isEqualTo(once);
        assertThat(once)
                .contains(PASSED)
                .hasSizeGreaterThan(
                        once.stream().filter(PASSED::equals).toList().size());
        List<String> exactly =
                fates(50, buena -> buena.chaos(Chaos.exactly(4, 10).seed(42)));
        assertThat(fates(50, buena -> buena.chaos(Chaos.exactly(4, 10).seed(42))))
                .isEqualTo(exactly);
    }

    @Test
    void otherSeedMeansOtherFailures() {
        List<String> one = fates(100, buena -> buena.chaos(Chaos.rate(0.4).seed(42)));
        List<String> other = fates(100, buena -> buena.chaos(Chaos.rate(0.4).seed(43)));

        assertThat(failed(other)).isNotEqualTo(failed(one));
        assertThat(failed(fates(50, buena -> buena.chaos(Chaos.exactly(4, 10).seed(43)))))
                .isNotEqualTo(failed(
                        fates(50, buena -> buena.chaos(Chaos.exactly(4, 10).seed(42)))));
        assertThat(fates(50, buena -> buena.chaos(Chaos.rate(1).seed(42))))
                .isNotEqualTo(fates(50, buena -> buena.chaos(Chaos.rate(1).seed(43))));
    }

    /** The number of failures has a standard deviation of 6.9; the bounds are five of them away from the mean. */
    @Test
    void rateIsNearWhatWasAskedFor() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.rate(0.05).seed(1));

            assertThat(Http.statuses(buena.baseUrl(), 1_000).stream().filter(status -> status >= 500))
                    .hasSizeBetween(16, 84);
        }
    }

    @Test
    void rateOfNoneAndOfAll() {
        try (BuenaServer never = BuenaServer.start();
                BuenaServer always = BuenaServer.start()) {
            never.chaos(Chaos.rate(0).seed(42));
            always.chaos(Chaos.rate(1).seed(42));

            assertThat(Http.statuses(never.baseUrl(), 200)).containsOnly(200);
            assertThat(Http.statuses(always.baseUrl(), 200)).allMatch(status -> status >= 500);
        }
    }

    @Test
    void exactlySoManyOfEachRunFail() {
        List<String> fates =
                fates(500, buena -> buena.chaos(Chaos.exactly(5, 100).seed(42)));

        for (int block = 0; block < 5; block++) {
            assertThat(failed(fates.subList(block * 100, block * 100 + 100))).hasSize(5);
        }
        assertThat(failed(fates.subList(0, 100))).isNotEqualTo(failed(fates.subList(100, 200)));
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 0", "3, 3, 12", "1, 1, 12", "1, 2, 6"})
    void exactlyAtItsEnds(int failures, int requests, int expected) {
        assertThat(failed(fates(
                        12,
                        buena -> buena.chaos(Chaos.exactly(failures, requests).seed(42)))))
                .hasSize(expected);
    }

    @Test
    void exactlySoManyFailForConcurrentClients() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.exactly(5, 100).seed(42));

            for (int block = 1; block <= 5; block++) {
                Parallel.run(10, thread -> Http.statuses(buena.baseUrl(), 10));
                assertThat(failed(fates(buena))).hasSize(5 * block);
            }
        }
    }

    @Test
    void withoutAChoiceTheyAreServerErrorsOfTheDocument() {
        assertThat(fates(200, buena -> buena.chaos(Chaos.rate(1).seed(42))))
                .containsOnly("internal-server-error", "bad-gateway", "bad-gateway-html", "service-unavailable")
                .contains("internal-server-error", "bad-gateway", "bad-gateway-html", "service-unavailable");
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            databuddy.chaos(Chaos.rate(1).seed(42));
            assertThat(Http.statuses(databuddy.baseUrl(), 60)).containsOnly(500, 503);
        }
    }

    @Test
    void choiceIsErrorsAndScenariosAndFaults() {
        assertThat(fates(60, buena -> buena.chaos(Chaos.rate(1).seed(42).errors(BuenaError.NOT_FOUND))))
                .containsOnly("lead-not-found");
        assertThat(fates(60, buena -> buena.chaos(Chaos.rate(1).seed(42).scenarios("rate-limited"))))
                .containsOnly("rate-limited");
        assertThat(fates(60, buena -> buena.chaos(Chaos.rate(1).seed(42).faults(Fault.NO_CONTENT))))
                .containsOnly("NO_CONTENT");
        List<String> all = fates(
                200,
                buena -> buena.chaos(Chaos.rate(1)
                        .seed(42)
                        .errors(BuenaError.NOT_FOUND, BuenaError.UNAUTHORIZED)
                        .scenarios("rate-limited", "restricted-resource")
                        .faults(Fault.NO_CONTENT, Fault.TRUNCATED_JSON)));
        assertThat(all.stream().distinct())
                .containsExactlyInAnyOrder(
                        "lead-not-found",
                        "missing-api-key",
                        "rate-limited",
                        "restricted-resource",
                        "NO_CONTENT",
                        "TRUNCATED_JSON");
    }

    @Test
    void choiceOfNothingIsNone() {
        assertThat(fates(
                        60,
                        buena -> buena.chaos(Chaos.rate(1).seed(42).scenarios().scenarios("rate-limited"))))
                .containsOnly("rate-limited");
        assertThat(fates(60, buena -> buena.chaos(Chaos.rate(1).seed(42).faults())))
                .contains("service-unavailable");
    }

    @Test
    void failuresAreWhatTheDocumentSays() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.rate(1).seed(42).errors(BuenaError.NOT_FOUND));

            assertThat(Http.json(Http.get(buena.baseUrl(), "/leads"))).isEqualTo(Http.json("""
                    {
                      "error": true,
                      "code": "NOT_FOUND",
                      "message": "Lead not found",
                      "version": "2.0",
                      "timestamp": "2024-01-20T15:30:00Z",
                      "details": { "resource": "lead", "id": "lead_abc123" }
                    }
                    """));
        }
    }

    @Test
    void choiceDoesNotDecideWhichRequestsFail() {
        List<Integer> positions =
                failed(fates(100, buena -> buena.chaos(Chaos.rate(0.3).seed(42))));

        assertThat(positions).hasSizeBetween(10, 60);
        assertThat(failed(
                        fates(100, buena -> buena.chaos(Chaos.rate(0.3).seed(42).scenarios("rate-limited")))))
                .isEqualTo(positions);
        assertThat(failed(fates(
                        100,
                        buena -> buena.chaos(Chaos.rate(0.3)
                                .seed(42)
                                .scenarios("rate-limited")
                                .faults(Fault.MISSING_CODE)))))
                .isEqualTo(positions);
    }

    @Test
    void onlyRequestsThatMatchAreCounted() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .chaos(Chaos.exactly(2, 4).seed(42));

            for (int i = 0; i < 8; i++) {
                assertThat(Http.get(buena.baseUrl(), "/keys").statusCode()).isEqualTo(200);
                Http.get(buena.baseUrl(), "/leads");
            }
            List<String> leads = fates(buena);
            assertThat(failed(leads)).hasSize(4);
            assertThat(failed(fates(8, other -> other.chaos(Chaos.exactly(2, 4).seed(42)))))
                    .isEqualTo(failed(leads).stream().map(i -> i / 2).toList());
        }
    }

    @Test
    void unknownPathsFailAtRandomToo() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.rate(1).seed(42).scenarios("service-unavailable"));

            assertThat(Http.get(buena.baseUrl(), "/nowhere").statusCode()).isEqualTo(503);
            buena.verifyNoUnmatchedRequests();
            assertThat(fates(buena)).containsExactly("service-unavailable");
        }
    }

    @Test
    void olderOfTwoDecidesFirst() {
        assertThat(fates(20, buena -> {
                    buena.chaos(Chaos.exactly(1, 2).seed(42).scenarios("rate-limited"));
                    buena.chaos(Chaos.rate(1).seed(42).scenarios("restricted-resource"));
                }))
                .filteredOn("rate-limited"::equals)
                .hasSize(10);
    }

    /** A value that was armed is not bound to its server. */
    @Test
    void sameValueBeginsAnewOnEachServer() {
        Chaos<ApiError> chaos = Chaos.exactly(4, 10).seed(42);

        assertThat(fates(10, buena -> buena.chaos(chaos))).isEqualTo(fates(10, buena -> buena.chaos(chaos)));
    }

    @Test
    void onlyThePlainUrlOfOneServerFails() {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            buena.chaos(Chaos.rate(1).seed(42).scenarios("service-unavailable"));

            assertThat(Http.statuses(buena.baseUrl("rate-limited"), 20)).containsOnly(429);
            assertThat(Http.statuses(buena.baseUrl(Fault.NO_CONTENT), 20)).containsOnly(204);
            assertThat(Http.statuses(other.baseUrl(), 20)).containsOnly(200);
            assertThat(Http.statuses(buena.baseUrl(), 20)).containsOnly(503);
        }
    }

    @Test
    void isListedWithItsSeedAndWithWhatCameOfIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .chaos(Chaos.exactly(1, 2).seed(4711));
            buena.chaos(Chaos.rate(0.0).seed(815));
            Http.get(buena.baseUrl(), "/keys");
            Http.statuses(buena.baseUrl(), 6);

            assertThat(buena.armed())
                    .containsExactly(
                            "chaos(exactly 1 of 2, seed 4711) on GET /api/v2/leads: 3 of 6 requests failed",
                            "chaos(rate 0.0, seed 815): 0 of 4 requests failed");
        }
    }

    /** A test that fails afterwards must be repeatable. */
    @Test
    void seedOfClearedChaosIsStillReported() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.rate(1).seed(4711));
            buena.clearChaos();

            assertThat(buena.armed()).isEmpty();
            assertThat(buena.report())
                    .hasValueSatisfying(report -> assertThat(report).contains("seed 4711)"));
        }
    }
}
