package dev.errata.stub.life;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.support.Eventually;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that clients still wait for when the server closes, and answers for which a client did not wait. */
class PendingAnswersTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void closingEndsThemAtOnceAndLeavesNoThread() throws Exception {
        // The first server starts what all servers share.
        BuenaServer.start().close();
        Threads threads = Threads.now();
        BuenaServer buena = BuenaServer.start();
        buena.stubFor(get("/api/v2/mine").willReturn(ok("mine").withFixedDelay((int) LONG.toMillis())));
        buena.willFail(
                failure(BuenaError.NOT_FOUND).delay(LONG),
                failure(Fault.STALLED_HEADERS),
                failure(BuenaError.NOT_FOUND).with(Fault.STALLED_BODY),
                failure(Fault.SLOW_HEADERS),
                pass().times(2));
        List<CompletableFuture<HttpResponse<String>>> pending = Stream.of("/1", "/2", "/3", "/4", "/leads", "/mine")
                .map(path -> {
                    if (path.equals("/leads")) {
                        buena.latency(Latency.fixed(LONG));
                    }
                    CompletableFuture<HttpResponse<String>> answer = Http.getAsync(URI.create(buena.baseUrl() + path));
                    buena.awaitRequest(anyRequestedFor(urlPathEqualTo("/api/v2" + path)), LONG);
                    return answer;
                })
                .toList();
        assertThat(pending).noneMatch(CompletableFuture::isDone);

        long begin = System.nanoTime();
        buena.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(took).isLessThan(Duration.ofSeconds(2));
        assertThat(pending).allSatisfy(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(30)));
        assertThat(threads.left()).isEmpty();
    }

    enum Slow {
        DELAYED,
        LATE,
        STUB
    }

    /** It was told nothing, so the answer may not count as one. */
    @ParameterizedTest
    @EnumSource
    void clientThatLeavesDuringADelayGotNothing(Slow slow) throws IOException {
        try (BuenaServer buena = BuenaServer.start()) {
            switch (slow) {
                case DELAYED -> buena.willFail(failure(BuenaError.NOT_FOUND).delay(LONG));
                case LATE -> buena.latency(Latency.fixed(LONG));
                case STUB -> buena.stubFor(get("/api/v2/leads").willReturn(ok().withFixedDelay((int) LONG.toMillis())));
            }
            try (Socket client =
                    new Socket(InetAddress.getLoopbackAddress(), buena.baseUrl().getPort())) {
                client.getOutputStream()
                        .write("GET /api/v2/leads HTTP/1.1\r\nHost: a\r\nx-api-key: test\r\n\r\n".getBytes(US_ASCII));
                buena.awaitRequests(1, LONG);
            }
            long left = System.nanoTime();

            // Its measured end stays when the server has noticed, and follows the clock until then.
            Eventually.until("the server noticed", () -> {
                Duration end = buena.traffic().exchanges().get(0).answered();
                return end.equals(buena.traffic().exchanges().get(0).answered());
            });

            assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofSeconds(2));
            Exchange exchange = buena.traffic().exchanges().get(0);
            assertThat(exchange.response()).isEmpty();
            assertThat(exchange.delivery().whole()).isFalse();
            assertThat(exchange.outcome()).startsWith("-");
        }
    }
}
