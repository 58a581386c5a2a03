package dev.errata.stub.life;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.Checkpoint;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test can undo what it has armed and stubbed on a server, for other tests that share it. */
class ResetTest {

    @Test
    void scriptsEnd() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).forever());
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(503);

            buena.clearScripts();

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 200);
            assertThatCode(buena::verifyScriptsExhausted).doesNotThrowAnyException();
        }
    }

    @Test
    void quotasEndAndBeginAnew() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perHour(1));
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 429);

            buena.clearQuotas();
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 200);

            buena.quota(Quota.perDay(2));
            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(200, 200, 429);
        }
    }

    @Test
    void headerOfAQuotaEndsWithIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perHour(0).retryAfterHeader(RetryAfterHeader.SECONDS));
            buena.clearQuotas();
            buena.quota(Quota.perHour(0));

            assertThat(Http.get(buena.baseUrl(), "/leads").headers().firstValue("Retry-After"))
                    .isEmpty();
        }
    }

    @Test
    void chaosEnds() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.rate(1).seed(42));
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isGreaterThanOrEqualTo(500);

            buena.clearChaos();

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 200);
        }
    }

    static Stream<Consumer<BuenaServer>> changes() {
        return Stream.of(
                buena -> buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).forever()),
                buena -> buena.quota(Quota.perHour(0)),
                buena -> buena.chaos(Chaos.rate(1).seed(42)),
                buena -> buena.stubFor(
                        get("/api/v2/leads").willReturn(okJson("{}").withStatus(202))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void resetEndsEverythingThatChangesAnswers(Consumer<BuenaServer> change) {
        try (BuenaServer buena = BuenaServer.start()) {
            change.accept(buena);
            assertThat(Http.statuses(buena.baseUrl(), 1)).doesNotContain(200);

            buena.reset();

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 200);
        }
    }

    @Test
    void resetEndsLatency() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.latency(Latency.fixed(Duration.ofHours(1)));

            buena.reset();

            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(200);
        }
    }

    @Test
    void resetLetsTheClockGoAgain() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.EPOCH);
            buena.clock().advance(Duration.ofDays(1));
            Instant before = Instant.now();

            buena.reset();

            assertThat(buena.clock().instant()).isBetween(before, Instant.now());
        }
    }

    @Test
    void resetForgetsTrafficAndUnmatchedRequests() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.baseUrl(), "/nothing/here").statusCode()).isEqualTo(501);

            buena.reset();

            assertThatCode(buena::verifyNoUnmatchedRequests).doesNotThrowAnyException();
            assertThat(buena.traffic()).isEmpty();
        }
    }

    @Test
    void resetKeepsUrls() {
        try (BuenaServer buena = BuenaServer.start()) {
            URI scenario = buena.baseUrl("rate-limited");

            buena.reset();

            assertThat(buena.baseUrl("rate-limited")).isEqualTo(scenario);
            assertThat(Http.get(scenario, "/leads").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void checkpointRestoresHowFarEverythingWas() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).times(2));
            buena.chaos(Chaos.exactly(1, 3).seed(42).faults(Fault.EMPTY_SERVER_ERROR));
            buena.quota(Quota.perDay(4));
            buena.latency(Latency.fixed(Duration.ofMillis(1)));
            assertThat(Http.statuses(buena.baseUrl(), 3)).startsWith(404, 404);
            Checkpoint checkpoint = buena.checkpoint();
            List<String> armed = buena.armed();
            List<Integer> statuses = Http.statuses(buena.baseUrl(), 8);
            assertThat(statuses).contains(200, 429, 500);
            buena.reset();

            buena.restore(checkpoint);

            assertThat(buena.armed()).isEqualTo(armed).hasSize(3);
            assertThat(Http.statuses(buena.baseUrl(), 8)).isEqualTo(statuses);
        }
    }

    /** Tests that share a server each find it as the first one did. */
    @Test
    void checkpointIsRestored() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).times(3));
            buena.stubFor(get("/api/v2/mine").willReturn(okJson("{}")));
            buena.quota(Quota.perDay(2));
            buena.clock().stopAt(Instant.EPOCH);
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(404);
            Checkpoint checkpoint = buena.checkpoint();

            for (int test = 0; test < 2; test++) {
                assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(404, 404, 200, 200, 429);
                buena.stubFor(get("/api/v2/other").willReturn(okJson("{}")));
                buena.latency(Latency.fixed(Duration.ofHours(1)));
                buena.clock().advance(Duration.ofDays(1));

                buena.restore(checkpoint);

                assertThat(buena.traffic()).isEmpty();
                assertThat(buena.clock().instant()).isEqualTo(Instant.EPOCH);
            }
            buena.clearScripts();
            assertThat(Http.get(buena.baseUrl(), "/mine").statusCode()).isEqualTo(200);
            assertThat(Http.get(buena.baseUrl(), "/other").statusCode()).isEqualTo(501);
        }
    }
}
