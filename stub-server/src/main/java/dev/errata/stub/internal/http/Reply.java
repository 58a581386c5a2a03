package dev.errata.stub.internal.http;

import dev.errata.fixtures.Fault;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Delivery;
import dev.errata.stub.internal.http.exchange.Dribble;
import dev.errata.stub.internal.http.exchange.Responder;
import dev.errata.stub.internal.http.exchange.Transmission;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/** Answers one request of a connection, and knows afterwards what becomes of the connection. */
final class Reply implements Responder {

    /** Up to this size a body is copied, and leaves with its head in one packet. */
    private static final int SMALL = 32 << 10;

    /** From this size on the last bytes may still be on their way when the client leaves. */
    private static final int LARGE = 64 << 10;

    private static final String LAST_CHUNK = "0\r\n\r\n";
    private static final byte[] NOTHING = {};

    private final Wire wire;
    private final Head head;
    private final HttpPort port;
    private final boolean toHead;
    private final boolean version11;
    private boolean keepAlive;

    private Progress progress = writing -> {};
    private boolean sent;
    private boolean delayed;
    private boolean clientLeft;
    private boolean stalls;
    private long aborted;

    /** Prepares an answer to a request that the connection outlives, if nothing speaks against it. */
    Reply(Wire wire, Head head, HttpPort port, Incoming.Whole incoming) {
        this.wire = wire;
        this.head = head;
        this.port = port;
        this.toHead = incoming.request().method().equals("HEAD");
        this.version11 = incoming.version11();
        this.keepAlive = incoming.keepAlive();
    }

    /** Prepares the last answer on a connection. */
    Reply(Wire wire, Head head, HttpPort port, UnreadableRequest request) {
        this.wire = wire;
        this.head = head;
        this.port = port;
        this.toHead = request.method().equals("HEAD");
        this.version11 = true;
    }

    /** Answers with an error, unless there is nothing more to answer. */
    void fail(String what) {
        if (!sent && !clientLeft) {
            keepAlive = false;
            send(Transmission.of(StubResponse.text(500, "Errata: " + what + ".")));
        }
    }

    /** Whether another request may be read. */
    boolean keepsConnection() {
        return keepAlive;
    }

    /** Whether the answer does not end. */
    boolean stalls() {
        return stalls;
    }

    @Override
    public SocketAddress client() {
        return wire.client();
    }

    @Override
    public boolean pause(Duration delay) {
        if (!delay.isZero() && !clientLeft) {
            delayed = true;
            if (!wire.pause(delay)) {
                leave();
            }
        }
        return !clientLeft;
    }

    @Override
    public Delivery send(Transmission answer, Progress listener) {
        if (sent) {
            throw new IllegalStateException("The request was already answered.");
        }
        sent = true;
        progress = listener;
        if (delayed && !clientLeft && wire.hasEnded()) {
            leave();
        }
        long begun = System.nanoTime();
        boolean whole = !clientLeft && write(answer);
        boolean slow =
                delayed || answer.dribble().isPresent() || answer.response().body().length > LARGE;
        if (whole && (slow || answer.fault().isPresent()) && wire.isReset()) {
            leave();
            whole = false;
        }
        if (!keepAlive && !stalls) {
            wire.endOutput();
        }
        return new Delivery(begun, Math.max(begun, Math.max(aborted, wire.lastWrite())), whole);
    }

    /** Waits between two pieces of an answer, and returns whether the client is still there. */
    private boolean pauseWriting(Duration pause) {
        progress.writing(false);
        if (!wire.pause(pause)) {
            leave();
        }
        progress.writing(true);
        return !clientLeft;
    }

    private void leave() {
        clientLeft = true;
        keepAlive = false;
    }

    private boolean write(Transmission answer) {
        try {
            return answer.fault().isPresent()
                    ? writeBroken(answer.response(), answer.fault().get())
                    : writeWhole(answer);
        } catch (IOException e) {
            // The client has left, or the port was closed: nobody is left to send anything to.
            leave();
            return false;
        } catch (RuntimeException | Error e) {
            // As from a clock that fails. The client must not wait for an answer that does not come.
            keepAlive = false;
            wire.endOutput();
            throw e;
        }
    }

    private boolean writeWhole(Transmission answer) throws IOException {
        StubResponse response = answer.response();
        int status = response.status();
        boolean closes = head.begin(response, port.date());
        // After an interim status clients wait for another answer, which does not come.
        keepAlive &= !closes && status >= 200;
        boolean chunked = answer.chunked() && version11 && mayHaveBody(status);
        sayFraming(response, chunked ? BrokenAnswer.CHUNKED : lengthOf(response));
        if (!keepAlive) {
            head.add("Connection: close\r\n");
        } else if (!version11) {
            head.add("Connection: keep-alive\r\n");
        }
        head.add("\r\n");
        if (toHead || !mayHaveBody(status)) {
            flush();
            return true;
        }
        return answer.dribble().isPresent()
                ? dribble(response.body(), answer.dribble().get(), chunked)
                : writeBody(response.body(), chunked);
    }

    /** A HEAD is told the length that the body of a GET would have, which is not always at hand. */
    private long lengthOf(StubResponse response) {
        int length = response.body().length;
        return toHead && length == 0
                ? response.header("Content-Length")
                        .filter(said -> said.matches("\\d{1,18}"))
                        .map(Long::parseLong)
                        .orElse(0L)
                : length;
    }

    private boolean writeBody(byte[] body, boolean chunked) throws IOException {
        writePiece(body, 0, body.length, chunked);
        if (chunked) {
            head.add(LAST_CHUNK);
        }
        flush();
        return true;
    }

    private boolean dribble(byte[] body, Dribble dribble, boolean chunked) throws IOException {
        Duration pause = dribble.duration().dividedBy(dribble.chunks());
        for (long i = 0; i < dribble.chunks(); i++) {
            flush();
            if (!pauseWriting(pause)) {
                return false;
            }
            int from = (int) (body.length * i / dribble.chunks());
            int to = (int) (body.length * (i + 1) / dribble.chunks());
            writePiece(body, from, to - from, chunked);
        }
        if (chunked) {
            head.add(LAST_CHUNK);
        }
        flush();
        return true;
    }

    /** Writes a part of the body. A chunk without bytes would end the body, so there is none. */
    private void writePiece(byte[] body, int from, int length, boolean chunked) throws IOException {
        if (chunked && length > 0) {
            head.add(Integer.toHexString(length)).add("\r\n");
        }
        if (length <= SMALL) {
            head.add(body, from, length);
        } else {
            flush();
            wire.write(body, from, length);
        }
        if (chunked && length > 0) {
            head.add("\r\n");
        }
    }

    private void flush() throws IOException {
        wire.write(head.bytes(), 0, head.length());
        head.clear();
    }

    private boolean writeBroken(StubResponse response, Fault fault) throws IOException {
        keepAlive = false;
        byte[] body = toHead || !mayHaveBody(response.status()) ? NOTHING : response.body();
        BrokenAnswer broken = BrokenAnswer.of(fault, length -> headOf(response, length), response.body().length, body);
        for (BrokenAnswer.Piece piece : broken.pieces()) {
            if (!piece.pause().isZero() && !pauseWriting(piece.pause())) {
                return false;
            }
            wire.write(piece.bytes(), 0, piece.bytes().length);
        }
        switch (broken.end()) {
            case CLOSE -> {
                // As after any last answer.
            }
            case RESET -> {
                aborted = System.nanoTime();
                wire.abort();
            }
            case STALL -> stalls = true;
        }
        return fault.effect() == Fault.Effect.DRIBBLE;
    }

    private byte[] headOf(StubResponse response, long contentLength) {
        head.begin(response, port.date());
        sayFraming(response, contentLength);
        byte[] bytes = head.add("Connection: close\r\n\r\n").copy();
        head.clear();
        return bytes;
    }

    private void sayFraming(StubResponse response, long contentLength) {
        if (contentLength == BrokenAnswer.CHUNKED) {
            head.add("Transfer-Encoding: chunked\r\n");
        } else if (mayHaveBody(response.status()) || (response.status() == 304 && contentLength > 0)) {
            head.add("Content-Length: ").add(contentLength).add("\r\n");
        }
    }

    private static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }
}
