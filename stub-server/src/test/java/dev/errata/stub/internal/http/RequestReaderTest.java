package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.stub.http.HeaderField;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests are read, and what is refused, byte by byte. */
class RequestReaderTest {

    private static final Limits SMALL = new Limits(1 << 10, 2 << 10, Duration.ofMillis(300), Duration.ofMillis(300));

    static Stream<Arguments> readable() {
        return Stream.of(
                arguments(get("/"), "GET / "),
                arguments(get("/a%2Fb/%c3%a4?q=%20+&r"), "GET /a%2Fb/%c3%a4?q=%20+&r "),
                arguments(get("//a///b/../c/./d;e=f?g;h"), "GET //a///b/../c/./d;e=f?g;h "),
                arguments(get("/%ZZ?50%&a[]={}|\\^\"<>#b"), "GET /%ZZ?50%&a[]={}|\\^\"<>#b "),
                arguments(get(new String("/ä€".getBytes(UTF_8), ISO_8859_1)), "GET /ä€ "),
                arguments(get("/\u00e4"), "GET /ä "),
                arguments(get("/" + "x".repeat(60_000)), "GET /" + "x".repeat(60_000) + " "),
                arguments(get("http://other:8080/a%2F?b"), "GET /a%2F?b "),
                arguments(get("HTTPS://other"), "GET / "),
                arguments(get("http://other?a"), "GET /?a "),
                arguments("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * "),
                arguments("m~|^_`#$%&'*+-.! / HTTP/1.1\r\nHost: h\r\n\r\n", "m~|^_`#$%&'*+-.! / "),
                arguments("GET / HTTP/1.0\r\n\r\n", "GET / "),
                arguments("GET / HTTP/1.7\r\nHost:\r\n\r\n", "GET / "),
                arguments("\r\n\r\n" + get("/"), "GET / "),
                arguments(post("Content-Length: 0\r\n\r\n"), "POST / "),
                arguments(post("Content-Length:\t003 \r\n\r\nabc"), "POST / abc"),
                arguments(post("content-length: 3\r\n\r\n\u0000\n\u00ff"), "POST / \u0000\n\ufffd"),
                arguments(post("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), "POST / "),
                arguments(
                        post(
                                "transfer-encoding: Chunked\r\n\r\n3;a=\"b;c\"\r\nabc\r\n00A \t;x\r\n0123456789\r\n0\r\n\r\n"),
                        "POST / abc0123456789"),
                arguments(
                        post(
                                "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0;last\r\nX-Sum: 1\r\nContent-Length: 9\r\n\r\n"),
                        "POST / a"),
                arguments(post(gzip("Content-Encoding: GZIP\r\n", "text")), "POST / text"),
                arguments(post(gzip("Content-Encoding: x-gzip\r\n", "text")), "POST / text"),
                arguments(post("Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"), "POST / "),
                arguments(post("Content-Encoding: br\r\nContent-Length: 3\r\n\r\nabc"), "POST / abc"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readsRequestsAsTheyWereSent(String request, String read) throws IOException {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            assertThat(client.send(request).readBody()).isEqualTo(new String(read.getBytes(UTF_8), ISO_8859_1));
            assertThat(recorder.refused).isEmpty();
        }
    }

    @Test
    void keepsHeadersInOrder() throws Exception {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            client.send(
                            "GET / HTTP/1.1\r\nb: 1\r\nHOST: h\r\nB:\r\na: \t x \t y \t\r\nc: \u00c3\u00a4\r\nd: \u00e4\r\n\r\n")
                    .readBody();

            assertThat(Recorder.next(recorder.requests).headers())
                    .containsExactly(
                            new HeaderField("b", "1"),
                            new HeaderField("HOST", "h"),
                            new HeaderField("B", ""),
                            new HeaderField("a", "x \t y"),
                            new HeaderField("c", "ä"),
                            new HeaderField("d", "ä"));
        }
    }

    @Test
    void leavesTrailersOut() throws Exception {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            client.send(chunked("", "0\r\nHost: other\r\nX-Sum: 1\r\n\r\n")).readBody();

            assertThat(Recorder.next(recorder.requests).headers())
                    .containsExactly(new HeaderField("Host", "h"), new HeaderField("Transfer-Encoding", "chunked"));
        }
    }

    @Test
    void readsARequestThatComesByteByByte() throws IOException {
        Recorder recorder = Recorder.echo();
        String request = post("Transfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n");
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            for (int i = 0; i < request.length(); i++) {
                client.send(request.substring(i, i + 1));
            }

            assertThat(client.readBody()).isEqualTo("POST / abc");
        }
    }

    @Test
    void readsLargeBodies() throws IOException {
        String half = "0123456789abcdef".repeat(100_000);
        String chunk = Integer.toHexString(half.length()) + "\r\n" + half + "\r\n";
        try (HttpPort port = Recorder.echo().open();
                RawClient client = new RawClient(port)) {
            client.send(post("Content-Length: " + 2 * half.length() + "\r\n\r\n" + half + half));
            assertThat(client.readBody()).isEqualTo("POST / " + half + half);

            client.send(post("Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n"));
            assertThat(client.readBody()).isEqualTo("POST / " + half + half);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (HttpPort port = Recorder.echo().open();
                RawClient client = new RawClient(port)) {
            client.send(get("/1") + post("Content-Length: 3\r\n\r\nabc") + "\r\n" + get("/3"));

            assertThat(client.readBody()).isEqualTo("GET /1 ");
            assertThat(client.readBody()).isEqualTo("POST / abc");
            assertThat(client.readBody()).isEqualTo("GET /3 ");
        }
    }

    @Test
    void answersRequestsOfAClientThatSendsNoMore() throws IOException {
        try (HttpPort port = Recorder.echo().open();
                RawClient client = new RawClient(port)) {
            assertThat(client.send(get("/1") + get("/2")).end().readToEnd())
                    .contains("GET /1 ")
                    .endsWith("GET /2 ");
        }
    }

    static Stream<Arguments> unreadable() {
        String line = "GET / HTTP/1.1\r\n";
        String host = "Host: h\r\n";
        return Stream.of(
                // Request lines
                arguments("\u0016\u0003\u0001", 400, "Use http:// instead of https://."),
                arguments("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/2.0 is not supported"),
                arguments("GET / HTTP/0.9\r\n\r\n", 505, "HTTP/0.9 is not supported"),
                arguments("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", 501, "CONNECT is not supported"),
                arguments("GET /\r\n\r\n", 400, "METHOD target HTTP/1.1"),
                arguments("GET  HTTP/1.1\r\n\r\n", 400, "METHOD target HTTP/1.1"),
                arguments(" / HTTP/1.1\r\n\r\n", 400, "METHOD target HTTP/1.1"),
                arguments("nonsense\r\n\r\n", 400, "METHOD target HTTP/1.1"),
                arguments("GET / http/1.1\r\n\r\n", 400, "\"HTTP/1.1\" or \"HTTP/1.0\""),
                arguments("GET / HTTP/1.1 \r\n\r\n", 400, "\"HTTP/1.1\" or \"HTTP/1.0\""),
                arguments("GET / HTTP/1.x\r\n\r\n", 400, "\"HTTP/1.1\" or \"HTTP/1.0\""),
                arguments("GET / HTTP/1.10\r\n\r\n", 400, "\"HTTP/1.1\" or \"HTTP/1.0\""),
                arguments("GET /a b HTTP/1.1\r\n\r\n", 400, "the target contains a space"),
                arguments("GET /a\tb HTTP/1.1\r\n\r\n", 400, "the target contains a space"),
                arguments("G(T / HTTP/1.1\r\n\r\n", 400, "Malformed method"),
                arguments("G\u00c4T / HTTP/1.1\r\n\r\n", 400, "Malformed method"),
                arguments(get("leads"), 400, "Malformed target"),
                arguments(get("ftp://h/"), 400, "Malformed target"),
                arguments(get("http:///a"), 400, "the host is missing"),
                arguments("GET / HTTP/1.1\n" + host + "\r\n", 400, "lines must end in CR LF"),
                arguments("\n" + get("/"), 400, "lines must end in CR LF"),
                arguments("\r" + get("/"), 400, "lines must end in CR LF"),
                arguments("GET /\rx HTTP/1.1\r\n\r\n", 400, "lines must end in CR LF"),
                arguments("GET /\u0000 HTTP/1.1\r\n\r\n", 400, "the control character 0"),
                arguments("GET /\u007f HTTP/1.1\r\n\r\n", 400, "the control character 127"),
                // Headers
                arguments(line + "\r\n", 400, "The header Host is missing"),
                arguments(line + host + host + "\r\n", 400, "Duplicate header Host"),
                arguments("GET / HTTP/1.0\r\n" + host + host + "\r\n", 400, "Duplicate header Host"),
                arguments(line + "Host: a, b\r\n\r\n", 400, "Malformed header Host"),
                arguments(line + "Host: a/b\r\n\r\n", 400, "Malformed header Host"),
                arguments(line + host + "a: b\r\n c\r\n\r\n", 400, "Folded headers are not supported"),
                arguments(line + "\tHost: h\r\n\r\n", 400, "Folded headers are not supported"),
                arguments(line + host + "a b\r\n\r\n", 400, "the colon is missing"),
                arguments(line + host + "a : b\r\n\r\n", 400, "Malformed header name"),
                arguments(line + host + ": b\r\n\r\n", 400, "Malformed header name"),
                arguments(line + host + "\u00e4: b\r\n\r\n", 400, "Malformed header name"),
                arguments(line + host + "a: b\n\r\n", 400, "lines must end in CR LF"),
                arguments(line + host + "a: b\rc\r\n\r\n", 400, "lines must end in CR LF"),
                arguments(line + host + "a: b\r\r\n\r\n", 400, "lines must end in CR LF"),
                arguments(line + host + "a: b\r\u00ff\r\n\r\n", 400, "lines must end in CR LF"),
                arguments(line + host + "a: \u0000\r\n\r\n", 400, "the control character 0"),
                arguments(line + host + "a: \u000b\r\n\r\n", 400, "the control character 11"),
                // Sized bodies
                arguments(
                        post("Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
                        400,
                        "Duplicate header Content-Length"),
                arguments(
                        post("Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"),
                        400,
                        "Duplicate header Content-Length"),
                arguments(post("Content-Length: 3, 3\r\n\r\nabc"), 400, "expected digits"),
                arguments(post("Content-Length: +3\r\n\r\nabc"), 400, "expected digits"),
                arguments(post("Content-Length: -1\r\n\r\nabc"), 400, "expected digits"),
                arguments(post("Content-Length: 0x3\r\n\r\nabc"), 400, "expected digits"),
                arguments(post("Content-Length:\r\n\r\nabc"), 400, "expected digits"),
                arguments(post("Content-Length: 99999999999999999999\r\n\r\n"), 413, "larger than 100 MB"),
                arguments(post("Content-Length: 104857601\r\n\r\n"), 413, "larger than 100 MB"),
                arguments(
                        post("Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"),
                        400,
                        "Malformed body: expected gzip"),
                // Chunked bodies
                arguments(chunked("Content-Length: 3\r\n", "0\r\n\r\n"), 400, "exclude each other"),
                arguments(
                        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "not part of HTTP/1.0"),
                arguments(post("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 501, "supports is chunked"),
                arguments(post("Transfer-Encoding: identity\r\n\r\n"), 501, "supports is chunked"),
                arguments(post("Transfer-Encoding: xchunked\r\n\r\n"), 501, "supports is chunked"),
                arguments(post("Transfer-Encoding:\r\n\r\n"), 501, "supports is chunked"),
                arguments(chunked("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 501, "supports is chunked"),
                arguments(chunked("", "\r\n"), 400, "hexadecimal digits"),
                arguments(chunked("", "g\r\n"), 400, "hexadecimal digits"),
                arguments(chunked("", "0x3\r\nabc\r\n0\r\n\r\n"), 400, "hexadecimal digits"),
                arguments(chunked("", "-3\r\nabc\r\n0\r\n\r\n"), 400, "hexadecimal digits"),
                arguments(chunked("", "3 \r\nabc\r\n0\r\n\r\n"), 400, "hexadecimal digits"),
                arguments(chunked("", ";a\r\nabc\r\n0\r\n\r\n"), 400, "hexadecimal digits"),
                arguments(chunked("", "3 a\r\nabc\r\n0\r\n\r\n"), 400, "hexadecimal digits"),
                arguments(chunked("", "3\nabc\r\n0\r\n\r\n"), 400, "lines must end in CR LF"),
                arguments(chunked("", "3;a\nb\r\nabc\r\n0\r\n\r\n"), 400, "lines must end in CR LF"),
                arguments(chunked("", "3\r\nabcd\r\n0\r\n\r\n"), 400, "longer than its size"),
                arguments(chunked("", "6400001\r\n"), 413, "larger than 100 MB"),
                arguments(chunked("", "ffffffffffffffffffffffff\r\n"), 413, "larger than 100 MB"),
                arguments(chunked("", "1\r\na\r\n6400000\r\n"), 413, "larger than 100 MB"),
                arguments(chunked("", "0\r\na : b\r\n\r\n"), 400, "Malformed header name"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatCannotBeReadAndCloses(String request, int status, String reason) throws IOException {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            String answer = client.send(request + get("/smuggled")).readToEnd();

            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + " " + Reasons.of(status) + "\r\n")
                    .contains("\r\nConnection: close\r\n")
                    .contains(reason);
            assertThat(recorder.requests).isEmpty();
            assertThat(recorder.refused).singleElement().satisfies(refused -> {
                assertThat(refused.status()).isEqualTo(status);
                assertThat(answer).endsWith(refused.reason());
            });
        }
    }

    @Test
    void tellsWhatItCouldReadOfARefusedRequest() throws Exception {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            client.send("HEAD /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n");

            assertThat(client.readToEnd()).endsWith("\r\n\r\n");
            UnreadableRequest refused = Recorder.next(recorder.refused);
            assertThat(refused.method()).isEqualTo("HEAD");
            assertThat(refused.target()).isEqualTo("/a?b");
            assertThat(refused.headers())
                    .containsExactly(new HeaderField("Host", "h"), new HeaderField("Content-Length", "x"));
        }
    }

    // Expect: 100-continue

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 3\r\n\r\n|abc", "Transfer-Encoding: chunked\r\n\r\n|3\r\nabc\r\n0\r\n\r\n"})
    void asksForABodyThatTheClientHoldsBack(String bodyBehindHeaders) throws IOException {
        String[] parts = bodyBehindHeaders.split("\\|", 2);
        try (HttpPort port = Recorder.echo().open();
                RawClient client = new RawClient(port)) {
            client.send(post("Expect: 100-Continue\r\n" + parts[0]));
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            assertThat(client.send(parts[1]).readBody()).isEqualTo("POST / abc");
        }
    }

    static Stream<Arguments> notContinued() {
        return Stream.of(
                arguments("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc", 200),
                arguments("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n", 408),
                arguments("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n", 200),
                arguments("GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n", 200),
                arguments("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2049\r\n\r\n", 413),
                arguments("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: x\r\n\r\n", 400));
    }

    @ParameterizedTest
    @MethodSource("notContinued")
    void doesNotAskForABodyThatItHasOrDoesNotRead(String request, int status) throws IOException {
        try (HttpPort port = Recorder.echo().open(SMALL);
                RawClient client = new RawClient(port)) {
            assertThat(client.send(request).readHead()).startsWith("HTTP/1.1 " + status);
        }
    }

    // Limits

    @ParameterizedTest
    @CsvSource({"1024,200", "1025,431"})
    void limitsTheHead(int size, int status) throws IOException {
        String head = get("/");
        String filled = head.replace("Host", "a: " + "x".repeat(size - head.length() - 5) + "\r\nHost");
        assertThat(filled).hasSize(size);
        try (HttpPort port = Recorder.echo().open(SMALL);
                RawClient client = new RawClient(port)) {
            assertThat(client.send(filled).end().readToEnd()).startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET / HTTP/1.1\r\nHost: h\r\na: "})
    void doesNotWaitForTheEndOfALineThatIsTooLong(String beginning) throws IOException {
        try (HttpPort port = Recorder.echo().open();
                RawClient client = new RawClient(port)) {
            assertThat(client.send(beginning + "x".repeat(64 << 10)).readToEnd())
                    .startsWith("HTTP/1.1 431 ")
                    .endsWith("The head of the request is larger than 64 kB, which is the limit of this server.");
        }
    }

    static Stream<Arguments> bodiesAtTheLimit() {
        String most = "x".repeat(2048);
        return Stream.of(
                arguments(post("Content-Length: 2048\r\n\r\n" + most), 200),
                arguments(post("Content-Length: 2049\r\n\r\n" + most), 413),
                arguments(
                        chunked(
                                "",
                                "400\r\n" + most.substring(1024) + "\r\n400\r\n" + most.substring(1024)
                                        + "\r\n0\r\n\r\n"),
                        200),
                arguments(chunked("", "400\r\n" + most.substring(1024) + "\r\n401\r\n"), 413),
                arguments(post(gzip("Content-Encoding: gzip\r\n", most)), 200),
                arguments(post(gzip("Content-Encoding: gzip\r\n", most + "x")), 413),
                arguments(chunked("", "0\r\na: " + most.substring(1031) + "\r\n\r\n"), 200),
                arguments(chunked("", "0\r\na: " + most + "\r\n\r\n"), 431),
                arguments(chunked("", "1;" + most), 431));
    }

    @ParameterizedTest
    @MethodSource("bodiesAtTheLimit")
    void limitsTheBody(String request, int status) throws IOException {
        try (HttpPort port = Recorder.echo().open(SMALL);
                RawClient client = new RawClient(port)) {
            assertThat(client.send(request).readHead()).startsWith("HTTP/1.1 " + status);
        }
    }

    /** Most clients send the whole body before they look for an answer. */
    @Test
    void clientThatSendsTooMuchCanReadWhy() throws IOException {
        try (HttpPort port = Recorder.echo().open(SMALL);
                RawClient client = new RawClient(port)) {
            client.send(post("Content-Length: 20000000\r\n\r\n"));
            for (int i = 0; i < 20; i++) {
                client.send("x".repeat(1_000_000));
            }

            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 413 Content Too Large\r\n")
                    .endsWith("The body is larger than 2 kB, which is the limit of this server.");
        }
    }

    /** 300 of these are more than any heap. */
    @Test
    void promisedBodiesTakeNoMemory() throws Exception {
        Recorder recorder = Recorder.echo();
        List<RawClient> clients = new ArrayList<>();
        try (HttpPort port = recorder.open()) {
            for (int i = 0; i < 300; i++) {
                RawClient client =
                        new RawClient(port).send(post("Content-Length: 104857600\r\nExpect: 100-continue\r\n\r\n"));
                clients.add(client);
                client.readHead();
                client.send("x");
            }
            assertThat(clients.get(0).send(" ").socket().isConnected()).isTrue();
            for (RawClient client : clients) {
                client.end();
                assertThat(Recorder.next(recorder.brokenOff).status()).isZero();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"G", "GET / HTTP/1.1\r\nHost: h\r\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n"})
    void requestHasToEndInTimeHoweverManyBytesCome(String beginning) throws Exception {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open(SMALL);
                RawClient client = new RawClient(port)) {
            long begun = System.nanoTime();
            client.send(beginning).socket().setSoTimeout(60);
            String answer = null;
            for (int i = 0; i < 8 && answer == null; i++) {
                try {
                    answer = client.readToEnd();
                } catch (SocketTimeoutException e) {
                    client.send("x");
                }
            }

            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
            assertThat(answer)
                    .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                    .endsWith("The request did not end within 0.3 seconds, which is the limit of this server.");
            assertThat(Recorder.next(recorder.brokenOff).status()).isEqualTo(408);
            assertThat(recorder.refused).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", "\r"})
    void idleConnectionIsClosedWithoutAWord(String emptyLines) throws IOException {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open(SMALL);
                RawClient client = new RawClient(port)) {
            client.get("/").readBody();

            assertThat(client.send(emptyLines).readToEnd()).isEmpty();
            assertThat(recorder.brokenOff).isEmpty();
        }
    }

    @Test
    void connectionWithoutAByteIsNoRequest() throws IOException {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            assertThat(client.end().readToEnd()).isEmpty();
            assertThat(recorder.brokenOff).isEmpty();
            assertThat(recorder.refused).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"G", "GET / HTTP/1.1\r\nHost: h\r\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx"
            })
    void requestThatBreaksOffIsTold(String beginning) throws Exception {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open()) {
            try (RawClient client = new RawClient(port)) {
                assertThat(client.send(beginning).end().readToEnd()).isEmpty();
            }
            RawClient resetting = new RawClient(port).send(beginning);
            assertThat(Recorder.next(recorder.brokenOff).status()).isZero();
            resetting.reset();

            assertThat(Recorder.next(recorder.brokenOff).status()).isZero();
            assertThat(recorder.requests).isEmpty();
            assertThat(recorder.refused).isEmpty();
        }
    }

    @Test
    void requestThatEndsWithThePortIsNotTold() throws Exception {
        Recorder recorder = Recorder.echo();
        try (HttpPort port = recorder.open()) {
            new RawClient(port).send(get("/") + "GET / HTTP").readBody();
        }

        assertThat(recorder.brokenOff.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }

    private static String post(String headersAndBody) {
        return "POST / HTTP/1.1\r\nHost: h\r\n" + headersAndBody;
    }

    private static String chunked(String header, String body) {
        return post(header + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    private static String gzip(String header, String body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(body.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return header + "Content-Length: " + packed.size() + "\r\n\r\n" + packed.toString(ISO_8859_1);
    }
}
