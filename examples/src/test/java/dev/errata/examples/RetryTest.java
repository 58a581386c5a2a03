package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.errata.assertions.BuenaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.NewLead;
import dev.errata.examples.databuddy.DatabuddyApiException;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.Query;
import dev.errata.examples.http.ErrorMonitor;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.BuenaErrors;
import dev.errata.junit.BuenaStubs;
import dev.errata.junit.DatabuddyErrors;
import dev.errata.junit.DatabuddyStubs;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the clients try again, how often and when. No test waits: the clients' pace is a list. */
@ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
class RetryTest {

    private static final NewLead JANE = NewLead.of("Jane", "Doe", "jane@example.com");
    private static final Query TRAFFIC = Query.of("traffic").during("last7days");

    private final List<Duration> waits = new ArrayList<>();
    private final ErrorMonitor attempts = new ErrorMonitor(snapshot -> {});
    private RetryConfig retry = RetryConfig.defaults().withPace(wait -> {
        waits.add(wait);
        return Duration.ZERO;
    });

    @ParameterizedTest
    @BuenaErrors(except = {BuenaError.RATE_LIMIT_EXCEEDED, BuenaError.VOICE_CLONE_LIMIT_EXCEEDED})
    void buenasOtherErrorsAreNotTriedAgain(Scenario scenario, BuenaServer buena) {
        buena.willFail(scenario);

        // A second attempt would succeed.
        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> buena(buena.baseUrl()).getLead("lead_1"));
        assertThat(buena.traffic()).didNotRetry();
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @DatabuddyErrors(
            except = {
                DatabuddyError.RATE_LIMIT_EXCEEDED,
                DatabuddyError.RATE_LIMITED,
                DatabuddyError.TRACK_RATE_LIMITED,
                DatabuddyError.IDENTIFY_RATE_LIMITED
            })
    void databuddysOtherErrorsAreNotTriedAgain(Scenario scenario, DatabuddyServer databuddy) {
        databuddy.willFail(scenario);

        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> databuddy(databuddy.baseUrl()).query("website_123", TRAFFIC));
        assertThat(databuddy.traffic()).didNotRetry();
        assertThat(waits).isEmpty();
    }

    @Test
    void theRateLimitIsWaitedForAsBuenaAsks(BuenaServer buena) {
        buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED);

        assertThat(buena(buena.baseUrl()).createLead(JANE).email()).isEqualTo("jane@example.com");
        assertThat(buena.traffic())
                .hasAttempts(2)
                .retriedOnly(BuenaError.RATE_LIMIT_EXCEEDED)
                .repeatedTheSameRequest()
                .sentKey("any-key");
        assertThat(waits).containsExactly(Duration.ofSeconds(45));
    }

    @Test
    void theRateLimitIsWaitedForAsDatabuddyAsks(DatabuddyServer databuddy) {
        databuddy.willFail(DatabuddyError.RATE_LIMIT_EXCEEDED);

        assertThat(databuddy(databuddy.baseUrl()).queryTypes()).contains("traffic");
        assertThat(databuddy.traffic())
                .hasAttempts(2)
                .retriedOnly(DatabuddyError.RATE_LIMIT_EXCEEDED)
                .repeatedTheSameRequest()
                .sentKey("any-key");
        assertThat(waits).containsExactly(Duration.ofSeconds(45));
    }

    @ParameterizedTest
    @CsvSource({"query-rate-limited, 8", "key-rate-limited, 8", "too-many-concurrent-requests, 1"})
    void theRateLimitOfNewerVersionsIsWaitedForInBodyAndHeader(
            String scenario, int seconds, DatabuddyServer databuddy) {
        databuddy.willFail(scenario);

        assertThat(databuddy(databuddy.baseUrl()).query("website_123", TRAFFIC).requestId())
                .isNotNull();
        assertThat(databuddy.traffic()).hasAttempts(2).retriedOnly(DatabuddyError.RATE_LIMITED);
        assertThat(waits).containsExactly(Duration.ofSeconds(seconds));
    }

    @Test
    void theHeaderIsAskedWhereTheBodyDoesNotSay(BuenaServer buena) {
        buena.stubFor(any(anyUrl())
                .inScenario("once")
                .whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7"))
                .willSetStateTo("answered"));

        buena(buena.baseUrl()).getLead("lead_1");

        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void retriesEnd(BuenaServer buena) {
        BuenaClient client = buena(buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED));

        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> client.getLead("lead_1"))
                .withMessage("HTTP 429 RATE_LIMIT_EXCEEDED: Rate limit exceeded. Try again in 45 seconds.");
        assertThat(waits).containsExactly(Duration.ofSeconds(45), Duration.ofSeconds(45));
        assertThat(buena.traffic()).stoppedAfter(3);
        assertThat(attempts.snapshot().requests()).isEqualTo(3);
    }

    @Test
    void nobodyWaitsLongerThanConfigured(BuenaServer buena) {
        retry = retry.withLongestWait(Duration.ofSeconds(44));
        BuenaClient client = buena(buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED));

        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> client.getLead("lead_1"))
                .satisfies(error -> assertThat(error.retryAfter()).hasValue(Duration.ofSeconds(45)));
        assertThat(buena.traffic()).didNotRetry();
        assertThat(waits).isEmpty();
    }

    /** With the pace of production, but short. */
    @Test
    void theWaitsAreKept(BuenaServer buena) {
        retry = RetryConfig.defaults().withFirstBackoff(Duration.ofMillis(100)).withMaxAttempts(3);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> buena(buena.baseUrl(Fault.RESET_IN_BODY)).getLead("lead_1"));
        assertThat(buena.traffic()).stoppedAfter(3).backedOffExponentially(Duration.ofMillis(100), 2, 0);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RESET_BEFORE_HEADERS",
                "RESET_IN_HEADERS",
                "RESET_IN_BODY",
                "EMPTY_REPLY",
                "CONTENT_LENGTH_TOO_LONG"
            })
    void aBrokenConnectionIsTriedAgainAfterGrowingWaits(Fault fault, BuenaServer buena) {
        retry = retry.withMaxAttempts(5);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> buena(buena.baseUrl(fault)).getLead("lead_1"));
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void aConnectionThatRecoversGoesUnnoticed(DatabuddyServer databuddy) {
        databuddy.willFail(Fault.RESET_IN_BODY);

        assertThat(databuddy(databuddy.baseUrl()).query("website_123", TRAFFIC).requestId())
                .isNotNull();
        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aLeadIsNotCreatedTwiceForABrokenConnection(BuenaServer buena) {
        buena.willFail(Fault.RESET_IN_BODY);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> buena(buena.baseUrl()).createLead(JANE));
        assertThat(buena.traffic()).didNotRetry();
        assertThat(waits).isEmpty();
    }

    @Test
    void aServerThatCannotBeReachedIsTriedAgainWhateverTheRequest(BuenaServer buena) {
        BuenaClient client = buena(buena.baseUrl(Fault.CONNECTION_REFUSED));

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> client.createLead(JANE));
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    private BuenaClient buena(URI baseUrl) {
        return BuenaClient.builder(baseUrl, "any-key")
                .retry(retry)
                .monitor(attempts)
                .build();
    }

    private DatabuddyClient databuddy(URI baseUrl) {
        return DatabuddyClient.builder(baseUrl, "any-key")
                .retry(retry)
                .monitor(attempts)
                .build();
    }
}
