package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a test has set up on a server can be taken back, for tests that share it. */
class ResetTest {

    @Test
    void scriptsEnd() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE).forever();
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(503);

            buena.endScripts();

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 200);
            assertThatCode(buena::verifyScriptsUsedUp).doesNotThrowAnyException();
        }
    }

    @Test
    void quotasEndAndBeginAnew() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(1, Window.PER_HOUR);
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 429);

            buena.endQuotas();
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 200);

            buena.quota(2, Window.PER_DAY);
            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(200, 200, 429);
        }
    }

    @Test
    void headerOfAQuotaEndsWithIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(0, Window.PER_HOUR, RetryAfterHeader.SECONDS);
            buena.endQuotas();
            buena.quota(0, Window.PER_HOUR);

            assertThat(Http.get(buena.baseUrl(), "/leads").headers().firstValue("Retry-After"))
                    .isEmpty();
        }
    }

    @Test
    void chaosEnds() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.failing(1, 42);
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isGreaterThanOrEqualTo(500);

            buena.endChaos();

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(200, 200);
        }
    }

    static Stream<Consumer<BuenaServer>> changes() {
        return Stream.of(
                buena -> buena.willFail(BuenaError.SERVICE_UNAVAILABLE).forever(),
                buena -> buena.quota(0, Window.PER_HOUR),
                buena -> buena.failing(1, 42),
                buena -> buena.stubFor(
                        get("/api/v2/leads").willReturn(okJson("{}").withStatus(202))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void resetEndsWhateverChangesAnswers(Consumer<BuenaServer> change) {
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
    void resetForgetsUnmatchedRequestsAndKeepsTraffic() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.baseUrl(), "/nothing/here").statusCode()).isEqualTo(501);

            buena.reset();

            assertThatCode(buena::verifyNoUnmatchedRequests).doesNotThrowAnyException();
            assertThat(buena.traffic().exchanges()).hasSize(1);
        }
    }

    @Test
    void closedServerCannotBeReset() {
        BuenaServer buena = BuenaServer.start();
        buena.close();

        assertThatThrownBy(buena::reset).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(buena::endScripts).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(buena::endQuotas).isInstanceOf(IllegalStateException.class);
    }
}
