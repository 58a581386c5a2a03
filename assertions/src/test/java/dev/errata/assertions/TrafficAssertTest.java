package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Exchange.Source;
import dev.errata.fixtures.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are in milliseconds; each answer takes one. What fails with which text is among the {@link Checks}. */
class TrafficAssertTest {

    private final Recording recording = new Recording();

    @Test
    void descriptionAndMessageOfTheUserAreHonoured() {
        recording.answered(0, 503, "service-unavailable").answered(1001, 200, null);

        assertThat(traffic()).hasAttempts(2).retriedOnly(BuenaError.SERVICE_UNAVAILABLE);
        assertThat(messageOf(() -> assertThat(traffic()).as("lead sync").hasAttempts(3)))
                .isEqualTo("""
                        [lead sync]\s
                        Expecting 3 attempts, but:
                          there were 2

                        Buena
                          attempt       wait  request and answer
                                1             GET /api/v2/leads/1: 503 service-unavailable
                                2    1.000 s  GET /api/v2/leads/1: 200""");
        assertThat(messageOf(() -> assertThat(traffic())
                        .withFailMessage("100 %% %s", "wrong")
                        .hasAttempts(3)))
                .isEqualTo("100 % wrong");
    }

    @Test
    void errorsOfACatalogThatWasLoadedTwiceAreTheSame() {
        Catalog twin = Catalog.loadResource("dev/errata/fixtures/buena", Catalog.class.getClassLoader());
        recording.answered(0, 503, "service-unavailable").answered(1001, 200, null);

        assertThat(traffic()).retriedOnly(twin.error("SERVICE_UNAVAILABLE"));
        assertThat(messageOf(() -> assertThat(traffic()).retriedOnly(twin.error("BAD_GATEWAY"))))
                .contains("attempt 2: followed 503 service-unavailable");
    }

    @Test
    void whatWasDroppedIsTold() {
        Traffic rest = new Traffic(Catalog.buena(), "Buena", List.of(), 7);

        assertThat(messageOf(() -> assertThat(rest).hasAttempts(8)))
                .endsWith("Buena (the oldest 7 requests were dropped): no requests");
    }

    @ParameterizedTest
    @CsvSource({"50, 1", "51, 2"})
    void aBreakThatIsFollowedWithin50MillisecondsIsNoAttempt(int next, int attempts) {
        recording.broken(0).answered(next, 200, null);

        assertThat(traffic()).hasAttempts(attempts);
    }

    @Test
    void anotherRequestIsNoReconnect() {
        recording.broken(0).request("GET", "/api/v2/leads/2", Map.of(), "").answered(5, 200, null);

        assertThat(traffic()).hasAttempts(2);
    }

    @Test
    void aWholeAnswerIsNotReconnectedFrom() {
        recording.answered(0, 503, "service-unavailable").answered(5, 200, null);

        assertThat(traffic()).hasAttempts(2);
    }

    @Test
    void aWaitIsMeasuredFromTheLastReconnect() {
        recording.broken(0).broken(5).answered(1006, 200, null);

        assertThat(traffic()).waitedBetweenAttempts(Duration.ofSeconds(1));
        assertThat(messageOf(() -> assertThat(traffic()).waitedBetweenAttempts(Duration.ofMillis(1001))))
                .contains("attempt 2: expected a wait of at least 1.001 s but was 1.000 s");
    }

    @Test
    void theTimeThatASlowAnswerTakesIsNoWaiting() {
        recording.slowlyAnswered(0, 45_500, 429, "rate-limited").answered(45_501, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                .contains("attempt 2: came after 0.001 s, but the answer before asked for 45.000 s");
        assertThat(messageOf(() -> assertThat(traffic()).waitedBetweenAttempts(Duration.ofMillis(2))))
                .contains("attempt 2: expected a wait of at least 0.002 s but was 0.001 s");
    }

    @Test
    void anAnswerThatDidNotLeaveWholeAskedForNothing() {
        recording.broken(0, 500, "rate-limited", Fault.DRIBBLED_BODY).answered(600, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter())).contains("no answer asked for a wait");
    }

    @Test
    void aRequestThatComesBeforeTheAnswerHasEndedDidNotWait() {
        recording.slowlyAnswered(0, 2000, 503, "service-unavailable").answered(1000, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).waitedBetweenAttempts(Duration.ofMillis(1))))
                .contains("expected a wait of at least 0.001 s but was 0.000 s");
    }

    @Test
    void whatIsNoAttemptIsNotCountedButTold() {
        recording
                .request("OPTIONS", "/api/v2/leads/1", Map.of(), "")
                .other(0, 204, Source.PREFLIGHT)
                .request("GET", "/api/v2/leads/1", Map.of(), "")
                .answered(100, 503, "service-unavailable")
                .other(500, 0, Source.BROKEN_OFF)
                .answered(1101, 200, null)
                .request("G ET", "", Map.of(), "")
                .other(1200, 400, Source.UNREADABLE);

        assertThat(traffic())
                .hasAttempts(2)
                .waitedBetweenAttempts(Duration.ofSeconds(1))
                .retriedOnly(BuenaError.SERVICE_UNAVAILABLE)
                .repeatedTheSameRequest();
        assertThat(messageOf(() -> assertThat(traffic()).hasAttempts(5))).isEqualTo("""
                        Expecting 5 attempts, but:
                          there were 2

                        Buena
                          attempt       wait  request and answer
                                1             GET /api/v2/leads/1: 503 service-unavailable
                                2    1.000 s  GET /api/v2/leads/1: 200

                        Not counted:
                          OPTIONS /api/v2/leads/1: 204 (preflight)
                          GET /api/v2/leads/1: - (broken off)
                          G ET : 400 (unreadable request)""");
    }

    @Test
    void anUnmatchedRequestIsAnAttempt() {
        recording.other(0, 501, Source.NOTHING);

        assertThat(traffic()).hasAttempts(1);
    }

    @Test
    void whoNeverGotAWholeAnswerGaveUp() {
        recording.broken(0).broken(1001);

        assertThat(traffic()).stoppedAfter(2);
    }

    @Test
    void anErrorWithTheStatusOfASuccessIsAFailure() {
        recording.answered(0, 200, "service-unavailable").answered(1001, 200, "service-unavailable");

        assertThat(traffic()).stoppedAfter(2);
    }

    @ParameterizedTest
    @CsvSource({"399, false", "400, true"})
    void aStatusOf400AndMoreIsAFailure(int status, boolean failed) {
        recording.answered(0, status, null);

        if (failed) {
            assertThat(traffic()).stoppedAfter(1);
        } else {
            assertThat(messageOf(() -> assertThat(traffic()).stoppedAfter(1))).contains("the last attempt succeeded");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1999, false",
        "2, 2000, true",
        "'Thu, 01 Feb 2024 00:00:02 GMT', 1999, false",
        "'Thu, 01 Feb 2024 00:00:02 GMT', 2000, true",
        "'Thu, 1 Feb 2024 00:00:02 GMT', 2000, true",
        "'thu, 01 feb 2024 00:00:02 gmt', 2000, true",
        "'Mon, 01 Feb 2024 00:00:02 GMT', 1999, false",
        "'Thursday, 01-Feb-24 00:00:02 GMT', 1999, false",
        "'Thursday, 01-Feb-24 00:00:02 GMT', 2000, true",
        "'Thu Feb  1 00:00:02 2024', 1999, false",
        "'Thu Feb  1 00:00:02 2024', 2000, true"
    })
    void theWaitOfTheHeaderIsKept(String header, int gap, boolean kept) {
        retried(header, gap, "");

        if (kept) {
            assertThat(traffic()).honouredRetryAfter();
        } else {
            assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                    .contains("attempt 2: came after 1.999 s, but the answer before asked for 2.000 s");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "99999999999", "Thu, 31 Feb 2024"})
    void aHeaderThatCannotBeReadIsAFailure(String header) {
        retried(header, 5000, "");

        assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                .contains(
                        "attempt 1: was answered with a wait that cannot be read: the header Retry-After is \"" + header
                                + "\", which is neither seconds nor an HTTP date",
                        "no answer asked for a wait");
    }

    @Test
    void aHeaderThatCannotBeReadIsNotHiddenByAnAnswerThatCan() {
        recording
                .answered(0, 503, Map.of("Retry-After", List.of("soon")), "")
                .answered(10, 503, Map.of("Retry-After", List.of("1")), "")
                .answered(2000, 503, Map.of("Retry-After", List.of("later")), "");

        assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                .contains("attempt 1: was answered with a wait that cannot be read: the header Retry-After is \"soon\"")
                .doesNotContain("no answer asked for a wait", "later");
    }

    @Test
    void aDateWithoutTheHeaderDateCountsFromTheMomentOfTheAnswer() {
        Instant ended = Instant.parse("2024-02-01T00:00:00Z");
        Map<String, List<String>> headers = Map.of("Retry-After", List.of("Thu, 01 Feb 2024 00:00:02 GMT"));

        assertThat(retriedAfter(headers, ended, 1950)).honouredRetryAfter();
        assertThat(messageOf(
                        () -> assertThat(retriedAfter(headers, ended, 1949)).honouredRetryAfter()))
                .contains("attempt 2: came after 1.949 s, but the answer before asked for 1.950 s");
        assertThat(messageOf(() -> assertThat(retriedAfter(headers, ended.plusSeconds(1), 949))
                        .honouredRetryAfter()))
                .contains("attempt 2: came after 0.949 s, but the answer before asked for 0.950 s");
    }

    private static Traffic retriedAfter(Map<String, List<String>> headers, Instant ended, int gap) {
        Traffic traffic = new Recording()
                .answered(0, 503, headers, "")
                .answered(1 + gap, 200, null)
                .traffic();
        Exchange first = traffic.exchanges().get(0);
        Exchange dated = new Exchange(
                Catalog.buena(),
                1,
                first.received(),
                new Exchange.Delivery(first.delivery().began(), first.delivery().ended(), true, Optional.of(ended)),
                first.request(),
                first.response(),
                first.source(),
                first.scenario(),
                first.fault(),
                first.documentedWait());
        return new Traffic(
                traffic.catalog(),
                traffic.name(),
                List.of(dated, traffic.exchanges().get(1)),
                0);
    }

    @Test
    void aWaitOfCenturiesCanBeAskedFor() {
        retried("9999999999", 5000, "");

        assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                .contains("attempt 2: came after 5.000 s, but the answer before asked for 9999999999.000 s");
    }

    @Test
    void aWaitThatIsShortByLessThanAMillisecondIsShownAsShorter() {
        Exchange first = recording
                .answered(0, 503, "service-unavailable")
                .traffic()
                .exchanges()
                .get(0);
        Exchange second =
                recording.answered(1001, 200, null).traffic().exchanges().get(1);
        Exchange early = new Exchange(
                second.catalog(),
                2,
                second.received().minusNanos(1),
                second.delivery(),
                second.request(),
                second.response(),
                second.source(),
                second.scenario(),
                second.fault(),
                second.documentedWait());
        Traffic traffic = new Traffic(Catalog.buena(), "Buena", List.of(first, early), 0);

        assertThat(messageOf(() -> assertThat(traffic).waitedBetweenAttempts(Duration.ofSeconds(1))))
                .contains("attempt 2: expected a wait of at least 1.000 s but was 0.999 s");
    }

    @Test
    void theHeaderCountsWhereTheBodyIsTooLongToBeRead() {
        retried("2", 1999, "{\"retryAfter\":1,\"message\":\"" + "x".repeat(1_000_000) + "\"}");

        assertThat(messageOf(() -> assertThat(traffic()).honouredRetryAfter()))
                .contains("came after 1.999 s, but the answer before asked for 2.000 s");
    }

    @Test
    void theBodyComesBeforeTheHeader() {
        retried("2", 1000, "{\"retryAfter\":1}");

        assertThat(traffic()).honouredRetryAfter();
    }

    private void retried(String header, int gap, String body) {
        recording
                .answered(
                        0,
                        503,
                        Map.of("Retry-After", List.of(header), "Date", List.of("Thu, 01 Feb 2024 00:00:00 GMT")),
                        body)
                .answered(1 + gap, 200, null);
    }

    @Test
    void jitterIsAShareOfTheWait() {
        recording
                .answered(0, 503, "service-unavailable")
                .answered(501, 503, "service-unavailable")
                .answered(4502, 200, null);

        assertThat(traffic()).backedOffExponentially(Duration.ofSeconds(1), 2, 0.5);
        assertThat(messageOf(() -> assertThat(traffic()).backedOffExponentially(Duration.ofSeconds(1), 2, 0.45)))
                .contains(
                        "attempt 2: expected a wait of at least 0.550 s but was 0.500 s",
                        "attempt 3: expected a wait of at most 3.900 s but was 4.000 s");
    }

    @ParameterizedTest
    @CsvSource({"-1, 2, 0", "1, 0.9, 0", "1, NaN, 0", "1, 2, -0.1", "1, 2, 1.1", "1, 2, NaN"})
    void aBackoffThatIsNoneIsRefused(long base, double factor, double jitter) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> assertThat(traffic()).backedOffExponentially(Duration.ofSeconds(base), factor, jitter))
                .withMessage(
                        "The base must be at least 0 s, the factor at least 1 and the jitter between 0 and 1,"
                                + " but they are %d.000 s, %s and %s",
                        base, factor, jitter);
    }

    @Test
    void theBoundsOfABackoffAreAllowed() {
        recording.answered(0, 503, "service-unavailable").answered(1, 200, null);

        assertThat(traffic())
                .backedOffExponentially(Duration.ZERO, 1, 0)
                .backedOffExponentially(Duration.ofSeconds(1), 1, 1);
    }

    @Test
    void noWaitsAreNothingToCompareWith() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(traffic()).waitedBetweenAttempts())
                .withMessage("waitedBetweenAttempts needs at least one duration");
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer dbdy_0123456789, dbdy_0123456789, true",
        "bearer dbdy_0123456789, dbdy_0123456789, true",
        "Token dbdy_0123456789, dbdy_0123456789, true",
        "ApiKey dbdy_0123456789, dbdy_0123456789, true",
        "Unheard-Of dbdy_0123456789, dbdy_0123456789, false",
        "Bearer dbdy_0123456789, Bearer dbdy_0123456789, false",
        "dbdy_0123456789, dbdy_0123456789, true",
        "Bearer dbdy_0123456789, dbdy_012, false",
        "Bearer dbdy_0123456789, dbdy_0129999, false",
        "short, short, true",
        "short, shor, false"
    })
    void theWholeKeyIsComparedWithoutItsScheme(String sent, String expected, boolean same) {
        Catalog databuddy = Catalog.databuddy();
        Traffic traffic = new Recording(databuddy)
                .request("GET", "/v1/query/types", Map.of("Authorization", List.of(sent)), "")
                .answered(0, 200, null)
                .traffic();

        if (same) {
            assertThat(traffic).sentKey(expected);
        } else {
            assertThat(messageOf(() -> assertThat(traffic).sentKey(expected))).contains("request 1: carried another");
        }
    }

    @Test
    void aRequestWithoutKeyIsFound() {
        recording
                .answered(0, 200, null)
                .request("GET", "/api/v2/leads/1", Map.of(), "")
                .answered(10, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).sentKey("bna_0123456789abcdef")))
                .contains("but:\n  request 2: carried another key or none\n\n");
    }

    @Test
    void anApiWhoseCatalogNamesNoHeaderForKeysHasNone() {
        Traffic traffic = new Recording(Catalog.loadResource("keyless"))
                .answered(0, 200, null)
                .traffic();

        assertThat(messageOf(() -> assertThat(traffic).sentKey("k")))
                .contains(
                        "but:\n  the catalog of the Keyless API has no credentialHeaders, which name the headers with keys\n\n");
    }

    @Test
    void keysInUrlsAndBodiesAreMasked() {
        recording
                .request("POST", "/api/v2/leads?key=bna_0123456789abcdef&page=2", Recording.KEY, "")
                .answered(0, 503, "service-unavailable")
                .request("POST", "/api/v2/leads", Recording.KEY, "{\"key\":\"bna_0123456789abcdef\"}")
                .answered(1001, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).repeatedTheSameRequest()))
                .contains("/api/v2/leads?key=***&page=2", "{\"key\":\"***\"}")
                .doesNotContain("bna_0");
    }

    @Test
    void anotherCredentialIsAnotherRequest() {
        recording
                .request("POST", "/api/v2/leads?api_key=first", Map.of(), "")
                .answered(0, 503, "service-unavailable")
                .request("POST", "/api/v2/leads?api_key=second", Map.of(), "")
                .answered(1001, 200, null);

        assertThat(messageOf(() -> assertThat(traffic()).repeatedTheSameRequest()))
                .contains("request 2: expected the URL /api/v2/leads?api_key=*** but was"
                        + " /api/v2/leads?api_key=*** with another credential\n");
    }

    @Test
    void aLongListOfFindingsIsShortened() {
        for (int request = 0; request < 400; request++) {
            recording.request("GET", "/api/v2/leads/" + request, Map.of(), "").answered(request, 200, null);
        }

        assertThat(messageOf(() -> assertThat(traffic()).repeatedTheSameRequest()))
                .contains("… (shortened)\n\nBuena\n");
    }

    private Traffic traffic() {
        return recording.traffic();
    }
}
