package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.assertions.Failures.messageOf;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.stub.BuenaServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a server records of a client that does not wait. */
class RealTrafficTest {

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(BuenaServer buena) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(buena.baseUrl() + "/leads")).build(), BodyHandlers.ofString());
    }

    @Test
    void theTimeThatAnAnswerDribblesIsNoWaiting() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(60).with(Fault.DRIBBLED_BODY));
            assertThat(get(buena)).isError(BuenaError.RATE_LIMIT_EXCEEDED);
            get(buena);

            Traffic traffic = buena.traffic();
            Exchange dribbled = traffic.exchanges().get(0);
            Duration wait = traffic.exchanges()
                    .get(1)
                    .received()
                    .minus(dribbled.delivery().ended());
            assertThat(dribbled.delivery().ended().minus(dribbled.received())).isGreaterThan(Duration.ofSeconds(1));
            assertThat(traffic).waitedBetweenAttempts(wait);
            assertThat(messageOf(() -> assertThat(traffic).waitedBetweenAttempts(wait.plusNanos(1))))
                    .contains("attempt 2: expected a wait of at least");
            assertThat(messageOf(() -> assertThat(traffic).honouredRetryAfter()))
                    .contains("but the answer before asked for 60.000 s");
        }
    }

    @Test
    void aDateIsReadBecauseEveryAnswerHasOne() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure("service-unavailable").retryAfter(30).retryAfterHeader(RetryAfterHeader.HTTP_DATE));
            HttpResponse<String> response = get(buena);
            get(buena);

            assertThat(response).hasRetryAfter(Duration.ofSeconds(30));
            assertThat(messageOf(() -> assertThat(buena.traffic()).honouredRetryAfter()))
                    .contains("attempt 2: came after", "but the answer before asked for 3");
        }
    }

    @Test
    void aDateThatOnlyTheHeaderTellsCountsFromTheAnswer() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.parse("2024-01-20T15:30:00Z"));
            buena.willFail(failure("service-unavailable").retryAfterHeader(RetryAfterHeader.HTTP_DATE));
            get(buena);
            get(buena);

            assertThat(messageOf(() -> assertThat(buena.traffic()).honouredRetryAfter()))
                    .contains("attempt 2: came after", "but the answer before asked for 0.9");
        }
    }
}
