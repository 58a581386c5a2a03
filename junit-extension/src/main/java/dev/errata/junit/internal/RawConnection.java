package dev.errata.junit.internal;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client's connection on which an answer is sent past the HTTP server. It holds no thread while nothing is to be sent. */
final class RawConnection {

    /** How soon to try again where the client does not keep up. */
    private static final Duration CONGESTION = Duration.ofMillis(10);

    /** How often to look whether the client of a stalled answer has gone. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final SocketChannel channel;
    private final ScheduledExecutorService clock;
    private final Runnable giveBack;
    private final Iterator<RawAnswer.Piece> pieces;
    private final RawAnswer.End end;
    private ByteBuffer sending = ByteBuffer.allocate(0);
    private Runnable closed = () -> {};

    /**
     * Takes a connection over.
     *
     * @param channel the connection
     * @param clock runs what is due later
     * @param answer what to send
     * @param giveBack ends the request for the HTTP server; called when the connection is closed
     */
    RawConnection(SocketChannel channel, ScheduledExecutorService clock, RawAnswer answer, Runnable giveBack) {
        this.channel = channel;
        this.clock = clock;
        this.giveBack = giveBack;
        this.pieces = answer.pieces().iterator();
        this.end = answer.end();
    }

    /**
     * Begins to send.
     *
     * @param then called when the connection is closed
     */
    synchronized void send(Runnable then) {
        closed = then;
        advance();
    }

    /** Sends what is due, and comes back for the rest. */
    private synchronized void advance() {
        try {
            while (channel.isOpen()) {
                channel.write(sending);
                if (sending.hasRemaining()) {
                    comeBack(CONGESTION);
                    return;
                }
                if (!pieces.hasNext()) {
                    finish();
                    return;
                }
                RawAnswer.Piece next = pieces.next();
                sending = next.bytes();
                if (!next.pause().isZero()) {
                    comeBack(next.pause());
                    return;
                }
            }
        } catch (IOException | RejectedExecutionException e) {
            // The client has gone, or the server is being stopped: nobody is left to send anything to.
            close();
        }
    }

    private void comeBack(Duration pause) {
        Future<?> unused = clock.schedule(this::advance, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void finish() throws IOException {
        switch (end) {
            case CLOSE -> close();
            case RESET -> {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                close();
            }
            case STALL -> {
                if (channel.read(ByteBuffer.allocate(1)) < 0) {
                    close();
                } else {
                    comeBack(PROBE);
                }
            }
        }
    }

    /** Closes the connection, whatever is left to send. */
    synchronized void close() {
        if (channel.isOpen()) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is closed all the same.
            } finally {
                giveBack.run();
                closed.run();
            }
        }
    }
}
