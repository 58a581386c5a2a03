package dev.errata.stub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Exchange.Source;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Parallel;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server tells what clients sent to it and what they got. */
class TrafficTest {

    private static Exchange only(StubServer<?> server) {
        assertThat(server.traffic().exchanges()).hasSize(1);
        return server.traffic().exchanges().get(0);
    }

    private static Exchange last(StubServer<?> server) {
        List<Exchange> exchanges = server.traffic().exchanges();
        return exchanges.get(exchanges.size() - 1);
    }

    @Test
    void requestIsToldAsTheApiSeesIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            for (URI baseUrl : List.of(
                    buena.baseUrl(),
                    buena.baseUrl("rate-limited"),
                    URI.create(buena.rootUrl() + "/~rate-limited/api/v2"))) {
                Http.send(
                        "POST",
                        URI.create(baseUrl + "/leads?q=a%20b&r=~x"),
                        Map.of("x-api-key", "k", "X-Trace", "t1"),
                        "{\"firstName\": \"Jörg\"}");

                Exchange.Request request = last(buena).request();
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.url()).isEqualTo("/api/v2/leads?q=a%20b&r=~x");
                assertThat(request.body()).isEqualTo("{\"firstName\": \"Jörg\"}");
                assertThat(request.header("x-TRACE")).contains("t1");
                assertThat(request.headers().get("X-trace")).containsExactly("t1");
                assertThat(request.header("x-none")).isEmpty();
            }
            Http.get(buena.rootUrl());
            assertThat(last(buena).request().url()).isEqualTo("/");
            assertThat(last(buena).request().body()).isEmpty();
        }
    }

    @Test
    void responseIsToldAsTheClientGotIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> got = Http.get(buena.baseUrl(), "/leads/lead_abc123");

            Exchange.Response told = only(buena).response().orElseThrow();
            assertThat(told.status()).isEqualTo(404);
            assertThat(told.body()).isEqualTo(got.body()).contains("\"Lead not found\"");
            assertThat(told.header("CONTENT-type")).contains("application/json");
            assertThat(told.header("X-RateLimit-Limit")).isEqualTo(got.headers().firstValue("X-RateLimit-Limit"));
        }
    }

    @Test
    void exchangesComeInTheOrderOfTheRequests() {
        try (BuenaServer buena = BuenaServer.start()) {
            for (int i = 0; i < 20; i++) {
                Http.get(buena.baseUrl(), "/leads/" + i);
            }

            Traffic traffic = buena.traffic();
            assertThat(traffic)
                    .extracting(Exchange::number)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
            assertThat(traffic)
                    .extracting(exchange -> exchange.request().url())
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(i -> "/api/v2/leads/" + i)
                            .toList());
            assertThat(traffic).extracting(Exchange::received).isSorted();
            assertThat(traffic)
                    .allSatisfy(
                            exchange -> assertThat(exchange.answered()).isGreaterThanOrEqualTo(exchange.received()));
            assertThat(traffic.exchanges().get(0).received()).isPositive();
            assertThat(traffic.total()).isEqualTo(20);
            assertThat(traffic.dropped()).isZero();
        }
    }

    @Test
    void credentialsAreThereForTheTestAndMaskedInEveryText() {
        try (BuenaServer buena = BuenaServer.start()) {
            Map<String, String> keys = Map.of("X-API-KEY", "topsecret", "X-Other", "visible");
            Http.send("GET", URI.create(buena.baseUrl() + "/health?token=topsecret"), keys, "");

            Exchange exchange = only(buena);
            assertThat(exchange.request().header("x-api-key")).contains("topsecret");
            assertThat(exchange.masked().request().header("x-api-key")).contains("***");
            assertThat(exchange.masked().request().header("x-other")).contains("visible");
            assertThat(buena.traffic() + " " + exchange + exchange.request() + exchange.response() + exchange.masked())
                    .contains("GET /api/v2/health?token=***")
                    .doesNotContain("topsecret");
        }
    }

    @Test
    void sourceTellsWhatDecidedOnTheAnswer() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().allowUnmatched())) {
            buena.stubFor(get("/api/v2/mine").willReturn(ok("mine")));
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/leads/lead_abc123");
            Http.get(buena.baseUrl(), "/nowhere");
            Http.get(buena.baseUrl(), "/mine");
            Http.get(buena.baseUrl("rate-limited"), "/leads");
            Http.get(buena.baseUrl(Fault.NO_CONTENT), "/leads");
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE), failure(Fault.EMPTY_SERVER_ERROR));
            Http.statuses(buena.baseUrl(), 2);
            buena.chaos(Chaos.rate(1).seed(42).scenarios("restricted-resource"));
            Http.get(buena.baseUrl(), "/leads");
            buena.quota(Quota.perHour(0));
            Http.get(buena.baseUrl(), "/leads");

            assertThat(buena.traffic())
                    .extracting(Exchange::source)
                    .containsExactly(
                            Source.API,
                            Source.API,
                            Source.NOTHING,
                            Source.STUB,
                            Source.URL,
                            Source.URL,
                            Source.SCRIPT,
                            Source.SCRIPT,
                            Source.CHAOS,
                            Source.QUOTA);
            assertThat(buena.traffic())
                    .extracting(
                            exchange -> exchange.scenario().map(Scenario::id).orElse("-") + " "
                                    + exchange.fault().map(Fault::name).orElse("-"))
                    .containsExactly(
                            "- -",
                            "lead-not-found -",
                            "- -",
                            "- -",
                            "rate-limited -",
                            "- NO_CONTENT",
                            "service-unavailable -",
                            "- EMPTY_SERVER_ERROR",
                            "restricted-resource -",
                            "rate-limited -");
            assertThat(buena.traffic())
                    .extracting(exchange -> exchange.response().orElseThrow().status())
                    .containsExactly(200, 404, 501, 200, 429, 204, 503, 500, 403, 429);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_IN_BODY", "CONTENT_LENGTH_TOO_LONG"})
    void answerThatWasCutHasNoResponse(Fault fault) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).with(fault));

            assertThatThrownBy(() -> Http.get(buena.baseUrl(), "/leads")).isInstanceOf(UncheckedIOException.class);

            assertThat(only(buena).response()).isEmpty();
            assertThat(only(buena).fault()).contains(fault);
            assertThat(only(buena).scenario().map(Scenario::id)).contains("lead-not-found");
            assertThat(buena.traffic().toString()).contains("lead-not-found " + fault.name());
        }
    }

    @Test
    void answerThatAnOwnStubBreaksHasNoResponse() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(post("/api/v2/mine")
                    .willReturn(aResponse()
                            .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)));

            assertThatThrownBy(() -> Http.send("POST", URI.create(buena.baseUrl() + "/mine"), Map.of(), "x"))
                    .isInstanceOf(UncheckedIOException.class);

            assertThat(only(buena).response()).isEmpty();
            assertThat(only(buena).fault()).contains(Fault.RESET_BEFORE_HEADERS);
            assertThat(buena.traffic().toString()).contains("- RESET_BEFORE_HEADERS");
        }
    }

    @Test
    void forwardedRequestHasTheResponseOfItsTarget() {
        try (BuenaServer target = BuenaServer.start();
                BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(target.rootUrl().toString())));

            HttpResponse<String> got = Http.get(buena.baseUrl(), "/leads/lead_abc123");

            assertThat(got.statusCode()).isEqualTo(404);
            for (BuenaServer server : List.of(target, buena)) {
                assertThat(only(server).request().url()).isEqualTo("/api/v2/leads/lead_abc123");
                assertThat(only(server).response().orElseThrow().status()).isEqualTo(404);
                assertThat(only(server).response().orElseThrow().body()).isEqualTo(got.body());
            }
            assertThat(only(target).source()).isEqualTo(Source.API);
            assertThat(only(buena).source()).isEqualTo(Source.STUB);
            assertThat(only(buena).fault()).isEmpty();
        }
    }

    @Test
    void delayedAnswerIsAnsweredLater() {
        Duration delay = Duration.ofMillis(150);
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/mine").willReturn(ok().withFixedDelay(150)));
            buena.willFail(failure(BuenaError.NOT_FOUND).delay(delay));
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/mine");
            buena.latency(Latency.fixed(delay));
            Http.get(buena.baseUrl(), "/leads");
            buena.willFail(failure(BuenaError.NOT_FOUND).delay(delay));
            Http.get(buena.baseUrl(), "/leads");

            List<Exchange> exchanges = buena.traffic().exchanges();
            assertThat(exchanges)
                    .allSatisfy(exchange -> assertThat(exchange.answered())
                            .isGreaterThanOrEqualTo(exchange.received().plus(delay)));
            assertThat(exchanges.get(3).answered())
                    .isGreaterThanOrEqualTo(exchanges.get(3).received().plus(delay.multipliedBy(2)));
            for (int i = 1; i < exchanges.size(); i++) {
                assertThat(exchanges.get(i).received())
                        .isGreaterThanOrEqualTo(exchanges.get(i - 1).answered());
            }
        }
    }

    @Test
    void oldestOfMoreThanAThousandAreDroppedAndSaidToBe() {
        try (BuenaServer buena = BuenaServer.start()) {
            Http.statuses(buena.baseUrl(), 1_000);
            assertThat(buena.traffic().exchanges()).hasSize(1_000);
            assertThat(buena.traffic().dropped()).isZero();

            Http.statuses(buena.baseUrl(), 5);

            Traffic traffic = buena.traffic();
            assertThat(traffic.exchanges()).hasSize(1_000);
            assertThat(traffic.dropped()).isEqualTo(5);
            assertThat(traffic.total()).isEqualTo(1_005);
            assertThat(traffic.exchanges().get(0).number()).isEqualTo(6);
            assertThat(last(buena).number()).isEqualTo(1_005);
            assertThat(traffic.toString()).contains("1005 requests", "oldest 5 dropped");
            assertThat(traffic.after(3).dropped()).isEqualTo(2);
            assertThat(traffic.after(1_003).exchanges()).hasSize(2);
            assertThat(traffic.after(1_003).dropped()).isZero();
        }
    }

    @Test
    void bigBodiesAreKeptUpToSixteenMegabytes() {
        String threeMegabytes = "x".repeat(3 * 1024 * 1024);
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl()).willReturn(ok("y".repeat(1024 * 1024))));

            for (int i = 0; i < 6; i++) {
                Http.send("POST", URI.create(buena.baseUrl() + "/leads"), Map.of(), threeMegabytes);
            }
            assertThat(buena.traffic().exchanges()).hasSize(4);
            assertThat(buena.traffic().dropped()).isEqualTo(2);
            assertThat(last(buena).request().body()).isEqualTo(threeMegabytes);
            // One that is too big alone is kept nevertheless, for it is what the client did last.
            Http.send("POST", URI.create(buena.baseUrl() + "/leads"), Map.of(), threeMegabytes.repeat(6));
            assertThat(only(buena).request().body()).hasSize(18 * 1024 * 1024);
            Http.get(buena.baseUrl(), "/leads");
            assertThat(only(buena).number()).isEqualTo(8);
        }
    }

    @Test
    void snapshotDoesNotChange() {
        try (BuenaServer buena = BuenaServer.start()) {
            Http.get(buena.baseUrl(), "/leads");
            Traffic before = buena.traffic();
            String text = before.toString();
            Http.get(buena.baseUrl(), "/leads");

            assertThat(before.exchanges()).hasSize(1);
            assertThat(before.toString()).isEqualTo(text);
            assertThat(buena.traffic().after(before.total()).exchanges())
                    .singleElement()
                    .satisfies(exchange -> assertThat(exchange.number()).isEqualTo(2));
            assertThatThrownBy(() -> before.exchanges().clear()).isInstanceOf(UnsupportedOperationException.class);
            Map<String, List<String>> headers =
                    before.exchanges().get(0).request().headers();
            assertThatThrownBy(headers::clear).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void isReadableAfterTheServerWasClosed() {
        BuenaServer buena = BuenaServer.start();
        Http.get(buena.baseUrl(), "/leads");
        buena.close();

        assertThat(only(buena).request().url()).isEqualTo("/api/v2/leads");
        assertThat(buena.traffic().toString()).contains("1 request").contains("GET /api/v2/leads");
    }

    @Test
    void serversSeeOnlyTheirOwnRequests() {
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start();
                BuenaServer none = BuenaServer.start()) {
            Http.get(one.baseUrl(), "/leads/one");
            Http.get(other.baseUrl(), "/leads/other");

            assertThat(only(one).request().url()).isEqualTo("/api/v2/leads/one");
            assertThat(only(other).request().url()).isEqualTo("/api/v2/leads/other");
            assertThat(none.traffic()).isEmpty();
            assertThat(none.traffic().toString()).contains("0 requests");
        }
    }

    @Test
    void requestsOfManyThreadsAreAllThere() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            Parallel.run(16, thread -> {
                for (int round = 0; round < 25; round++) {
                    Http.get(buena.baseUrl(), "/leads/" + thread + "x" + round);
                }
            });

            assertThat(buena.traffic())
                    .extracting(Exchange::number)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 400).boxed().toList());
            assertThat(buena.traffic().exchanges().stream()
                            .map(exchange -> exchange.request().url())
                            .distinct())
                    .hasSize(400);
            assertThat(buena.traffic())
                    .allSatisfy(exchange -> assertThat(
                                    exchange.response().orElseThrow().body())
                            .contains("\"" + exchange.request().url().replace("/api/v2/leads/", "") + "\""));
        }
    }

    @Test
    void tableHasALineForEachExchange() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            Http.statuses(buena.baseUrl(), 2);

            assertThat(buena.traffic().exchanges().get(0))
                    .hasToString("1 GET /api/v2/leads: 503 service-unavailable (script)");
            List<String> lines = buena.traffic().toString().lines().toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).startsWith(buena.toString()).endsWith(": 2 requests");
            assertThat(lines.get(2)).containsSubsequence("1", "GET /api/v2/leads", "503 service-unavailable", "script");
            assertThat(lines.get(3)).containsSubsequence("2", "GET /api/v2/leads", "200", "API");
        }
    }
}
