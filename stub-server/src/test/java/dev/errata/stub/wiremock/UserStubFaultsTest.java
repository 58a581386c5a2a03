package dev.errata.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The user's own stubs that are delayed, or break the connection. */
class UserStubFaultsTest {

    @Test
    void delayIsKept() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/slow").willReturn(ok("late").withFixedDelay(300)));
            long before = System.nanoTime();

            assertThat(Http.get(buena.baseUrl(), "/slow").body()).isEqualTo("late");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    /** More requests than a pool would have threads. */
    @Test
    void delayedAnswersHoldUpNobodyElse() {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/slow").willReturn(ok("late").withFixedDelay(20_000)));
            List<CompletableFuture<HttpResponse<String>>> slow = IntStream.range(0, 60)
                    .mapToObj(i -> Http.getAsync(URI.create(buena.baseUrl() + "/slow")))
                    .toList();

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.get(other.baseUrl("rate-limited"), "/leads").statusCode())
                    .isEqualTo(429);
            assertThat(slow).noneMatch(CompletableFuture::isDone);
            slow.forEach(answer -> answer.cancel(true));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultReachesTheClient(Fault fault) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

            for (URI url : new URI[] {buena.baseUrl(), buena.baseUrl("rate-limited")}) {
                assertThatThrownBy(() -> Http.get(url, "/leads"))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasCauseInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void faultOfOneServerLeavesOthersAlone() {
        try (BuenaServer broken = BuenaServer.start();
                BuenaServer sound = BuenaServer.start()) {
            broken.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

            assertThatThrownBy(() -> Http.get(broken.baseUrl(), "/leads")).isInstanceOf(UncheckedIOException.class);
            assertThat(Http.get(sound.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }
}
