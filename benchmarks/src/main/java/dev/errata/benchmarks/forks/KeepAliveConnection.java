package dev.errata.benchmarks.forks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One connection that sends the same GET again and again, and reads no more of the answers than it has to. The JDK's client
 * would be slower than some of the servers.
 */
final class KeepAliveConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;
    private final int status;
    private final byte[] body;

    KeepAliveConnection(URI url, int status, String body) throws IOException {
        this.socket = new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.request = ("GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.status = status;
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends one request; fails if it gets anything but the answer. */
    int request() throws IOException {
        return request(request);
    }

    /** Sends the request with one more header. */
    int request(String header) throws IOException {
        byte[] more = (header + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(request, request.length - 2 + more.length);
        System.arraycopy(more, 0, all, request.length - 2, more.length);
        return request(all);
    }

    private int request(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        String first = line();
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (isNamed(header, "content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (isNamed(header, "transfer-encoding:")) {
                chunked = true;
            }
        }
        byte[] got = chunked ? chunks() : exactly(length);
        if (!first.startsWith("HTTP/1.1 " + status) || !Arrays.equals(got, body)) {
            throw new IOException("Expected status " + status + " and " + body.length + " bytes, got \"" + first
                    + "\" and " + got.length + " bytes");
        }
        return got.length;
    }

    private static boolean isNamed(String header, String name) {
        return header.regionMatches(true, 0, name, 0, name.length());
    }

    private byte[] chunks() throws IOException {
        byte[] all = new byte[0];
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            byte[] chunk = exactly(size);
            int before = all.length;
            all = Arrays.copyOf(all, before + size);
            System.arraycopy(chunk, 0, all, before, size);
            line();
        }
        line();
        return all;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer ends too early");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
