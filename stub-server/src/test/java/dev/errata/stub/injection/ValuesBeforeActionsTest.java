package dev.errata.stub.injection;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.MatchingRequests;
import dev.errata.stub.support.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is armed is complete: no request meets half of it, and what is refused changes nothing. */
class ValuesBeforeActionsTest {

    private static final String NEVER = "/api/v2/never";

    @Test
    void noRequestMeetsAFailureThatIsForOthersOrWasRefused() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            AtomicBoolean arming = new AtomicBoolean(true);
            ExecutorService clients = Executors.newFixedThreadPool(8);
            List<Future<Integer>> failed = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                failed.add(clients.submit(() -> failuresWhile(arming, buena)));
            }
            for (int i = 0; i < 2_500; i++) {
                MatchingRequests<BuenaError> never = buena.on(anyRequestedFor(urlPathEqualTo(NEVER)));
                never.willFail(failure(BuenaError.NOT_FOUND).forever());
                never.chaos(Chaos.rate(1).seed(i));
                assertThatThrownBy(() -> buena.willFail(
                                failure(BuenaError.NOT_FOUND).forever(),
                                failure(BuenaError.NOT_FOUND).requestId("Buena has none")))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> buena.chaos(Chaos.rate(1).scenarios("no-such-scenario")))
                        .hasMessageContaining("no-such-scenario");
            }
            arming.set(false);
            for (Future<Integer> client : failed) {
                assertThat(client.get()).isZero();
            }
            clients.shutdown();
            assertThat(Http.get(buena.rootUrl(), NEVER).statusCode()).isEqualTo(404);
        }
    }

    private static int failuresWhile(AtomicBoolean arming, BuenaServer buena) {
        int failures = 0;
        while (arming.get()) {
            failures += Http.get(buena.baseUrl(), "/leads").statusCode() == 200 ? 0 : 1;
        }
        return failures;
    }

    @Test
    void nothingThatIsHeldArmsAgainAfterItWasCleared() {
        try (BuenaServer buena = BuenaServer.start()) {
            var held = failure(BuenaError.NOT_FOUND).times(3);
            buena.willFail(held);
            buena.clearScripts();

            var unused = held.times(5).forever();

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(buena.armed()).isEmpty();
        }
    }

    @Test
    void whatIsArmedCanBeListed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).times(2));
            buena.chaos(Chaos.rate(0).seed(7));
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/leads");

            assertThat(buena.armed()).containsExactly("chaos(rate 0.0, seed 7): 0 of 0 requests failed");
            buena.willFail(failure(BuenaError.NOT_FOUND).times(2));
            assertThat(buena.armed()).contains("lead-not-found (404 NOT_FOUND) 2 times: 0 requests came");
            assertThat(buena.report())
                    .hasValueSatisfying(report -> assertThat(report).contains("2 times: 0 requests came"));
        }
    }

    @Test
    void oldestScriptDecidesWhetherOrNotItNamesAPath() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail("lead-not-found");
            buena.on(anyRequestedFor(urlPathEqualTo("/api/v2/leads"))).willFail("duplicate-lead");
            buena.willFail("rate-limited");

            assertThat(Http.statuses(buena.baseUrl(), 4)).containsExactly(404, 409, 429, 200);
            assertThat(buena.traffic().exchanges())
                    .extracting(Exchange::source)
                    .containsExactly(
                            Exchange.Source.SCRIPT,
                            Exchange.Source.SCRIPT,
                            Exchange.Source.SCRIPT,
                            Exchange.Source.API);
        }
    }
}
