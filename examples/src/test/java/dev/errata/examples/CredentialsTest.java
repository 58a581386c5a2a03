package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.assertions.BuenaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.contract.BuenaClientContract;
import dev.errata.contract.ClientReport;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.junit.BuenaStubs;
import dev.errata.pacts.ErrorPact;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.spi.ObservedServer;
import dev.errata.stub.spi.ServerListener;
import dev.errata.stub.spi.ServerListeners;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Sends credentials in every place of a request, gets them back in every place of an answer, and looks for them in everything
 * that is printed, written or exported.
 */
class CredentialsTest {

    /** In the middle of every credential, and nowhere else. */
    private static final String MARK = "s3cr3t";

    private static final String API_KEY = "bna/" + MARK + "+header";
    private static final String BEARER = "ey." + MARK + ".bearer";
    private static final String PASSWORD = "p&" + MARK + " of \"me\"";
    private static final String COOKIE = "sid-" + MARK + "-cookie";
    private static final String IN_QUERY = "q=" + MARK + "/query";
    private static final String IN_REFERER = "r-" + MARK + "-referer";
    private static final String IN_JSON = "j\\" + MARK + "\"json";
    private static final String IN_FORM = "f<" + MARK + ">ü form";
    private static final String NEW_COOKIE = "new-" + MARK + "-cookie";
    private static final String NEW_TOKEN = "new-" + MARK + "-token";

    /** As short as keys may be that recur. */
    private static final String SHORT = "k3y";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A place where a client can send its credentials. */
    enum Sent {
        API_KEY_HEADER("X-API-Key", API_KEY, ""),
        SHORT_KEY("X-Shop-Key", SHORT, ""),
        BEARER_TOKEN("Authorization", "Bearer " + BEARER, ""),
        BASIC("Authorization", "Basic " + base64("me:" + PASSWORD), ""),
        COOKIES("Cookie", "theme=dark; session=" + COOKIE, ""),
        QUERY("Accept", "*/*", "") {
            @Override
            HttpRequest.Builder add(HttpRequest.Builder request, URI url) {
                return super.add(request, URI.create(url + "?page=2&api_key=" + encoded(IN_QUERY)));
            }
        },
        REFERER("Referer", "https://shop/login?access_token=" + IN_REFERER, ""),
        JSON(
                "Content-Type",
                "application/json",
                "{\"user\":\"me\",\"login\":{\"password\":\"" + escaped(IN_JSON) + "\"}}"),
        FORM("Content-Type", "application/x-www-form-urlencoded", "user=me&client_secret=" + encoded(IN_FORM));

        private final String header;
        private final String value;
        private final String body;

        Sent(String header, String value, String body) {
            this.header = header;
            this.value = value;
            this.body = body;
        }

        HttpRequest.Builder add(HttpRequest.Builder request, URI url) {
            request.uri(url).header(header, value);
            return body.isEmpty() ? request : request.POST(BodyPublishers.ofString(body));
        }

        HttpResponse<String> to(URI url) {
            try {
                return HTTP.send(add(HttpRequest.newBuilder(), url).build(), BodyHandlers.ofString());
            } catch (Exception e) {
                throw new IllegalStateException("Not sent", e);
            }
        }
    }

    private static final List<String> ALL = List.of(
            API_KEY, SHORT, BEARER, PASSWORD, COOKIE, IN_QUERY, IN_REFERER, IN_JSON, IN_FORM, NEW_COOKIE, NEW_TOKEN);

    /** Listens as errata.log=true does. */
    private static final ServerListener LOG = new ServerListener() {
        @Override
        public void answered(ObservedServer server, Exchange exchange) {
            LINES.add("[errata] " + server + ": " + exchange);
        }
    };

    private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void listen() {
        ServerListeners.add(LOG);
    }

    @AfterAll
    static void listenNoMore() {
        ServerListeners.remove(LOG);
    }

    /** Repeats the credentials of a request in whatever way APIs do, and issues some. */
    private static BuenaServer echo() {
        BuenaServer buena = BuenaServer.start(ServerOptions.defaults().allowUnmatched());
        String repeated = ALL.stream()
                .flatMap(key ->
                        Stream.of(key, encoded(key), encoded(key).toLowerCase(Locale.ROOT), escaped(key), html(key)))
                .collect(Collectors.joining(" | "));
        String encoded = Stream.of("", "a", "ab", "me:")
                .flatMap(before -> ALL.stream().map(key -> base64(before + key + "!")))
                .collect(Collectors.joining(" | "));
        buena.stubFor(any(urlPathEqualTo("/api/v2/echo"))
                .willReturn(ok().withHeader("Content-Type", "application/json")
                        .withHeader("Set-Cookie", "session=" + NEW_COOKIE + "; Path=/; HttpOnly")
                        .withHeader("Location", "https://shop/next?token=" + NEW_TOKEN)
                        .withHeader("X-Echo", API_KEY + " " + BEARER + " " + COOKIE)
                        .withBody("{\"access_token\":\"" + NEW_TOKEN + "\",\"echo\":\"" + escaped(repeated)
                                + "\",\"encoded\":\"" + encoded + "\"}")));
        return buena;
    }

    @ParameterizedTest
    @EnumSource
    void noTextAboutTrafficShowsCredentials(Sent sent) {
        // What a request does not have, its answer cannot repeat.
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().allowUnmatched())) {
            buena.stubFor(any(urlPathEqualTo("/api/v2/echo"))
                    .willReturn(ok().withHeader("Set-Cookie", "session=" + NEW_COOKIE + "; Path=/")
                            .withHeader("Location", "https://shop/next?token=" + NEW_TOKEN)
                            .withBody("{\"access_token\":\"" + NEW_TOKEN + "\"}")));
            LINES.clear();
            sent.to(buena.baseUrl().resolve("/api/v2/echo"));
            HttpResponse<String> unmatched = sent.to(buena.baseUrl().resolve("/api/v2/nowhere"));

            Traffic traffic = buena.traffic();
            Exchange exchange = traffic.exchanges().get(0);
            assertShowsNone("traffic", traffic + " " + traffic.exchanges());
            assertShowsNone("an exchange", exchange + " " + exchange.request() + " " + exchange.response());
            assertShowsNone("errata.log", String.join("\n", LINES));
            assertShowsNone("the report of a failed test", buena.report().orElseThrow());
            assertShowsNone("the answer to an unmatched request", unmatched.body());
            assertShowsNone(
                    "a count that differs",
                    failure(() ->
                            buena.verify(3, getRequestedFor(urlEqualTo("/api/v2/echo?api_key=" + encoded(IN_QUERY))))));
            assertShowsNone("a request that did not come", failure(() -> buena.awaitRequests(9, Duration.ZERO)));
            assertShowsNone(
                    "an assertion about traffic",
                    failure(() -> assertThat(traffic).hasAttempts(9)));
            assertShowsNone("another key", failure(() -> assertThat(traffic).sentKey(API_KEY + "x")));
            assertShowsNone(
                    "an assertion about a response",
                    failure(() -> assertThat(ReceivedResponse.of(
                                            200,
                                            exchange.response().orElseThrow().headers(),
                                            exchange.response().orElseThrow().body())
                                    .withRequestHeaders(exchange.request().headers()))
                            .isError(BuenaError.NOT_FOUND)));
        }
    }

    @Test
    void credentialsThatAnAnswerRepeatsAreMaskedToo() {
        try (BuenaServer buena = echo()) {
            HttpRequest.Builder request = HttpRequest.newBuilder();
            request.header("X-Password", PASSWORD);
            request.header("X-Query-Token", IN_QUERY);
            request.header("X-Json-Token", IN_JSON);
            request.header("X-Form-Token", encoded(IN_FORM));
            for (Sent place :
                    List.of(Sent.API_KEY_HEADER, Sent.SHORT_KEY, Sent.BEARER_TOKEN, Sent.COOKIES, Sent.REFERER)) {
                place.add(request, buena.baseUrl());
            }
            Sent.FORM.add(request, buena.baseUrl().resolve("/api/v2/echo"));
            HttpResponse<String> response =
                    HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
            assertThat(response.body()).contains(MARK);

            Exchange masked = buena.traffic().exchanges().get(0).masked();
            assertShowsNone(
                    "a masked exchange",
                    masked.request().headers()
                            + masked.request().body()
                            + masked.response().orElseThrow().headers()
                            + masked.response().orElseThrow().body());
            assertShowsNone(
                    "an assertion about the response",
                    failure(() -> assertThat(ReceivedResponse.of(response)
                                    .withRequestHeaders(
                                            request.build().headers().map()))
                            .isError(BuenaError.NOT_FOUND)));
        }
    }

    @Test
    void whatATestArmsIsListedWithoutCredentials() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.on(getRequestedFor(urlEqualTo("/api/v2/leads?api_key=" + encoded(IN_QUERY))))
                    .willFail(BuenaError.NOT_FOUND);

            assertShowsNone("what is armed", buena.armed().toString());
            assertShowsNone("the report of a failed test", buena.report().orElseThrow());
            assertShowsNone("scripts that are left", failure(buena::verifyScriptsExhausted));
            assertShowsNone(
                    "a pattern that nothing matches",
                    failure(() -> buena.on(getRequestedFor(urlEqualTo("/leads?token=" + IN_REFERER)))));
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class FailingTest {
        @Test
        void fails(BuenaServer buena) {
            for (Sent place : Sent.values()) {
                HttpResponse<String> unused = place.to(buena.baseUrl().resolve("/api/v2/nowhere"));
            }
            throw new AssertionError("on purpose");
        }

        @Test
        void isUnmatched(BuenaServer buena) {
            for (Sent place : Sent.values()) {
                HttpResponse<String> unused = place.to(buena.baseUrl().resolve("/api/v2/nowhere"));
            }
        }
    }

    /** Breaks the rules, and shows its key wherever it can. */
    static class BrokenClientTest implements BuenaClientContract {
        @Override
        public String apiKey() {
            return API_KEY + "-of-the-contract";
        }

        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(baseUrl + "/leads?limit=5&api_key=" + encoded(apiKey)))
                    .header("x-api-key", apiKey)
                    .header("Cookie", "session=" + COOKIE)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return ClientReport.error("Cannot call " + request.uri() + " with " + base64("me:" + apiKey))
                    .status(response.statusCode() + 1);
        }
    }

    @Test
    void failuresOfTestsShowNoCredentials() {
        String failures = failuresOf(FailingTest.class);

        assertThat(failures).contains("on purpose", "Unmatched requests: ", "/api/v2/nowhere?page=2&api_key=***");
        assertShowsNone("failed tests", failures);
    }

    @Test
    void failuresOfTheClientContractShowNoCredentials() {
        String failures = failuresOf(BrokenClientTest.class);

        assertThat(failures).contains("required_hidesApiKey", "required_reportsStatus", "limit=5&api_key=***");
        assertShowsNone("the client contract", failures);
    }

    @Test
    void pactsShowNoCredentials(@TempDir Path folder) throws Exception {
        ErrorPact pact = ErrorPact.consumer("client").writtenTo(folder);
        for (Sent place : Sent.values()) {
            Path file = pact.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                    .verify(baseUrl -> place.to(URI.create(baseUrl + "/leads")));

            assertShowsNone("the pact of " + place, Files.readString(file));
            AtomicInteger calls = new AtomicInteger();
            assertShowsNone(
                    "another request in " + place,
                    failure(() -> pact.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                            .verify(baseUrl -> place.to(
                                    URI.create(baseUrl + (calls.incrementAndGet() == 1 ? "/leads" : "/keys"))))));
        }
        assertShowsNone(
                "a credential in the path",
                failure(() -> pact.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl ->
                                Sent.API_KEY_HEADER.to(URI.create(baseUrl + "/leads/" + encoded(API_KEY))))));
    }

    private static String failuresOf(Class<?> tests) {
        StringWriter printed = new StringWriter();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(request().selectors(selectClass(tests)).build(), new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        result.getThrowable().ifPresent(failure -> {
                            printed.append(test.getDisplayName()).append('\n');
                            failure.printStackTrace(new PrintWriter(printed, true));
                        });
                    }
                });
        return printed.toString();
    }

    private static String failure(ThrowingCallable failing) {
        Throwable failure = catchThrowable(failing);
        assertThat(failure).isNotNull();
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed, true));
        return printed.toString();
    }

    private static void assertShowsNone(String output, String text) {
        assertThat(text).as(output).isNotBlank().doesNotContain(MARK).doesNotContainPattern("\\b" + SHORT + "\\b");
        assertThat(Pattern.compile("[A-Za-z0-9+/_-]{12,}")
                        .matcher(text)
                        .results()
                        .flatMap(CredentialsTest::decoded))
                .as("Base64 in " + output)
                .noneMatch(decoded -> decoded.contains(MARK));
    }

    /** What a text may be Base64 of, wherever in it that begins. */
    private static Stream<String> decoded(MatchResult found) {
        String text = found.group().replace('-', '+').replace('_', '/');
        return Stream.of(0, 1, 2, 3).map(from -> {
            String part = text.substring(from);
            byte[] bytes = Base64.getDecoder().decode(part.substring(0, part.length() / 4 * 4));
            return new String(bytes, StandardCharsets.ISO_8859_1);
        });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
