package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.DatabuddyError;
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

/** The header {@code Retry-After} in all the forms that a client may meet. */
class RetryAfterHeaderTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
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
    void scriptChoosesTheFormAndLeavesTheBody(RetryAfterHeader form, String value) throws JsonProcessingException {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer byOption = BuenaServer.start(BY_OPTION)) {
            for (BuenaServer server : List.of(buena, byOption)) {
                server.clock().stopAt(NOW);
                server.willFail(BuenaError.RATE_LIMIT_EXCEEDED).retryAfterHeader(form);

                HttpResponse<String> answer = Http.get(server.baseUrl(), "/leads");

                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(retryAfter(answer)).isEqualTo(expected(value));
                assertThat(body(answer).path("retryAfter").asInt()).isEqualTo(45);
            }
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
    void quotaChoosesTheFormAndLeavesTheBody(RetryAfterHeader form, String value) throws JsonProcessingException {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer byOption = BuenaServer.start(BY_OPTION)) {
            for (BuenaServer server : List.of(buena, byOption)) {
                server.clock().stopAt(NOW);
                server.quota(1, Window.PER_HOUR, form);
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
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED).retryAfterHeader(RetryAfterHeader.HTTP_DATE);

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly(date);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-20T15:30:00.000000001Z, 'Sat, 20 Jan 2024 15:31:01 GMT'",
        "2024-01-20T15:30:00.999999999Z, 'Sat, 20 Jan 2024 15:31:01 GMT'",
        "2024-01-20T15:30:01Z, 'Sat, 20 Jan 2024 15:31:01 GMT'"
    })
    void whoComesBackAtTheDateIsNotTooEarly(Instant now, String date) throws JsonProcessingException {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(now);
            buena.quota(1, Window.PER_MINUTE, RetryAfterHeader.HTTP_DATE);
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
    void timeThatAScriptChoosesIsThatOfTheHeader() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOW);
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .retryAfter(2)
                    .retryAfterHeader(RetryAfterHeader.HTTP_DATE)
                    .thenFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .retryAfterHeader(RetryAfterHeader.SECONDS)
                    .retryAfter(3);

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads")))
                    .containsExactly("Sat, 20 Jan 2024 15:30:02 GMT");
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly("3");
        }
    }

    @ParameterizedTest
    @CsvSource({"service-unavailable", "internal-server-error", "bad-gateway-html", "lead-not-found"})
    void errorThatTellsNoTimeHasASecond(String scenario) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(NOW);
            buena.willFail(scenario).retryAfterHeader(RetryAfterHeader.SECONDS);
            buena.willFail(scenario).retryAfterHeader(RetryAfterHeader.HTTP_DATE);

            HttpResponse<String> answer = Http.get(buena.baseUrl(), "/leads");
            assertThat(retryAfter(answer)).containsExactly("1");
            assertThat(answer.body())
                    .isEqualTo(buena.catalog().scenario(scenario).answer().body());
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads")))
                    .containsExactly("Sat, 20 Jan 2024 15:30:01 GMT");
        }
    }

    @Test
    void formIsThatOfItsStepAlone() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .thenFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .retryAfterHeader(RetryAfterHeader.MALFORMED)
                    .thenFail(BuenaError.RATE_LIMIT_EXCEEDED);

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).isEmpty();
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).containsExactly("soon");
            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).isEmpty();
            assertThat(retryAfter(Http.get(buena.baseUrl("rate-limited")))).isEmpty();
        }
    }

    @Test
    void scriptsAndQuotasSendNoHeaderUnlessAskedFor() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(7);
            buena.quota(0, Window.PER_MINUTE);

            assertThat(retryAfter(Http.get(buena.baseUrl(), "/leads"))).isEmpty();
            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(retryAfter(refused)).isEmpty();
        }
    }

    @Test
    void optionRepeatsTheTimeOfAScript() throws JsonProcessingException {
        try (BuenaServer buena = BuenaServer.start(BY_OPTION)) {
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .thenFail(BuenaError.RATE_LIMIT_EXCEEDED)
                    .retryAfter(7)
                    .thenFail(BuenaError.SERVICE_UNAVAILABLE)
                    .retryAfter(9)
                    .thenFail(BuenaError.SERVICE_UNAVAILABLE);

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
            databuddy.quota(1, Window.PER_DAY);
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
            databuddy.willFail(DatabuddyError.RATE_LIMIT_EXCEEDED).retryAfterHeader(RetryAfterHeader.SECONDS);

            assertThat(retryAfter(Http.get(databuddy.baseUrl(), "/v1/query/types")))
                    .containsExactly("45");
        }
    }

    @Test
    void documentedHeaderTellsTheTimeOfTheQuota(@TempDir Path folder) throws JsonProcessingException {
        try (StubServer shop = StubServer.start(LimitedShop.in(folder))) {
            shop.clock().stopAt(NOW);
            shop.quota(0, Window.PER_MINUTE);

            HttpResponse<String> refused = order(shop);

            assertThat(retryAfter(refused)).containsExactly("60");
            assertThat(body(refused).path("retryAfter").asInt()).isEqualTo(60);
            assertThat(body(refused).path("detail").asText()).isEqualTo("Try again in 60 seconds.");
            shop.quota(0, Window.PER_MINUTE, RetryAfterHeader.ABSENT);
            assertThat(retryAfter(order(shop))).isEmpty();
        }
    }

    @Test
    void documentedHeaderTellsTheTimeOfAScript(@TempDir Path folder) throws JsonProcessingException {
        try (StubServer shop = StubServer.start(LimitedShop.in(folder))) {
            shop.willFail("rate-limited")
                    .thenFail("rate-limited")
                    .retryAfter(7)
                    .thenFail("rate-limited")
                    .retryAfterHeader(RetryAfterHeader.ABSENT);

            assertThat(retryAfter(order(shop))).containsExactly("30");
            HttpResponse<String> changed = order(shop);
            assertThat(retryAfter(changed)).containsExactly("7");
            assertThat(body(changed).path("retryAfter").asInt()).isEqualTo(7);
            assertThat(retryAfter(order(shop))).isEmpty();
        }
    }

    private static HttpResponse<String> order(StubServer shop) {
        return Http.send("GET", URI.create(shop.baseUrl() + "/orders/1"), Map.of("Authorization", "Bearer test"), "");
    }

    @ParameterizedTest
    @EnumSource
    void stepWithoutAnErrorOfTheCatalogHasNoSuchHeader(RetryAfterHeader form) {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> buena.willFail(Fault.EMPTY_REPLY).retryAfterHeader(form))
                    .withMessageStartingWith("retryAfterHeader cannot be changed");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() ->
                            buena.willFail(BuenaError.NOT_FOUND).thenPass().retryAfterHeader(form))
                    .withMessageStartingWith("retryAfterHeader cannot be changed");
        }
    }

    private static List<String> retryAfter(HttpResponse<String> answer) {
        return answer.headers().allValues("Retry-After");
    }

    private static JsonNode body(HttpResponse<String> answer) throws JsonProcessingException {
        return MAPPER.readTree(answer.body());
    }
}
