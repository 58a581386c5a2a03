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
            return of(ClosedPorts.bindToFreshPort(() -> bind(address, 0), Socket::getLocalPort));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "No port of " + address.getHostAddress() + " can be taken: " + e.getMessage() + ".", e);
        }
    }

    /** Takes a port where this JVM does not listen any more. It can listen there again while the port is taken. */
    static RefusingPort take(InetAddress address, int port) throws IOException {
        return of(bind(address, port));
    }

    private static RefusingPort of(Socket taken) {
        Binding binding = new Binding(taken.getLocalAddress(), taken.getLocalPort());
        return new RefusingPort(taken, "http://" + binding.host() + ":" + binding.port());
    }

    private static Socket bind(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(port != 0);
            socket.bind(new InetSocketAddress(address, port));
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
    public void close() {
        close(true);
    }

    /** Leaves the port to this JVM, which listens there again. */
    void leave() {
        close(false);
    }

    private synchronized void close(boolean forGood) {
        if (!taken.isClosed()) {
            if (forGood) {
                ClosedPorts.add(taken.getLocalPort());
            }
            try {
                taken.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
