package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and chaos that make no sense are refused at once, and say which argument is wrong. */
class ScriptRefusalsTest {

    private final BuenaServer buena = BuenaServer.start();
    private final DatabuddyServer databuddy = DatabuddyServer.start();

    @AfterEach
    void close() {
        buena.close();
        databuddy.close();
    }

    private static void assertRefused(ThrowingCallable call, String... said) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(said);
    }

    private FailureScript rateLimited() {
        return buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED);
    }

    @Test
    void negativeNumbers() {
        FailureScript script = rateLimited();

        assertRefused(() -> script.times(-1), "requests", "-1");
        assertRefused(() -> script.retryAfter(-2), "seconds", "-2");
        assertRefused(() -> script.retryAfter(Duration.ofSeconds(-3)), "wait", "PT-3S");
        assertRefused(() -> script.delay(Duration.ofMillis(-4)), "delay", "PT-0.004S");
        assertRefused(() -> buena.failingExactly(-1, 100, 0), "failures", "-1");
        assertRefused(() -> buena.failingExactly(0, 0, 0), "requests", "0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rateThatIsNoProbability(double rate) {
        assertRefused(() -> buena.failing(rate, 0), "rate", String.valueOf(rate));
        assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(200);
    }

    @Test
    void moreFailuresThanRequests() {
        assertRefused(() -> buena.failingExactly(6, 5, 0), "failures", "requests", "6", "5");
        assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(200);
    }

    @Test
    void fractionOfASecond() {
        assertRefused(() -> rateLimited().retryAfter(Duration.ofMillis(1500)), "wait", "whole seconds", "PT1.5S");
    }

    @Test
    void fieldThatTheErrorsOfTheApiLack() {
        assertRefused(() -> rateLimited().requestId("req_1"), "requestId", "Buena.ai API v2");
        FailureScript script = databuddy.willFail(DatabuddyError.NOT_FOUND);
        assertRefused(() -> script.timestamp(Instant.EPOCH), "timestamp", "Databuddy API");
        assertRefused(script::timestampNow, "timestamp", "Databuddy API");
        // Problem details as in RFC 9457 have no details and no id of the request.
        try (StubServer shop = StubServer.start(Catalog.loadResource("shop"))) {
            assertRefused(() -> shop.willFail("out-of-stock").requestId("req_1"), "requestId");
            assertRefused(() -> shop.willFail("out-of-stock").timestampNow(), "timestamp");
        }
    }

    @Test
    void valuesThatBreakTheEnvelope() {
        assertRefused(() -> rateLimited().details(List.of("a")), "details", "breaks the envelope", "/details");
        assertRefused(() -> rateLimited().details("text"), "details", "breaks the envelope");
        assertRefused(() -> rateLimited().message(""), "message", "breaks the envelope");
        assertRefused(() -> rateLimited().field("/code", 7), "/code", "breaks the envelope");
        assertRefused(() -> rateLimited().field("/error", false), "/error", "breaks the envelope");
        assertRefused(() -> rateLimited().field("/retryAfter", "soon"), "/retryAfter", "breaks the envelope");
        assertRefused(() -> rateLimited().field("/message/text", 7), "/message/text");
        FailureScript script = databuddy.willFail(DatabuddyError.VALIDATION_ERROR);
        assertRefused(() -> script.details(Map.of("field", "x")), "details", "breaks the envelope");
        assertRefused(() -> script.details(List.of(Map.of("field", "x"))), "details", "breaks the envelope", "message");
        assertRefused(() -> script.requestId(""), "requestId", "breaks the envelope");
    }

    @Test
    void refusedChangeLeavesTheErrorAsItWas() {
        FailureScript script = rateLimited();
        assertRefused(() -> script.details("text"), "details");

        assertThat(Http.json(Http.get(buena.baseUrl(), "/leads")).has("details"))
                .isFalse();
    }

    @Test
    void pointerThatIsNone() {
        assertRefused(() -> rateLimited().field("details/id", 1), "pointer", "details/id");
        assertRefused(() -> rateLimited().field("", 1), "pointer");
    }

    @Test
    void unknownScenarioIsToldItsNeighbour() {
        Stream.<ThrowingCallable>of(
                        () -> buena.willFail("rate-limitd"),
                        () -> rateLimited().thenFail("rate-limitd"),
                        () -> buena.failing(1, 0).with("rate-limitd"))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessageContainingAll("rate-limitd", "rate-limited"));
    }

    @Test
    void errorOfAnotherApi() {
        Stream.<ThrowingCallable>of(
                        () -> buena.willFail(DatabuddyError.CONFLICT),
                        () -> buena.willFail(Catalog.databuddy().scenario("conflict")),
                        () -> rateLimited().thenFail(DatabuddyError.CONFLICT),
                        () -> rateLimited().thenFail(Catalog.databuddy().scenario("conflict")),
                        () -> buena.failing(1, 0).with(DatabuddyError.CONFLICT))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessageContainingAll("CONFLICT", "Databuddy API", "Buena.ai API v2"));
    }

    @Test
    void refusedConnectionCarriesNoRequestToScript() {
        Stream.<ThrowingCallable>of(
                        () -> buena.willFail(Fault.CONNECTION_REFUSED),
                        () -> rateLimited().thenFail(Fault.CONNECTION_REFUSED),
                        () -> rateLimited().with(Fault.CONNECTION_REFUSED),
                        () -> buena.failing(1, 0).with(Fault.CONNECTION_REFUSED))
                .forEach(call -> assertRefused(call, "fault", "baseUrl(Fault.CONNECTION_REFUSED)"));
    }

    @Test
    void stepWithoutAnErrorHasNothingToChange() {
        FailureScript passing = rateLimited().thenPass();
        FailureScript broken = buena.willFail(Fault.TRUNCATED_JSON);
        FailureScript page = buena.willFail("bad-gateway-html");

        assertThatThrownBy(() -> passing.delay(Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("delay");
        assertThatThrownBy(() -> passing.with(Fault.TRUNCATED_JSON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fault");
        for (FailureScript script : List.of(passing, broken, page)) {
            assertThatThrownBy(() -> script.message("Changed"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("message");
            assertThatThrownBy(() -> script.retryAfter(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("retryAfter");
        }
        for (FailureScript script : List.of(passing, broken)) {
            assertThatThrownBy(script::timestampNow)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("timestamp");
            assertThatThrownBy(() -> script.retryAfterHeader(RetryAfterHeader.ZERO))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("retryAfterHeader");
        }
    }

    @Test
    void closedServer() {
        FailureScript script = rateLimited();
        Chaos chaos = buena.failing(0.5, 1);
        buena.close();

        Stream.<ThrowingCallable>of(
                        () -> buena.willFail(BuenaError.NOT_FOUND),
                        () -> buena.willFail("rate-limited"),
                        () -> buena.willFail(Catalog.buena().scenario("rate-limited")),
                        () -> buena.willFail(Fault.NO_CONTENT),
                        () -> buena.failing(0.5, 1),
                        () -> buena.failingExactly(1, 2, 1),
                        () -> script.times(2),
                        script::once,
                        script::forever,
                        () -> script.on(anyRequestedFor(anyUrl())),
                        () -> script.thenFail(BuenaError.NOT_FOUND),
                        () -> script.thenFail("rate-limited"),
                        () -> script.thenFail(Fault.NO_CONTENT),
                        () -> script.with(Fault.NO_CONTENT),
                        () -> script.delay(Duration.ZERO),
                        () -> script.retryAfter(1),
                        () -> script.retryAfter(Duration.ofSeconds(1)),
                        () -> script.retryAfterHeader(RetryAfterHeader.ZERO),
                        () -> script.message("Changed"),
                        () -> script.details(Map.of()),
                        () -> script.timestamp(Instant.EPOCH),
                        script::timestampNow,
                        () -> script.field("/code", "CHANGED"),
                        script::thenPass,
                        () -> chaos.with(BuenaError.NOT_FOUND),
                        () -> chaos.with("rate-limited"),
                        () -> chaos.with(Fault.NO_CONTENT),
                        () -> chaos.on(anyRequestedFor(anyUrl())))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("This server of the Buena.ai API v2 was closed"));
    }

    @Test
    void requestMatcherThatIsNotThereIsRefused() {
        RequestPatternBuilder named = RequestPatternBuilder.forCustomMatcher("moon-phase", Parameters.empty());

        assertRefused(() -> buena.willFail(BuenaError.NOT_FOUND).on(named), "moon-phase", "andMatching");
        assertRefused(() -> buena.failing(0.5, 1).on(named), "moon-phase", "andMatching");
    }

    @Test
    void faultOfTheEnvelopeForAnErrorThatHasNone() {
        assertRefused(
                () -> buena.willFail("bad-gateway-html").with(Fault.UNKNOWN_CODE),
                "fault",
                "bad-gateway-html",
                "UNKNOWN_CODE");
    }

    @Test
    void anyOtherFaultMayBreakAnErrorWithoutEnvelope() {
        buena.willFail("bad-gateway-html").with(Fault.WRONG_CONTENT_TYPE);
        buena.willFail(BuenaError.NOT_FOUND).with(Fault.UNKNOWN_CODE);

        assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(502, 404, 200);
    }

    @Test
    void timeOfAnErrorThatIsNoJson() {
        assertThatThrownBy(() -> buena.willFail("bad-gateway-html").timestampNow())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("timestamp", "no JSON");
    }
}
