package dev.errata.stub.internal.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.internal.response.Reply;
import dev.errata.stub.support.Eventually;
import dev.errata.stub.support.RawServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A loop through other programs, which this JVM cannot look into, ends as well. */
class UpstreamLoopTest {

    private static final StubRequest REQUEST =
            new StubRequest("GET", "/api/v2/leads", List.of(new HeaderField("Host", "x")), new byte[0]);

    private static Optional<Reply> forward(Upstream upstream) {
        return upstream.forward(REQUEST, InetSocketAddress.createUnresolved("client", 1));
    }

    @Test
    @SuppressWarnings("try") // what is closed early, is closed again
    void endsWhenTooManyRequestsWait() {
        try (RawServer api = RawServer.stallingAfter("");
                Upstream upstream =
                        new Upstream(new UpstreamAddress(api.url("/v2"), Duration.ofSeconds(30)), Catalog.buena(), 1)) {
            CompletableFuture<Optional<Reply>> waiting = CompletableFuture.supplyAsync(() -> forward(upstream));
            Eventually.until("the first request waits", () -> !api.requests().isEmpty());

            assertThat(forward(upstream)).hasValueSatisfying(reply -> {
                assertThat(reply.response().status()).isEqualTo(502);
                assertThat(new String(reply.response().body(), UTF_8))
                        .isEqualTo("Errata: GET /api/v2/leads could not be forwarded: the upstream " + api.url("/v2")
                                + " has not answered 1 other requests yet; it may lead back to this server.\n");
            });

            upstream.close();
            assertThat(waiting.join())
                    .hasValueSatisfying(
                            reply -> assertThat(reply.response().status()).isEqualTo(502));
        }
    }
}
