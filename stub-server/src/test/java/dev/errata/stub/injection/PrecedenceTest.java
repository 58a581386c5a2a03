package dev.errata.stub.injection;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of several things that could decide on an answer, the one with the highest precedence does. */
class PrecedenceTest {

    @Test
    void firstOfAllDecidesUntilItIsGone() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl()).willReturn(status(418)));
            buena.chaos(Chaos.rate(1).seed(42).scenarios("restricted-resource"));
            buena.quota(Quota.perHour(2));
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(2));

            assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(503, 503, 403, 403, 429);
            buena.clock().advance(Duration.ofHours(1));
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(403);
            buena.clearChaos();
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(418, 429);
        }
    }

    @Test
    void scriptComesBeforeAQuotaAndIsNotCountedByIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perHour(1));
            buena.willFail(failure(BuenaError.NOT_FOUND).times(3));

            assertThat(Http.statuses(buena.baseUrl(), 5)).containsExactly(404, 404, 404, 200, 429);
            buena.willFail(BuenaError.NOT_FOUND);
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(404, 429);
        }
    }

    @Test
    void scriptComesBeforeChaos() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.exactly(1, 2).seed(42).scenarios("restricted-resource"));
            buena.willFail(failure(BuenaError.NOT_FOUND).times(3));

            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(404, 404, 404);
            // Requests that a script answered did not meet it.
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactlyInAnyOrder(403, 200);
        }
    }

    @Test
    void scriptComesBeforeStubScenarioUrlAndTrigger() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(4));
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(503);
            assertThat(Http.statuses(buena.baseUrl("rate-limited"), 1)).containsExactly(503);
            assertThat(Http.statuses(buena.baseUrl(Fault.NO_CONTENT), 1)).containsExactly(503);
            buena.stubFor(any(anyUrl()).willReturn(status(418)));

            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(503, 418);
        }
    }

    @Test
    void quotaComesBeforeChaosStubAndTrigger() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perHour(0));
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(429);
            buena.stubFor(any(anyUrl()).willReturn(status(418)));
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(429);
            buena.chaos(Chaos.rate(1).seed(42).scenarios("restricted-resource"));

            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(429);
            assertThat(buena.armed()).anySatisfy(line -> assertThat(line).contains("chaos", "0 of 0 requests"));
        }
    }

    @Test
    void chaosComesBeforeStubAndTrigger() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.rate(1).seed(42).scenarios("restricted-resource"));
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(403);
            buena.stubFor(any(anyUrl()).willReturn(status(418)));

            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(403);
        }
    }

    @Test
    void stubComesBeforeScenarioUrlWhichComesBeforeTheCatalog() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads/lead_abc123")
                            .statusCode())
                    .isEqualTo(429);
            buena.stubFor(any(anyUrl()).willReturn(status(418)));

            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads/lead_abc123")
                            .statusCode())
                    .isEqualTo(418);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(418);
        }
    }

    @Test
    void quotasAndChaosHoldAtThePlainUrlAlone() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perHour(0));
            buena.chaos(Chaos.rate(1).seed(42).scenarios("restricted-resource"));

            assertThat(Http.statuses(buena.baseUrl("duplicate-lead"), 3)).containsOnly(409);
            assertThat(Http.statuses(buena.baseUrl(Fault.NO_CONTENT), 3)).containsOnly(204);
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(429);
        }
    }

    @Test
    void faultBreaksTheAnswerOfAStubOfTheUser() {
        String mine = "{\"mine\": \"a stub of my own\"}";
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl()).willReturn(okJson(mine).withStatus(202)));

            for (int way = 0; way < 3; way++) {
                URI baseUrl = buena.baseUrl();
                switch (way) {
                    case 0 -> buena.willFail(Fault.TRUNCATED_JSON);
                    case 1 -> buena.chaos(Chaos.rate(1).seed(42).faults(Fault.TRUNCATED_JSON));
                    default -> baseUrl = buena.baseUrl(Fault.TRUNCATED_JSON);
                }
                HttpResponse<String> response = Http.get(baseUrl, "/leads");

                assertThat(response.statusCode()).isEqualTo(202);
                assertThat(mine).startsWith(response.body());
                assertThat(response.body()).isNotEmpty().isNotEqualTo(mine);
            }
        }
    }

    @Test
    void scriptedFaultBreaksTheAnswerOfTheScenarioUrl() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(Fault.MISSING_MESSAGE);

            HttpResponse<String> response = Http.get(buena.baseUrl("duplicate-lead"), "/leads");

            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(Http.json(response).get("code").asText()).isEqualTo("DUPLICATE_RESOURCE");
            assertThat(Http.json(response).has("message")).isFalse();
        }
    }

    @Test
    void latencyAddsToTheDelayOfScriptAndStub() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.latency(Latency.fixed(Duration.ofMillis(150)));
            buena.stubFor(any(anyUrl()).willReturn(status(418).withFixedDelay(200)));
            buena.willFail(failure(BuenaError.NOT_FOUND).delay(Duration.ofMillis(200)));

            for (int expected : new int[] {404, 418}) {
                long before = System.nanoTime();
                assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(expected);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(350));
            }
        }
    }

    @Test
    void figuresOfAQuotaStandInScriptedAnswersToo() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.quota(Quota.perHour(5));
            assertThat(figures(Http.get(buena.baseUrl(), "/leads").headers())).isEqualTo("5 4 hour");
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            HttpResponse<String> scripted = Http.get(buena.baseUrl(), "/leads");

            assertThat(scripted.statusCode()).isEqualTo(503);
            assertThat(figures(scripted.headers())).isEqualTo("5 4 hour");
            buena.chaos(Chaos.rate(1).seed(42).scenarios("restricted-resource"));
            assertThat(figures(Http.get(buena.baseUrl(), "/leads").headers())).isEqualTo("5 3 hour");
        }
    }

    private static String figures(HttpHeaders headers) {
        return headers.firstValue("X-RateLimit-Limit").orElse("-")
                + " " + headers.firstValue("X-RateLimit-Remaining").orElse("-")
                + " " + headers.firstValue("X-RateLimit-Window").orElse("-");
    }

    @Test
    void keyOfTheDocumentsIsOnlyATrigger() {
        Map<String, String> limited = Map.of("x-api-key", BuenaTestData.RATE_LIMITED_API_KEY);
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND), pass());

            for (int expected : new int[] {404, 429, 429}) {
                assertThat(Http.send("GET", URI.create(buena.baseUrl() + "/leads"), limited, "")
                                .statusCode())
                        .isEqualTo(expected);
            }
        }
    }
}
