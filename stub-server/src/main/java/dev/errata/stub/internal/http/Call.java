package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request to another server, on a connection of its own. Nothing is added, sorted, decoded or followed, which no client
 * library can be kept from: what is sent and returned is what the caller and the server said.
 */
public final class Call implements Closeable {

    private final Duration timeout;
    private volatile Socket socket = new Socket();

    /** Ends whatever the call waits for, writing too, which no timeout of a socket does. */
    private final CompletableFuture<Void> alarm = new CompletableFuture<>();

    private volatile boolean late;
    private volatile boolean over;

    /**
     * Prepares a call.
     *
     * @param timeout how long all of it may take
     */
    public Call(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * An answer.
     *
     * @param response the answer; its headers still tell its framing
     * @param chunked whether it did not tell its length beforehand
     */
    public record Answer(StubResponse response, boolean chunked) {}

    /**
     * Connects to a server.
     *
     * @param server its URL, of which scheme, host and port count
     * @return the address of this end of the connection, as the server sees it
     * @throws CallException if there is no connection
     */
    public SocketAddress connect(URI server) throws CallException {
        CompletableFuture<Void> unused = alarm.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, expired) -> {
                    if (expired != null) {
                        late = true;
                        hangUp();
                    }
                });
        int port = server.getPort() >= 0 ? server.getPort() : isSecure(server) ? 443 : 80;
        try {
            connectTo(addresses(host(server)), port);
        } catch (IOException e) {
            throw explained(e);
        }
        return socket.getLocalSocketAddress();
    }

    private static boolean isSecure(URI server) {
        return server.getScheme().equalsIgnoreCase("https");
    }

    private static String host(URI server) {
        String host = server.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static InetAddress[] addresses(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new CallException("has an unknown host", e);
        }
    }

    /** A name such as localhost may have several addresses, of which a server listens to one. */
    private void connectTo(InetAddress[] addresses, int port) throws IOException {
        for (int i = 0; ; i++) {
            try {
                socket.connect(new InetSocketAddress(addresses[i], port));
                return;
            } catch (IOException e) {
                if (i == addresses.length - 1) {
                    throw new CallException(
                            isRefusal(e) ? "refuses connections" : "is unreachable: " + e.getMessage(), e);
                }
                socket = new Socket();
                if (over) {
                    throw e;
                }
            }
        }
    }

    private static boolean isRefusal(IOException e) {
        return e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused");
    }

    /**
     * Sends a request and reads the answer.
     *
     * @param server the URL of the server
     * @param request the request; its headers must tell the length of its {@linkplain StubRequest#sentBody() body}, if it has one
     * @return the answer, without interim ones
     * @throws CallException if no whole answer came
     */
    public Answer send(URI server, StubRequest request) throws CallException {
        try {
            Socket open = isSecure(server) ? secured(server) : socket;
            ResponseReader reader = new ResponseReader(open.getInputStream(), Limits.DEFAULT);
            try {
                write(open, request);
            } catch (IOException e) {
                // A server may refuse a large body before it has read all of it, and tell why.
                if (late) {
                    throw e;
                }
            }
            return reader.read(request.method().equals("HEAD"));
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private Socket secured(URI server) throws IOException {
        SSLSocket secure = (SSLSocket) trusting().createSocket(socket, host(server), socket.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /** Trusts what all of the JVM trusts, as it is configured now. */
    private static SSLSocketFactory trusting() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Socket open, StubRequest request) throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        for (HeaderField header : request.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(UTF_8);
        byte[] body = request.sentBody();
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        open.getOutputStream().write(all);
    }

    private CallException explained(IOException cause) {
        if (late) {
            return new CallException("did not answer within " + seconds(), cause);
        }
        if (cause instanceof CallException known) {
            return known;
        }
        return cause instanceof SSLException
                ? new CallException("failed the TLS handshake: " + cause.getMessage(), cause)
                : new CallException("closed the connection before the end of its answer", cause);
    }

    private String seconds() {
        return timeout.toMillis() % 1_000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    /** Ends the call. Any thread may do so; the one that waits gets an exception. */
    @Override
    public void close() {
        boolean unused = alarm.complete(null);
        hangUp();
    }

    private void hangUp() {
        over = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed nevertheless.
        }
    }
}
