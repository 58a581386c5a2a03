package dev.errata.stub.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.client.ResourceAccessException;

/** How each client sees each fault. The Javadoc of {@link Fault} tells the differences. */
@Tag("slow")
class FaultClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<Case, CompletableFuture<Seen>> SEEN = new LinkedHashMap<>();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(24);

    /** What a fault breaks. */
    private enum Broken {
        /** A proper answer. */
        ANSWER("GET", 200),
        /** An error of the catalog. */
        ERROR("GET", 404),
        /** The answer to a request with a body. */
        ANSWER_TO_POST("POST", 201),
        /** The answer to a request that wants no body. */
        ANSWER_TO_HEAD("HEAD", 200);

        private final String method;
        private final int status;

        Broken(String method, int status) {
            this.method = method;
            this.status = status;
        }

        /** Scripted or by its URL, so that both are tried. */
        URI url(BuenaServer buena, Fault fault) {
            if (this != ERROR || fault.stage() == Fault.Stage.CONNECTION) {
                return URI.create(buena.baseUrl(fault) + "/leads");
            }
            buena.on(anyRequestedFor(urlPathEqualTo("/api/v2/leads")))
                    .willFail(failure(BuenaError.NOT_FOUND).with(fault).forever());
            return leads(buena);
        }

        String whole(BuenaServer buena) {
            return switch (this) {
                case ERROR ->
                    Http.get(buena.baseUrl(BuenaError.NOT_FOUND), "/leads").body();
                case ANSWER_TO_HEAD -> "";
                default ->
                    Http.send(method, leads(buena), Map.of("x-api-key", "test"), body())
                            .body();
            };
        }

        String body() {
            return method.equals("POST")
                    ? "{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"email\":\"ada@example.com\"}"
                    : "";
        }
    }

    /**
     * What is tried.
     *
     * @param secure whether it is tried with TLS
     */
    private record Case(Clients client, Fault fault, Broken broken, boolean secure) {

        ServerOptions options() {
            return secure ? ServerOptions.defaults().https() : ServerOptions.defaults();
        }
    }

    /**
     * What came of a case.
     *
     * @param outcome what the client saw
     * @param requests how many requests the server saw
     * @param next what the same client saw then, where nothing is broken
     * @param whole the body that was broken
     */
    private record Seen(Outcome outcome, long requests, Outcome next, String whole) {}

    /** All cases side by side, for most of their time is waiting. */
    @BeforeAll
    static void tryAllCases() {
        // So that no time-out includes the loading of classes.
        try (BuenaServer buena = BuenaServer.start()) {
            for (Clients client : Clients.values()) {
                assertThat(client.open(false).get(leads(buena), PATIENCE).status())
                        .isEqualTo(200);
            }
        }
        cases().forEach(tried -> SEEN.put(tried, CompletableFuture.supplyAsync(() -> attempt(tried), THREADS)));
    }

    @AfterAll
    static void endThreads() {
        THREADS.shutdownNow();
    }

    static Stream<Case> cases() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Arrays.stream(Clients.values())
                        .flatMap(client -> Stream.concat(
                                Arrays.stream(Broken.values())
                                        .filter(broken -> !fault.needsTls())
                                        .map(broken -> new Case(client, fault, broken, false)),
                                Stream.of(new Case(client, fault, Broken.ANSWER, true)))));
    }

    private static Seen attempt(Case tried) {
        Broken broken = tried.broken();
        try (BuenaServer buena = BuenaServer.start(tried.options())) {
            Client client = tried.client().open(false);
            String whole = broken.whole(buena);
            URI url = broken.url(buena, tried.fault());
            long before = buena.traffic().total();
            Outcome outcome = client.send(broken.method, url, broken.body(), timeout(tried.fault()));
            long requests = buena.traffic().total() - before;
            Outcome next = client.get(URI.create(leads(buena) + "/lead_1"), PATIENCE);
            return new Seen(outcome, requests, next, whole);
        }
    }

    private static URI leads(BuenaServer buena) {
        return URI.create(buena.baseUrl() + "/leads");
    }

    private static Duration timeout(Fault fault) {
        return switch (fault) {
            case STALLED_HEADERS, STALLED_BODY -> Duration.ofSeconds(1);
            // Less than the whole answer takes.
            case DRIBBLED_BODY -> Duration.ofMillis(1_500);
            default -> PATIENCE;
        };
    }

    /** The table: a fault that is missing here does not compile. */
    @ParameterizedTest
    @MethodSource("cases")
    void clientSeesTheFault(Case tried) {
        Seen seen = SEEN.get(tried).join();
        Clients client = tried.client();
        Outcome outcome = seen.outcome();
        boolean head = tried.broken() == Broken.ANSWER_TO_HEAD;
        int status = tried.broken().status;
        String whole = seen.whole();
        String half = whole.substring(0, whole.length() / 2);

        switch (tried.fault()) {
            case CONNECTION_REFUSED -> {
                assertFailed(outcome, ConnectException.class, "");
                assertNothing(outcome);
            }
            case TLS_HANDSHAKE_FAILURE -> {
                assertFailed(outcome, SSLHandshakeException.class, "handshake_failure");
                assertNothing(outcome);
            }
            case TLS_EXPIRED_CERTIFICATE -> {
                assertFailed(outcome, SSLHandshakeException.class, "validity check failed");
                assertNothing(outcome);
            }
            case TLS_WRONG_HOST -> {
                assertFailed(outcome, SSLException.class, "127.0.0.1");
                assertNothing(outcome);
            }
            case TLS_UNTRUSTED -> {
                assertFailed(outcome, SSLHandshakeException.class, "unable to find valid certification path");
                assertNothing(outcome);
            }
            case RESET_BEFORE_HEADERS -> {
                assertFailed(outcome, SocketException.class, "Connection reset");
                assertNothing(outcome);
            }
            case RESET_IN_HEADERS -> {
                if (takesBrokenHeadersOfAnErrorForAll(tried)) {
                    assertWhole(outcome, status, "");
                } else {
                    assertFailed(outcome, SocketException.class, "Connection reset");
                    assertNothing(outcome);
                }
            }
            case RESET_AFTER_HEADERS -> {
                if (head) {
                    assertWhole(outcome, status, "");
                } else {
                    assertFailed(outcome, SocketException.class, "Connection reset");
                    assertPartIfAny(client, outcome, status, "");
                }
            }
            case RESET_IN_BODY -> {
                if (head) {
                    assertWhole(outcome, status, "");
                } else {
                    assertFailed(outcome, SocketException.class, "Connection reset");
                    assertPartIfAny(client, outcome, status, half);
                }
            }
            case EMPTY_REPLY -> {
                switch (client) {
                    case JDK -> assertFailed(outcome, IOException.class, "header parser received no bytes");
                    case OKHTTP -> assertFailed(outcome, IOException.class, "unexpected end of stream");
                    case APACHE -> assertFailed(outcome, NoHttpResponseException.class, "failed to respond");
                    case SPRING -> assertFailed(outcome, SocketException.class, "Unexpected end of file");
                }
                assertNothing(outcome);
            }
            case GARBAGE -> {
                switch (client) {
                    case JDK -> assertFailed(outcome, ProtocolException.class, "Invalid status line");
                    case OKHTTP -> assertFailed(outcome, ProtocolException.class, "Unexpected status line");
                    // It passes over what is no status line, and meets the end.
                    case APACHE -> assertFailed(outcome, NoHttpResponseException.class, "failed to respond");
                    // HttpURLConnection has the status -1, of which Spring makes this.
                    case SPRING ->
                        assertThat(outcome.failure().orElseThrow())
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining("'-1'");
                }
                assertNothing(outcome);
            }
            case SLOW_HEADERS -> {
                assertWhole(outcome, status, whole);
                assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
            }
            case DRIBBLED_BODY -> {
                assertWhole(outcome, status, whole);
                if (!head) {
                    assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
                }
            }
            case STALLED_HEADERS -> {
                // Clients count their time-outs in whole milliseconds, and may end a little before them.
                assertThat(outcome.took())
                        .isGreaterThanOrEqualTo(timeout(tried.fault()).minusMillis(50));
                if (takesBrokenHeadersOfAnErrorForAll(tried)) {
                    assertWhole(outcome, status, "");
                } else {
                    assertFailed(
                            outcome,
                            client == Clients.JDK ? HttpTimeoutException.class : SocketTimeoutException.class,
                            "");
                    assertNothing(outcome);
                }
            }
            case STALLED_BODY -> {
                if (head) {
                    assertWhole(outcome, status, "");
                } else if (client == Clients.JDK) {
                    // That is how it sees that the test closed the body, because it has no time-out.
                    assertFailed(outcome, IOException.class, "closed");
                    assertPart(outcome, status, half);
                } else {
                    assertFailed(outcome, SocketTimeoutException.class, "");
                    assertPart(outcome, status, half);
                }
            }
            case CONTENT_LENGTH_TOO_LONG -> {
                if (head) {
                    assertWhole(outcome, status, "");
                } else {
                    switch (client) {
                        case JDK ->
                            assertFailed(
                                    outcome,
                                    IOException.class,
                                    "fixed content-length: %d, bytes received: %d"
                                            .formatted(2 * whole.length(), whole.length()));
                        case OKHTTP -> assertFailed(outcome, ProtocolException.class, "unexpected end of stream");
                        case APACHE -> assertFailed(outcome, ConnectionClosedException.class, "Premature end");
                        // HttpURLConnection of Java 17 does not mind, that of Java 25 does.
                        case SPRING -> {
                            if (outcome.failure().isPresent()) {
                                assertFailed(outcome, IOException.class, "Premature EOF");
                            } else {
                                assertWhole(outcome, status, whole);
                            }
                        }
                    }
                    assertPartIfAny(client, outcome, status, whole);
                }
            }
            case CONTENT_LENGTH_TOO_SHORT -> assertWhole(outcome, status, half);
            case MALFORMED_CHUNK -> {
                if (head) {
                    assertWhole(outcome, status, "");
                } else {
                    switch (client) {
                        case JDK -> assertFailed(outcome, IOException.class, "chunk");
                        case OKHTTP -> assertFailed(outcome, ProtocolException.class, "Expected leading");
                        case APACHE -> assertFailed(outcome, MalformedChunkCodingException.class, "chunk");
                        case SPRING -> assertFailed(outcome, IOException.class, "chunk");
                    }
                    assertPartIfAny(client, outcome, status, "");
                }
            }
            case TRUNCATED_JSON -> assertWhole(outcome, status, half);
            case INVALID_UTF_8 -> {
                assertWhole(outcome, status);
                if (!head) {
                    assertThat(HexFormat.of().formatHex(outcome.body())).containsOnlyOnce("22fffe");
                    assertThat(outcome.body()).hasSize(whole.getBytes(UTF_8).length + 2);
                    assertThat(outcome.text().replace("\ufffd", "")).isEqualTo(whole);
                }
            }
            case GATEWAY_HTML -> {
                assertWhole(outcome, 502);
                assertThat(outcome.contentType()).contains("text/html");
                if (!head) {
                    assertThat(outcome.text()).startsWith("<html>").contains("502 Bad Gateway");
                }
            }
            case WRONG_CONTENT_TYPE -> {
                assertWhole(outcome, status, whole);
                assertThat(outcome.contentType()).contains("text/html");
            }
            case EMPTY_SERVER_ERROR -> {
                assertWhole(outcome, 500, "");
                assertThat(outcome.contentType()).isEmpty();
            }
            case NO_CONTENT -> {
                assertWhole(outcome, 204, "");
                assertThat(outcome.contentType()).isEmpty();
            }
            case UNKNOWN_CODE, MISSING_CODE, MISSING_MESSAGE, NUMERIC_CODE, MESSAGE_OBJECT -> {
                assertWhole(outcome, tried.broken() == Broken.ERROR ? 404 : 500);
                if (!head) {
                    assertEnvelope(tried.fault(), Http.json(outcome.text()), outcome.status());
                }
            }
        }
        if (tried.fault().stage() == Fault.Stage.HEADERS && outcome.failure().isEmpty()) {
            assertThat(outcome.status()).isEqualTo(status);
        }
    }

    /** HttpURLConnection, for an error, is content with a status line. */
    private static boolean takesBrokenHeadersOfAnErrorForAll(Case tried) {
        return tried.client() == Clients.SPRING && tried.broken() == Broken.ERROR;
    }

    /** It fails with an I/O exception, in Spring wrapped, and this is why. */
    private static void assertFailed(Outcome outcome, Class<? extends IOException> why, String message) {
        Throwable failure = outcome.failure().orElseThrow(() -> new AssertionError("No failure: " + outcome));
        assertThat(failure instanceof ResourceAccessException ? failure.getCause() : failure)
                .as(outcome.toString())
                .isInstanceOf(IOException.class);
        assertThat(outcome.failures()).as(outcome.toString()).anySatisfy(cause -> {
            assertThat(cause).isInstanceOf(why);
            // Some have no message.
            assertThat(String.valueOf(cause.getMessage())).contains(message);
        });
    }

    private static void assertNothing(Outcome outcome) {
        assertPart(outcome, 0, "");
    }

    private static void assertPart(Outcome outcome, int status, String body) {
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(status);
        assertThat(outcome.text()).isEqualTo(body);
    }

    /** The JDK's client, when it meets a failure, drops what has come and was not read yet: of the body, or the whole response. */
    private static void assertPartIfAny(Clients client, Outcome outcome, int status, String body) {
        if (client != Clients.JDK) {
            assertPart(outcome, status, body);
        } else {
            assertThat(outcome.status()).as(outcome.toString()).isIn(0, status);
            assertThat(outcome.text()).isIn("", body);
        }
    }

    private static void assertWhole(Outcome outcome, int status, String body) {
        assertWhole(outcome, status);
        assertThat(outcome.text()).isEqualTo(body);
    }

    private static void assertWhole(Outcome outcome, int status) {
        assertThat(outcome.failures()).as(outcome.toString()).isEmpty();
        assertThat(outcome.status()).isEqualTo(status);
    }

    private static void assertEnvelope(Fault fault, JsonNode error, int status) {
        assertThat(error.path("error").asBoolean()).as(error.toString()).isTrue();
        JsonNode code = error.path("code");
        JsonNode message = error.path("message");
        switch (fault) {
            case UNKNOWN_CODE -> assertThat(code.asText()).isEqualTo("UNDOCUMENTED_CODE");
            case MISSING_CODE -> assertThat(code.isMissingNode()).isTrue();
            case MISSING_MESSAGE -> assertThat(message.isMissingNode()).isTrue();
            case NUMERIC_CODE -> assertThat(code).hasToString(String.valueOf(status));
            default -> assertThat(message.path("text").isTextual()).isTrue();
        }
        assertThat(code.isTextual()).isEqualTo(fault != Fault.MISSING_CODE && fault != Fault.NUMERIC_CODE);
        assertThat(message.isTextual()).isEqualTo(fault != Fault.MISSING_MESSAGE && fault != Fault.MESSAGE_OBJECT);
    }

    @Test
    void everyFaultIsTriedWithEveryClient() {
        for (Fault fault : Fault.values()) {
            for (Clients client : Clients.values()) {
                assertThat(SEEN).containsKey(new Case(client, fault, Broken.ANSWER, true));
            }
        }
    }

    @Test
    void sameClientThenGetsOtherAnswersAsEver() {
        assertThat(SEEN).allSatisfy((tried, seen) -> {
            Outcome next = seen.join().next();
            assertWhole(next, 200);
            assertThat(next.text()).contains("lead_1");
        });
    }

    @Test
    void clientThatIsToldToRepeatNothingSendsOneRequest() {
        assertThat(SEEN).allSatisfy((tried, seen) -> {
            if (tried.client() == Clients.OKHTTP || tried.client() == Clients.APACHE) {
                assertThat(seen.join().requests()).isEqualTo(tried.fault().stage() == Fault.Stage.CONNECTION ? 0 : 1);
            }
        });
    }

    /** Each of these requests is one of a script's. */
    @ParameterizedTest
    @CsvSource({
        "JDK,RESET_BEFORE_HEADERS,2",
        "JDK,EMPTY_REPLY,2",
        "JDK,RESET_IN_HEADERS,1",
        "JDK,GARBAGE,1",
        "OKHTTP,RESET_BEFORE_HEADERS,1",
        "OKHTTP,EMPTY_REPLY,1",
        "OKHTTP,RESET_IN_HEADERS,1",
        "OKHTTP,GARBAGE,1",
        "APACHE,RESET_BEFORE_HEADERS,2",
        "APACHE,EMPTY_REPLY,2",
        "APACHE,RESET_IN_HEADERS,2",
        "APACHE,GARBAGE,2",
        "SPRING,RESET_BEFORE_HEADERS,2",
        "SPRING,EMPTY_REPLY,2",
        "SPRING,RESET_IN_HEADERS,2",
        "SPRING,GARBAGE,1"
    })
    void clientAsItComesMayRepeatAGet(Clients client, Fault fault, int requests) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(fault).forever());

            assertThat(client.open(true).get(leads(buena), PATIENCE).failure()).isPresent();

            assertThat(buena.traffic().exchanges())
                    .hasSize(requests)
                    .allSatisfy(exchange -> assertThat(exchange.fault()).contains(fault));
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientAsItComesDoesNotRepeatAPostOnANewConnection(Clients client) {
        for (Fault fault : new Fault[] {Fault.RESET_BEFORE_HEADERS, Fault.EMPTY_REPLY, Fault.RESET_IN_HEADERS}) {
            try (BuenaServer buena = BuenaServer.start()) {
                buena.willFail(failure(fault).forever());

                assertThat(client.open(true)
                                .send("POST", leads(buena), Broken.ANSWER_TO_POST.body(), PATIENCE)
                                .failure())
                        .isPresent();

                assertThat(buena.traffic().total()).isEqualTo(1);
            }
        }
    }

    /** The connection may have been closed before the request was sent. */
    @ParameterizedTest
    @CsvSource({"GET,RESET_BEFORE_HEADERS", "GET,EMPTY_REPLY", "POST,RESET_BEFORE_HEADERS", "POST,EMPTY_REPLY"})
    void okHttpAsItComesRepeatsEvenAPostOnAConnectionThatItHad(String method, Fault fault) {
        try (BuenaServer buena = BuenaServer.start()) {
            Client client = Clients.OKHTTP.open(true);
            assertThat(client.get(leads(buena), PATIENCE).status()).isEqualTo(200);
            buena.willFail(failure(fault).forever());

            assertThat(client.send(method, leads(buena), method.equals("POST") ? "{}" : "", PATIENCE)
                            .failure())
                    .isPresent();

            assertThat(buena.traffic().after(1).total()).isGreaterThan(1);
        }
    }

    @Test
    void clientThatRepeatsUsesUpAScriptAndSeesNothing() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(Fault.EMPTY_REPLY);

            assertWhole(Clients.JDK.open(true).get(leads(buena), PATIENCE), 200);

            assertThat(buena.traffic().total()).isEqualTo(2);
            buena.verifyScriptsExhausted();
        }
    }
}
