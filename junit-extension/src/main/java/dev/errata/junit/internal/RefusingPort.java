package dev.errata.junit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A port of the loopback interface at which nobody listens. It is taken, so that nobody else gets it and does. */
final class RefusingPort implements AutoCloseable {

    private @Nullable Socket taken;

    /** The URL that refuses connections, without a slash at the end. */
    synchronized String url() {
        Socket socket = taken != null ? taken : take();
        taken = socket;
        return "http://" + socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    private static Socket take() {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("No port is left that could refuse connections", e);
        }
    }

    @Override
    public synchronized void close() {
        if (taken != null) {
            try {
                taken.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
