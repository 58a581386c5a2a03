package dev.errata.stub.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port that refuses connections: it is taken, so that nobody else gets it, and nobody listens. */
public final class RefusingPort implements AutoCloseable {

    private final Socket taken;
    private final String url;

    private RefusingPort(Socket taken, String url) {
        this.taken = taken;
        this.url = url;
    }

    /**
     * Takes a free port.
     *
     * @param address the interface, or the wildcard address for all of them
     * @return the port
     * @throws IllegalStateException if there is none
     */
    public static RefusingPort open(InetAddress address) {
        try {
            Socket taken = ClosedPorts.bindToFreshPort(() -> bind(address), Socket::getLocalPort);
            int port = taken.getLocalPort();
            return new RefusingPort(taken, "http://" + new Binding(address, port).host() + ":" + port);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "No port of " + address.getHostAddress() + " can be taken: " + e.getMessage() + ".", e);
        }
    }

    private static Socket bind(InetAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(address, 0));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Returns the root URL.
     *
     * @return {@code http://host:port}, without a slash at the end
     */
    public String url() {
        return url;
    }

    /** Gives the port back. Closing it again does nothing. */
    @Override
    public synchronized void close() {
        if (!taken.isClosed()) {
            ClosedPorts.add(taken.getLocalPort());
            try {
                taken.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
