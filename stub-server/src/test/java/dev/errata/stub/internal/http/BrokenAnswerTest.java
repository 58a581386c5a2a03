package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.fixtures.Fault;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Delivery;
import dev.errata.stub.internal.http.exchange.Transmission;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults, byte for byte. */
class BrokenAnswerTest {

    private static final String BODY = "{\"error\":1}";
    private static final String START =
            "HTTP/1.1 503 Come back\r\nContent-Type: application/json\r\nx: \u00e2\u0082\u00ac\r\n" + Recorder.DATE;
    private static final String CLOSE = "Connection: close\r\n\r\n";

    static Stream<Arguments> faults() {
        String head = head("Content-Length: 11");
        return Stream.of(
                arguments(Fault.RESET_BEFORE_HEADERS, "", End.RESET),
                arguments(Fault.RESET_IN_HEADERS, half(head), End.RESET),
                arguments(Fault.RESET_AFTER_HEADERS, head, End.RESET),
                arguments(Fault.RESET_IN_BODY, head + half(BODY), End.RESET),
                arguments(Fault.EMPTY_REPLY, "", End.CLOSE),
                arguments(Fault.GARBAGE, "\u0016\u0003\u0001 this is not HTTP \u0000\u00ff\r\n\r\n", End.CLOSE),
                arguments(Fault.SLOW_HEADERS, head + BODY, End.CLOSE),
                arguments(Fault.DRIBBLED_BODY, head + BODY, End.CLOSE),
                arguments(Fault.STALLED_HEADERS, half(head), End.STALL),
                arguments(Fault.STALLED_BODY, head + half(BODY), End.STALL),
                arguments(Fault.CONTENT_LENGTH_TOO_LONG, head("Content-Length: 22") + BODY, End.CLOSE),
                arguments(Fault.CONTENT_LENGTH_TOO_SHORT, head("Content-Length: 5") + BODY, End.CLOSE),
                arguments(
                        Fault.MALFORMED_CHUNK,
                        head("Transfer-Encoding: chunked") + "this is not a chunk size\r\n",
                        End.CLOSE));
    }

    private enum End {
        CLOSE,
        RESET,
        STALL
    }

    @ParameterizedTest
    @MethodSource("faults")
    void breaksAnswersByteForByte(Fault fault, String sent, End end) throws Exception {
        Recorder recorder = broken(fault, response());
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx");

            assertThat(client.read(sent.length())).isEqualTo(sent);
            boolean slow = fault.effect() == Fault.Effect.DRIBBLE;
            Delivery delivery = Recorder.next(recorder.deliveries);
            assertThat(delivery.whole()).isEqualTo(slow);
            if (slow) {
                assertThat(delivery.ended() - delivery.begun())
                        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(1_990));
            }
            switch (end) {
                case CLOSE -> assertThat(client.readToEnd()).isEmpty();
                case RESET ->
                    assertThatThrownBy(client::readToEnd)
                            .isInstanceOf(SocketException.class)
                            .hasMessage("Connection reset");
                case STALL -> {
                    client.socket().setSoTimeout(50);
                    assertThatThrownBy(client::readToEnd).isInstanceOf(SocketTimeoutException.class);
                }
            }
        }
    }

    @Test
    void everyFaultOfTheTransportIsInTheTable() {
        assertThat(faults().map(row -> row.get()[0]).toList())
                .containsExactlyElementsOf(Arrays.stream(Fault.values())
                        .filter(BrokenAnswerTest::isOfTheTransport)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void otherFaultsAreRefused(Fault fault) {
        if (!isOfTheTransport(fault)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> transmission(fault, response()))
                    .withMessageContaining(fault + " is not a fault of the transport");
        }
    }

    private static boolean isOfTheTransport(Fault fault) {
        return switch (fault.stage()) {
            case CONNECTION, CONTENT, ENVELOPE -> false;
            default -> true;
        };
    }

    static Stream<Arguments> withoutBody() {
        return Stream.of(
                arguments("HEAD", Fault.SLOW_HEADERS, response(), head("Content-Length: 11")),
                arguments("HEAD", Fault.CONTENT_LENGTH_TOO_LONG, response(), head("Content-Length: 22")),
                arguments("HEAD", Fault.CONTENT_LENGTH_TOO_SHORT, response(), head("Content-Length: 5")),
                arguments("HEAD", Fault.MALFORMED_CHUNK, response(), head("Transfer-Encoding: chunked")),
                arguments(
                        "GET",
                        Fault.CONTENT_LENGTH_TOO_LONG,
                        StubResponse.of(204, List.of(), BODY.getBytes(UTF_8)),
                        "HTTP/1.1 204 No Content\r\n" + Recorder.DATE + CLOSE));
    }

    @ParameterizedTest
    @MethodSource("withoutBody")
    void breaksNoBodyWhereThereIsNone(String method, Fault fault, StubResponse response, String sent)
            throws IOException {
        try (HttpPort port = broken(fault, response).open();
                RawClient client = new RawClient(port)) {
            assertThat(client.send(method + " / HTTP/1.1\r\nHost: h\r\n\r\n").readToEnd())
                    .isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SLOW_HEADERS", "DRIBBLED_BODY"})
    void piecesComeOneByOne(Fault fault) throws Exception {
        try (HttpPort port = broken(fault, response()).open();
                RawClient client = new RawClient(port)) {
            client.get("/")
                    .read(
                            fault == Fault.SLOW_HEADERS
                                    ? 1
                                    : head("Content-Length: 11").length());
            byte[] buffer = new byte[100];
            int first = client.socket().getInputStream().read(buffer);
            int second = client.socket().getInputStream().read(buffer);

            // A busy machine reads several pieces at once, but never all of them.
            assertThat(first).isPositive();
            assertThat(second).isPositive();
        }
    }

    /** A client that has sent a lot more, and leaves. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALLED_HEADERS", "STALLED_BODY"})
    void stallEndsWithTheClientWhateverItHasSent(Fault fault) throws IOException {
        try (HttpPort port = broken(fault, response()).open();
                RawClient client = new RawClient(port)) {
            client.get("/").read(half(head("Content-Length: 11")).length());
            client.send("x".repeat(20_000_000));
            long begun = System.nanoTime();

            client.end().readToEnd();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SLOW_HEADERS", "DRIBBLED_BODY"})
    void slowAnswerIsNotWholeOnceTheClientLeft(Fault fault) throws Exception {
        Recorder recorder = broken(fault, response());
        try (HttpPort port = recorder.open()) {
            try (RawClient client = new RawClient(port)) {
                client.get("/").read(1);
            }

            Delivery delivery = Recorder.next(recorder.deliveries);
            assertThat(delivery.whole()).isFalse();
            assertThat(Duration.ofNanos(delivery.ended() - delivery.begun())).isLessThan(Duration.ofSeconds(1));
        }
    }

    private static Recorder broken(Fault fault, StubResponse response) {
        return Recorder.sending(transmission(fault, response));
    }

    private static Transmission transmission(Fault fault, StubResponse response) {
        return new Transmission(response, Optional.of(fault), Optional.empty(), false);
    }

    private static StubResponse response() {
        return new StubResponse(
                503,
                Optional.of("Come back"),
                List.of(
                        new HeaderField("Content-Type", "application/json"),
                        new HeaderField("Content-Length", "7"),
                        new HeaderField("x", "€")),
                BODY.getBytes(UTF_8));
    }

    private static String head(String framing) {
        return START + framing + "\r\n" + CLOSE;
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }
}
