package dev.errata.stub.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that keeps the bytes of each request, and answers with bytes; each byte is a character of ISO 8859-1. */
public final class RawServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

    private final ServerSocket socket;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch clientLeft = new CountDownLatch(1);

    private RawServer(String answer, boolean closes) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> serve(answer, closes), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A server that closes each connection after its answer. */
    public static RawServer answering(String bytes) {
        return new RawServer(bytes, true);
    }

    /** A server that sends these bytes, and then waits for its client to leave. */
    public static RawServer stallingAfter(String bytes) {
        return new RawServer(bytes, false);
    }

    private void serve(String answer, boolean closes) {
        while (true) {
            try (Socket client = socket.accept()) {
                requests.add(request(client.getInputStream()));
                client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                client.getOutputStream().flush();
                if (!closes && client.getInputStream().read() < 0) {
                    clientLeft.countDown();
                }
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString(ISO_8859_1);
            }
            head.write(next);
        }
        Matcher length = LENGTH.matcher(head.toString(ISO_8859_1));
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return head.toString(ISO_8859_1) + new String(body, ISO_8859_1);
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    /** The requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Is open until the client has closed a connection on which nothing came. */
    public CountDownLatch clientLeft() {
        return clientLeft;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
