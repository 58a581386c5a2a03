package dev.errata.stub.upstream;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static dev.errata.stub.injection.Failure.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Exchange.Source;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.Trust;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Eventually;
import dev.errata.stub.support.FreePorts;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server in front of a real API, which here is another server. */
class UpstreamTest {

    private static BuenaServer inFrontOf(URI url) {
        return BuenaServer.start(ServerOptions.defaults().upstream(url));
    }

    private static Exchange last(StubServer<?> server) {
        return server.traffic().exchanges().get(server.traffic().exchanges().size() - 1);
    }

    @Test
    void upstreamAnswersInThePlaceOfEndpointsAlone() {
        try (BuenaServer real = BuenaServer.start();
                BuenaServer buena = inFrontOf(real.baseUrl())) {
            real.stubFor(any(anyUrl()).willReturn(okJson("{\"from\": \"upstream\"}")));

            assertThat(Http.get(buena.baseUrl(), "/leads").body()).contains("upstream");
            assertThat(Http.get(buena.baseUrl(), "/not-in-the-catalog").body()).contains("upstream");
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .as("a trigger")
                    .isEqualTo(404);
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads").statusCode())
                    .isEqualTo(429);
            buena.stubFor(get("/api/v2/leads").willReturn(okJson("{\"from\": \"stub\"}")));
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).contains("stub");
            buena.quota(Quota.perHour(1));
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            assertThat(Http.statuses(buena.baseUrl(), 3)).containsExactly(503, 200, 429);

            assertThat(buena.traffic())
                    .extracting(Exchange::source)
                    .containsExactly(
                            Source.UPSTREAM,
                            Source.UPSTREAM,
                            Source.API,
                            Source.URL,
                            Source.STUB,
                            Source.SCRIPT,
                            Source.STUB,
                            Source.QUOTA);
            assertThat(real.traffic().total()).isEqualTo(2);
        }
    }

    @Test
    void failuresAreInjectedInFrontOfTheUpstream() {
        try (BuenaServer real = BuenaServer.start();
                BuenaServer buena = inFrontOf(real.baseUrl())) {
            buena.chaos(Chaos.exactly(1, 2).seed(42).scenarios("restricted-resource"));
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactlyInAnyOrder(403, 200);
            buena.clearChaos();
            buena.willFail(failure(Fault.TRUNCATED_JSON));
            HttpResponse<String> cut = Http.get(buena.baseUrl(), "/leads");
            assertThat(Http.get(real.baseUrl(), "/leads").body())
                    .startsWith(cut.body())
                    .hasSizeGreaterThan(cut.body().length());
            assertThatThrownBy(() -> Http.get(buena.baseUrl(Fault.RESET_IN_BODY), "/leads"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(real.traffic().total())
                    .as("the answers that broke were the upstream's")
                    .isEqualTo(4);
            Duration latency = Duration.ofMillis(80);
            buena.latency(Latency.fixed(latency));
            int unused = Http.get(buena.baseUrl(), "/leads").statusCode();
            assertThat(last(buena).answered().minus(last(buena).received())).isGreaterThanOrEqualTo(latency);
            buena.verifyNoUnmatchedRequests();
        }
    }

    @Test
    void contentOfACompressedAnswerIsBrokenAsIfItWereNot() throws Exception {
        try (BuenaServer real = BuenaServer.start();
                BuenaServer buena = inFrontOf(real.baseUrl())) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write("{\"id\": \"lead_1\"}".getBytes(UTF_8));
            }
            real.stubFor(any(anyUrl())
                    .willReturn(status(200)
                            .withHeader("Content-Type", "application/json")
                            .withHeader("Content-Encoding", "gzip")
                            .withBody(packed.toByteArray())));

            HttpResponse<String> cut = Http.get(buena.baseUrl(Fault.TRUNCATED_JSON), "/leads");

            assertThat(cut.body()).isEqualTo("{\"id\": \"");
            assertThat(cut.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/base, /api/v2/leads?x=/api/v2, /base/leads?x=/api/v2",
        "/base/, /api/v2/, /base/",
        "/base, /api/v2, /base",
        "/base, /api/v2?x, /base?x",
        "'', /api/v2/leads, /leads",
        "'', /api/v2, /",
        "'', /api/v2?x, /?x",
        "/a%20b, /api/v2/c%20d, /a%20b/c%20d",
    })
    void baseUrlStandsForThatOfTheUpstream(String path, String target, String forwarded) {
        try (RawServer api = RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n");
                BuenaServer buena = inFrontOf(api.url(path))) {
            assertThat(Http.send("GET", URI.create(buena.rootUrl() + target), Map.of("x-api-key", "k"), "")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(api.requests()).singleElement().asString().startsWith("GET " + forwarded + " HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/api/v20/leads", "/"})
    void requestBesideTheBaseUrlIsUnmatched(String target) {
        try (RawServer api = RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n");
                BuenaServer buena = inFrontOf(api.url("/v2"))) {
            HttpResponse<String> answer = Http.get(URI.create(buena.rootUrl() + target));

            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body())
                    .isEqualTo("Errata: GET %s is not forwarded to %s, because it is not below the base path /api/v2.\n"
                            .formatted(target, api.url("/v2")));
            assertThat(api.requests()).isEmpty();
        }
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(Catalog.buena(), Catalog.databuddy(), Catalog.loadResource("shop"))
                .flatMap(catalog -> catalog.scenarios().stream());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void documentedErrorOfTheUpstreamIsRecognized(Scenario scenario) {
        Catalog catalog = scenario.error().catalog();
        try (StubServer<ApiError> real = StubServer.start(catalog);
                StubServer<ApiError> server =
                        StubServer.start(catalog, ServerOptions.defaults().upstream(real.baseUrl(scenario.id())))) {
            HttpResponse<String> answer = Http.send(
                    "GET", URI.create(server.baseUrl() + "/not-in-the-catalog"), Map.of("x-api-key", "k"), "");

            assertThat(answer.statusCode()).isEqualTo(scenario.status());
            assertThat(last(server).scenario()).hasValueSatisfying(found -> {
                assertThat(found.error()).isEqualTo(scenario.error());
                assertThat(found.answer().body()).isEqualTo(scenario.answer().body());
            });
            assertThat(last(server).source()).isEqualTo(Source.UPSTREAM);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | NOT_FOUND | No lead lead_7 here | lead-not-found",
                "404 | LEAD_GONE | Lead not found      | -",
                "410 | NOT_FOUND | Lead not found      | -",
                "200 | NOT_FOUND | Lead not found      | -",
            })
    void errorIsRecognizedByStatusAndCodeWhateverItsMessage(int status, String code, String message, String scenario) {
        try (BuenaServer real = BuenaServer.start();
                BuenaServer buena = inFrontOf(real.baseUrl())) {
            real.stubFor(any(anyUrl())
                    .willReturn(status(status)
                            .withHeader("Content-Type", "application/json")
                            .withBody("{\"error\": true, \"code\": \"%s\", \"message\": \"%s\"}"
                                    .formatted(code, message))));

            assertThat(Http.get(buena.baseUrl(), "/leads/lead_7").statusCode()).isEqualTo(status);
            assertThat(last(buena).scenario().map(Scenario::id).orElse("-")).isEqualTo(scenario);
        }
    }

    /** What no test may take for an answer of the API. */
    private static void assertNotForwarded(BuenaServer buena, String reason) {
        HttpResponse<String> answer = Http.get(buena.baseUrl(), "/leads");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(answer.body()).isEqualTo("Errata: " + reason + "\n");
        assertThat(last(buena).source()).isEqualTo(Source.NOTHING);
        assertThat(last(buena).scenario()).isEmpty();
        assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason);
    }

    private static String reason(URI upstream, String predicate) {
        return "GET /api/v2/leads could not be forwarded: the upstream %s %s.".formatted(upstream, predicate);
    }

    @Test
    void upstreamThatIsDownIsTold() {
        URI down = URI.create("http://127.0.0.1:" + FreePorts.find() + "/v2");
        try (BuenaServer buena = inFrontOf(down)) {
            assertNotForwarded(buena, reason(down, "refuses connections"));
        }
    }

    @Test
    void unknownHostIsTold() {
        URI unknown = URI.create("http://no-such-host.invalid");
        try (BuenaServer buena = inFrontOf(unknown)) {
            assertNotForwarded(buena, reason(unknown, "has an unknown host"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"})
    void slowUpstreamIsTold(String begun) {
        try (RawServer api = RawServer.stallingAfter(begun);
                BuenaServer buena =
                        BuenaServer.start(ServerOptions.defaults().upstream(api.url(""), Duration.ofMillis(200)))) {
            assertNotForwarded(buena, reason(api.url(""), "did not answer within 200 ms"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "SSH-2.0-OpenSSH_9.6| # does not speak HTTP/1.1: a line of its answer is \"SSH-2.0-OpenSSH_9.6\"",
                "220 mail.example.com ESMTP, and much more| # does not speak HTTP/1.1: a line of its answer is \"220 mail.example.com ESMTP, an\"",
                "HTTP/2 200| # does not speak HTTP/1.1: a line of its answer is \"HTTP/2 200\"",
                "HTTP/1.1 200 OK|no header|| # does not speak HTTP/1.1: a line of its answer is \"no header\"",
                "HTTP/1.1 200 O\u0001K|| # sent a head that is not valid: Invalid reason phrase: the character at index 1 is the control character U+0001",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||xyz| # does not speak HTTP/1.1: a line of its answer is \"xyz\"",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked|| # sent the Transfer-Encoding gzip, chunked, where only chunked is supported",
                "HTTP/1.1 200 OK|Content-Length: 1, 2||ab # sent an invalid Content-Length: 1, 2",
                "HTTP/1.1 200 OK|Content-Length: 999999999||ab # sent a body larger than 100 MB",
                "HTTP/1.1 101 Switching Protocols|Upgrade: x|| # switched to another protocol without a request to do so",
                "HTTP/1.1 200 OK|Content-Length: 5||abc # closed the connection before the end of its answer",
                "`` # closed the connection before the end of its answer",
            })
    void upstreamThatSpeaksNoHttpIsTold(String answer, String predicate) {
        try (RawServer api = RawServer.answering(answer.replace("|", "\r\n"));
                BuenaServer buena = inFrontOf(api.url(""))) {
            assertNotForwarded(buena, reason(api.url(""), predicate));
        }
    }

    @Test
    void upstreamThatIsThisServerIsTold() {
        int port = FreePorts.find();
        URI itself = URI.create("http://localhost:" + port + "/api/v2");
        try (BuenaServer buena =
                BuenaServer.start(ServerOptions.defaults().port(port).upstream(itself))) {
            assertNotForwarded(buena, reason(itself, "leads back to this server"));
            assertThat(buena.traffic().total()).isEqualTo(2);
        }
    }

    @Test
    void upstreamThatLeadsBackThroughAnotherServerIsTold() {
        int port = FreePorts.find();
        URI itself = URI.create("http://127.0.0.1:" + port + "/api/v2");
        try (BuenaServer other = inFrontOf(itself);
                BuenaServer buena =
                        BuenaServer.start(ServerOptions.defaults().port(port).upstream(other.baseUrl()))) {
            assertNotForwarded(buena, reason(other.baseUrl(), "leads back to this server"));
            assertThat(other.traffic().total()).isEqualTo(1);
        }
    }

    @Test
    void serverWithoutAnAnswerIsNotTakenForTheApi() {
        try (DatabuddyServer real = DatabuddyServer.start();
                BuenaServer buena = inFrontOf(real.baseUrl())) {
            assertThat(Http.get(buena.baseUrl(), "/leads").body())
                    .startsWith("Errata: GET /leads matches no endpoint of the Databuddy API.");
            assertThat(last(buena).source()).isEqualTo(Source.NOTHING);
            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .hasMessageContaining("matches no endpoint of the Databuddy API");
        }
    }

    @Test
    void upstreamWithTlsIsTrustedIfTheJvmTrustsIt() throws NoSuchAlgorithmException {
        SSLContext usual = SSLContext.getDefault();
        try (BuenaServer real = BuenaServer.start(ServerOptions.defaults().https());
                BuenaServer buena = inFrontOf(real.baseUrl());
                BuenaServer wrongHost = inFrontOf(real.baseUrl(Fault.TLS_WRONG_HOST))) {
            HttpResponse<String> untrusted = Http.get(buena.baseUrl(), "/leads");
            assertThat(untrusted.statusCode()).isEqualTo(502);
            assertThat(untrusted.body()).contains(real.baseUrl() + " failed the TLS handshake: ");

            SSLContext.setDefault(Trust.authority().sslContext());
            assertThat(Http.statuses(buena.baseUrl(), 1)).containsExactly(200);
            assertThat(Http.statuses(wrongHost.baseUrl(), 1)).containsExactly(502);
        } finally {
            SSLContext.setDefault(usual);
        }
    }

    @Test
    @SuppressWarnings("try") // what is closed early, is closed again
    void keyIsForwardedAndNotPrinted() {
        try (BuenaServer real = BuenaServer.start();
                BuenaServer buena = inFrontOf(real.baseUrl())) {
            URI url = URI.create(buena.baseUrl() + "/leads?api_key=s3cr3t-in-the-url");
            HttpResponse<String> unused = Http.send("GET", url, Map.of("x-api-key", "s3cr3t-key"), "");
            real.close();
            HttpResponse<String> refused = Http.send("GET", url, Map.of("x-api-key", "s3cr3t-key"), "");

            Exchange.Request forwarded = last(real).request();
            assertThat(forwarded.header("x-api-key")).contains("s3cr3t-key");
            assertThat(forwarded.url()).endsWith("?api_key=s3cr3t-in-the-url");
            assertThat(refused.body()
                            + buena.traffic()
                            + buena.traffic().masked().exchanges())
                    .contains("GET /api/v2/leads?api_key=*** could not be forwarded")
                    .doesNotContain("s3cr3t");
            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .message()
                    .contains("could not be forwarded")
                    .doesNotContain("s3cr3t");
        }
    }

    @Test
    void figuresOfAQuotaReplaceThoseOfTheUpstream() {
        try (BuenaServer real = BuenaServer.start();
                BuenaServer buena = inFrontOf(real.baseUrl())) {
            real.stubFor(any(anyUrl())
                    .willReturn(okJson("{}")
                            .withHeader("x-ratelimit-remaining", "999")
                            .withHeader("x-other", "1")));
            buena.quota(Quota.perHour(10));

            HttpResponse<String> answer = Http.get(buena.baseUrl(), "/leads");

            assertThat(answer.headers().allValues("X-RateLimit-Remaining")).containsExactly("9");
            assertThat(answer.headers().firstValue("x-other")).contains("1");
        }
    }

    @Test
    @SuppressWarnings("try") // what is closed early, is closed again
    void closedServerLetsGoOfTheUpstream() throws InterruptedException {
        try (RawServer api = RawServer.stallingAfter("");
                BuenaServer buena = inFrontOf(api.url(""))) {
            var answer = Http.getAsync(URI.create(buena.baseUrl() + "/leads"));
            Eventually.until("the request is forwarded", () -> !api.requests().isEmpty());

            buena.close();

            assertThat(api.clientLeft().await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(answer).failsWithin(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com",
                "example.com",
                "/v2",
                "http:///v2",
                "http://example.com:0",
                "http://example.com:70000",
                "mailto:me@example.com",
                "https://example.com/v2?x=1",
                "https://example.com/v2#x",
            })
    void otherUrlsAreRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.defaults().upstream(URI.create(url)))
                .withMessage(
                        "upstream must be the base URL of an API, such as https://api.example.com/v2, without user,"
                                + " query and fragment; is \"" + url + "\"");
    }

    @Test
    void passwordInARefusedUrlIsNotPrinted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.defaults().upstream(URI.create("https://ada:s3cr3t@example.com/v2")))
                .withMessageEndingWith("is \"https://***@example.com/v2\"");
    }

    @Test
    void timeoutMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.defaults().upstream(URI.create("http://example.com"), Duration.ZERO))
                .withMessage("timeout must be 1 ms or more, is PT0S");
    }
}
