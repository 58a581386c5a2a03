package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.fixtures.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * An answer that a fault has broken: what is sent and when, and how it ends.
 *
 * @param pieces what is sent, in this order
 * @param end what happens then
 */
record BrokenAnswer(List<Piece> pieces, End end) {

    /**
     * Bytes that are sent after a pause.
     *
     * @param pause the time between the bytes before them and these
     * @param bytes the bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(Duration pause, byte[] bytes) {}

    /** How an answer ends. */
    enum End {
        /** The connection is closed in order. */
        CLOSE,
        /** The connection is reset. */
        RESET,
        /** It does not end: the connection is kept, and nothing more comes. */
        STALL
    }

    /** In place of a content length: the head announces chunks. */
    static final long CHUNKED = -1;

    private static final int PIECES = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Some clients drop what they have not dealt with when they hear of a reset: the JDK's even loses the status. */
    private static final Duration HEAD_START = Duration.ofMillis(20);

    private static final byte[] GARBAGE =
            "\u0016\u0003\u0001 this is not HTTP \u0000\u00ff\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] NO_CHUNK = "this is not a chunk size\r\n".getBytes(US_ASCII);
    private static final byte[] NOTHING = {};

    /**
     * Breaks an answer.
     *
     * @param fault a fault of the transport
     * @param head makes the head for a content length, or for {@link #CHUNKED}
     * @param promised how long the body is in truth
     * @param body what can be sent of it: nothing to a HEAD
     */
    static BrokenAnswer of(Fault fault, LongFunction<byte[]> head, long promised, byte[] body) {
        return switch (fault) {
            case RESET_BEFORE_HEADERS -> ending(End.RESET);
            case RESET_IN_HEADERS -> reset(half(head.apply(promised)));
            case RESET_AFTER_HEADERS -> reset(head.apply(promised));
            case RESET_IN_BODY -> reset(head.apply(promised), half(body));
            case EMPTY_REPLY -> ending(End.CLOSE);
            case GARBAGE -> ending(End.CLOSE, GARBAGE);
            case SLOW_HEADERS -> dribbled(NOTHING, head.apply(promised), body);
            case DRIBBLED_BODY -> dribbled(head.apply(promised), body, NOTHING);
            case STALLED_HEADERS -> ending(End.STALL, half(head.apply(promised)));
            case STALLED_BODY -> ending(End.STALL, head.apply(promised), half(body));
            case CONTENT_LENGTH_TOO_LONG -> ending(End.CLOSE, head.apply(2 * promised), body);
            case CONTENT_LENGTH_TOO_SHORT -> ending(End.CLOSE, head.apply(promised / 2), body);
            case MALFORMED_CHUNK -> ending(End.CLOSE, head.apply(CHUNKED), body.length == 0 ? NOTHING : NO_CHUNK);
            default -> throw new IllegalArgumentException(fault + " is not a fault of the transport");
        };
    }

    private static BrokenAnswer ending(End end, byte[]... pieces) {
        return new BrokenAnswer(
                Arrays.stream(pieces)
                        .map(bytes -> new Piece(Duration.ZERO, bytes))
                        .toList(),
                end);
    }

    /** Resets the connection, but gives the client the time to deal with what was sent before. */
    private static BrokenAnswer reset(byte[]... pieces) {
        List<Piece> sent = new ArrayList<>(ending(End.RESET, pieces).pieces());
        sent.add(new Piece(HEAD_START, NOTHING));
        return new BrokenAnswer(sent, End.RESET);
    }

    private static BrokenAnswer dribbled(byte[] before, byte[] slow, byte[] after) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(Duration.ZERO, before));
        // Nothing has no pieces to wait between: the answer to a HEAD, or one without a body.
        for (long i = 0; i < PIECES && slow.length > 0; i++) {
            int from = (int) (slow.length * i / PIECES);
            int to = (int) (slow.length * (i + 1) / PIECES);
            pieces.add(new Piece(PAUSE, Arrays.copyOfRange(slow, from, to)));
        }
        pieces.add(new Piece(Duration.ZERO, after));
        return new BrokenAnswer(pieces, End.CLOSE);
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
