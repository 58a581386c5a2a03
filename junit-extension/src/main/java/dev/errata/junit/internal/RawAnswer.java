package dev.errata.junit.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.junit.Fault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An answer byte by byte: what is sent and when, and how it ends.
 *
 * @param pieces what is sent, in this order
 * @param end what happens then
 */
record RawAnswer(List<Piece> pieces, End end) {

    /** Bytes, and how long after those before them they are sent. */
    record Piece(Duration pause, ByteBuffer bytes) {
        static Piece of(Duration pause, byte[] bytes) {
            return new Piece(pause, ByteBuffer.wrap(bytes));
        }
    }

    /** How an answer ends. */
    enum End {
        CLOSE,
        RESET,
        /** It does not: the connection is kept, and nothing more comes. */
        STALL
    }

    /** Said by the answer itself, whatever a stub says. */
    private static final List<String> OWN = List.of("Content-Length", "Transfer-Encoding", "Connection");

    private static final int PIECES = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final byte[] GARBAGE =
            "\u0016\u0003\u0001 this is no HTTP \u0000\u00ff\r\n\r\n".getBytes(ISO_8859_1);

    /**
     * Breaks an answer.
     *
     * @param whole the answer as it would be sent, which has a body
     * @param head whether a HEAD asked for it, and the body stays away
     * @param fault a fault of the connection
     * @param delay how long it is held back
     */
    static RawAnswer of(ResponseDefinition whole, boolean head, Fault fault, Duration delay) {
        byte[] body = head ? new byte[0] : whole.getByteBody();
        int promised = whole.getByteBody().length;
        RawAnswer answer = switch (fault) {
            case RESET_BEFORE_HEADERS -> ending(End.RESET);
            case RESET_IN_HEADERS -> ending(End.RESET, half(headers(whole, promised)));
            case RESET_AFTER_HEADERS -> ending(End.RESET, headers(whole, promised));
            case RESET_IN_BODY -> ending(End.RESET, headers(whole, promised), half(body));
            case EMPTY_REPLY -> ending(End.CLOSE);
            case GARBAGE -> ending(End.CLOSE, GARBAGE);
            case SLOW_HEADERS -> dribbled(new byte[0], headers(whole, promised), body);
            case DRIBBLED_BODY -> dribbled(headers(whole, promised), body, new byte[0]);
            case STALLED_HEADERS -> ending(End.STALL, half(headers(whole, promised)));
            case STALLED_BODY -> ending(End.STALL, headers(whole, promised), half(body));
            case CONTENT_LENGTH_TOO_LONG -> ending(End.CLOSE, headers(whole, 2 * promised), body);
            case CONTENT_LENGTH_TOO_SHORT -> ending(End.CLOSE, headers(whole, promised / 2), body);
            default -> throw new IllegalArgumentException(fault + " is no fault of the connection");
        };
        return answer.after(delay);
    }

    private RawAnswer after(Duration delay) {
        List<Piece> later = new ArrayList<>(pieces);
        later.add(0, Piece.of(delay, new byte[0]));
        return new RawAnswer(later, end);
    }

    /** Whether a fault breaks answers on their way; others only change what they say. */
    static boolean breaks(Fault fault) {
        return fault.stage() != Fault.Stage.CONTENT && fault.stage() != Fault.Stage.ENVELOPE;
    }

    /** Whether even a client that waits does not get the whole answer. */
    static boolean cuts(Fault fault) {
        return fault.effect() != Fault.Effect.DRIBBLE;
    }

    private static RawAnswer ending(End end, byte[]... pieces) {
        return new RawAnswer(
                Arrays.stream(pieces)
                        .map(bytes -> Piece.of(Duration.ZERO, bytes))
                        .toList(),
                end);
    }

    private static RawAnswer dribbled(byte[] before, byte[] slow, byte[] after) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(Piece.of(Duration.ZERO, before));
        IntStream.range(0, PIECES)
                .mapToObj(i -> Arrays.copyOfRange(slow, slow.length * i / PIECES, slow.length * (i + 1) / PIECES))
                .forEach(piece -> pieces.add(Piece.of(PAUSE, piece)));
        pieces.add(Piece.of(Duration.ZERO, after));
        return new RawAnswer(pieces, End.CLOSE);
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] headers(ResponseDefinition whole, int contentLength) {
        StringBuilder lines = new StringBuilder("HTTP/1.1 " + whole.getStatus() + " \r\n");
        Reply.headers(whole).stream()
                .filter(header -> OWN.stream().noneMatch(header::keyEquals))
                .forEach(
                        header -> header.values().forEach(value -> lines.append(header.key() + ": " + value + "\r\n")));
        return lines.append("Content-Length: " + contentLength + "\r\nConnection: close\r\n\r\n")
                .toString()
                .getBytes(US_ASCII);
    }
}
