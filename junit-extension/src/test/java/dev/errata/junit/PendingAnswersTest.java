package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that clients still wait for. */
class PendingAnswersTest {

    @Test
    @Timeout(60)
    void closedServerLeavesNoThreadForThem() throws Exception {
        // What the first server of all starts for good is no leak.
        BuenaServer.start(ServerOptions.defaults().ownPort()).close();
        Threads threads = Threads.now();
        BuenaServer buena = BuenaServer.start(ServerOptions.defaults().ownPort());
        buena.willFail(BuenaError.NOT_FOUND)
                .delay(Duration.ofMinutes(5))
                .thenFail(Fault.STALLED_HEADERS)
                .thenFail(BuenaError.NOT_FOUND)
                .with(Fault.STALLED_BODY);
        List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>(
                Stream.generate(() -> Http.getAsync(buena.baseUrl())).limit(3).toList());
        awaitRequests(buena, 3);
        buena.latency(Latency.fixed(Duration.ofMinutes(5)));
        pending.add(Http.getAsync(buena.baseUrl()));
        awaitRequests(buena, 4);
        assertThat(pending).noneMatch(CompletableFuture::isDone);

        buena.close();

        assertThat(threads.left()).isEmpty();
        pending.forEach(answer -> answer.cancel(true));
    }

    private static void awaitRequests(StubServer server, int count) {
        Eventually.until(count + " requests came", () -> server.traffic().total() >= count);
    }

    @Test
    void delayMayBeLongerThanAnyTest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.NOT_FOUND).delay(Duration.ofDays(36_500));
            CompletableFuture<HttpResponse<String>> answer = Http.getAsync(buena.baseUrl());

            assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            answer.cancel(true);
        }
    }
}
