package dev.errata.stub.observed;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients in browsers, which ask before they send, and may not read what is not allowed. Raw, because the JDK's client hides both. */
class BrowserTest {

    private static final String PREFLIGHT = """
            OPTIONS /api/v2/leads HTTP/1.1
            Host: localhost
            Origin: http://localhost:5173
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: content-type,x-api-key
            Connection: close

            """;

    private static final String REQUEST = """
            GET /api/v2/leads HTTP/1.1
            Host: localhost
            Origin: http://localhost:5173
            x-api-key: k
            Connection: close

            """;

    private static List<String> answer(BuenaServer buena, String request) throws IOException {
        try (Socket client =
                new Socket(buena.rootUrl().getHost(), buena.rootUrl().getPort())) {
            client.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void preflightIsAnsweredAndUsesUpNothing() throws IOException {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED);

            assertThat(answer(buena, PREFLIGHT))
                    .contains(
                            "HTTP/1.1 204 No Content",
                            "Access-Control-Allow-Origin: http://localhost:5173",
                            "Access-Control-Allow-Methods: POST",
                            "Access-Control-Allow-Headers: content-type,x-api-key");
            assertThat(answer(buena, REQUEST))
                    .contains(
                            "HTTP/1.1 429 Too Many Requests",
                            "Access-Control-Allow-Origin: http://localhost:5173",
                            "Vary: Origin")
                    .anyMatch(line -> line.startsWith("Access-Control-Expose-Headers: X-RateLimit-Limit"));
            assertThat(buena.traffic().exchanges())
                    .extracting(Exchange::source, Exchange::isAttempt)
                    .containsExactly(tuple(Exchange.Source.PREFLIGHT, false), tuple(Exchange.Source.SCRIPT, true));
            buena.verify(1, anyRequestedFor(anyUrl()));
            assertThat(buena.awaitRequests(1, Duration.ZERO)).hasSize(1);
        }
    }

    @Test
    void requestWithoutAnOriginGetsNoSuchHeaders() throws IOException {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(answer(buena, REQUEST.replace("Origin: http://localhost:5173\n", "")))
                    .contains("HTTP/1.1 200 OK")
                    .noneMatch(line -> line.startsWith("Access-Control"));
        }
    }

    @Test
    void corsCanBeSwitchedOff() throws IOException {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().withoutCors())) {
            // A request without a key, as the API sees it.
            assertThat(answer(buena, PREFLIGHT))
                    .contains("HTTP/1.1 401 Unauthorized")
                    .noneMatch(line -> line.startsWith("Access-Control"));
            assertThat(answer(buena, REQUEST)).noneMatch(line -> line.startsWith("Access-Control"));
        }
    }
}
