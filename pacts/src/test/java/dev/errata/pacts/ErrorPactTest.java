package dev.errata.pacts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

/** The pact of a consumer, written by its client. */
class ErrorPactTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ErrorPact leadSync = ErrorPact.consumer("lead-sync");

    @Test
    void thePactHasWhatTheClientSendsAndTheStateThatItNeeds() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.NOT_FOUND)
                .verify(baseUrl ->
                        assertThat(get(baseUrl, "/leads/lead_abc123?deep=yes")).isEqualTo(404));

        assertThat(file).isEqualTo(folder.resolve("lead-sync-buena.json"));
        JsonNode pact = JSON.readTree(file.toFile());
        assertThat(pact.at("/consumer/name").asText()).isEqualTo("lead-sync");
        assertThat(pact.at("/provider/name").asText()).isEqualTo("buena");
        assertThat(pact.at("/metadata/pactSpecification/version").asText()).isEqualTo("4.0");
        assertThat(pact.path("interactions")).hasSize(1);
        JsonNode interaction = pact.at("/interactions/0");
        assertThat(interaction.at("/providerStates/0/name").asText()).isEqualTo("there is no lead lead_abc123");
        assertThat(interaction.at("/request/method").asText()).isEqualTo("GET");
        assertThat(interaction.at("/request/path").asText()).isEqualTo("/api/v2/leads/lead_abc123");
        assertThat(interaction.at("/request/query/deep/0").asText()).isEqualTo("yes");
        assertThat(interaction.at("/response/status").asInt()).isEqualTo(404);
        assertThat(interaction.at("/response/body/content/code").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void theKeyOfTheClientStaysOutOfThePact() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> assertThat(get(baseUrl, "/leads")).isEqualTo(429));

        assertThat(Files.readString(file)).doesNotContain("secret").contains("bna_test_rate_limited");
        assertThat(JSON.readTree(file.toFile()).at("/interactions/0/request/matchingRules/header/x-api-key"))
                .isNotEmpty();
    }

    @Test
    void aBearerTokenIsOneInThePactToo() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(DatabuddyError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/v1/query/types"))
                                .header("Authorization", "Bearer secret-token")
                                .build(),
                        BodyHandlers.discarding()));

        assertThat(JSON.readTree(file.toFile())
                        .at("/interactions/0/request/headers/Authorization/0")
                        .asText())
                .isEqualTo("Bearer dbdy_test_rate_limited");
    }

    @Test
    void aKeyWithASpaceHasNoScheme() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                .header("x-api-key", "secret key")
                                .build(),
                        BodyHandlers.discarding()));

        assertThat(JSON.readTree(file.toFile())
                        .at("/interactions/0/request/headers/x-api-key/0")
                        .asText())
                .isEqualTo("bna_test_rate_limited");
    }

    /** Tokens are new for each request, with many clients. */
    @Test
    void keysInTheQueryStayOutOfThePactAndMayDiffer() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> get(baseUrl, "/leads?api_key=query+secret-" + calls.incrementAndGet() + "&page=2"));

        assertThat(Files.readString(file)).doesNotContain("secret");
        JsonNode request = JSON.readTree(file.toFile()).at("/interactions/0/request");
        assertThat(request.at("/query/api_key/0").asText()).isEqualTo("bna_test_rate_limited");
        assertThat(request.at("/query/page/0").asText()).isEqualTo("2");
        assertThat(request.at("/matchingRules/query").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("api_key");
    }

    @Test
    void keysInAFormStayOutOfThePactAndMayDiffer() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> assertThat(post(
                                baseUrl,
                                "application/x-www-form-urlencoded",
                                ("user=a%20b&client_secret=form+secret-" + calls.incrementAndGet()).getBytes(UTF_8)))
                        .isEqualTo(429));

        assertThat(Files.readString(file)).doesNotContain("form+secret");
        JsonNode request = JSON.readTree(file.toFile()).at("/interactions/0/request");
        assertThat(request.at("/body/content").asText()).isEqualTo("user=a%20b&client_secret=bna_test_rate_limited");
        assertThat(request.at("/matchingRules/body").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("$.client_secret");
    }

    @Test
    void keysInJsonStayOutOfThePactAndMayDiffer() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> {
                    int call = calls.incrementAndGet();
                    String body = "{\"sum\": 1.50, \"login\": {\"password\": \"my \\\"secret\\\" " + call
                            + "\", \"otp\": 1234" + call + "}, \"note\": \"I am my \\\"secret\\\" " + call + "\"}";
                    assertThat(post(baseUrl, "application/json", body.getBytes(UTF_8)))
                            .isEqualTo(429);
                });

        assertThat(Files.readString(file)).doesNotContain("secret", "1234").contains("1.50");
        JsonNode body = JSON.readTree(file.toFile()).at("/interactions/0/request/body/content");
        assertThat(body.at("/login/password").asText()).isEqualTo("bna_test_rate_limited");
        assertThat(body.at("/login/otp").isIntegralNumber()).isTrue();
        assertThat(body.at("/note").asText()).isEqualTo("I am ***");
    }

    /** The bytes beside it are no UTF-8. */
    @Test
    void keysInOtherBodiesAreMasked() throws Exception {
        String parts = String.join(
                "\r\n",
                List.of(
                        "--b",
                        "Content-Disposition: form-data; name=\"password\"",
                        "",
                        "my secret",
                        "--b",
                        "",
                        "\u00e9",
                        "--b--",
                        ""));
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> assertThat(
                                post(baseUrl, "multipart/form-data; boundary=b", parts.getBytes(ISO_8859_1)))
                        .isEqualTo(429));

        assertThat(requestIn(file).getBody().getValue())
                .isEqualTo(parts.replace("my secret", "***").getBytes(ISO_8859_1));
    }

    @Test
    void aKeyInThePathIsRefused() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl -> get(baseUrl, "/leads/secret-key-of-the-client")))
                .withMessageEndingWith(
                        "lead-sync sent GET /api/v2/leads/***, which a pact cannot contain: it has a credential in"
                                + " its path");
    }

    @Test
    void theStateIsLookedForInWhatTheClientSends() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(DatabuddyError.NOT_FOUND)
                        .verify(baseUrl -> HTTP.send(
                                HttpRequest.newBuilder(URI.create(baseUrl + "/v1/query?website_id=other"))
                                        .POST(BodyPublishers.ofString("{}"))
                                        .build(),
                                BodyHandlers.discarding())))
                .withMessageEndingWith("the call must ask for website_missing");
    }

    /** The text is cut off within the key. */
    @Test
    void failuresShowNoKeyOfTheRequest() {
        String before = "-".repeat(77);
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl -> HTTP.send(
                                HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                        .header("Content-Type", "text/plain")
                                        .header("x-api-key", "secret-key-of-the-client")
                                        .POST(BodyPublishers.ofString(
                                                before + "secret-key-of-the-client" + calls.incrementAndGet()))
                                        .build(),
                                BodyHandlers.discarding())))
                .withMessageEndingWith(
                        "the body \"" + before + "***\u2026\" in the place of \"" + before + "***\u2026\"");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED).verify(baseUrl -> {
                            get(baseUrl, "/leads");
                            throw new IllegalStateException("no answer for secret-key-of-the-client");
                        }))
                .withMessageEndingWith("failed: java.lang.IllegalStateException: no answer for ***");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify(baseUrl -> {
                    throw new IllegalStateException("no route to /leads?api_key=secret");
                }))
                .withMessageEndingWith("no route to /leads?api_key=***");
    }

    @Test
    void aBodyThatIsNoJsonIsWhatItIs() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                                .POST(BodyPublishers.ofString("name=Ada"))
                                .build(),
                        BodyHandlers.discarding()));

        JsonNode request = JSON.readTree(file.toFile()).at("/interactions/0/request");
        assertThat(request.at("/headers/Content-Type/0").asText())
                .isEqualTo("application/x-www-form-urlencoded; charset=UTF-8");
        assertThat(request.at("/body/content").asText()).isEqualTo("name=Ada");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("application/x-ndjson", "{\"a\":1}\n{\"b\":2}\n".getBytes(UTF_8)),
                arguments("application/json", "\ufeff{\"a\":1}".getBytes(UTF_8)),
                arguments("application/json; charset=UTF-16", "{\"a\":1}".getBytes(UTF_16)),
                arguments(
                        "application/json",
                        "{\"it's\":{\"\\\"\":[1,\"a\",{}]},\"\":12345678901234567890}".getBytes(UTF_8)),
                arguments("application/json", "{".getBytes(UTF_8)),
                arguments("application/json", "\"\"".getBytes(UTF_8)),
                arguments("text/plain; charset=ISO-8859-1", "\u00e9".getBytes(ISO_8859_1)),
                arguments("application/xml", "<a>".getBytes(UTF_8)),
                arguments("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0}),
                arguments("multipart/form-data; boundary=b", "--b\r\n\r\na\r\n--b--\r\n".getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aPactHasTheBytesThatTheClientSends(String type, byte[] body) {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> assertThat(post(baseUrl, type, body)).isEqualTo(429));

        assertThat(requestIn(file).getBody().getValue()).isEqualTo(body);
        assertThat(requestIn(file).getHeaders().get("Content-Type")).containsExactly(type);
    }

    @Test
    void theBoundaryBetweenPartsMayBeAnotherOneEachTime() {
        AtomicInteger calls = new AtomicInteger();

        leadSync.writtenTo(folder).dependsOn(BuenaError.RATE_LIMIT_EXCEEDED).verify(baseUrl -> {
            String boundary = "b" + calls.incrementAndGet();
            byte[] body = ("--" + boundary + "\r\n\r\na\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
            assertThat(post(baseUrl, "multipart/form-data; boundary=" + boundary, body))
                    .isEqualTo(429);
        });
    }

    @Test
    void aClientThatSendsAnotherBodyTheSecondTimeIsTold() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl ->
                                post(baseUrl, "text/plain", ("call " + calls.incrementAndGet()).getBytes(UTF_8))))
                .withMessageEndingWith(
                        "a pact needs the same each time: the body \"call 2\" in the place of \"call 1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2Fb", "/a%20b", "/a+b", "/%C3%A9", "/a'(b)*", "/a?b=1&b=2"})
    void aPactHasThePathThatTheClientSends(String target) throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> assertThat(get(baseUrl, target)).isEqualTo(429));

        JsonNode request = JSON.readTree(file.toFile()).at("/interactions/0/request");
        assertThat(request.path("path").asText()).isEqualTo("/api/v2" + target.replaceFirst("[?].*", ""));
        assertThat(request.path("query").path("b")).hasSize(target.contains("?") ? 2 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a/%2E%2E/b | has a segment of dots, which verifiers resolve before they send it
            /a?b=%FF    | has a query that is not UTF-8, and a pact has queries as texts
            /a?%22=b    | has a query parameter whose name Pact cannot write
            """)
    void aRequestThatNoPactCanHaveIsRefused(String target, String reason) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED).verify(baseUrl -> get(baseUrl, target)))
                .withMessage("rate-limited (429 RATE_LIMIT_EXCEEDED) of the Buena.ai API v2: lead-sync sent GET "
                        + target + ", which a pact cannot contain: it " + reason);
    }

    @Test
    void aPathIsNoRegularExpression() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl -> get(baseUrl, calls.incrementAndGet() == 1 ? "/leads/(.*)" : "/leads/(7)")))
                .withMessageEndingWith("a pact needs the same each time: GET /api/v2/leads/(7)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/api/v20", "/api/v1"})
    void aClientThatPutsItsPathsBesideTheBaseUrlIsTold(String base) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl -> get(URI.create(baseUrl.toString().replace("/api/v2", base)), "/leads")))
                .withMessageContaining("lead-sync called %s/leads, which is not below the base path /api/v2", base);
    }

    @Test
    void whatIsDifferentEachTimeInTheBodyIsNoDifference() {
        AtomicInteger count = new AtomicInteger();

        leadSync.writtenTo(folder)
                .dependsOn(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED, baseUrl -> {
                    String body = "{\"leadId\":\"lead_" + count.incrementAndGet() + "\"}";
                    assertThat(post(baseUrl, "/enrich", body).statusCode()).isEqualTo(402);
                })
                .verify();

        assertThat(count).hasValue(2);
    }

    @Test
    void scenariosOfOneErrorAndCallsOfTheirOwnStandInOnePact() throws Exception {
        Catalog buena = Catalog.buena();
        Path file = leadSync.writtenTo(folder)
                .dependsOn(buena.scenario("expired-api-key"), buena.scenario("deactivated-api-key"))
                .dependsOn(
                        buena.scenario("bad-gateway-html"),
                        baseUrl -> assertThat(get(baseUrl, "/keys")).isEqualTo(502))
                .verify(baseUrl -> assertThat(get(baseUrl, "/leads")).isEqualTo(401));

        assertThat(JSON.readTree(file.toFile()).path("interactions"))
                .extracting(interaction -> interaction.path("description").asText())
                .containsExactlyInAnyOrder(
                        "GET /api/v2/leads that ends in expired-api-key",
                        "GET /api/v2/leads that ends in deactivated-api-key",
                        "GET /api/v2/keys that ends in bad-gateway-html");
    }

    @Test
    void aPactTakesThePlaceOfTheOneBefore() throws Exception {
        ClientCall call = baseUrl -> get(baseUrl, "/leads");
        leadSync.writtenTo(folder).dependsOn(BuenaError.UNAUTHORIZED).verify(call);

        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(call);

        assertThat(JSON.readTree(file.toFile()).path("interactions")).hasSize(1);
    }

    @Test
    void theSameCallsMakeTheSameFile() throws Exception {
        ErrorPact pact = leadSync.writtenTo(folder).dependsOn(BuenaError.RATE_LIMIT_EXCEEDED, BuenaError.UNAUTHORIZED);
        ClientCall call = baseUrl -> get(baseUrl, "/leads");

        String first = Files.readString(pact.verify(call));

        assertThat(Files.readString(pact.verify(call))).isEqualTo(first);
    }

    @Test
    void aClientThatNeverCallsIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify(baseUrl -> {}))
                .withMessage("lead-not-found (404 NOT_FOUND) of the Buena.ai API v2: lead-sync never called the API:"
                        + " the call must send one request to the base URL that it is given");
    }

    @Test
    void aClientThatTriesAgainIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE).verify(baseUrl -> {
                            get(baseUrl, "/leads");
                            get(baseUrl, "/leads");
                        }))
                .withMessage(
                        "service-unavailable (503 SERVICE_UNAVAILABLE) of the Buena.ai API v2: lead-sync called the API"
                                + " 2 times: a pact describes one request, so switch off retries");
    }

    /** The documented wait is 45 seconds. */
    @Test
    void aClientThatTriesAgainIsToldBeforeItWaits() {
        List<Integer> waits = new ArrayList<>();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl -> {
                            HttpResponse<String> response = post(baseUrl, "/leads", "{}");
                            while (response.statusCode() == 429 && waits.size() < 3) {
                                waits.add(retryAfter(response));
                                response = post(baseUrl, "/leads", "{}");
                            }
                            assertThat(response.statusCode()).isEqualTo(429);
                        }))
                .withMessageEndingWith(
                        "lead-sync called the API 2 times: a pact describes one request, so switch off retries");
        assertThat(waits).containsExactly(0);
    }

    @Test
    void aClientThatTellsTheWaitFindsTheDocumentedOne() {
        leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl ->
                        assertThat(retryAfter(post(baseUrl, "/leads", "{}"))).isEqualTo(45));
    }

    @Test
    void aClientThatFailsBeforeItCallsIsToldWhy() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify(baseUrl -> {
                    throw new IllegalStateException("no route");
                }))
                .withMessageEndingWith(
                        "lead-sync failed before it called the API: java.lang.IllegalStateException: no route");
    }

    @Test
    void aClientThatDoesNotSpeakHttpIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify(baseUrl -> {
                    try (Socket socket = new Socket(baseUrl.getHost(), baseUrl.getPort())) {
                        socket.getOutputStream().write("Hello\r\n\r\n".getBytes(UTF_8));
                        socket.getInputStream().readAllBytes();
                    }
                }))
                .withMessageContaining("lead-sync called the API, but not with a valid HTTP request: ");
    }

    @Test
    void aClientThatTriesAgainTheSecondTimeOnlyIsTold() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE)
                        .verify(baseUrl -> {
                            get(baseUrl, "/leads");
                            if (calls.incrementAndGet() == 2) {
                                get(baseUrl, "/leads");
                            }
                        }))
                .withMessageContaining("called the API 2 times");
    }

    @Test
    void aClientThatSendsSomethingElseTheSecondTimeIsToldWhat() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE)
                        .verify(baseUrl -> assertThat(get(baseUrl, "/leads?page=" + calls.incrementAndGet()))
                                .isEqualTo(503)))
                .withMessageStartingWith(
                        "service-unavailable (503 SERVICE_UNAVAILABLE) of the Buena.ai API v2: lead-sync sent"
                                + " another request the second time, and a pact needs the same each time: ")
                .withMessageContaining("Expected '1' but received '2' for query parameter 'page'");
    }

    @Test
    void aClientThatSendsItsKeyInAnotherFormTheSecondTimeIsToldWithoutTheKey() throws Exception {
        Catalog shop = Catalog.load(TestApis.shopWithBearerTokens(folder.resolve("catalog")));
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(shop.scenario("out-of-stock"))
                        .verify(baseUrl -> HTTP.send(
                                HttpRequest.newBuilder(URI.create(baseUrl + "/orders"))
                                        .header(
                                                "Authorization",
                                                (calls.incrementAndGet() == 1 ? "Bearer " : "Basic ") + "secret-token")
                                        .POST(BodyPublishers.ofString("{\"item\":\"sold_out\"}"))
                                        .build(),
                                BodyHandlers.discarding())))
                .withMessageContaining("a pact needs the same each time: a key of another form in Authorization")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret"));
    }

    @Test
    void theClientGetsTheAnswerOfTheScenarioBothTimes() {
        Scenario page = Catalog.buena().scenario("bad-gateway-html");
        List<HttpResponse<String>> answers = new ArrayList<>();

        leadSync.writtenTo(folder)
                .dependsOn(page)
                .verify(baseUrl -> answers.add(HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads")).build(), BodyHandlers.ofString())));

        assertThat(answers).hasSize(2).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo(page.answer().body());
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        });
    }

    @Test
    void aClientThatAsksForAnotherLeadThanTheStateSpeaksOfIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify(baseUrl -> get(baseUrl, "/leads/lead_7")))
                .withMessage(
                        "lead-not-found (404 NOT_FOUND) of the Buena.ai API v2: lead-sync sent GET /leads/lead_7, but"
                                + " the provider state is \"there is no lead lead_abc123\": the call must ask for lead_abc123");
    }

    @Test
    void whatTheCallExpectsInVainIsTheCause() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.UNAUTHORIZED)
                        .verify(baseUrl -> assertThat(get(baseUrl, "/leads")).isEqualTo(200)))
                .withMessageStartingWith(
                        "missing-api-key (401 UNAUTHORIZED) of the Buena.ai API v2: lead-sync failed: ")
                .havingCause()
                .isInstanceOf(AssertionError.class)
                .withMessageContaining("401");
    }

    @Test
    void aPactThatFailsIsNotWritten() {
        ErrorPact pact = leadSync.writtenTo(folder).dependsOn(BuenaError.UNAUTHORIZED, BuenaError.NOT_FOUND);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> pact.verify(baseUrl -> get(baseUrl, "/leads")));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("taken"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> leadSync.writtenTo(file)
                        .dependsOn(BuenaError.UNAUTHORIZED)
                        .verify(baseUrl -> get(baseUrl, "/leads")))
                .withMessage("The pact " + file.resolve("lead-sync-buena.json")
                        + " cannot be written; choose another folder, for an ErrorPact with writtenTo(...) or by the system property"
                        + " pact.rootDir");
    }

    @Test
    void anErrorOfAnotherApiIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).dependsOn(DatabuddyError.CONFLICT))
                .withMessage("conflict (409 CONFLICT) is a scenario of the Databuddy API, but this is a pact with the"
                        + " Buena.ai API v2; each API needs its own pact");
    }

    @Test
    void aPactAboutNothingIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> leadSync.verify(baseUrl -> {}))
                .withMessage("The pact of lead-sync is empty: add an error or a scenario with dependsOn(...)");
        assertThatIllegalStateException()
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify())
                .withMessage("Missing call for lead-not-found (404 NOT_FOUND): pass one to dependsOn(...),"
                        + " verify(...) or tests(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorPact.consumer("../lead"))
                .withMessage(
                        "A consumer's name is made of letters, digits, spaces, dots, hyphens and underscores; this is"
                                + " \"../lead\"");
    }

    @Test
    void everyScenarioOfBothApisIsATestOfItsOwn() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(WholeApis.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(SCENARIOS).succeeded(SCENARIOS));
    }

    private static final int SCENARIOS =
            Catalog.buena().scenarios().size() + Catalog.databuddy().scenarios().size();

    static class WholeApis {

        @TempDir
        static Path folder;

        @TestFactory
        Stream<DynamicTest> buena() {
            return tests(Catalog.buena());
        }

        @TestFactory
        Stream<DynamicTest> databuddy() {
            return tests(Catalog.databuddy());
        }

        private static Stream<DynamicTest> tests(Catalog api) {
            return ErrorPact.consumer("whole")
                    .writtenTo(folder)
                    .dependsOn(api.scenarios().toArray(Scenario[]::new))
                    .tests(baseUrl -> post(baseUrl, "/leads/" + idsOfStates(api), "{\"email\":\"john@example.com\"}"));
        }

        /** A request in a state has its parameters in it, here those of all states. */
        private static String idsOfStates(Catalog api) {
            return api.scenarios().stream()
                    .flatMap(scenario -> scenario.state().parameters().values().stream())
                    .filter(value -> value.matches("[\\w-]+"))
                    .distinct()
                    .collect(Collectors.joining("/"));
        }
    }

    @Test
    void testsMayRunConcurrently() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .selectors(selectClass(WholeApis.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(SCENARIOS).succeeded(SCENARIOS));
    }

    @Test
    void aTestThatFailsLeavesNoPactNotEvenThatOfAnEarlierRun() throws Exception {
        OneFails.folder = folder;
        Path file =
                leadSync.writtenTo(folder).dependsOn(BuenaError.UNAUTHORIZED).verify(baseUrl -> get(baseUrl, "/leads"));

        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OneFails.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(2).succeeded(1).failed(1));
        assertThat(file).doesNotExist();
    }

    static class OneFails {

        static Path folder;

        @TestFactory
        Stream<DynamicTest> tests() {
            return ErrorPact.consumer("lead-sync")
                    .writtenTo(folder)
                    .dependsOn(BuenaError.UNAUTHORIZED, BuenaError.NOT_FOUND)
                    .tests(baseUrl -> get(baseUrl, "/leads"));
        }
    }

    @Test
    void aBodyWithoutContentTypeIsExpectedWithoutOne() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                .POST(BodyPublishers.ofString("{\"firstName\":\"Ada\"}"))
                                .build(),
                        BodyHandlers.discarding()));

        JsonNode request = JSON.readTree(file.toFile()).at("/interactions/0/request");
        assertThat(request.path("headers").has("Content-Type")).isFalse();
        assertThat(request.at("/body/content/firstName").asText()).isEqualTo("Ada");
    }

    @Test
    void theKeyOfTheClientIsInNoFailure() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE)
                        .verify(baseUrl -> get(baseUrl, calls.incrementAndGet() == 1 ? "/leads" : "/keys")))
                .withMessageEndingWith("a pact needs the same each time: GET /api/v2/keys")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret"));
    }

    @Test
    void theSchemeOfAKeyIsThatOfTheClient() throws Exception {
        Catalog shop = Catalog.load(TestApis.shopWithBearerTokens(folder.resolve("catalog")));
        Path file = leadSync.writtenTo(folder)
                .dependsOn(shop.scenario("out-of-stock"))
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/orders"))
                                .header("authorization", "Bearer secret-token")
                                .POST(BodyPublishers.ofString("{\"item\":\"sold_out\"}"))
                                .build(),
                        BodyHandlers.discarding()));

        assertThat(JSON.readTree(file.toFile())
                        .at("/interactions/0/request/headers/Authorization/0")
                        .asText())
                .isEqualTo("Bearer token-of-the-catalog");
    }

    @Test
    void aCallThatIsSkippedSkipsItsTest() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.UNAUTHORIZED).verify(baseUrl -> {
                    throw new TestAbortedException("not on this machine");
                }))
                .withMessage("not on this machine");
    }

    @Test
    void twoCallsThatSendTheSameForOneScenarioAreRefused() {
        ClientCall call = baseUrl -> get(baseUrl, "/leads");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.writtenTo(folder)
                        .dependsOn(BuenaError.UNAUTHORIZED, call)
                        .dependsOn(BuenaError.UNAUTHORIZED, call)
                        .verify())
                .withMessage(
                        "Duplicate interaction in the pact of lead-sync: \"GET /api/v2/leads that ends in missing-api-key\"."
                                + " Make the calls differ, or remove one");
    }

    private static int get(URI baseUrl, String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + path))
                                .header("x-api-key", "secret-key-of-the-client")
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static IRequest requestIn(Path file) {
        return ((SynchronousRequestResponse) DefaultPactReader.INSTANCE
                        .loadPact(file.toFile())
                        .getInteractions()
                        .get(0))
                .getRequest();
    }

    private static int retryAfter(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body()).path("retryAfter").asInt();
    }

    private static int post(URI baseUrl, String type, byte[] body) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> post(URI baseUrl, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .header("x-api-key", "secret-key-of-the-client")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
