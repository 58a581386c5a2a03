package dev.errata.stub.injection;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures and chaos that make no sense are refused where they are written. The message names the argument. */
class RefusalsTest {

    private final BuenaServer buena = BuenaServer.start();
    private final DatabuddyServer databuddy = DatabuddyServer.start();

    /** A server that refused something is as before. */
    @AfterEach
    void nothingWasArmed() {
        assertThat(buena.armed()).isEmpty();
        assertThat(databuddy.armed()).isEmpty();
        buena.close();
        databuddy.close();
    }

    private static void assertRefused(ThrowingCallable call, String... said) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(said);
    }

    /** Refused when a server is armed: only its catalog can tell. */
    private void assertRefusedByBuena(Failure<? super BuenaError> failure, String... said) {
        assertRefused(() -> buena.willFail(failure(BuenaError.NOT_FOUND), failure), said);
    }

    private static Failure<BuenaError> rateLimited() {
        return failure(BuenaError.RATE_LIMIT_EXCEEDED);
    }

    @Test
    void numbersOutOfRange() {
        assertRefused(() -> rateLimited().times(-1), "requests", "-1");
        assertRefused(() -> rateLimited().times(0), "requests must be 1 or more, is 0");
        assertRefused(() -> rateLimited().retryAfter(-2), "seconds", "-2");
        assertRefused(() -> rateLimited().retryAfter(Duration.ofSeconds(-3)), "wait", "PT-3S");
        assertRefused(() -> rateLimited().retryAfter(Duration.ofMillis(1500)), "wait", "whole seconds", "PT1.5S");
        assertRefused(() -> rateLimited().delay(Duration.ofMillis(-4)), "delay", "PT-0.004S");
        assertRefused(() -> Chaos.exactly(-1, 100), "failures", "-1");
        assertRefused(() -> Chaos.exactly(0, 0), "requests", "0");
        assertRefused(() -> Chaos.exactly(6, 5), "failures", "requests", "6", "5");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rateThatIsNotAProbability(double rate) {
        assertRefused(() -> Chaos.rate(rate), "rate", String.valueOf(rate));
    }

    @Test
    void scriptWithoutSteps() {
        assertRefused(() -> buena.willFail(), "at least one failure");
    }

    @Test
    void fieldThatTheErrorsOfTheApiLack() {
        assertRefusedByBuena(rateLimited().requestId("req_1"), "requestId", "Buena.ai API v2");
        Failure<DatabuddyError> notFound = failure(DatabuddyError.NOT_FOUND);
        assertRefused(() -> databuddy.willFail(notFound.timestamp(Instant.EPOCH)), "timestamp", "Databuddy API");
        assertRefused(() -> databuddy.willFail(notFound.timestampNow()), "timestamp", "Databuddy API");
        // Problem details as in RFC 9457 have no details and no id of the request.
        try (StubServer<ApiError> shop = StubServer.start(Catalog.loadResource("shop"))) {
            assertRefused(() -> shop.willFail(failure("out-of-stock").requestId("req_1")), "requestId");
            assertRefused(() -> shop.willFail(failure("out-of-stock").timestampNow()), "timestamp");
        }
    }

    @Test
    void valuesThatBreakTheEnvelope() {
        assertRefusedByBuena(rateLimited().details(List.of("a")), "details", "breaks the envelope", "/details");
        assertRefusedByBuena(rateLimited().details("text"), "details", "breaks the envelope");
        assertRefusedByBuena(rateLimited().message(""), "message", "breaks the envelope");
        assertRefusedByBuena(rateLimited().field("/code", 7), "/code", "breaks the envelope");
        assertRefusedByBuena(rateLimited().field("/error", false), "/error", "breaks the envelope");
        assertRefusedByBuena(rateLimited().field("/retryAfter", "soon"), "/retryAfter", "breaks the envelope");
        assertRefusedByBuena(rateLimited().field("/message/text", 7), "/message/text");
        Failure<DatabuddyError> invalid = failure(DatabuddyError.VALIDATION_ERROR);
        Stream.of(
                        invalid.details(Map.of("field", "x")),
                        invalid.details(List.of(Map.of("field", "x"))),
                        invalid.requestId(""))
                .forEach(changed -> assertRefused(() -> databuddy.willFail(changed), "breaks the envelope"));
    }

    @Test
    void valueThatJacksonCannotWrite() {
        assertRefused(() -> rateLimited().details(new Object()), "Jackson cannot convert java.lang.Object");
    }

    @Test
    void invalidPointer() {
        assertRefused(() -> rateLimited().field("details/id", 1), "pointer", "details/id");
        assertRefused(() -> rateLimited().field("", 1), "pointer");
    }

    @Test
    void unknownScenarioIsToldItsNeighbor() {
        Stream.<ThrowingCallable>of(
                        () -> buena.willFail("rate-limitd"),
                        () -> buena.willFail(rateLimited(), failure("rate-limitd")),
                        () -> buena.chaos(Chaos.rate(1).scenarios("rate-limitd")))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessageContainingAll("rate-limitd", "rate-limited"));
    }

    /** The compiler refuses most of it: {@code buena.willFail(DatabuddyError.CONFLICT)}. */
    @Test
    void errorOfAnotherApi() {
        ApiError conflict = DatabuddyError.CONFLICT;
        Stream.<ThrowingCallable>of(
                        () -> buena.willFail(Catalog.databuddy().scenario("conflict")),
                        () -> buena.willFail(failure(Catalog.databuddy().scenario("conflict"))),
                        () -> buena.willFail(failure(conflict)),
                        () -> buena.chaos(Chaos.rate(1).errors(conflict)))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll("CONFLICT", "Databuddy API", "Buena.ai API v2"));
    }

    @Test
    void refusedConnectionCannotBeInjected() {
        Stream.<ThrowingCallable>of(
                        () -> buena.willFail(Fault.CONNECTION_REFUSED),
                        () -> failure(Fault.CONNECTION_REFUSED),
                        () -> rateLimited().with(Fault.CONNECTION_REFUSED),
                        () -> Chaos.rate(1).faults(Fault.CONNECTION_REFUSED))
                .forEach(call -> assertRefused(call, "CONNECTION_REFUSED", "baseUrl(Fault.CONNECTION_REFUSED)"));
    }

    @Test
    void stepWithoutAnErrorHasNothingToChange() {
        assertRefusedByBuena(pass().delay(Duration.ofMillis(1)), "delay");
        assertRefusedByBuena(pass().with(Fault.TRUNCATED_JSON), "fault");
        for (Supplier<Failure<ApiError>> step : List.<Supplier<Failure<ApiError>>>of(
                Failure::pass, () -> failure(Fault.TRUNCATED_JSON), () -> failure("bad-gateway-html"))) {
            assertRefusedByBuena(step.get().message("Changed"), "message");
            assertRefusedByBuena(step.get().retryAfter(1), "retryAfter");
            assertRefusedByBuena(step.get().timestampNow(), "timestamp");
        }
        assertRefusedByBuena(pass().body(Map.of()), "body", "pass() lets the request pass");
        assertRefusedByBuena(failure(Fault.EMPTY_REPLY).body(Map.of()), "body", "EMPTY_REPLY");
        assertRefusedByBuena(pass().retryAfterHeader(RetryAfterHeader.ZERO), "retryAfterHeader");
        assertRefusedByBuena(failure(Fault.NO_CONTENT).retryAfterHeader(RetryAfterHeader.ZERO), "retryAfterHeader");
    }

    @Test
    void faultOfTheEnvelopeForAnErrorWithoutOne() {
        assertRefusedByBuena(failure("bad-gateway-html").with(Fault.UNKNOWN_CODE), "bad-gateway-html", "UNKNOWN_CODE");
    }

    @Test
    void anyOtherFaultMayBreakAnErrorWithoutEnvelope() {
        buena.willFail(
                failure("bad-gateway-html").with(Fault.WRONG_CONTENT_TYPE),
                failure(BuenaError.NOT_FOUND).with(Fault.UNKNOWN_CODE));

        assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(502, 404, 200);
    }

    @Test
    void requestMatcherOfAnExtension() {
        RequestPatternBuilder named = RequestPatternBuilder.forCustomMatcher("moon-phase", Parameters.empty());

        assertRefused(() -> buena.on(named), "moon-phase", "andMatching");
    }

    /** It would silently do nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"/leads", "/api/v2x/leads", "/", "/api/v1/{id}"})
    void pathThatNoRequestCanHave(String path) {
        RequestPatternBuilder requests = getRequestedFor(urlPathEqualTo(path));

        assertRefused(() -> buena.on(requests), "No request to the Buena.ai API v2 can match", path, "/api/v2");
        assertRefused(() -> buena.verify(0, requests), path);
        assertRefused(() -> buena.awaitRequest(requests, Duration.ZERO), path);
    }
}
