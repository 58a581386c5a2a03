package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.Lead;
import dev.errata.examples.http.ErrorMonitor;
import dev.errata.examples.http.ErrorMonitor.Snapshot;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.junit.BuenaStubs;
import dev.errata.junit.WithChaos;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README shows of failures as they happen. */
@ExtendWith(BuenaStubs.class)
class FailuresTest {

    // docs: script
    @Test
    void waitsAsLongAsItIsAsked(BuenaServer buena) {
        buena.willFail(
                failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1),
                failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(2));
        List<Duration> waits = new ArrayList<>();
        var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .retry(RetryConfig.defaults().withPace(wait -> {
                    waits.add(wait);
                    return Duration.ZERO;
                }))
                .build();

        assertThat(client.getLead("lead_1").id()).isEqualTo("lead_1");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
    // end

    @Test
    void aSequenceEndsInTheApiAsItIs(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .retry(RetryConfig.never())
                .build();
        // docs: sequence
        buena.willFail(
                failure(BuenaError.SERVICE_UNAVAILABLE).times(2),
                failure(BuenaError.RATE_LIMIT_EXCEEDED)
                        .retryAfter(1)
                        .retryAfterHeader(RetryAfterHeader.HTTP_DATE)
                        .timestampNow());
        buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_7")))
                .willFail(failure("lead-not-found").forever());
        // end
        assertThatThrownBy(() -> client.getLead("lead_1")).hasMessageContaining("503 SERVICE_UNAVAILABLE");
        assertThatThrownBy(() -> client.getLead("lead_1")).hasMessageContaining("503 SERVICE_UNAVAILABLE");
        assertThatThrownBy(() -> client.getLead("lead_1")).hasMessageContaining("429 RATE_LIMIT_EXCEEDED");
        assertThatThrownBy(() -> client.getLead("lead_7")).hasMessageContaining("404 NOT_FOUND");
        assertThat(client.getLead("lead_1").id()).isEqualTo("lead_1");
    }

    // docs: fault
    @Test
    void anAnswerThatBreaksOffIsAskedForAgain(BuenaServer buena) {
        buena.willFail(Fault.RESET_IN_BODY);
        var client = BuenaClient.builder(buena.baseUrl(), "any-key").build();

        assertThat(client.getLead("lead_1").id()).isEqualTo("lead_1");
        assertThat(buena.traffic().exchanges()).hasSize(2);
    }
    // end

    // docs: fault-url
    @Test
    void anAnswerOfAGatewayIsNoLead(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(Fault.GATEWAY_HTML), "any-key")
                .build();

        assertThatThrownBy(() -> client.getLead("lead_1"))
                .hasMessage("HTTP 502 without a body that could be understood");
    }
    // end

    // docs: latency
    @Test
    void aSlowApiIsNotWaitedForTooLong(BuenaServer buena) {
        buena.latency(Latency.fixed(Duration.ofSeconds(20)));
        var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .timeout(Duration.ofMillis(200))
                .retry(RetryConfig.never())
                .build();

        assertThatThrownBy(() -> client.getLead("lead_1"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }
    // end

    // docs: quota
    @Test
    void theQuotaComesBackWithTime(BuenaServer buena) {
        buena.quota(Quota.perMinute(60));
        var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .retry(RetryConfig.never())
                .build();
        for (int request = 0; request < 60; request++) {
            client.getLead("lead_1");
        }

        assertThatThrownBy(() -> client.getLead("lead_1"))
                .isInstanceOfSatisfying(
                        BuenaApiException.class,
                        error -> assertThat(error.retryAfter().orElseThrow())
                                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60)));
        buena.clock().advance(Duration.ofMinutes(1));
        assertThat(client.getLead("lead_1").id()).isEqualTo("lead_1");
    }
    // end

    // docs: chaos
    @Test
    @WithChaos(exactly = 5, of = 100, seed = 42, scenarios = "service-unavailable")
    void oneFailureInTwentyRaisesTheAlarm(BuenaServer buena) {
        List<Snapshot> alarms = new ArrayList<>();
        ErrorMonitor monitor = new ErrorMonitor(0.05, alarms::add);
        var client =
                BuenaClient.builder(buena.baseUrl(), "any-key").monitor(monitor).build();

        for (int request = 0; request < 100; request++) {
            try {
                client.getLead("lead_1");
            } catch (BuenaApiException e) {
                // The monitor has counted it.
            }
        }

        assertThat(alarms).isNotEmpty();
        assertThat(monitor.snapshot()).isEqualTo(new Snapshot(100, Map.of("SERVICE_UNAVAILABLE", 5L)));
    }
    // end

    @Test
    void aRateAndItsSeedGiveTheSameFailuresEachTime(BuenaServer one, BuenaServer another) {
        for (BuenaServer buena : List.of(one, another)) {
            // docs: rate
            buena.chaos(Chaos.rate(0.05)
                    .seed(42)
                    .errors(BuenaError.SERVICE_UNAVAILABLE)
                    .faults(Fault.RESET_IN_BODY, Fault.EMPTY_REPLY));
            // end
            var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                    .retry(RetryConfig.never())
                    .build();
            for (int request = 0; request < 100; request++) {
                tryToGetLead(client);
            }
        }

        assertThat(failures(one)).isNotEmpty().isEqualTo(failures(another));
    }

    private static List<String> failures(BuenaServer server) {
        return server.traffic().exchanges().stream()
                .filter(exchange -> exchange.source() == Exchange.Source.CHAOS)
                .map(exchange -> exchange.number() + " " + exchange.scenario() + exchange.fault())
                .toList();
    }

    private static void tryToGetLead(BuenaClient client) {
        try {
            client.getLead("lead_1");
        } catch (BuenaApiException | UncheckedIOException e) {
            // The monitor and the server's traffic tell.
        }
    }

    // docs: traffic
    @Test
    void trafficTellsWhatTheClientDid(BuenaServer buena) {
        buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));
        var client = BuenaClient.builder(buena.baseUrl(), "any-key").build();

        client.getLead("lead_1");

        Traffic traffic = buena.traffic();

        assertThat(traffic.exchanges()).hasSize(2);
        assertThat(traffic.exchanges().get(0).scenario())
                .contains(buena.catalog().scenario("rate-limited"));
        assertThat(traffic.exchanges().get(1).request().header("x-api-key")).contains("any-key");
    }
    // end

    @Test
    void requestsCanBeVerifiedAsWireMockDoes(BuenaServer buena) {
        BuenaClient.builder(buena.baseUrl(), "any-key").build().getLead("lead_1");

        // docs: verify
        buena.verify(
                1, getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_1")).withHeader("x-api-key", equalTo("any-key")));
        // end
    }

    // docs: await
    @Test
    void theLeadIsFetchedInTheBackground(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(), "any-key").build();

        CompletableFuture<Lead> lead = CompletableFuture.supplyAsync(() -> client.getLead("lead_1"));

        Exchange exchange =
                buena.awaitRequest(getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_1")), Duration.ofSeconds(5));
        assertThat(exchange.response()).isPresent();
        assertThat(lead.join().id()).isEqualTo("lead_1");
    }
    // end
}
