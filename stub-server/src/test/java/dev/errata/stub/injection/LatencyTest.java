package dev.errata.stub.injection;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Eventually;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delayed answers, which delay no others. */
class LatencyTest {

    private static final Duration SHORT = Duration.ofMillis(120);
    private static final Duration ENDLESS = Duration.ofDays(1);

    /** More than a pool of threads would have. */
    private static final int MANY = 60;

    @Test
    void everyAnswerIsDelayed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/mine").willReturn(ok("mine")));
            buena.quota(Quota.perDay(4));
            buena.latency(Latency.fixed(SHORT));

            assertThat(took(buena.baseUrl(), "/leads", 200)).isGreaterThanOrEqualTo(SHORT);
            assertThat(took(buena.baseUrl(), "/leads/lead_abc123", 404)).isGreaterThanOrEqualTo(SHORT);
            assertThat(took(buena.baseUrl(), "/mine", 200)).isGreaterThanOrEqualTo(SHORT);
            assertThat(took(buena.baseUrl(), "/nowhere", 501)).isGreaterThanOrEqualTo(SHORT);
            assertThat(took(buena.baseUrl(), "/leads", 429)).isGreaterThanOrEqualTo(SHORT);
            assertThat(took(buena.baseUrl("lead-not-found"), "/leads", 404)).isGreaterThanOrEqualTo(SHORT);
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            assertThat(took(buena.baseUrl(), "/leads", 503)).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void delayedAnswerIsWhole() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.EPOCH);
            HttpResponse<String> usual = Http.get(buena.baseUrl(), "/leads");
            buena.latency(Latency.fixed(SHORT));
            HttpResponse<String> late = Http.get(buena.baseUrl(), "/leads");

            assertThat(late.body()).isEqualTo(usual.body());
            assertThat(late.headers()).isEqualTo(usual.headers());
        }
    }

    @Test
    void latencyComesOnTopOfTheDelayOfAStubOrAScript() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/mine").willReturn(ok("mine").withFixedDelay(100)));
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).delay(Duration.ofMillis(200)));
            buena.latency(Latency.fixed(SHORT));

            assertThat(took(buena.baseUrl(), "/leads", 503)).isGreaterThanOrEqualTo(SHORT.plusMillis(200));
            assertThat(took(buena.baseUrl(), "/mine", 200)).isGreaterThanOrEqualTo(SHORT.plusMillis(100));
        }
    }

    private static Duration took(URI baseUrl, String path, int status) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = Http.get(baseUrl, path);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(answer.statusCode()).isEqualTo(status);
        return took;
    }

    @Test
    void trafficTellsTheDelay() {
        try (BuenaServer buena = BuenaServer.start()) {
            Http.get(buena.baseUrl(), "/leads");
            buena.latency(Latency.fixed(SHORT));
            Http.get(buena.baseUrl(), "/leads");

            List<Exchange> exchanges = buena.traffic().exchanges();
            assertThat(exchanges).hasSize(2);
            assertThat(delay(exchanges.get(1))).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void noneEndsTheLatency() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.latency(Latency.fixed(ENDLESS));
            buena.latency(Latency.none());

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void manyDelayedAnswersDelayNoOthers() {
        try (BuenaServer slow = BuenaServer.start();
                BuenaServer fast = BuenaServer.start()) {
            slow.stubFor(get("/api/v2/slow").willReturn(ok("slow").withFixedDelay((int) ENDLESS.toMillis())));
            slow.latency(Latency.fixed(ENDLESS));
            List<CompletableFuture<HttpResponse<String>>> late = start(slow, "/leads", MANY);
            slow.latency(Latency.none());
            late.addAll(start(slow, "/slow", MANY));

            assertThat(Http.get(fast.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.get(slow.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(late).hasSize(2 * MANY).noneMatch(CompletableFuture::isDone);
            late.forEach(answer -> answer.cancel(true));
        }
    }

    @Test
    void lateAnswersWaitAtTheSameTime() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.latency(Latency.fixed(Duration.ofSeconds(1)));
            long begin = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> late = start(buena, "/leads", MANY);

            assertThat(late)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(MANY / 2));
        }
    }

    /** Sends requests, and waits until the server has read them all. */
    private static List<CompletableFuture<HttpResponse<String>>> start(
            StubServer<?> server, String path, int requests) {
        long before = server.traffic().total();
        List<CompletableFuture<HttpResponse<String>>> started = new ArrayList<>(IntStream.range(0, requests)
                .mapToObj(i -> Http.getAsync(URI.create(server.baseUrl() + path)))
                .toList());
        Eventually.until("all requests were read", () -> server.traffic().total() == before + requests);
        return started;
    }

    @Test
    void latencyIsThatOfOneServerAlone() {
        try (BuenaServer slow = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            slow.latency(Latency.fixed(ENDLESS));

            assertThat(Http.get(other.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    static Stream<Latency> endless() {
        return Stream.of(
                Latency.fixed(Duration.ofDays(365)),
                Latency.fixed(Duration.ofMillis(Long.MAX_VALUE)),
                Latency.uniform(Duration.ofDays(365), Duration.ofDays(366)),
                Latency.logNormal(Duration.ofDays(365), 0),
                Latency.logNormal(Duration.ofMillis(80), 1_000).seed(2));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void delayMayBeLongerThanAnyTest(Latency latency) {
        Duration drawn = latency.sequence().get();
        assertThat(drawn).isGreaterThan(Duration.ofDays(30));
        try (BuenaServer buena = BuenaServer.start()) {
            buena.latency(latency);
            List<CompletableFuture<HttpResponse<String>>> late = start(buena, "/leads", 1);
            buena.latency(Latency.none());

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(late.get(0)).isNotDone();
            assertThat(buena.traffic())
                    .extracting(exchange -> exchange.response().isPresent())
                    .as("answered")
                    .containsExactly(false, true);
            late.get(0).cancel(true);
        }
    }

    private static Duration delay(Exchange exchange) {
        return exchange.answered().minus(exchange.received());
    }

    static Stream<Latency> random() {
        return Stream.of(
                Latency.uniform(Duration.ofMillis(50), Duration.ofMillis(150)),
                Latency.logNormal(Duration.ofMillis(80), 0.4));
    }

    @ParameterizedTest
    @MethodSource("random")
    void sequenceOfDelaysIsTheSameOnEveryRun(Latency latency) {
        assertThat(delays(latency)).isEqualTo(delays(latency));
        assertThat(delays(latency.seed(7))).isEqualTo(delays(latency.seed(7)));
        assertThat(delays(latency)).as("the seed is 0 unless it is set").isEqualTo(delays(latency.seed(0)));
    }

    @ParameterizedTest
    @MethodSource("random")
    void otherSeedIsAnotherSequence(Latency latency) {
        assertThat(delays(latency.seed(7))).isNotEqualTo(delays(latency.seed(8)));
        assertThat(delays(latency)).isNotEqualTo(delays(latency.seed(7)));
    }

    @ParameterizedTest
    @MethodSource("random")
    void serverGoesThroughTheSequenceFromItsStart(Latency latency) {
        List<Duration> expected = delays(latency).subList(0, 4);
        for (int run = 0; run < 2; run++) {
            try (BuenaServer buena = BuenaServer.start()) {
                buena.latency(latency);
                expected.forEach(delay ->
                        assertThat(took(buena.baseUrl(), "/leads", 200)).isGreaterThanOrEqualTo(delay));
                assertThat(buena.traffic().exchanges())
                        .zipSatisfy(
                                expected,
                                (exchange, delay) ->
                                        assertThat(delay(exchange)).isBetween(delay, delay.plusSeconds(1)));
            }
        }
    }

    @Test
    void uniformDelaysLieBetweenTheirBoundsAndAreSpreadEvenly() {
        Duration min = Duration.ofMillis(50);
        Duration max = Duration.ofMillis(150);
        List<Duration> delays = delays(Latency.uniform(min, max).seed(3));

        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(min, max));
        for (int quarter = 0; quarter < 4; quarter++) {
            Duration from = min.plusMillis(25L * quarter);
            assertThat(share(delays, delay -> delay.compareTo(from) >= 0 && delay.compareTo(from.plusMillis(25)) < 0))
                    .isCloseTo(0.25, within(0.03));
        }
    }

    @Test
    void boundsThatAreTheSameAreADelay() {
        assertThat(delays(Latency.uniform(SHORT, SHORT))).containsOnly(SHORT);
        assertThat(delays(Latency.fixed(SHORT))).containsOnly(SHORT);
        assertThat(delays(Latency.fixed(Duration.ofNanos(2_999_999)))).containsOnly(Duration.ofMillis(2));
        assertThat(delays(Latency.none())).containsOnly(Duration.ZERO);
    }

    @Test
    void logNormalDelaysLieAboutTheirMedianAsFarAsSigmaSays() {
        Duration median = Duration.ofSeconds(80);
        List<Duration> delays = delays(Latency.logNormal(median, 0.4).seed(5));

        assertThat(share(delays, delay -> delay.compareTo(median) < 0)).isCloseTo(0.5, within(0.03));
        // Of a normal distribution 68.27 % lie within one standard deviation, 95.45 % within two.
        assertThat(share(delays, delay -> Math.abs(logarithm(delay, median)) < 0.4))
                .isCloseTo(0.6827, within(0.03));
        assertThat(share(delays, delay -> Math.abs(logarithm(delay, median)) < 0.8))
                .isCloseTo(0.9545, within(0.02));
    }

    @Test
    void logNormalDelaysWithoutSigmaAreTheMedian() {
        assertThat(delays(Latency.logNormal(SHORT, 0))).containsOnly(SHORT);
    }

    private static double logarithm(Duration delay, Duration median) {
        return Math.log((double) delay.toMillis() / median.toMillis());
    }

    private static double share(List<Duration> delays, Predicate<Duration> which) {
        return (double) delays.stream().filter(which).count() / delays.size();
    }

    private static List<Duration> delays(Latency latency) {
        Supplier<Duration> sequence = latency.sequence();
        return Stream.generate(sequence).limit(10_000).toList();
    }

    @Test
    void latencyReadsAsItWasAskedFor() {
        assertThat(Latency.none()).hasToString("none");
        assertThat(Latency.fixed(SHORT)).hasToString("fixed(PT0.12S)");
        assertThat(Latency.uniform(Duration.ZERO, SHORT)).hasToString("uniform(PT0S, PT0.12S)");
        assertThat(Latency.logNormal(SHORT, 0.4)).hasToString("logNormal(PT0.12S, 0.4)");
    }

    @Test
    void seedDoesNotChangeTheLatencyItIsMadeFrom() {
        Latency latency = Latency.uniform(Duration.ZERO, SHORT);
        List<Duration> before = delays(latency);
        latency.seed(9);

        assertThat(delays(latency)).isEqualTo(before);
    }

    @Test
    void negativeDelaysAreRefused() {
        Duration negative = Duration.ofMillis(-1);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Latency.fixed(negative))
                .withMessage("delay must not be negative, is PT-0.001S");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Latency.uniform(negative, SHORT))
                .withMessage("min must not be negative, is PT-0.001S");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Latency.uniform(SHORT, negative))
                .withMessage("max must not be negative, is PT-0.001S");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Latency.logNormal(negative, 1))
                .withMessage("median must not be negative, is PT-0.001S");
    }

    @Test
    void boundsTheWrongWayRoundAreRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Latency.uniform(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessage("min must not be longer than max, is PT2S, max is PT1S");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN})
    void sigmaThatIsNoneIsRefused(double sigma) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Latency.logNormal(SHORT, sigma))
                .withMessage("sigma must be 0 or more, is " + sigma);
    }

    @Test
    void isListedAmongWhatIsArmed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.latency(Latency.fixed(SHORT));

            assertThat(buena.armed()).containsExactly("latency fixed(PT0.12S)");
        }
    }
}
