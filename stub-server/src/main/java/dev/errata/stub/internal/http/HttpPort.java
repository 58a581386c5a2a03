package dev.errata.stub.internal.http;

import dev.errata.stub.internal.http.exchange.RequestHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A port that answers HTTP requests, from when it is opened until it is closed. */
public final class HttpPort implements AutoCloseable {

    /** How many connections may wait to be accepted. The JDK's default of 50 makes a burst of clients wait for a second. */
    private static final int BACKLOG = 1_024;

    private final Binding binding;
    private final int port;
    private final String url;
    private final Limits limits;
    private final Clock clock;
    private final RequestHandler handler;

    /** Guarded by itself, as the fields below, and what happens when the port is closed. */
    private final Set<Connection> connections = new HashSet<>();

    /** Nothing while connections are refused for a while. */
    private @Nullable ServerSocketChannel channel;

    /** What keeps the port meanwhile. */
    private @Nullable RefusingPort held;

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile HttpDate date = HttpDate.EPOCH;

    private HttpPort(Binding binding, int port, Limits limits, Clock clock, RequestHandler handler) {
        this.binding = binding;
        this.port = port;
        this.url = binding.withPort(port).url();
        this.limits = limits;
        this.clock = clock;
        this.handler = handler;
    }

    /**
     * Opens a port.
     *
     * @param binding where it listens
     * @param clock the time for the header {@code Date}
     * @param handler answers the requests
     * @return the port, which accepts connections
     * @throws IllegalStateException if it cannot listen there
     */
    public static HttpPort open(Binding binding, Clock clock, RequestHandler handler) {
        return open(binding, Limits.DEFAULT, clock, handler);
    }

    static HttpPort open(Binding binding, Limits limits, Clock clock, RequestHandler handler) {
        try {
            ServerSocketChannel channel = binding.port() == 0
                    ? ClosedPorts.bindToFreshPort(
                            () -> listen(binding), it -> it.socket().getLocalPort())
                    : listen(binding);
            HttpPort port = new HttpPort(binding, channel.socket().getLocalPort(), limits, clock, handler);
            port.acceptFrom(channel);
            return port;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot listen on " + binding.host() + ":" + binding.port() + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Takes a free port that refuses connections until {@link #resume}.
     *
     * @throws IllegalStateException if there is none
     */
    public static HttpPort openSuspended(Binding binding, Clock clock, RequestHandler handler) {
        RefusingPort held = RefusingPort.reserve(binding);
        HttpPort port = new HttpPort(binding, held.port(), Limits.DEFAULT, clock, handler);
        port.held = held;
        return port;
    }

    private void acceptFrom(ServerSocketChannel listening) throws IOException {
        synchronized (connections) {
            try {
                listening.configureBlocking(false);
                // First: connections may come at once.
                channel = listening;
                Acceptor.add(listening, this::accept);
            } catch (IOException | RuntimeException | Error e) {
                channel = null;
                listening.close();
                throw e;
            }
        }
    }

    /** Listens. The JDK sets SO_REUSEADDR where that allows no more than to use a port again at once. */
    private static ServerSocketChannel listen(Binding binding) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            if (binding.port() == 0) {
                // With it, Linux chooses from half of its free ports only, and offers those that were closed lately
                // more often.
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            }
            channel.bind(new InetSocketAddress(binding.address(), binding.port()), BACKLOG);
            // The connections inherit it: those that have ended must not keep the port from being used again.
            return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void accept(SocketChannel client) {
        Connection connection = new Connection(client, this);
        synchronized (connections) {
            if (!isClosed() && channel != null) {
                connections.add(connection);
                start(connection);
                return;
            }
        }
        connection.abort();
    }

    private void start(Connection connection) {
        try {
            ConnectionThreads.run(connection);
        } catch (OutOfMemoryError e) {
            // The system has no thread left.
            connections.remove(connection);
            connection.abort();
            throw e;
        }
    }

    /**
     * Returns the port number.
     *
     * @return the number
     */
    public int port() {
        return port;
    }

    /**
     * Returns the root URL.
     *
     * @return {@code http://host:port} or {@code https://host:port}, without a slash at the end
     */
    public String url() {
        return url;
    }

    Limits limits() {
        return limits;
    }

    /** Returns what TLS does here; nothing if this is plain HTTP. */
    Optional<Tls> tls() {
        return binding.tls();
    }

    RequestHandler handler() {
        return handler;
    }

    /** Returns the line of the header {@code Date}. */
    byte[] date() {
        long second = Math.floorDiv(clock.millis(), 1_000L);
        HttpDate now = date;
        if (now.second() != second) {
            now = HttpDate.of(second);
            date = now;
        }
        return now.line();
    }

    /** Counts down when the port is closed. */
    CountDownLatch closed() {
        return closed;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Forgets a connection that has ended. */
    void forget(Connection connection) {
        synchronized (connections) {
            connections.remove(connection);
        }
    }

    /**
     * Refuses connections from now on, and ends those that are open, until {@link #resume}. The port is kept: nobody else can
     * listen there.
     *
     * @throws IllegalStateException if somebody took the port in the moment in which nobody had it
     */
    public void suspend() {
        List<Connection> ended;
        ServerSocketChannel listening;
        synchronized (connections) {
            if (isClosed() || channel == null) {
                return;
            }
            ended = List.copyOf(connections);
            listening = channel;
            channel = null;
        }
        // Outside the lock, which the thread that accepts connections takes.
        Acceptor.remove(List.of(listening));
        ended.forEach(Connection::abort);
        hold();
    }

    private void hold() {
        try {
            RefusingPort taken = RefusingPort.take(binding.withPort(port));
            synchronized (connections) {
                if (isClosed()) {
                    taken.close();
                } else {
                    held = taken;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot keep " + url + " during an outage: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Accepts connections again, after {@link #suspend}.
     *
     * @throws IllegalStateException if somebody else listens there
     */
    public void resume() {
        synchronized (connections) {
            if (isClosed() || channel != null) {
                return;
            }
            try {
                acceptFrom(listen(binding.withPort(port)));
                if (held != null) {
                    held.leave();
                    held = null;
                }
            } catch (IOException e) {
                throw new IllegalStateException(
                        "Cannot listen on " + url + " again after an outage: " + e.getMessage() + ".", e);
            }
        }
    }

    /**
     * Refuses connections from now on, and ends those that are open, with all pauses, dribbles and stalls. It does not wait for
     * handlers that are at work. Closing it again does nothing.
     */
    @Override
    public void close() {
        close(List.of(this));
    }

    /** Closes ports, all in the same turn of the thread that accepts their connections. */
    public static void close(Collection<HttpPort> ports) {
        List<Connection> ended = new ArrayList<>();
        List<ServerSocketChannel> channels = new ArrayList<>();
        for (HttpPort port : ports) {
            synchronized (port.connections) {
                if (!port.isClosed()) {
                    port.closed.countDown();
                    ended.addAll(port.connections);
                    if (port.channel != null) {
                        channels.add(port.channel);
                    }
                    ClosedPorts.add(port.port);
                    if (port.held != null) {
                        port.held.close();
                    }
                }
            }
        }
        try {
            Acceptor.remove(channels);
        } finally {
            ended.forEach(Connection::abort);
        }
    }
}
