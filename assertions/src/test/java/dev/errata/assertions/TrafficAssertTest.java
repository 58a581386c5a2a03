package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Exchange.Request;
import dev.errata.fixtures.Exchange.Response;
import dev.errata.fixtures.Exchange.Source;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are in milliseconds; each answer takes one. */
class TrafficAssertTest {

    private static final Map<String, List<String>> KEY =
            Catalog.buena().masked(Map.of("x-api-key", List.of("bna_0123456789abcdef")));

    private final List<Exchange> exchanges = new ArrayList<>();
    private Request request = new Request("GET", "/api/v2/leads/1", KEY, "");

    @Test
    void attemptsAreCounted() {
        answered(0, 503, "service-unavailable");
        answered(1001, 200, null);

        assertThat(traffic()).hasAttempts(2).retriedOnly(BuenaError.SERVICE_UNAVAILABLE);
        assertThat(messageOf(() -> assertThat(traffic()).as("lead sync").hasAttempts(3)))
                .isEqualTo("""
                        [lead sync]\s
                        Expecting 3 attempts, but:
                          there were 2

                        Buena
                          attempt        gap  request and answer
                                1             GET /api/v2/leads/1: 503 service-unavailable
                                2    1.000 s  GET /api/v2/leads/1: 200""");
    }

    @Test
    void aClientThatDoesNotTryAgainSendsOneRequest() {
        answered(0, 404, "lead-not-found");

        assertThat(traffic()).didNotRetry().stoppedAfter(1).hasAttempts(1);
        answered(10, 404, "lead-not-found");
        assertThat(messageOf(() -> assertThat(traffic()).didNotRetry()))
                .startsWith("Expecting one attempt and no retry, but:\n  there were 2\n");
    }

    @Test
    void noRequestIsNoAttempt() {
        assertThat(messageOf(() -> assertThat(traffic()).didNotRetry()))
                .isEqualTo("Expecting one attempt and no retry, but:\n  there were 0\n\nBuena: no requests");
        assertThat(messageOf(() -> assertThat(traffic()).repeatedTheSameRequest()))
                .contains("there was no request");
        assertThat(messageOf(() -> assertThat(traffic()).sentKey("k"))).contains("there was no request");
    }

    @Test
    void givingUpIsFailingToTheEnd() {
        answered(0, 503, "service-unavailable");
        answered(10, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).stoppedAfter(3))).startsWith("""
                        Expecting 3 attempts and then no more, but:
                          there were 2
                          the last one succeeded
                        """);
    }

    @Test
    void whatALibraryRepeatsByItselfIsNoAttempt() {
        broken(0);
        broken(5);
        answered(1006, 200, null);

        assertThat(traffic()).hasAttempts(2).waitedBetweenAttempts(Duration.ofSeconds(1));
        assertThat(messageOf(() -> assertThat(traffic()).hasAttempts(3))).endsWith("""
                        Buena
                          attempt        gap  request and answer
                                1             GET /api/v2/leads/1: - RESET_BEFORE_HEADERS
                                   reconnect  GET /api/v2/leads/1: - RESET_BEFORE_HEADERS
                                2    1.000 s  GET /api/v2/leads/1: 200""");
    }

    @Test
    void aBreakThatIsFollowedLaterIsAnAttempt() {
        broken(0);
        answered(51, 200, null);

        assertThat(traffic()).hasAttempts(2);
    }

    @ParameterizedTest
    @CsvSource({"45000, true", "44999, false"})
    void theWaitOfTheBodyIsKeptToTheMillisecond(int gap, boolean kept) {
        answered(0, 429, "rate-limited");
        answered(1 + gap, 200, null);

        if (kept) {
            assertThat(traffic()).honouredRetryAfter();
        } else {
            assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                    .startsWith("""
                            Expecting every wait that was asked for, but:
                              attempt 2: asked for 45.000 s but waited 44.999 s
                            """);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1999, false",
        "2, 2000, true",
        "'Sat, 20 Jan 2024 15:30:02 GMT', 1999, false",
        "'Sat, 20 Jan 2024 15:30:02 GMT', 2000, true",
        "soon, 5000, false",
        "-1, 5000, false"
    })
    void theWaitOfTheHeaderIsKept(String header, int gap, boolean kept) {
        add(
                0,
                Optional.of(new Response(
                        503,
                        Map.of(
                                "Retry-After", List.of(header),
                                "Date", List.of("Sat, 20 Jan 2024 15:30:00 GMT")),
                        "")),
                null,
                null);
        answered(1 + gap, 200, null);

        if (kept) {
            assertThat(traffic()).honouredRetryAfter();
        } else {
            assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                    .contains("asked for");
        }
    }

    @Test
    void aWaitThatNobodyAskedForIsNotHonoured() {
        answered(0, 429, "rate-limited");

        assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                .contains("no attempt followed an answer that asked for a wait");
    }

    @Test
    void backoffGrows() {
        answered(0, 503, "service-unavailable");
        answered(1001, 503, "service-unavailable");
        answered(3002, 503, "service-unavailable");
        answered(7003, 200, null);

        assertThat(traffic()).backedOffExponentially(Duration.ofSeconds(1), 2, 0);
        assertThat(messageOf(() -> assertThat(traffic()).backedOffExponentially(Duration.ofSeconds(1), 3, 0.1)))
                .startsWith("""
                        Expecting an exponential backoff from 1.000 s by 3.0 with a jitter of 0.1, but:
                          attempt 3: expected a wait of at least 2.700 s but was 2.000 s
                          attempt 4: expected a wait of at least 8.100 s but was 4.000 s
                        """);
        assertThat(messageOf(() -> assertThat(traffic()).backedOffExponentially(Duration.ofSeconds(1), 1, 0)))
                .contains("attempt 4: expected a wait of at most 2.000 s but was 4.000 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(traffic()).backedOffExponentially(Duration.ZERO, 0.5, 0));
    }

    @Test
    void waitsAreCompared() {
        answered(0, 503, "service-unavailable");
        answered(101, 200, null);

        assertThat(traffic()).waitedBetweenAttempts(Duration.ofMillis(100));
        assertThat(messageOf(() -> assertThat(traffic()).waitedBetweenAttempts(Duration.ofMillis(101))))
                .contains("attempt 2: expected a wait of at least 0.101 s but was 0.100 s");
    }

    @Test
    void oneAttemptHasNoWaits() {
        answered(0, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).waitedBetweenAttempts(Duration.ZERO)))
                .contains("there was no second attempt");
    }

    @Test
    void aRetryWithoutReasonIsTold() {
        answered(0, 404, "lead-not-found");
        answered(10, 404, "lead-not-found");

        assertThat(traffic()).retriedOnly(BuenaError.NOT_FOUND);
        assertThat(messageOf(() -> assertThat(traffic()).retriedOnly(BuenaError.RATE_LIMIT_EXCEEDED)))
                .startsWith("""
                        Expecting retries after RATE_LIMIT_EXCEEDED only, but:
                          attempt 2: came after 404 lead-not-found
                        """);
    }

    @Test
    void anotherBodyIsAnotherRequest() {
        answered(0, 503, "service-unavailable");
        request = new Request("GET", "/api/v2/leads/1", KEY, "x");
        answered(10, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).repeatedTheSameRequest()))
                .contains("request 2: body was x, at first empty");
        exchanges.remove(1);
        assertThat(traffic()).repeatedTheSameRequest();
    }

    @Test
    void keysAreComparedAsFarAsTheyAreKept() {
        answered(0, 200, null);

        assertThat(traffic()).sentKey("bna_0123456789abcdef");
        assertThat(messageOf(() -> assertThat(traffic()).sentKey("bna_9999999999999999")))
                .startsWith("Expecting the key bna_9999…, but:\n  request 1: carried another key, or none\n");
    }

    @Test
    void otherRequestsAreLeftOut() {
        answered(0, 200, null);
        request = new Request("POST", "/api/v2/leads", KEY, "{}");
        answered(10, 201, null);

        assertThat(traffic()).forRequest("POST", "/api/v2/leads").hasAttempts(1);
    }

    private Traffic traffic() {
        return new Traffic(Catalog.buena(), "Buena", exchanges, 0);
    }

    private void answered(int at, int status, String scenario) {
        Optional<Scenario> known = Optional.ofNullable(scenario).map(Catalog.buena()::scenario);
        String body = known.map(error -> error.answer().body()).orElse("{}");
        add(at, Optional.of(new Response(status, Map.of(), body)), known.orElse(null), null);
    }

    private void broken(int at) {
        add(at, Optional.empty(), null, "RESET_BEFORE_HEADERS");
    }

    private void add(int at, Optional<Response> response, Scenario scenario, String fault) {
        exchanges.add(new Exchange(
                exchanges.size() + 1,
                Duration.ofMillis(at),
                Duration.ofMillis(at + 1),
                request,
                response,
                Source.API,
                Optional.ofNullable(scenario),
                Optional.ofNullable(fault)));
    }
}
