package dev.errata.stub.observed;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server received can be verified and waited for. */
class VerificationTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String KEY = "bna_a-key-that-is-masked";

    private final BuenaServer buena = BuenaServer.start();

    @AfterEach
    void close() {
        buena.close();
    }

    @Test
    void countsRequestsWhateverAnsweredThem() {
        buena.stubFor(get("/api/v2/leads/stubbed").willReturn(ok()));
        buena.willFail("lead-not-found");
        Http.get(buena.baseUrl(), "/leads/scripted");
        Http.get(buena.baseUrl(), "/leads/stubbed");
        Http.get(buena.baseUrl("rate-limited"), "/leads/scenario");
        Http.get(buena.baseUrl(), "/unknown");

        for (String path : List.of("/leads/scripted", "/leads/stubbed", "/leads/scenario", "/unknown")) {
            buena.verify(1, getRequestedFor(urlPathEqualTo("/api/v2" + path)));
        }
        buena.verify(0, postRequestedFor(urlPathEqualTo("/api/v2/leads")));
    }

    @Test
    void seesKeysBeforeTheyAreMasked() {
        Http.send("GET", URI.create(buena.baseUrl() + "/leads"), Map.of("x-api-key", KEY), "");

        buena.verify(1, getRequestedFor(urlPathEqualTo("/api/v2/leads")).withHeader("x-api-key", equalTo(KEY)));
        assertThatThrownBy(() -> buena.verify(2, getRequestedFor(urlPathEqualTo("/api/v2/leads"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected 2 requests on GET /api/v2/leads, but 1 came")
                .message()
                .doesNotContain(KEY);
    }

    @Test
    void refusesToCountRequestsOfWhichSomeWereDropped() {
        Http.statuses(buena.baseUrl(), 1_001);

        assertThatThrownBy(() -> buena.verify(0, postRequestedFor(urlPathEqualTo("/api/v2/leads"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the oldest 1 requests were dropped");
    }

    @Test
    void waitsForRequestsOfAnotherThread() {
        CompletableFuture<?> client = CompletableFuture.runAsync(() -> {
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/leads/lead_1");
        });

        Exchange exchange = buena.awaitRequest(getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_1")), SOON);

        assertThat(exchange.response())
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(buena.awaitRequests(2, SOON)).hasSize(2);
        client.join();
    }

    @Test
    void tellsWhatCameWhenTheTimeIsOver() {
        Http.get(buena.baseUrl(), "/leads");

        assertThatThrownBy(() -> buena.awaitRequests(2, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected 2 requests within PT0.02S, but 1 came")
                .hasMessageContaining("GET /api/v2/leads");
    }
}
