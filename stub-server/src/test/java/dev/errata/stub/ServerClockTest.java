package dev.errata.stub;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.BuenaError;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Eventually;
import dev.errata.stub.support.Http;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock of a server follows that of the machine, and a test can advance or stop it. */
class ServerClockTest {

    private static final Instant MOMENT = Instant.parse("2024-01-20T15:30:00.123456789Z");

    private final BuenaServer buena = BuenaServer.start();

    private final ServerClock clock = buena.clock();

    @AfterEach
    void close() {
        buena.close();
    }

    @Test
    void goesAsTheClockOfTheMachineDoes() {
        Instant before = Instant.now();
        Instant shown = clock.instant();
        Instant after = Instant.now();

        assertThat(shown).isBetween(before, after);
        Eventually.until("the clock goes on", () -> clock.instant().isAfter(shown));
    }

    @Test
    void putForwardGoesOnFromThere() {
        Instant before = Instant.now();
        clock.advance(Duration.ofHours(2));
        clock.advance(Duration.ofMinutes(3));
        Instant shown = clock.instant();
        Instant after = Instant.now();

        Duration ahead = Duration.ofMinutes(123);
        assertThat(shown).isBetween(before.plus(ahead), after.plus(ahead));
        Eventually.until("the clock goes on", () -> clock.instant().isAfter(shown));
    }

    @Test
    void stoppedStandsAtTheVeryMoment() {
        clock.advance(Duration.ofDays(1));
        clock.stopAt(MOMENT);
        Instant then = Instant.now();

        Eventually.until("time goes by", () -> Instant.now().isAfter(then));
        assertThat(clock.instant()).isEqualTo(MOMENT);
        assertThat(clock.millis()).isEqualTo(MOMENT.toEpochMilli());
    }

    @Test
    void stoppedIsPutForwardExactlyAndStandsStill() {
        clock.stopAt(MOMENT);
        clock.advance(Duration.ofNanos(1));
        clock.advance(Duration.ofDays(1));
        clock.advance(Duration.ZERO);
        Instant then = Instant.now();

        Eventually.until("time goes by", () -> Instant.now().isAfter(then));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2024-01-21T15:30:00.123456790Z"));
    }

    @Test
    void canBeStoppedAgainEarlierAndLater() {
        clock.stopAt(MOMENT);
        clock.stopAt(MOMENT.minusSeconds(1));
        assertThat(clock.instant()).isEqualTo(MOMENT.minusSeconds(1));
        clock.stopAt(MOMENT.plusSeconds(1));
        assertThat(clock.instant()).isEqualTo(MOMENT.plusSeconds(1));
    }

    @Test
    void neverGoesBack() {
        clock.stopAt(MOMENT);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .withMessage("time must not be negative, is PT-1S");
        assertThat(clock.instant()).isEqualTo(MOMENT);
    }

    @Test
    void isAClockInUtc() {
        clock.stopAt(Instant.parse("2024-01-20T23:59:59Z"));

        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(LocalDate.now((Clock) clock)).isEqualTo(LocalDate.of(2024, 1, 20));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> clock.withZone(ZoneId.of("Europe/Berlin")))
                .withMessage("Other time zones are not supported: a server's clock shows UTC");
    }

    @Test
    void isThatOfOneServerAlone() {
        try (BuenaServer other = BuenaServer.start()) {
            clock.stopAt(MOMENT);

            assertThat(buena.clock()).isSameAs(clock);
            assertThat(other.clock().instant()).isAfter(MOMENT.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void datesAnswersThatAskForIt() throws JsonProcessingException {
        clock.stopAt(MOMENT);
        buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).timestampNow().times(2));

        assertThat(timestamp()).isEqualTo("2024-01-20T15:30:00Z");
        clock.advance(Duration.ofMinutes(1));
        assertThat(timestamp()).isEqualTo("2024-01-20T15:31:00Z");
    }

    private String timestamp() throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(Http.get(buena.baseUrl(), "/leads").body())
                .path("timestamp")
                .asText();
    }

    @Test
    void letsAQuotaRecoverWhileItGoes() {
        buena.quota(Quota.perHour(1));

        assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(429);
        clock.advance(Duration.ofHours(1));
        assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
    }

    @Test
    void quotaRecoversByItselfWhileTheClockGoes() {
        buena.quota(Quota.perSecond(1));
        Http.get(buena.baseUrl(), "/leads");

        Eventually.until(
                "the quota is full again",
                () -> Http.get(buena.baseUrl(), "/leads").statusCode() == 200);
        assertThat(buena.traffic().total()).isGreaterThan(1);
    }
}
