package dev.errata.stub.answers;

import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Failure;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.LimitedShop;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The header {@code Retry-After} in all forms that a client may meet. */
class RetryAfterHeaderTest {

    private static final ServerOptions BY_OPTION = ServerOptions.defaults().retryAfterHeader(true);
    private static final Instant NOW = Instant.parse("2024-01-20T15:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 45",
        "HTTP_DATE, 'Sat, 20 Jan 2024 15:30:45 GMT'",
        "ABSENT,",
        "MALFORMED, soon",
        "ZERO, 0",
        "NEGATIVE, -1",
        "HUGE, 9999999999"
    })
    void scriptChoosesTheFormAndLeavesTheBody(RetryAfterHeader form, String value) {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer byOption = BuenaServer.start(BY_OPTION)) {
            for (BuenaServer server : List.of(buena, byOption)) {
                server.clock().stopAt(NOW);
                server.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfterHeader(form));

                HttpResponse<String> answer = Http.get(server.baseUrl(), "/leads");

                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(retryAfter(answer)).isEqualTo(expected(value));
                assertThat(body(answer).path("retryAfter").asInt()).isEqualTo(45);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SECONDS, 3", "HTTP_DATE, 'Sat, 20 Jan 2024 15:30:03 GMT'", "ABSENT,", "ZERO, 0"})
    void scriptChoosesTheFormAndTheTimeAndLeavesTheBody(RetryAfterHeader form, String value) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOW);
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfterHeader(form, Duration.ofSeconds(3)),
                    failure(BuenaError.SERVICE_UNAVAILABLE).retryAfterHeader(form, Duration.ofSeconds(3)));

            HttpResponse<String> limited = Http.get(buena.baseUrl(), "/leads");
            HttpResponse<String> unavailable = Http.get(buena.baseUrl(), "/leads");

            assertThat(retryAfter(limited)).isEqualTo(expected(value));
            assertThat(body(limited).path("retryAfter").asInt()).isEqualTo(45);
            assertThat(retryAfter(unavailable)).isEqualTo(expected(value));
        }
    }

    @Test
    void aTimeOfTheHeaderIsInWholeSecondsAndNotNegative() {
        for (Duration wait : List.of(Duration.ofMillis(1500), Duration.ofSeconds(-1))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() ->
                            failure(BuenaError.SERVICE_UNAVAILABLE).retryAfterHeader(RetryAfterHeader.HTTP_DATE, wait))
                    .withMessageStartingWith("wait must");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 3570",
        "HTTP_DATE, 'Sat, 20 Jan 2024 16:30:00 GMT'",
        "ABSENT,",
        "MALFORMED, soon",
        "ZERO, 0",
        "NEGATIVE, -1",
        "HUGE, 9999999999"
    })
    void quotaChoosesTheFormAndLeavesTheBody(RetryAfterHeader form, String value) {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer byOption = BuenaServer.start(BY_OPTION)) {
            for (BuenaServer server : List.of(buena, byOption)) {
                server.clock().stopAt(NOW);
                server.quota(Quota.perHour(1).retryAfterHeader(form));
                HttpResponse<String> answered = Http.get(server.baseUrl(), "/leads");
                server.clock().advance(Duration.ofSeconds(30));

                HttpResponse<String> refused = Http.get(server.baseUrl(), "/leads");

                assertThat(retryAfter(answered)).isEmpty();
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(retryAfter(refused)).isEqualTo(expected(value));
                assertThat(body(refused).path("retryAfter").asInt()).isEqualTo(3570);
            }
        }
    }

    private static List<String> expected(String value) {
        return Optional.ofNullable(value).stream().toList();
    }

    /** The first is the example of RFC 9110, section 5.6.7. */
    @ParameterizedTest
    @CsvSource({
        "1994-11-06T08:49:37Z, 'Sun, 06 Nov 1994 08:49:37 GMT'",
        "2024-01-01T00:00:00Z, 'Mon, 01 Jan 2024 00:00:00 GMT'",
        "2024-02-29T23:59:59Z, 'Thu, 29 Feb 2024 23:59:59 GMT'",
        "2025-03-09T01:02:03Z, 'Sun, 09 Mar 2025 01:02:03 GMT'",
        "2025-04-10T12:00:00Z, 'Thu, 10 Apr 2025 12:00:00 GMT'",
        "2025-05-31T12:00:00Z, 'Sat, 31 May 2025 12:00:00 GMT'",
        "2025-06-03T12:00:00Z, 'Tue, 03 Jun 2025 12:00:00 GMT'",
        "2025-07-02T12:00:00Z, 'Wed, 02 Jul 2025 12:00:00 GMT'",
        "2025-08-08T12:00:00Z, 'Fri, 08 Aug 2025 12:00:00 GMT'",
        "2025-09-30T12:00:00Z, 'Tue, 30 Sep 2025 12:00:00 GMT'",
        "2025-10-04T12:00:00Z, 'Sat, 04 Oct 2025 12:00:00 GMT'",
        "2025-12-31T23:59:59Z, 'Wed, 31 Dec 2025 23:59:59 GMT'"
    })
    void dateIsWrittenAsHttpWantsIt(Instant moment, String date) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(moment.minusSeconds(45));
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfterHeader(RetryAfterHeader.HTTP_DATE));

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly(date);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-20T15:30:00.000000001Z, 'Sat, 20 Jan 2024 15:31:01 GMT'",
        "2024-01-20T15:30:00.999999999Z, 'Sat, 20 Jan 2024 15:31:01 GMT'",
        "2024-01-20T15:30:01Z, 'Sat, 20 Jan 2024 15:31:01 GMT'"
    })
    void clientThatReturnsAtTheDateIsNotTooEarly(Instant now, String date) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(now);
            buena.quota(Quota.perMinute(1).retryAfterHeader(RetryAfterHeader.HTTP_DATE));
            Http.get(buena.baseUrl(), "/leads");

            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");

            assertThat(retryAfter(refused)).containsExactly(date);
            assertThat(body(refused).at("/rateLimitInfo/reset").asLong())
                    .isEqualTo(Instant.parse("2024-01-20T15:31:01Z").getEpochSecond());
            buena.clock().stopAt(Instant.parse("2024-01-20T15:31:01Z"));
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headerTellsTheWaitThatAScriptChose() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOW);
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(2).retryAfterHeader(RetryAfterHeader.HTTP_DATE),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED)
                            .retryAfterHeader(RetryAfterHeader.SECONDS)
                            .retryAfter(3));

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads")))
                    .containsExactly("Sat, 20 Jan 2024 15:30:02 GMT");
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly("3");
        }
    }

    @ParameterizedTest
    @CsvSource({"service-unavailable", "internal-server-error", "bad-gateway-html", "lead-not-found"})
    void errorWithoutAWaitAsksForOneSecond(String scenario) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOW);
            buena.willFail(
                    failure(scenario).retryAfterHeader(RetryAfterHeader.SECONDS),
                    failure(scenario).retryAfterHeader(RetryAfterHeader.HTTP_DATE));

            HttpResponse<String> answer = Http.get(buena.baseUrl(), "/leads");
            assertThat(retryAfter(answer)).containsExactly("1");
            assertThat(answer.body())
                    .isEqualTo(buena.catalog().scenario(scenario).answer().body());
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads")))
                    .containsExactly("Sat, 20 Jan 2024 15:30:01 GMT");
        }
    }

    @Test
    void formAppliesToItsStepOnly() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfterHeader(RetryAfterHeader.MALFORMED),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED));

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).isEmpty();
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly("soon");
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).isEmpty();
            assertThat(retryAfter(Http.get(buena.baseUrl("rate-limited")))).isEmpty();
        }
    }

    @Test
    void scriptsAndQuotasSendNoHeaderUnlessAskedFor() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(7));
            buena.quota(Quota.perMinute(0));

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).isEmpty();
            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(retryAfter(refused)).isEmpty();
        }
    }

    @Test
    void optionRepeatsTheTimeOfAScript() {
        try (BuenaServer buena = BuenaServer.start(BY_OPTION)) {
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(7),
                    failure(BuenaError.SERVICE_UNAVAILABLE).retryAfter(9),
                    failure(BuenaError.SERVICE_UNAVAILABLE));

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly("45");
            HttpResponse<String> changed = Http.get(buena.baseUrl(), "/leads");
            assertThat(retryAfter(changed)).containsExactly("7");
            assertThat(body(changed).path("retryAfter").asInt()).isEqualTo(7);
            assertThat(body(changed).path("message").asText())
                    .isEqualTo("Rate limit exceeded. Try again in 7 seconds.");
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly("9");
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).isEmpty();
        }
    }

    @Test
    void optionRepeatsTheTimeOfAQuota() {
        try (DatabuddyServer databuddy = DatabuddyServer.start(BY_OPTION)) {
            databuddy.clock().stopAt(NOW);
            databuddy.quota(Quota.perDay(1));
            HttpResponse<String> answered = Http.get(databuddy.baseUrl(), "/v1/query/types");
            databuddy.clock().advance(Duration.ofHours(23));

            assertThat(retryAfter(answered)).isEmpty();
            assertThat(retryAfter(Http.get(databuddy.baseUrl(), "/v1/query/types")))
                    .containsExactly("3600");
        }
    }

    @Test
    void databuddyHasTheFormsToo() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            databuddy.willFail(failure(DatabuddyError.RATE_LIMIT_EXCEEDED).retryAfterHeader(RetryAfterHeader.SECONDS));

            assertThat(retryAfter(Http.get(databuddy.baseUrl(), "/v1/query/types")))
                    .containsExactly("45");
        }
    }

    @Test
    void documentedHeaderTellsTheTimeOfTheQuota(@TempDir Path folder) {
        try (StubServer<ApiError> shop = StubServer.start(LimitedShop.in(folder))) {
            shop.clock().stopAt(NOW);
            shop.quota(Quota.perMinute(0));

            HttpResponse<String> refused = order(shop);

            assertThat(retryAfter(refused)).containsExactly("60");
            assertThat(body(refused).path("retryAfter").asInt()).isEqualTo(60);
            assertThat(body(refused).path("detail").asText()).isEqualTo("Try again in 60 seconds.");
            shop.quota(Quota.perMinute(0).retryAfterHeader(RetryAfterHeader.ABSENT));
            assertThat(retryAfter(order(shop))).isEmpty();
        }
    }

    @Test
    void documentedHeaderTellsTheTimeOfAScript(@TempDir Path folder) {
        try (StubServer<ApiError> shop = StubServer.start(LimitedShop.in(folder))) {
            shop.willFail(
                    failure("rate-limited"),
                    failure("rate-limited").retryAfter(7),
                    failure("rate-limited").retryAfterHeader(RetryAfterHeader.ABSENT));

            assertThat(retryAfter(order(shop))).containsExactly("30");
            HttpResponse<String> changed = order(shop);
            assertThat(retryAfter(changed)).containsExactly("7");
            assertThat(body(changed).path("retryAfter").asInt()).isEqualTo(7);
            assertThat(retryAfter(order(shop))).isEmpty();
        }
    }

    private static HttpResponse<String> order(StubServer<?> shop) {
        return Http.send("GET", URI.create(shop.baseUrl() + "/orders/1"), Map.of("Authorization", "Bearer test"), "");
    }

    @ParameterizedTest
    @EnumSource
    void stepWithoutAnErrorOfTheCatalogHasNoSuchHeader(RetryAfterHeader form) {
        try (BuenaServer buena = BuenaServer.start()) {
            for (Failure<ApiError> step : List.of(failure(Fault.EMPTY_REPLY), pass())) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> buena.willFail(step.retryAfterHeader(form)))
                        .withMessageStartingWith("retryAfterHeader cannot be changed");
            }
        }
    }

    private static List<String> retryAfter(HttpResponse<String> answer) {
        return answer.headers().allValues("Retry-After");
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return Http.json(answer);
    }
}
