package dev.errata.stub.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static dev.errata.stub.injection.Failure.failure;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Threads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers that faults break, and the connections that they keep. */
class FaultTest {

    private static final int PATIENCE_MILLIS = 30_000;

    @Test
    void answerWithoutABodyIsReplacedByAnEmptyObject() {
        try (BuenaServer buena = BuenaServer.start()) {
            URI lead = URI.create(buena.baseUrl() + "/leads/lead_1");
            buena.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
            buena.willFail(failure(Fault.TRUNCATED_JSON), failure(Fault.WRONG_CONTENT_TYPE));

            HttpResponse<String> truncated = delete(lead);
            HttpResponse<String> mistyped = delete(lead);

            assertThat(truncated.statusCode()).isEqualTo(200);
            assertThat(truncated.body()).isEqualTo("{");
            assertThat(mistyped.body()).isEqualTo("{}");
            assertThat(mistyped.headers().firstValue("Content-Type")).contains("text/html");
        }
    }

    /** The status is part of the answer that breaks; only 204 and 304 allow no body. */
    @ParameterizedTest
    @CsvSource({"503,503", "200,200", "204,200", "304,200"})
    void emptyAnswerKeepsItsStatusWhereABodyIsAllowed(int status, int served) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

            for (Fault fault : new Fault[] {Fault.TRUNCATED_JSON, Fault.CONTENT_LENGTH_TOO_SHORT}) {
                HttpResponse<String> response = Http.get(buena.baseUrl(fault), "/mine");

                assertThat(response.statusCode()).as(fault.name()).isEqualTo(served);
                assertThat(response.body()).isEqualTo("{");
            }
        }
    }

    private static HttpResponse<String> delete(URI url) {
        return Http.send("DELETE", url, Map.of("x-api-key", "test"), "");
    }

    @Test
    void unmatchedRequestMeetsTheFaultToo() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(Fault.TRUNCATED_JSON), "/nowhere");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{");
            buena.verifyNoUnmatchedRequests();
        }
    }

    @Test
    void ownStubIsBroken() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse()
                            .withStatus(203)
                            .withHeader("Content-Type", "application/json")
                            .withHeader("X-Mine", "yes")
                            .withBody("{\"mine\":true}")));

            for (Fault fault : new Fault[] {Fault.CONTENT_LENGTH_TOO_SHORT, Fault.TRUNCATED_JSON}) {
                HttpResponse<String> response = Http.get(buena.baseUrl(fault), "/mine");

                assertThat(response.statusCode()).as(fault.name()).isEqualTo(203);
                assertThat(response.headers().firstValue("X-Mine")).contains("yes");
                assertThat(response.body()).isEqualTo("{\"mine");
            }
            assertThat(Http.get(buena.baseUrl(), "/mine").body()).isEqualTo("{\"mine\":true}");
        }
    }

    @Test
    void ownStubWithABodyFileIsBroken() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl()).willReturn(aResponse().withBodyFile("greeting.json")));
            String whole = Http.get(buena.baseUrl(), "/mine").body();

            for (Fault fault : new Fault[] {Fault.CONTENT_LENGTH_TOO_SHORT, Fault.TRUNCATED_JSON}) {
                assertThat(Http.get(buena.baseUrl(fault), "/mine").body())
                        .isEqualTo(whole.substring(0, whole.length() / 2));
            }
        }
    }

    @Test
    void aBodyThatATestReplacedMayLackTheCodeThatIsBroken() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.NOT_FOUND).body(Map.of("oops", true)).with(Fault.UNKNOWN_CODE),
                    failure(BuenaError.NOT_FOUND).body(Map.of("oops", true)).with(Fault.NUMERIC_CODE),
                    failure(BuenaError.NOT_FOUND).body(Map.of("oops", true)).with(Fault.MISSING_CODE));

            assertThat(Http.get(buena.baseUrl(), "/leads").body())
                    .isEqualTo("{\"oops\":true,\"code\":\"UNDOCUMENTED_CODE\"}");
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).isEqualTo("{\"oops\":true,\"code\":404}");
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).isEqualTo("{\"oops\":true}");
        }
    }

    static Stream<Arguments> envelopes() {
        return Stream.of(Catalog.buena(), Catalog.databuddy(), Catalog.loadResource("shop"))
                .flatMap(catalog -> Arrays.stream(Fault.values())
                        .filter(fault -> fault.stage() == Fault.Stage.ENVELOPE)
                        .map(fault -> Arguments.of(catalog, fault)));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void onlyTheOneFieldOfTheEnvelopeIsBroken(Catalog catalog, Fault fault) {
        JsonPointer code = catalog.envelope().code().get(0).pointer().orElseThrow();
        JsonPointer message = catalog.envelope().message().get(0).pointer().orElseThrow();
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            for (Scenario scenario : catalog.scenarios()) {
                if (scenario.code().isEmpty()) {
                    continue;
                }
                HttpResponse<String> whole = Http.get(server.baseUrl(scenario));
                server.willFail(failure(scenario).with(fault));

                HttpResponse<String> broken = Http.get(server.baseUrl());

                JsonNode before = Http.json(whole.body());
                JsonNode after = Http.json(broken.body());
                assertThat(broken.statusCode()).isEqualTo(whole.statusCode());
                assertThat(broken.headers().firstValue("Content-Type"))
                        .isEqualTo(whole.headers().firstValue("Content-Type"));
                switch (fault) {
                    case UNKNOWN_CODE -> assertThat(after.at(code).asText()).isEqualTo("UNDOCUMENTED_CODE");
                    case MISSING_CODE ->
                        assertThat(after.at(code).isMissingNode()).isTrue();
                    case MISSING_MESSAGE ->
                        assertThat(after.at(message).isMissingNode()).isTrue();
                    case NUMERIC_CODE -> assertThat(after.at(code).isNumber()).isTrue();
                    default ->
                        assertThat(after.at(message).path("text").asText(""))
                                .isEqualTo(before.at(message).asText());
                }
                JsonPointer place = fault == Fault.MISSING_MESSAGE || fault == Fault.MESSAGE_OBJECT ? message : code;
                assertThat(without(after, place)).isEqualTo(without(before, place));
            }
        }
    }

    private static JsonNode without(JsonNode json, JsonPointer place) {
        ((ObjectNode) json.at(place.head())).remove(place.last().getMatchingProperty());
        return json;
    }

    @Test
    void faultOfTheEnvelopeTurnsASuccessIntoAServerError() {
        try (StubServer<ApiError> shop = StubServer.start(Catalog.loadResource("shop"))) {
            HttpResponse<String> response = Http.get(shop.baseUrl(Fault.NUMERIC_CODE), "/orders/1");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(Http.json(response.body()).get("type")).hasToString("503");
        }
    }

    @Test
    void refusingPortCannotBeScripted() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatIllegalArgumentException().isThrownBy(() -> buena.willFail(Fault.CONNECTION_REFUSED));
            assertThat(buena.baseUrl(Fault.CONNECTION_REFUSED))
                    .isEqualTo(buena.baseUrl(Fault.CONNECTION_REFUSED))
                    .satisfies(url -> assertThat(url.getHost()).isEqualTo("127.0.0.1"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALLED_HEADERS", "STALLED_BODY", "DRIBBLED_BODY", "SLOW_HEADERS"})
    void unfinishedAnswerEndsWithTheServer(Fault fault) throws IOException {
        try (BuenaServer other = BuenaServer.start();
                Socket client = new Socket()) {
            try (BuenaServer buena = BuenaServer.start()) {
                request(client, "GET", buena, fault);
                assertThat(client.getInputStream().read()).isEqualTo('H');
            }

            // By a reset, so that the port is free again at once.
            assertThatThrownBy(() -> client.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
            assertThat(Http.get(other.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    /** A client that closes only its own half still sees when the server lets the connection go. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALLED_HEADERS", "STALLED_BODY"})
    void stalledAnswerEndsWithTheClient(Fault fault) throws IOException {
        try (BuenaServer buena = BuenaServer.start();
                Socket client = new Socket()) {
            request(client, "GET", buena, fault);
            assertThat(client.getInputStream().read()).isEqualTo('H');

            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void stalledAnswersLeaveNoThread() throws Exception {
        Threads before = Threads.now();
        try (Socket stalled = new Socket();
                Socket dribbled = new Socket()) {
            try (BuenaServer buena = BuenaServer.start()) {
                request(stalled, "GET", buena, Fault.STALLED_BODY);
                request(dribbled, "GET", buena, Fault.DRIBBLED_BODY);
                assertThat(stalled.getInputStream().read()).isEqualTo('H');
                assertThat(dribbled.getInputStream().read()).isEqualTo('H');
            }
            assertThat(before.left()).isEmpty();
        }
    }

    /** Clients would not tell, for they do not look behind the headers. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONTENT_LENGTH_TOO_LONG", "CONTENT_LENGTH_TOO_SHORT", "MALFORMED_CHUNK", "SLOW_HEADERS"})
    void answerToAHeadHasNoBody(Fault fault) throws IOException {
        try (BuenaServer buena = BuenaServer.start();
                Socket client = new Socket()) {
            request(client, "HEAD", buena, fault);

            assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n");
        }
    }

    /** A connection of its own, which no client keeps or closes. */
    private static void request(Socket socket, String method, BuenaServer buena, Fault fault) throws IOException {
        URI url = URI.create(buena.baseUrl(fault) + "/leads");
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write("%s %s HTTP/1.1\r\nHost: %s\r\nx-api-key: test\r\n\r\n"
                        .formatted(method, url.getPath(), url.getAuthority())
                        .getBytes(US_ASCII));
    }

    /** Read byte by byte off the wire, where no client's own words come between. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE_HEADERS", "RESET_IN_HEADERS", "RESET_AFTER_HEADERS", "RESET_IN_BODY"})
    void resetIsOneOfTcp(Fault fault) throws IOException {
        try (BuenaServer buena = BuenaServer.start();
                Socket client = new Socket()) {
            request(client, "GET", buena, fault);
            assertThatThrownBy(() -> client.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Connection reset");
        }
    }
}
