package dev.errata.stub.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

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
     * @param binding the interface, or the wildcard address for all of them
     * @return the port
     * @throws IllegalStateException if there is none
     */
    public static RefusingPort open(Binding binding) {
        try {
            return of(ClosedPorts.bindToFreshPort(() -> bind(binding.withPort(0)), Socket::getLocalPort), binding);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot reserve a port of " + binding.host() + ": " + e.getMessage() + ".", e);
        }
    }

    /** Takes a free port where this JVM can listen while the port is taken. */
    static RefusingPort reserve(Binding binding) {
        RefusingPort port = open(binding);
        try {
            port.taken.setReuseAddress(true);
        } catch (SocketException e) {
            port.close();
            throw new UncheckedIOException(e);
        }
        return port;
    }

    /** Takes a port where this JVM does not listen any more. It can listen there again while the port is taken. */
    static RefusingPort take(Binding binding) throws IOException {
        return of(bind(binding), binding);
    }

    private static RefusingPort of(Socket taken, Binding binding) {
        return new RefusingPort(taken, binding.withPort(taken.getLocalPort()).url());
    }

    private static Socket bind(Binding binding) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(binding.port() != 0);
            socket.bind(new InetSocketAddress(binding.address(), binding.port()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int port() {
        return taken.getLocalPort();
    }

    /**
     * Returns the root URL.
     *
     * @return {@code http://host:port} or {@code https://host:port}, without a slash at the end
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
