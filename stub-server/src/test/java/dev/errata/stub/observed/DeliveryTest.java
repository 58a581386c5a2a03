package dev.errata.stub.observed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.support.Eventually;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the traffic tells of answers was measured, and nothing is answered that it does not tell. */
class DeliveryTest {

    private final BuenaServer buena = BuenaServer.start();

    @AfterEach
    void close() {
        buena.close();
    }

    @Test
    void answerEndsWhenItsLastByteWasWritten() {
        buena.willFail(failure(BuenaError.NOT_FOUND).with(Fault.DRIBBLED_BODY));
        Http.get(buena.baseUrl(), "/leads");

        Exchange.Delivery delivery = buena.traffic().exchanges().get(0).delivery();
        assertThat(delivery.whole()).isTrue();
        assertThat(delivery.ended().minus(delivery.began())).isGreaterThan(Duration.ofMillis(1500));
    }

    @Test
    void whatFailsAfterTheAnswerIsReported() {
        ServeEventListener failing = new ServeEventListener() {
            @Override
            public void afterComplete(ServeEvent event, Parameters parameters) {
                throw new IllegalStateException("too late");
            }

            @Override
            public String getName() {
                return "failing";
            }
        };
        try (BuenaServer own = BuenaServer.start(ServerOptions.defaults().extensions(failing))) {
            own.stubFor(get("/api/v2/mine").willReturn(ok("mine")));
            assertThat(Http.get(own.baseUrl(), "/mine").body()).isEqualTo("mine");

            Eventually.that(() -> assertThatThrownBy(own::verifyNoUnmatchedRequests)
                    .hasMessageContaining("GET /api/v2/mine was answered, and then failed")
                    .hasMessageContaining("too late"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"an assertion", "an exception"})
    void whatAMatcherThrowsIsToldAndReported(String thrown) {
        buena.stubFor(any(anyUrl()).andMatching(request -> {
            if (thrown.equals("an assertion")) {
                throw new AssertionError(thrown);
            }
            throw new IllegalStateException(thrown);
        }));

        var response = Http.get(buena.baseUrl(), "/leads");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(response.body())
                .startsWith("Errata: GET /api/v2/leads could not be answered")
                .contains(thrown);
        assertThat(buena.traffic().exchanges()).hasSize(1);
        assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(thrown);
    }

    @Test
    void missingBodyFileIsToldAndReported() {
        buena.stubFor(get("/api/v2/leads").willReturn(aResponse().withBodyFile("no-such-file.json")));

        assertThat(Http.get(buena.baseUrl(), "/leads").body()).contains("no-such-file.json");
        assertThatThrownBy(buena::verifyNoUnmatchedRequests).hasMessageContaining("no-such-file.json");
    }

    /** {@code curl -d '{"note":"50% off"}'} says that its body is a form, which it is not. */
    @Test
    void bodyThatIsNotTheFormItClaimsToBeIsAnswered() {
        var response = Http.send(
                "POST",
                URI.create(buena.baseUrl() + "/linkedin/upload-prospects"),
                Map.of("x-api-key", "k", "Content-Type", "application/x-www-form-urlencoded"),
                "{\"note\":\"50% off\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        buena.verifyNoUnmatchedRequests();
    }

    @Test
    void unreadableRequestIsToldAndReported() throws IOException {
        try (Socket client =
                new Socket(buena.rootUrl().getHost(), buena.rootUrl().getPort())) {
            client.getOutputStream().write("GET / leads HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Errata: ");
        }

        Exchange exchange = buena.traffic().exchanges().get(0);
        assertThat(exchange.source()).isEqualTo(Exchange.Source.UNREADABLE);
        assertThat(exchange.isAttempt()).isFalse();
        assertThatThrownBy(buena::verifyNoUnmatchedRequests).hasMessageContaining("could not be read");
    }

    @Test
    void requestThatBreaksOffStandsInTheTrafficOnly() throws IOException {
        try (Socket client =
                new Socket(buena.rootUrl().getHost(), buena.rootUrl().getPort())) {
            client.getOutputStream()
                    .write("POST /api/v2/leads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Eventually.that(() -> assertThat(buena.traffic().exchanges())
                .extracting(Exchange::source)
                .containsExactly(Exchange.Source.BROKEN_OFF));
        buena.verifyNoUnmatchedRequests();
    }

    @Test
    void connectionWithoutAByteIsNoRequest() throws IOException {
        new Socket(buena.rootUrl().getHost(), buena.rootUrl().getPort()).close();
        Http.get(buena.baseUrl(), "/leads");

        assertThat(buena.traffic().exchanges()).hasSize(1);
    }
}
