package dev.errata.stub.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a connection. What was read and not yet used stands in {@link #bytes} from {@link #start} to {@link #end}.
 *
 * <p>Used by one thread, but for {@link #abort}.
 */
final class Wire {

    private static final int USUAL_SIZE = 8 << 10;

    /** How much a client may send ahead while its answer is delayed. */
    private static final int READ_AHEAD = 4 << 20;

    private static final int LARGE = 128 << 10;

    /** How much is read and written at once. The JDK keeps a buffer of that size, outside the heap, for each thread. */
    private static final int PIECE = 64 << 10;

    /** How long a client has to read the last answer before the connection is closed for good. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final SocketChannel channel;
    private final CountDownLatch portClosed;
    /** TLS upon the connection, if there is any. */
    private final @Nullable SSLSocket secure;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    byte[] bytes = new byte[USUAL_SIZE];
    int start;
    int end;

    /** When the last bytes were handed over: before the client could have them, so that no wait of its own seems too short. */
    private long lastWrite;

    /** Whether the client has sent its last byte. */
    private boolean ended;

    /** Takes a connection over. */
    Wire(SocketChannel channel, Optional<Tls> tls, CountDownLatch portClosed) throws IOException {
        this.channel = channel;
        this.portClosed = portClosed;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.secure = tls.isPresent() ? Certificates.over(channel.socket(), tls.get()) : null;
        this.socket = secure != null ? secure : channel.socket();
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Has the TLS handshake, if there is to be one. */
    void begin(Duration timeout) throws IOException {
        if (secure != null) {
            secure.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            secure.startHandshake();
        }
    }

    /** Returns the address of the client's end. */
    SocketAddress client() {
        return channel.socket().getRemoteSocketAddress();
    }

    /** Returns how many bytes were read and not yet used. */
    int buffered() {
        return end - start;
    }

    /**
     * Reads more bytes behind those that are there. They may move.
     *
     * @return false if the client has sent its last byte
     * @throws SocketTimeoutException if nothing came until the deadline
     */
    boolean fill(long deadline) throws IOException {
        if (ended) {
            return false;
        }
        makeRoom();
        waitUntil(deadline);
        int count = in.read(bytes, end, Math.min(bytes.length - end, PIECE));
        if (count < 0) {
            ended = true;
            return false;
        }
        end += count;
        return true;
    }

    /** Reads at least one byte into an array, and returns how many. */
    int read(byte[] into, int from, int length, long deadline) throws IOException {
        int count = Math.min(length, buffered());
        if (count > 0) {
            System.arraycopy(bytes, start, into, from, count);
            start += count;
            return count;
        }
        waitUntil(deadline);
        count = in.read(into, from, Math.min(length, PIECE));
        if (count < 0) {
            ended = true;
            throw new EOFException("The client left");
        }
        return count;
    }

    private void waitUntil(long deadline) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime() + 999_999);
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
    }

    private void makeRoom() {
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > 8 * USUAL_SIZE) {
                bytes = new byte[USUAL_SIZE];
            }
        } else if (end == bytes.length && start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    /**
     * Waits, and reads ahead meanwhile, because nothing else tells that a client has left.
     *
     * @return false as soon as the client has left or the port was closed
     */
    boolean pause(Duration delay) {
        long due = System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(delay), Long.MAX_VALUE / 2);
        try {
            while (!ended && System.nanoTime() - due < 0) {
                if (buffered() < READ_AHEAD) {
                    fill(due);
                } else if (portClosed.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return !ended;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            // The client has reset the connection, or the port was closed.
            return false;
        } catch (InterruptedException e) {
            // Nobody but a handler has this thread, so the handler wants to wait no longer.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void write(byte[] source, int from, int length) throws IOException {
        if (length > LARGE) {
            // Linux would take 4 MB from each client that does not read, and tell of it as sent.
            channel.setOption(StandardSocketOptions.SO_SNDBUF, LARGE);
        }
        for (int written = 0; written < length; written += PIECE) {
            lastWrite = System.nanoTime();
            out.write(source, from + written, Math.min(length - written, PIECE));
        }
    }

    /** Returns when the last bytes were about to leave, in terms of {@link System#nanoTime()}; 0 if none did. */
    long lastWrite() {
        return lastWrite;
    }

    /** Tells whether the client has left or sends no more, without waiting. */
    boolean hasEnded() {
        return isReset() || ended;
    }

    /**
     * Tells whether the client has reset the connection, without waiting. That a client has closed it in order proves nothing:
     * one that has read everything does so, too. (Linux does not tell of a reset behind an orderly close.)
     */
    boolean isReset() {
        return secure != null ? isReset(secure) : isReset(channel);
    }

    /** What comes has to be decrypted, which the JDK does in a blocking read only: this waits for a millisecond. */
    private boolean isReset(SSLSocket secure) {
        try {
            secure.setSoTimeout(1);
            makeRoom();
            int count = in.read(bytes, end, Math.min(bytes.length - end, PIECE));
            ended |= count < 0;
            end += Math.max(0, count);
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private boolean isReset(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            try {
                makeRoom();
                int count = channel.read(ByteBuffer.wrap(bytes, end, Math.min(bytes.length - end, PIECE)));
                ended |= count < 0;
                end += Math.max(0, count);
                return false;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** Tells the client that nothing more comes. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is closed already, which tells the same.
        }
    }

    /** Ignores all that the client sends, until it leaves. */
    void ignoreInput() throws IOException {
        socket.setSoTimeout(0);
        start = 0;
        end = 0;
        while (in.read(bytes, 0, Math.min(bytes.length, PIECE)) >= 0) {
            // What a client sends to an answer that never ends is of no use.
        }
        ended = true;
    }

    /**
     * Closes the connection such that the client can read the last answer: bytes that nobody has read would make the system
     * reset the connection, and the client might lose the answer.
     */
    void close(boolean unreadBytes) throws IOException {
        if (portClosed.getCount() == 0) {
            abort();
            return;
        }
        try (channel) {
            if (secure != null) {
                endOutput();
            }
            if (!ended && (unreadBytes || in.available() > 0)) {
                endOutput();
                long deadline = System.nanoTime() + LINGER.toNanos();
                while (!ended) {
                    start = 0;
                    end = 0;
                    fill(deadline);
                }
            }
        } catch (SocketTimeoutException e) {
            // The client had its time.
        }
    }

    /** Resets the connection. Any thread may call this; the one that reads or writes gets an exception. */
    void abort() {
        abort(channel);
    }

    static void abort(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It was closed before, by the client or by its own thread.
        }
    }
}
