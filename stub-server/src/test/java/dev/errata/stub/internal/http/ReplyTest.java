package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Delivery;
import dev.errata.stub.internal.http.exchange.Dribble;
import dev.errata.stub.internal.http.exchange.Transmission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers look like on the wire, and what becomes of the connection. */
class ReplyTest {

    private static final StubResponse RESPONSE = StubResponse.of(
            402, List.of(new HeaderField("Content-Type", "text/x"), new HeaderField("x", "1")), bytes("body"));

    private static final String HEAD =
            "HTTP/1.1 402 Payment Required\r\nContent-Type: text/x\r\nx: 1\r\n" + Recorder.DATE;

    static Stream<Arguments> answers() {
        Transmission plain = Transmission.of(RESPONSE);
        Transmission chunked = new Transmission(RESPONSE, Optional.empty(), Optional.empty(), true);
        Transmission empty = Transmission.of(StubResponse.of(200, List.of(), bytes("")));
        String ok = "HTTP/1.1 200 OK\r\n" + Recorder.DATE;
        String close = "Connection: close\r\n";
        return Stream.of(
                arguments("GET / HTTP/1.1", plain, HEAD + "Content-Length: 4\r\n\r\nbody"),
                arguments("HEAD / HTTP/1.1", plain, HEAD + "Content-Length: 4\r\n\r\n"),
                arguments(
                        "GET / HTTP/1.1\r\nConnection: x, Close",
                        plain,
                        HEAD + "Content-Length: 4\r\n" + close + "\r\nbody"),
                arguments("GET / HTTP/1.1\r\nConnection: closed", plain, HEAD + "Content-Length: 4\r\n\r\nbody"),
                arguments("GET / HTTP/1.0", plain, HEAD + "Content-Length: 4\r\n" + close + "\r\nbody"),
                arguments(
                        "GET / HTTP/1.0\r\nConnection: Keep-Alive",
                        plain,
                        HEAD + "Content-Length: 4\r\nConnection: keep-alive\r\n\r\nbody"),
                arguments(
                        "GET / HTTP/1.0\r\nConnection: keep-alive\r\nConnection: close",
                        plain,
                        HEAD + "Content-Length: 4\r\n" + close + "\r\nbody"),
                arguments("GET / HTTP/1.1", chunked, HEAD + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"),
                arguments("HEAD / HTTP/1.1", chunked, HEAD + "Transfer-Encoding: chunked\r\n\r\n"),
                arguments("GET / HTTP/1.0", chunked, HEAD + "Content-Length: 4\r\n" + close + "\r\nbody"),
                arguments("GET / HTTP/1.1", empty, ok + "Content-Length: 0\r\n\r\n"),
                arguments(
                        "GET / HTTP/1.1",
                        new Transmission(empty.response(), Optional.empty(), Optional.empty(), true),
                        ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("GET / HTTP/1.1", status(204, "x"), "HTTP/1.1 204 No Content\r\n" + Recorder.DATE + "\r\n"),
                arguments(
                        "GET / HTTP/1.1",
                        status(304, "x"),
                        "HTTP/1.1 304 Not Modified\r\n" + Recorder.DATE + "Content-Length: 1\r\n\r\n"),
                arguments("GET / HTTP/1.1", status(304, ""), "HTTP/1.1 304 Not Modified\r\n" + Recorder.DATE + "\r\n"),
                arguments(
                        "GET / HTTP/1.1",
                        status(103, "x"),
                        "HTTP/1.1 103 Early Hints\r\n" + Recorder.DATE + close + "\r\n"),
                arguments(
                        "GET / HTTP/1.1",
                        status(205, ""),
                        "HTTP/1.1 205 Reset Content\r\n" + Recorder.DATE + "Content-Length: 0\r\n\r\n"),
                arguments(
                        "GET / HTTP/1.1",
                        status(599, ""),
                        "HTTP/1.1 599 \r\n" + Recorder.DATE + "Content-Length: 0\r\n\r\n"));
    }

    private static Transmission status(int status, String body) {
        return Transmission.of(StubResponse.of(status, List.of(), bytes(body)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void writesAnswersByteForByte(String request, Transmission answer, String written) throws Exception {
        Recorder recorder = Recorder.sending(answer);
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            client.send(request + "\r\nHost: h\r\n\r\n");

            if (written.contains("Connection: close")) {
                assertThat(client.readToEnd()).isEqualTo(written);
            } else {
                assertThat(client.read(written.length())).isEqualTo(written);
                client.send(request + "\r\nHost: h\r\n\r\n");
                assertThat(client.end().readToEnd()).isEqualTo(written);
            }
            assertThat(Recorder.next(recorder.deliveries).whole()).isTrue();
        }
    }

    @Test
    void saysItsOwnFramingWhateverTheResponseSays() throws IOException {
        StubResponse response = RESPONSE.withHeader("content-length", "7")
                .withHeader("TRANSFER-ENCODING", "chunked")
                .withHeader("connection", "keep-alive, Upgrade")
                .withHeader("date", "Tue, 01 Jan 2030 00:00:00 GMT");
        try (HttpPort port = Recorder.sending(Transmission.of(response)).open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readHead())
                    .isEqualTo(HEAD.replace(Recorder.DATE, "")
                            + "date: Tue, 01 Jan 2030 00:00:00 GMT\r\nContent-Length: 4\r\n\r\n");
        }
    }

    @Test
    void closesWhereTheResponseAsksForIt() throws IOException {
        StubResponse response = RESPONSE.withHeader("Connection", "close");
        try (HttpPort port = Recorder.sending(Transmission.of(response)).open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readToEnd())
                    .isEqualTo(HEAD + "Content-Length: 4\r\nConnection: close\r\n\r\nbody");
        }
    }

    @Test
    void writesReasonAndHeadersAsGiven() throws IOException {
        StubResponse response = new StubResponse(
                404,
                Optional.of("Weg, für immer"),
                List.of(new HeaderField("Set-Cookie", "a=ä€"), new HeaderField("set-cookie", "b\t=")),
                bytes(""));
        try (HttpPort port = Recorder.sending(Transmission.of(response)).open();
                RawClient client = new RawClient(port)) {
            assertThat(new String(client.get("/").readHead().getBytes(StandardCharsets.ISO_8859_1), UTF_8))
                    .startsWith("HTTP/1.1 404 Weg, für immer\r\nSet-Cookie: a=ä€\r\nset-cookie: b\t=\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 32_768, 32_769, 3_000_000})
    void writesBodiesOfAllSizes(int size) throws Exception {
        StubResponse response =
                StubResponse.text(200, "0123456789abcdef".repeat(size / 16 + 1).substring(0, size));
        for (boolean chunked : new boolean[] {false, true}) {
            Recorder recorder =
                    Recorder.sending(new Transmission(response, Optional.empty(), Optional.empty(), chunked));
            try (HttpPort port = recorder.open();
                    RawClient client = new RawClient(port)) {
                client.get("/").readHead();
                String body = new String(response.body(), US_ASCII);
                String sent = chunked ? Integer.toHexString(size) + "\r\n" + body + "\r\n0\r\n\r\n" : body;
                assertThat(client.read(sent.length())).isEqualTo(sent);
                assertThat(client.get("/").readHead()).startsWith("HTTP/1.1 200 OK\r\n");
                assertThat(Recorder.next(recorder.deliveries).whole()).isTrue();
            }
        }
    }

    /** An answer of two packets takes 40 ms where the second waits until the client has acknowledged the first. */
    @Test
    void answersDoNotWaitForAcknowledgements() throws IOException {
        StubResponse response = StubResponse.of(200, List.of(), new byte[40_000]);
        try (HttpPort port = Recorder.sending(Transmission.of(response)).open();
                RawClient client = new RawClient(port)) {
            long[] nanos = new long[61];
            for (int i = 0; i < nanos.length; i++) {
                long begun = System.nanoTime();
                client.get("/").readBody();
                nanos[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanos);

            assertThat(Duration.ofNanos(nanos[30])).isLessThan(Duration.ofMillis(30));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, false, 0123456789",
        "5, true, '2\r\n01\r\n2\r\n23\r\n2\r\n45\r\n2\r\n67\r\n2\r\n89\r\n0\r\n\r\n'",
        "3, true, '3\r\n012\r\n3\r\n345\r\n4\r\n6789\r\n0\r\n\r\n'",
        "1, false, 0123456789",
        "25, false, 0123456789"
    })
    void dribblesABody(int pieces, boolean chunked, String sent) throws Exception {
        Dribble dribble = new Dribble(pieces, Duration.ofMillis(250));
        Recorder recorder = Recorder.sending(new Transmission(
                StubResponse.text(200, "0123456789"), Optional.empty(), Optional.of(dribble), chunked));
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            client.get("/").readHead();

            assertThat(client.read(sent.length())).isEqualTo(sent);
            Delivery delivery = Recorder.next(recorder.deliveries);
            assertThat(delivery.whole()).isTrue();
            assertThat(delivery.ended() - delivery.begun()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(249));
            assertThat(client.get("/").readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void dribbleHasAPiece() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dribble(0, Duration.ZERO));
    }

    @Test
    void upgradeOffersAreIgnored() throws IOException {
        try (HttpPort port = Recorder.echo().open();
                RawClient client = new RawClient(port)) {
            String offer =
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + offer + "\r\n");
            assertThat(client.readBody()).isEqualTo("GET / ");
            assertThat(client.get("/again").readBody()).isEqualTo("GET /again ");
        }
    }

    /** Bytes that nobody read would reset the connection, and take the answer with them. */
    @Test
    void lastAnswerArrivesThoughTheClientSendsOn() throws IOException {
        try (HttpPort port = Recorder.of((request, responder) -> {
                            responder.pause(Duration.ofMillis(100));
                            return responder.send(Transmission.of(RESPONSE));
                        })
                        .open();
                RawClient client = new RawClient(port)) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1\r\n\r\n1"
                    + "x".repeat(10_000_000));

            assertThat(client.readToEnd()).endsWith("\r\n\r\nbody");
        }
    }

    // Handlers that fail

    @Test
    void exceptionOfTheHandlerIsAnswered() throws IOException {
        try (HttpPort port = Recorder.of((request, responder) -> {
                            throw new AssertionError("no matcher");
                        })
                        .open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readToEnd())
                    .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                    .endsWith("\r\n\r\nErrata: java.lang.AssertionError: no matcher.");
        }
    }

    @Test
    void silenceOfTheHandlerIsAnswered() throws IOException {
        try (HttpPort port = Recorder.of((request, responder) -> null).open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readToEnd())
                    .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                    .endsWith("\r\n\r\nErrata: the request was not answered.");
        }
    }

    @Test
    void exceptionBehindTheAnswerHarmsNobody() throws IOException {
        try (HttpPort port = Recorder.of((request, responder) -> {
                            responder.send(Transmission.of(RESPONSE));
                            throw new IllegalStateException();
                        })
                        .open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readBody()).isEqualTo("body");
            assertThat(client.get("/").readBody()).isEqualTo("body");
        }
    }

    @Test
    void requestIsAnsweredOnce() throws Exception {
        Recorder recorder = Recorder.of((request, responder) -> {
            Delivery delivery = responder.send(Transmission.of(RESPONSE));
            assertThatIllegalStateException().isThrownBy(() -> responder.send(Transmission.of(RESPONSE)));
            return delivery;
        });
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readBody()).isEqualTo("body");
            assertThat(Recorder.next(recorder.deliveries).whole()).isTrue();
        }
    }

    /** The interrupt would close the connection. */
    @Test
    void interruptThatTheHandlerLeavesBehindHarmsNobody() throws IOException {
        try (HttpPort port = Recorder.of((request, responder) -> {
                            Delivery delivery = responder.send(Transmission.of(RESPONSE));
                            Thread.currentThread().interrupt();
                            return delivery;
                        })
                        .open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readBody()).isEqualTo("body");
            assertThat(client.get("/").readBody()).isEqualTo("body");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
