package dev.errata.stub.internal.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static dev.errata.stub.internal.wiremock.Requests.ROOT;
import static dev.errata.stub.internal.wiremock.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.common.RequestCache;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.errata.fixtures.Fault;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Dribble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's own stubs: all that WireMock's DSL says comes out as a value. */
class UserStubsTest {

    private final UserStubs stubs = new UserStubs(() -> ROOT, WireMockExtensions.NONE, matcher -> {});

    @AfterEach
    void close() {
        stubs.close();
    }

    private Optional<StubAnswer> answer(String request) {
        return answer(stubs, request);
    }

    static Optional<StubAnswer> answer(UserStubs stubs, String request) {
        AtomicReference<Optional<StubAnswer>> answer = new AtomicReference<>();
        stubs.answer(
                request(request),
                given -> assertThat(answer.getAndSet(given))
                        .as("an earlier answer")
                        .isNull());
        assertThat(answer.get()).as("an answer").isNotNull();
        return answer.get();
    }

    private String body(String request) {
        return text(answer(request).orElseThrow().response());
    }

    static String text(StubResponse response) {
        return new String(response.body(), UTF_8);
    }

    @Test
    void withoutStubsThereIsNoAnswer() {
        assertThat(answer("/a")).isEmpty();
    }

    @Test
    void requestThatNoStubFitsGetsNoAnswer() {
        stubs.add(get("/a").willReturn(ok("mine")));

        assertThat(answer("/b")).isEmpty();
        assertThat(answer("POST /a")).isEmpty();
        assertThat(body("/a")).isEqualTo("mine");
    }

    @Test
    void stubsOfOneServerAreNotAnothers() {
        try (UserStubs other = new UserStubs(() -> ROOT, WireMockExtensions.NONE, matcher -> {})) {
            stubs.add(get("/a").willReturn(ok("mine")));
            other.add(get("/b").willReturn(ok("other")));

            assertThat(answer(other, "/a")).isEmpty();
            assertThat(answer("/b")).isEmpty();
        }
    }

    @Test
    void stubCanBeUsedByManyServers() {
        MappingBuilder stub = get("/a").willReturn(ok("mine"));
        try (UserStubs other = new UserStubs(() -> ROOT, WireMockExtensions.NONE, matcher -> {})) {
            stubs.add(stub);
            other.add(stub);

            assertThat(answer(other, "/a")).isPresent();
            assertThat(answer("/a")).isPresent();
        }
    }

    private static final String TARGET = "/api/v2/leads/lead_7/notes?limit=5&tag=a&tag=b%20c";

    private static final String REQUEST = """
            POST /api/v2/leads/lead_7/notes?limit=5&tag=a&tag=b%20c
            Host: 127.0.0.1:43215
            x-api-key: key
            Cookie: session=s1
            Authorization: Basic dXNlcjpwYXNzd29yZA==
            Content-Type: application/json

            {"a": 1, "b": [1]}""";

    static Stream<Named<MappingBuilder>> fitting() {
        return Stream.of(
                Named.of("any URL", post(anyUrl())),
                Named.of("text", post(TARGET)),
                Named.of("URL", post(urlEqualTo(TARGET))),
                Named.of("path", post(urlPathEqualTo("/api/v2/leads/lead_7/notes"))),
                Named.of("URL as regex", post(urlMatching("/api/v2/leads/[a-z]+_\\d/notes\\?limit=.*"))),
                Named.of("path as regex", post(urlPathMatching("/api/v2/leads/[^/]+/notes"))),
                Named.of(
                        "path template",
                        post(urlPathTemplate("/api/v2/leads/{id}/notes")).withPathParam("id", equalTo("lead_7"))),
                Named.of("query", post(anyUrl()).withQueryParam("limit", equalTo("5"))),
                Named.of("query of two values", post(anyUrl()).withQueryParam("tag", equalTo("b c"))),
                Named.of("absent query", post(anyUrl()).withQueryParam("page", absent())),
                Named.of("host", post(anyUrl()).withHost(equalTo("127.0.0.1"))),
                Named.of("port", post(anyUrl()).withPort(43215)),
                Named.of("scheme", post(anyUrl()).withScheme("http")),
                Named.of("header", post(anyUrl()).withHeader("X-API-Key", containing("ke"))),
                Named.of("cookie", post(anyUrl()).withCookie("session", equalTo("s1"))),
                Named.of("basic authentication", post(anyUrl()).withBasicAuth("user", "password")),
                Named.of("JSON", post(anyUrl()).withRequestBody(equalToJson("{\"b\": [1], \"a\": 1}"))),
                Named.of("JSON path", post(anyUrl()).withRequestBody(matchingJsonPath("$.b[0]", equalTo("1")))),
                Named.of(
                        "code",
                        requestMatching(
                                request -> MatchResult.of(request.getUrl().equals(TARGET)
                                        && request.getAbsoluteUrl().equals(ROOT + TARGET)
                                        && request.getPort() == 43215))));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void patternFits(MappingBuilder stub) {
        stubs.add(stub.willReturn(ok("mine")));

        assertThat(body(REQUEST)).isEqualTo("mine");
    }

    static Stream<Named<MappingBuilder>> strange() {
        return Stream.of(
                Named.of("method", get(anyUrl())),
                Named.of("path without base path", post(urlPathEqualTo("/leads/lead_7/notes"))),
                Named.of("path without its query", post(urlEqualTo("/api/v2/leads/lead_7/notes"))),
                Named.of(
                        "other path parameter",
                        post(urlPathTemplate("/api/v2/leads/{id}/notes")).withPathParam("id", equalTo("lead_8"))),
                Named.of("other query", post(anyUrl()).withQueryParam("limit", equalTo("6"))),
                Named.of("other host", post(anyUrl()).withHost(equalTo("localhost"))),
                Named.of("other port", post(anyUrl()).withPort(80)),
                Named.of("other JSON", post(anyUrl()).withRequestBody(equalToJson("{\"a\": 1}"))));
    }

    @ParameterizedTest
    @MethodSource("strange")
    void patternDoesNotFit(MappingBuilder stub) {
        stubs.add(stub.willReturn(ok("mine")));

        assertThat(answer(REQUEST)).isEmpty();
    }

    private static final String PART = """
            --x\r
            Content-Disposition: form-data; name="f"\r
            \r
            ab\r
            --x--\r
            """;

    @Test
    void formsAndPartsOfRequestsFit() {
        stubs.add(post("/form").withFormParam("a", equalTo("1 2")).willReturn(ok("form")));
        stubs.add(post("/parts")
                .withMultipartRequestBody(aMultipart("f").withBody(equalTo("ab")))
                .willReturn(ok("parts")));

        assertThat(body("POST /form\nContent-Type: application/x-www-form-urlencoded\n\na=1+2&b=50% off"))
                .isEqualTo("form");
        assertThat(body("POST /parts\nContent-Type: multipart/form-data; boundary=x\n\n" + PART))
                .isEqualTo("parts");
    }

    /** What WireMock itself would fail on, whether a stub looks at it or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a?q=50%",
                "/a?%zz=%",
                "/a\nHost: a:b",
                "/a\nHost: ",
                "/a\nCookie: ;=;\u00e9",
                "/a\nContent-Type: multipart/form-data; boundary=x\n\n--y",
                "/a\nContent-Type: multipart/form-data\n\n--y",
                "/a\nContent-Type: application/x-www-form-urlencoded\n\n{\"note\": \"50% off\"}",
                "/a\nContent-Type: application/x-www-form-urlencoded; charset=nonsense\n\na=b",
                "/a\nContent-Type: ;;=\n\n\u0000"
            })
    void malformedRequestMeetsStubsThatDoNotCare(String request) {
        stubs.add(any(urlPathEqualTo("/a")).willReturn(ok("mine")));

        assertThat(body(request)).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "/%zz/%2F", "/a;b=c", "*", "/a?", "/?", "/a??b", "/a#b", "/{x}"})
    void strangeTargetIsSeenAsItWasSent(String target) {
        stubs.add(any(urlEqualTo(target)).willReturn(ok("mine")));

        assertThat(body("OPTIONS " + target)).isEqualTo("mine");
    }

    @Test
    void responseComesOutWhole() {
        stubs.add(get("/a")
                .willReturn(aResponse()
                        .withStatus(418)
                        .withStatusMessage("Short and stout")
                        .withHeader("Set-Cookie", "a=1", "b=2")
                        .withHeader("X-Name", "Grüße")
                        .withBody(new byte[] {0, (byte) 0xff})));

        StubAnswer answer = answer("/a").orElseThrow();
        StubResponse response = answer.response();
        assertThat(response.status()).isEqualTo(418);
        assertThat(response.reason()).contains("Short and stout");
        assertThat(response.headers())
                .containsSubsequence(new HeaderField("Set-Cookie", "a=1"), new HeaderField("Set-Cookie", "b=2"))
                .contains(new HeaderField("X-Name", "Grüße"));
        assertThat(response.body()).containsExactly(0, 0xff);
        assertThat(answer)
                .isEqualTo(new StubAnswer(response, Optional.empty(), Duration.ZERO, Optional.empty(), false));
    }

    @Test
    void standardReasonAndEmptyBodyAreLeftToTheServer() {
        stubs.add(get("/a").willReturn(aResponse().withStatus(404)));

        StubResponse response = answer("/a").orElseThrow().response();
        assertThat(response.reason()).isEmpty();
        assertThat(response.body()).isEmpty();
    }

    @Test
    void stubCanAskForChunks() {
        stubs.add(get("/a").willReturn(ok("mine").withHeader("Transfer-Encoding", "Chunked")));
        stubs.add(get("/b").willReturn(ok("mine").withHeader("X", "chunked")));

        assertThat(answer("/a").orElseThrow().chunked()).isTrue();
        assertThat(answer("/b").orElseThrow().chunked()).isFalse();
    }

    @Test
    void delaysAreTold() {
        stubs.add(get("/fixed").willReturn(ok().withFixedDelay(300)));
        stubs.add(get("/uniform").willReturn(ok().withUniformRandomDelay(100, 200)));
        stubs.add(get("/lognormal").willReturn(ok().withLogNormalRandomDelay(90, 0.1)));
        stubs.add(get("/fault")
                .willReturn(aResponse()
                        .withFault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE)
                        .withUniformRandomDelay(100, 200)));

        assertThat(answer("/fixed").orElseThrow().delay()).isEqualTo(Duration.ofMillis(300));
        assertThat(answer("/uniform").orElseThrow().delay()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(answer("/lognormal").orElseThrow().delay()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        assertThat(answer("/fault").orElseThrow().delay()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void dribbleIsTold() {
        stubs.add(get("/a").willReturn(ok("abc").withChunkedDribbleDelay(5, 1000)));

        assertThat(answer("/a").orElseThrow().dribble()).contains(new Dribble(5, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTION_RESET_BY_PEER, RESET_BEFORE_HEADERS",
        "EMPTY_RESPONSE, EMPTY_REPLY",
        "MALFORMED_RESPONSE_CHUNK, MALFORMED_CHUNK",
        "RANDOM_DATA_THEN_CLOSE, GARBAGE"
    })
    void faultIsOneOfOurs(com.github.tomakehurst.wiremock.http.Fault fault, Fault ours) {
        stubs.add(get("/a")
                .willReturn(aResponse().withStatus(503).withBody("down").withFault(fault)));

        StubAnswer answer = answer("/a").orElseThrow();
        assertThat(answer.fault()).contains(ours);
        assertThat(answer.response().status()).isEqualTo(503);
        assertThat(text(answer.response())).isEqualTo("down");
    }

    @Test
    void prioritiesDecideAndElseTheLatest() {
        stubs.add(get("/a").atPriority(1).willReturn(ok("strong")));
        stubs.add(get("/a").atPriority(2).willReturn(ok("weak")));
        stubs.add(get("/b").willReturn(ok("first")));
        stubs.add(get("/b").willReturn(ok("second")));

        assertThat(body("/a")).isEqualTo("strong");
        assertThat(body("/b")).isEqualTo("second");
    }

    @Test
    void scenarioHasStates() {
        turnstile();

        assertThat(body("/gate")).isEqualTo("first");
        assertThat(body("/gate")).isEqualTo("then");
        assertThat(body("/gate")).isEqualTo("then");
    }

    private void turnstile() {
        stubs.add(get("/gate")
                .inScenario("gate")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(ok("first"))
                .willSetStateTo("passed"));
        stubs.add(get("/gate").inScenario("gate").whenScenarioStateIs("passed").willReturn(ok("then")));
    }

    @Test
    void resetRemovesStubsAndStates() {
        turnstile();
        body("/gate");

        stubs.reset();
        assertThat(answer("/gate")).isEmpty();

        turnstile();
        assertThat(body("/gate")).isEqualTo("first");
    }

    @Test
    void filesOfMappingsAreNeitherReadNorRemoved() {
        Path mapping = Path.of("src/test/resources/mappings/never-read.json");
        assertThat(mapping).exists();
        stubs.add(get("/a").willReturn(ok()));

        assertThat(answer("/b")).isEmpty();
        stubs.reset();
        assertThat(answer("/b")).isEmpty();
        assertThat(mapping).exists();
    }

    @Test
    void templateSeesTheRequest() {
        stubs.add(post(anyUrl())
                .willReturn(okJson(
                                "{{request.method}} {{{request.url}}} {{request.pathSegments.[2]}} {{request.query.limit}}"
                                        + " {{jsonPath request.body '$.a'}} {{request.port}} {{{request.baseUrl}}}")
                        .withHeader("X-Key", "{{request.headers.x-api-key}}")
                        .withTransformers("response-template")));

        StubResponse response = answer(REQUEST).orElseThrow().response();
        assertThat(text(response)).isEqualTo("POST " + TARGET + " leads 5 1 43215 http://127.0.0.1:43215");
        assertThat(response.header("X-Key")).contains("key");
    }

    /** A scenario's URL has a port of its own: what the client used is what a link in an answer has to lead to. */
    @Test
    void baseUrlIsTheOneThatTheClientUsed() {
        stubs.add(get("/a").willReturn(ok("{{{request.baseUrl}}}").withTransformers("response-template")));

        assertThat(body("/a\nHost: localhost:50000")).isEqualTo("http://localhost:50000");
        assertThat(body("/a")).isEqualTo("http://127.0.0.1:43215");
    }

    @Test
    void bracesAreTextUnlessTheTemplateIsAskedFor() {
        stubs.add(get("/a").willReturn(ok("{{request.url}}")));

        assertThat(body("/a")).isEqualTo("{{request.url}}");
    }

    @Test
    void bodyMayStandInAFile() {
        stubs.add(get("/a").willReturn(ok().withBodyFile("greeting.json")));
        stubs.add(get("/b").willReturn(ok().withBodyFile("template.json").withTransformers("response-template")));
        stubs.add(get("/c/greeting")
                .willReturn(
                        ok().withBodyFile("{{request.pathSegments.[1]}}.json").withTransformers("response-template")));

        assertThat(body("/a")).isEqualTo("{\"greeting\": \"from a file\"}\n");
        assertThat(body("/b")).isEqualTo("{\"at\": \"http://127.0.0.1:43215/b\"}\n");
        assertThat(body("/c/greeting")).isEqualTo("{\"greeting\": \"from a file\"}\n");
    }

    @Test
    void missingFileIsAnException() {
        stubs.add(get("/a").willReturn(ok().withBodyFile("missing.json")));
        stubs.add(get("/b").willReturn(ok().withBodyFile("missing.json").withTransformers("response-template")));

        for (String request : List.of("/a", "/b")) {
            assertThatThrownBy(() -> answer(request))
                    .isInstanceOf(Exception.class)
                    .hasMessageContaining("missing.json");
        }
        assertThat(answer("/c")).isEmpty();
    }

    @Test
    void whatAMatcherThrowsIsThrownOnAndLeavesNothingBehind() {
        AssertionError error = new AssertionError("no such lead");
        stubs.add(get(anyUrl()).andMatching(request -> {
            throw error;
        }));
        RequestCache.Key key = RequestCache.Key.keyFor(String.class, "left");
        RequestCache.getCurrent().put(key, "behind");

        assertThatThrownBy(() -> answer("/a")).isSameAs(error);
        assertThat(RequestCache.getCurrent().<String>get(key)).isNull();
    }

    @Test
    void whatATemplateThrowsIsThrownOn() {
        stubs.add(get("/a").willReturn(ok("{{#each}}").withTransformers("response-template")));

        assertThatThrownBy(() -> answer("/a")).isInstanceOf(Exception.class).hasMessageContaining("each");
    }

    @Test
    void whatTheServerThrowsIsThrownOn() {
        IllegalStateException failure = new IllegalStateException("the client has gone");
        stubs.add(get("/a").willReturn(ok()));

        for (String request : List.of("/a", "/b")) {
            assertThatThrownBy(() -> stubs.answer(request(request), answer -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        get("/a").willReturn(ok().withTransformers("shout")),
                        "Unknown transformer \"shout\": no extension of this server has that name."),
                arguments(
                        get("/a").andMatching("is-monday"),
                        "Unknown request matcher \"is-monday\": no extension of this server has that name."),
                arguments(
                        get("/a").withServeEventListener("audit", Map.of()),
                        "Unknown listener \"audit\": no extension of this server has that name."),
                arguments(
                        get("/a").withPostServeAction("audit", Map.of()),
                        "Unknown action after an answer \"audit\": no extension of this server has that name."),
                arguments(get("/a").persistent(), "Stubs are not saved to files; remove persistent()."),
                arguments(
                        get("/a").willReturn(ok().withHeader("X-A", "b\r\nX-C: d")),
                        "Invalid value of header X-A: the character at index 1 is the control character U+000d."),
                arguments(
                        get("/a").willReturn(aResponse().withStatusMessage("a\r\nX-C: d")),
                        "Invalid reason phrase: the character at index 1 is the control character U+000d."),
                arguments(
                        get("/a").willReturn(aResponse().withStatus(99)), "Invalid status 99: expected three digits."),
                arguments(
                        get("/a").willReturn(ok().withChunkedDribbleDelay(0, 5)),
                        "Invalid number of pieces 0: expected 1 or more."),
                arguments(get("/a").willReturn(ok().withFixedDelay(-1)), "Invalid delay of -1 ms: expected 0 or more."),
                arguments(
                        get(urlPathEqualTo("/a")).withPathParam("b", equalTo("c")),
                        "URL path parameters specified without a path template as the URL matcher."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void stubThatCannotWorkIsRefused(MappingBuilder stub, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> stubs.add(stub)).withMessage(message);
        assertThat(answer("/a")).isEmpty();
    }

    @Test
    void wireMockKnowsThePortAndKeepsNoJournal() {
        WireMockServer server = new EmbeddedWireMock(43215, List.of()).server();

        assertThat(server.port()).isEqualTo(43215);
        assertThat(server.isRunning()).isTrue();
        assertThatThrownBy(server::getServeEvents).hasMessageStartingWith("The request journal is disabled");
        server.stop();
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void stubIsAddedOnce() {
        MappingBuilder stub = get("/a").withId(UUID.randomUUID());
        stubs.add(stub);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> stubs.add(stub))
                .withMessageContaining("is already taken by another stub mapping");
    }

    @Test
    void nothingIsAnsweredOrAddedAfterTheEnd() {
        stubs.add(get("/a").willReturn(ok()));
        stubs.close();
        stubs.close();

        assertThat(answer("/a")).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> stubs.add(get("/a")))
                .withMessage("The server at http://127.0.0.1:43215 is closed.");
    }
}
