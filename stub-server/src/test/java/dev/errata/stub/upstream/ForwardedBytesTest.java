package dev.errata.stub.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.support.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients and the real API say to each other passes unchanged, byte for byte. */
class ForwardedBytesTest {

    private static final String GET =
            "GET /api/v2/leads HTTP/1.1\r\nHost: x\r\nX-Api-Key: k\r\nConnection: close\r\n\r\n";

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private static BuenaServer inFrontOf(URI url) {
        return BuenaServer.start(ServerOptions.defaults().upstream(url));
    }

    /** Sends bytes, and returns all that comes until the server closes the connection. */
    private static String exchange(BuenaServer server, String request) throws IOException {
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), server.rootUrl().getPort())) {
            client.getOutputStream().write(request.getBytes(ISO_8859_1));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static String gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toString(ISO_8859_1);
    }

    /** Ends lines as HTTP does. */
    private static String http(String lines) {
        return lines.replace("\n", "\r\n");
    }

    @Test
    void requestReachesTheUpstreamAsItWasSentButForHostAndHopByHopHeaders() throws IOException {
        String body = gzip("{\"firstName\": \"Jos\u00e9\"}");
        try (RawServer api = RawServer.answering(OK);
                BuenaServer buena = inFrontOf(api.url("/staging/v2/"))) {
            String unused = exchange(buena, http("""
                    PATCH /api/v2/leads/a%%2Fb//c?q={x}|%%zz&r=\u00c3\u00a9 HTTP/1.1
                    x-b: 2
                    X-A: 1
                    host: buena.test
                    x-b:  3\s
                    Cookie: a=1; b=2
                    X-Api-Key: a-real-key
                    TE: trailers
                    Keep-Alive: timeout=5
                    X-Hop: gone
                    Proxy-Connection: close
                    Upgrade: h2c
                    Connection: close, X-Hop, Host, Content-Length
                    X-City: K\u00c3\u00b6ln
                    Content-Encoding: gzip
                    Accept-Encoding: br
                    Content-Length: %d

                    """.formatted(body.length())) + body);

            assertThat(api.requests())
                    .containsExactly(http("""
                            PATCH /staging/v2/leads/a%%2Fb//c?q={x}|%%zz&r=\u00c3\u00a9 HTTP/1.1
                            x-b: 2
                            X-A: 1
                            Host: %s
                            x-b: 3
                            Cookie: a=1; b=2
                            X-Api-Key: a-real-key
                            X-City: K\u00c3\u00b6ln
                            Content-Encoding: gzip
                            Accept-Encoding: br
                            Content-Length: %d
                            Connection: close

                            """.formatted(api.url("").getAuthority(), body.length())) + body);
        }
    }

    @Test
    void requestInChunksIsForwardedWithItsLength() throws IOException {
        try (RawServer api = RawServer.answering(OK);
                BuenaServer buena = inFrontOf(api.url(""))) {
            String unused = exchange(buena, http("""
                    POST /api/v2/notes HTTP/1.1
                    Host: x
                    X-Api-Key: k
                    Transfer-Encoding: chunked
                    Trailer: X-Sum
                    Content-Type: text/plain

                    3
                    abc
                    2
                    de
                    0
                    X-Sum: 5

                    """));

            assertThat(api.requests())
                    .containsExactly(http("""
                            POST /notes HTTP/1.1
                            Host: %s
                            X-Api-Key: k
                            Content-Type: text/plain
                            Content-Length: 5
                            Connection: close

                            abcde""".formatted(api.url("").getAuthority())));
        }
    }

    @Test
    void answerReachesTheClientAsItWasGivenAndTheTrafficShowsWhatItSays() throws IOException {
        String body = gzip("{\"id\": \"lead_1\"}");
        String head = http("""
                HTTP/1.1 299 Very Fine
                set-cookie: a=1
                Server: nginx
                Set-Cookie: b=2
                Date: Thu, 01 Jan 2026 00:00:00 GMT
                Content-Encoding: gzip
                X-City: K\u00c3\u00b6ln
                """);
        String length = http("Content-Length: %d\n".formatted(body.length()));
        String hop = http("Connection: X-Hop, close\nX-Hop: gone\nKeep-Alive: timeout=5\n");
        try (RawServer api = RawServer.answering(head + hop + length + http("\n") + body);
                BuenaServer buena = inFrontOf(api.url("/v2"))) {
            assertThat(exchange(buena, GET)).isEqualTo(head + length + http("Connection: close\n\n") + body);
            Exchange exchange = buena.traffic().exchanges().get(0);
            assertThat(exchange.source()).isEqualTo(Exchange.Source.UPSTREAM);
            assertThat(exchange.request().url()).isEqualTo("/api/v2/leads");
            assertThat(exchange.response()).hasValueSatisfying(response -> {
                assertThat(response.body()).isEqualTo("{\"id\": \"lead_1\"}");
                assertThat(response.headers().get("Set-Cookie")).containsExactly("a=1", "b=2");
                assertThat(response.header("Content-Encoding")).contains("gzip");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "GET # HTTP/1.1 200 OK|Content-Length: 3||abc # Content-Length: 3|Connection: close||abc",
                "GET # HTTP/1.1 200 OK|Content-Length: 3|Content-Length: 3||abcd # Content-Length: 3|Connection: close||abc",
                "GET # HTTP/1.1 200 OK|Transfer-Encoding: chunked||2;x=y|ab|1|c|0|T: 1|| # Transfer-Encoding: chunked|Connection: close||3|abc|0||",
                "GET # HTTP/1.0 200 OK||abc # Transfer-Encoding: chunked|Connection: close||3|abc|0||",
                "GET # HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 200 OK|Content-Length: 1||a # Content-Length: 1|Connection: close||a",
                "GET # HTTP/1.1 204 No Content|Content-Length: 3|| # Connection: close||",
                "GET # HTTP/1.1 304 Not Modified|| # Connection: close||",
                "HEAD # HTTP/1.1 200 OK|Content-Length: 3000|| # Content-Length: 3000|Connection: close||",
                "HEAD # HTTP/1.1 200 OK|Transfer-Encoding: chunked|| # Transfer-Encoding: chunked|Connection: close||",
                "GET # HTTP/1.1 404 |Content-Length: 0|| # Content-Length: 0|Connection: close||",
            })
    void framingOfTheUpstreamIsUnderstood(String method, String answer, String end) throws IOException {
        try (RawServer api = RawServer.answering(answer.replace("|", "\r\n"));
                BuenaServer buena = inFrontOf(api.url(""))) {
            String got = exchange(buena, GET.replaceFirst("GET", method));

            assertThat(got.replaceFirst("Date: .*\r\n", "")).endsWith(end.replace("|", "\r\n"));
            assertThat(got).doesNotContain("100 Continue", "Early Hints");
            buena.verifyNoUnmatchedRequests();
        }
    }

    @Test
    void redirectIsPassedOnAndNotFollowed() throws IOException {
        try (RawServer api =
                        RawServer.answering("HTTP/1.1 302 Found\r\nLocation: /v2/leads\r\nContent-Length: 0\r\n\r\n");
                BuenaServer buena = inFrontOf(api.url("/v2"))) {
            assertThat(exchange(buena, GET)).startsWith("HTTP/1.1 302 Found\r\nLocation: /v2/leads\r\n");
            assertThat(api.requests()).hasSize(1);
        }
    }

    @Test
    void largeBodiesPassInBothDirections() throws IOException {
        String body = "0123456789abcdef".repeat(1 << 18);
        try (RawServer api = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n" + body);
                BuenaServer buena = inFrontOf(api.url(""))) {
            String got = exchange(
                    buena,
                    "POST /api/v2/notes HTTP/1.0\r\nX-Api-Key: k\r\nContent-Type: text/plain\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);

            assertThat(got).endsWith("\r\n\r\n" + body);
            assertThat(api.requests().get(0))
                    .startsWith("POST /notes HTTP/1.1\r\nHost: ")
                    .endsWith("\r\n\r\n" + body);
        }
    }
}
