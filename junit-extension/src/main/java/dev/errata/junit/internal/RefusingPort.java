package dev.errata.junit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A port of the loopback interface at which nobody listens. It is taken, so that nobody else gets it and does. */
final class RefusingPort implements AutoCloseable {

    /** By number, as the servers have it: the loopback address may be one of IPv6. */
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

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
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
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
