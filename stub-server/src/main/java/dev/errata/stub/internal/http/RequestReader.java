package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.stub.http.ContentCoding;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the requests of a connection, one after the other, as RFC 9112 says. Where the RFC leaves a choice between lenience and
 * refusal, this refuses: what two programs can understand differently is an attack, or a mistake that a test should show.
 */
final class RequestReader {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] NO_BODY = {};

    /** With this byte a TLS client begins. */
    private static final byte TLS_HANDSHAKE = 0x16;

    private static final int FIRST_PIECE_OF_BODY = 16 << 10;

    private static final boolean[] TOKEN_SIGN = tokenSigns();

    private final Wire wire;
    private final Limits limits;

    private long deadline;

    /** The line that was read last: where it is in the wire's bytes, without CR LF, and whether it is all ASCII. */
    private int lineStart;

    private int lineEnd;
    private boolean lineAscii;

    /** How many bytes of the current head, trailer or chunk line were read. */
    private int headBytes;

    private String method = "";
    private String target = "";
    private boolean version11;
    private List<HeaderField> headers = new ArrayList<>();

    private int hosts;
    private String host = "";
    private int contentLengths;
    private String contentLength = "";
    private int transferEncodings;
    private String transferEncoding = "";
    private String contentEncoding = "";
    private boolean expectsContinue;
    private boolean saysClose;
    private boolean saysKeepAlive;

    RequestReader(Wire wire, Limits limits) {
        this.wire = wire;
        this.limits = limits;
    }

    /** What is wrong with a request: a status and a sentence. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String reason;

        Unreadable(int status, String reason) {
            super(reason, null, false, false);
            this.status = status;
            this.reason = reason;
        }
    }

    private static Unreadable malformed(String reason) {
        return new Unreadable(400, reason);
    }

    /** Reads the next request. */
    Incoming next() throws IOException {
        forgetLastRequest();
        if (!awaitFirstByte()) {
            return Incoming.End.INSTANCE;
        }
        deadline = System.nanoTime() + limits.request().toNanos();
        try {
            readRequestLine();
            readHeaders();
            byte[] sent = transferEncodings > 0 ? readChunked() : readSized();
            boolean coded = sent.length > 0 && !contentEncoding.isEmpty();
            byte[] body = coded && ContentCoding.isGzip(contentEncoding) ? gunzip(sent) : sent;
            boolean keepAlive = !saysClose && (version11 || saysKeepAlive);
            return new Incoming.Whole(new StubRequest(method, target, headers, body, sent), version11, keepAlive);
        } catch (Unreadable e) {
            return broken(e.status, e.reason);
        } catch (SocketTimeoutException e) {
            return broken(
                    408,
                    "The request did not end within " + limits.request().toMillis() / 1000.0
                            + " seconds, which is the limit of this server.");
        } catch (IOException e) {
            return broken(0, "The client left before the end of its request.");
        }
    }

    private Incoming broken(int status, String reason) {
        return new Incoming.Broken(new UnreadableRequest(method, target, List.copyOf(headers), status, reason));
    }

    private void forgetLastRequest() {
        headBytes = 0;
        method = "";
        target = "";
        version11 = true;
        headers = new ArrayList<>();
        hosts = 0;
        host = "";
        contentLengths = 0;
        contentLength = "";
        transferEncodings = 0;
        transferEncoding = "";
        contentEncoding = "";
        expectsContinue = false;
        saysClose = false;
        saysKeepAlive = false;
    }

    /** Passes over empty lines, which some clients send after a body, and returns false if no request comes. */
    private boolean awaitFirstByte() throws IOException {
        long idleUntil = System.nanoTime() + limits.idle().toNanos();
        while (true) {
            int buffered = wire.buffered();
            boolean lineBegins = buffered > 0 && wire.bytes[wire.start] == '\r';
            if (lineBegins && buffered > 1 && wire.bytes[wire.start + 1] == '\n') {
                wire.start += 2;
            } else if (buffered > 1 || (buffered == 1 && !lineBegins)) {
                return true;
            } else {
                try {
                    if (!wire.fill(idleUntil)) {
                        return false;
                    }
                } catch (SocketTimeoutException e) {
                    return false;
                }
            }
        }
    }

    private void readRequestLine() throws IOException, Unreadable {
        if (wire.bytes[wire.start] == TLS_HANDSHAKE) {
            throw malformed(
                    "This server speaks plain HTTP, and the client speaks TLS. Use http:// instead of https://.");
        }
        readLine("head");
        byte[] bytes = wire.bytes;
        int methodEnd = indexOf(bytes, ' ', lineStart, lineEnd);
        int targetEnd = lastIndexOf(bytes, ' ', lineStart, lineEnd);
        if (methodEnd == lineStart || targetEnd <= methodEnd + 1) {
            throw malformed("Malformed request line: expected \"METHOD target HTTP/1.1\".");
        }
        requireToken(lineStart, methodEnd, "method");
        method = text(lineStart, methodEnd);
        target = text(methodEnd + 1, targetEnd);
        readVersion(text(targetEnd + 1, lineEnd));
        if (target.indexOf(' ') >= 0 || target.indexOf('\t') >= 0) {
            throw malformed("Malformed request line: the target contains a space. Encode it as %20.");
        }
        if (method.equals("CONNECT")) {
            throw new Unreadable(501, "CONNECT is not supported: this server is not a proxy.");
        }
        target = originForm(target);
    }

    private void readVersion(String version) throws Unreadable {
        boolean wellFormed = version.length() == 8
                && version.startsWith("HTTP/")
                && isDigit(version.charAt(5))
                && version.charAt(6) == '.'
                && isDigit(version.charAt(7));
        if (!wellFormed) {
            throw malformed("Malformed request line: expected \"HTTP/1.1\" or \"HTTP/1.0\" at its end.");
        }
        if (version.charAt(5) != '1') {
            throw new Unreadable(505, version + " is not supported: this server speaks HTTP/1.1.");
        }
        version11 = version.charAt(7) != '0';
    }

    private static String originForm(String sent) throws Unreadable {
        if (sent.startsWith("/") || sent.equals("*")) {
            return sent;
        }
        int authority = sent.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : sent.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (authority < 0) {
            throw malformed("Malformed target: expected a path, an absolute URL or *.");
        }
        int end = authority;
        while (end < sent.length() && "/?#".indexOf(sent.charAt(end)) < 0) {
            end++;
        }
        if (end == authority) {
            throw malformed("Malformed target: the host is missing.");
        }
        return sent.startsWith("/", end) ? sent.substring(end) : "/" + sent.substring(end);
    }

    private void readHeaders() throws IOException, Unreadable {
        while (readHeader()) {
            HeaderField header = headers.get(headers.size() - 1);
            note(header.name(), header.value());
        }
        if (hosts > 1 || (hosts == 0 && version11)) {
            throw malformed(hosts == 0 ? "The header Host is missing." : "Duplicate header Host.");
        }
        for (int i = 0; i < host.length(); i++) {
            if (" \t,/?#@\\".indexOf(host.charAt(i)) >= 0) {
                throw malformed("Malformed header Host: expected a host, and a port if it is not 80.");
            }
        }
    }

    /** Reads a line and adds it to the headers; returns false if it is the empty line behind them. */
    private boolean readHeader() throws IOException, Unreadable {
        readLine("head");
        if (lineStart == lineEnd) {
            return false;
        }
        byte[] bytes = wire.bytes;
        if (isBlank(bytes[lineStart])) {
            throw malformed("Malformed header: a line begins with a space. Folded headers are not supported.");
        }
        int colon = indexOf(bytes, ':', lineStart, lineEnd);
        if (colon < 0) {
            throw malformed("Malformed header: the colon is missing.");
        }
        requireToken(lineStart, colon, "header name");
        int from = colon + 1;
        int to = lineEnd;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (from < to && isBlank(bytes[to - 1])) {
            to--;
        }
        headers.add(new HeaderField(text(lineStart, colon), text(from, to)));
        return true;
    }

    /** Takes note of a header that says how to read on. */
    private void note(String name, String value) {
        switch (name.length()) {
            case 4 -> {
                if (name.equalsIgnoreCase("Host")) {
                    hosts++;
                    host = value;
                }
            }
            case 6 -> expectsContinue |= name.equalsIgnoreCase("Expect") && value.equalsIgnoreCase("100-continue");
            case 10 -> {
                if (name.equalsIgnoreCase("Connection")) {
                    saysClose |= hasToken(value, "close");
                    saysKeepAlive |= hasToken(value, "keep-alive");
                }
            }
            case 14 -> {
                if (name.equalsIgnoreCase("Content-Length")) {
                    contentLengths++;
                    contentLength = value;
                }
            }
            case 16 -> {
                if (name.equalsIgnoreCase("Content-Encoding")) {
                    contentEncoding = contentEncoding.isEmpty() ? value : contentEncoding + ", " + value;
                }
            }
            case 17 -> {
                if (name.equalsIgnoreCase("Transfer-Encoding")) {
                    transferEncodings++;
                    transferEncoding = transferEncodings == 1 ? value : transferEncoding + ", " + value;
                }
            }
            default -> {
                // It only says what the request means.
            }
        }
    }

    private static boolean hasToken(String list, String token) {
        for (int from = 0; from <= list.length(); ) {
            int comma = list.indexOf(',', from);
            int to = comma < 0 ? list.length() : comma;
            if (list.substring(from, to).strip().equalsIgnoreCase(token)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    private byte[] readSized() throws IOException, Unreadable {
        if (contentLengths == 0) {
            return NO_BODY;
        }
        if (contentLengths > 1) {
            throw malformed("Duplicate header Content-Length.");
        }
        if (!isNumber(contentLength)) {
            throw malformed("Malformed header Content-Length: expected digits.");
        }
        if (contentLength.length() > 18 || Long.parseLong(contentLength) > limits.body()) {
            throw tooLarge();
        }
        int length = Integer.parseInt(contentLength);
        if (length == 0) {
            return NO_BODY;
        }
        sayContinue();
        byte[] body = new byte[Math.min(length, Math.max(FIRST_PIECE_OF_BODY, wire.buffered()))];
        int read = 0;
        while (read < length) {
            if (read == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * read));
            }
            read += wire.read(body, read, body.length - read, deadline);
        }
        return body;
    }

    private byte[] readChunked() throws IOException, Unreadable {
        if (contentLengths > 0) {
            throw malformed("Transfer-Encoding and Content-Length exclude each other.");
        }
        if (!version11) {
            throw malformed("Transfer-Encoding is not part of HTTP/1.0.");
        }
        if (transferEncodings > 1 || !transferEncoding.equalsIgnoreCase("chunked")) {
            throw new Unreadable(501, "The only Transfer-Encoding that this server supports is chunked.");
        }
        sayContinue();
        byte[] body = new byte[FIRST_PIECE_OF_BODY];
        int read = 0;
        for (int size = readChunkSize(read); size > 0; size = readChunkSize(read)) {
            int chunkEnd = read + size;
            while (read < chunkEnd) {
                if (read == body.length) {
                    body = Arrays.copyOf(body, (int) Math.min(limits.body(), 2L * read));
                }
                read += wire.read(body, read, Math.min(body.length, chunkEnd) - read, deadline);
            }
            headBytes = 0;
            readLine("chunk");
            if (lineStart != lineEnd) {
                throw malformed("Malformed chunk: it is longer than its size.");
            }
        }
        readTrailers();
        return Arrays.copyOf(body, read);
    }

    private int readChunkSize(int readBefore) throws IOException, Unreadable {
        headBytes = 0;
        readLine("chunk");
        byte[] bytes = wire.bytes;
        int at = lineStart;
        long size = 0;
        while (at < lineEnd && Character.digit(bytes[at], 16) >= 0) {
            size = 16 * size + Character.digit(bytes[at], 16);
            if (size > limits.body()) {
                throw tooLarge();
            }
            at++;
        }
        int digitsEnd = at;
        while (at < lineEnd && isBlank(bytes[at])) {
            at++;
        }
        boolean extension = at < lineEnd && bytes[at] == ';';
        if (digitsEnd == lineStart || !(digitsEnd == lineEnd || extension)) {
            throw malformed("Malformed chunk: expected its size in hexadecimal digits.");
        }
        if (readBefore + size > limits.body()) {
            throw tooLarge();
        }
        return (int) size;
    }

    /** Reads the headers behind the chunks. They are checked, and left out: nothing says that they may be taken for headers. */
    private void readTrailers() throws IOException, Unreadable {
        int before = headers.size();
        headBytes = 0;
        while (readHeader()) {
            // Read on to the empty line.
        }
        headers.subList(before, headers.size()).clear();
    }

    /** Asks for a body that the client holds back until then. */
    private void sayContinue() throws IOException {
        if (expectsContinue && version11 && wire.buffered() == 0) {
            wire.write(CONTINUE, 0, CONTINUE.length);
        }
    }

    private byte[] gunzip(byte[] packed) throws Unreadable {
        try {
            byte[] body = ContentCoding.gunzip(packed, limits.body() + 1);
            if (body.length > limits.body()) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw malformed("Malformed body: expected gzip, as the header Content-Encoding says.");
        }
    }

    private Unreadable tooLarge() {
        return new Unreadable(
                413, "The body is larger than " + Limits.size(limits.body()) + ", which is the limit of this server.");
    }

    /** Reads a line that ends in CR LF. Its bytes are valid until the next read. */
    private void readLine(String part) throws IOException, Unreadable {
        lineAscii = true;
        int length = 0;
        while (true) {
            int stop = wire.end;
            for (int at = wire.start + length; at < stop; at++) {
                byte b = wire.bytes[at];
                boolean afterReturn = at > wire.start && wire.bytes[at - 1] == '\r';
                if (b == '\n' && afterReturn) {
                    lineStart = wire.start;
                    lineEnd = at - 1;
                    wire.start = at + 1;
                    headBytes += at + 1 - lineStart;
                    requireHeadLimit(part, headBytes);
                    return;
                }
                if (afterReturn || b == '\n') {
                    throw malformed("Malformed " + part + ": lines must end in CR LF.");
                }
                if (b < 0) {
                    lineAscii = false;
                } else if ((b < ' ' && b != '\t' && b != '\r') || b == 0x7f) {
                    throw malformed("Malformed " + part + ": it contains the control character " + b + ".");
                }
            }
            length = stop - wire.start;
            requireHeadLimit(part, headBytes + length);
            if (!wire.fill(deadline)) {
                throw new EOFException("The client left");
            }
        }
    }

    private void requireHeadLimit(String part, int size) throws Unreadable {
        if (size > limits.head()) {
            throw new Unreadable(
                    431,
                    "The " + part + " of the request is larger than " + Limits.size(limits.head())
                            + ", which is the limit of this server.");
        }
    }

    private String text(int from, int to) {
        return lineAscii ? new String(wire.bytes, from, to - from, ISO_8859_1) : text(wire.bytes, from, to);
    }

    /** Returns a part of a line of a head, as UTF-8 if it is that, else with a character for each byte. */
    static String text(byte[] line, int from, int to) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(line, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            // Nothing is lost in ISO 8859-1.
            return new String(line, from, to - from, ISO_8859_1);
        }
    }

    private void requireToken(int from, int to, String what) throws Unreadable {
        boolean token = from < to;
        for (int i = from; i < to; i++) {
            byte b = wire.bytes[i];
            token &= b >= 0 && TOKEN_SIGN[b];
        }
        if (!token) {
            throw malformed("Malformed " + what + ": expected letters, digits and !#$%&'*+-.^_`|~ only.");
        }
    }

    private static boolean[] tokenSigns() {
        boolean[] signs = new boolean[128];
        for (char c = 0; c < 128; c++) {
            signs[c] =
                    isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        return signs;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static int indexOf(byte[] bytes, char sign, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == sign) {
                return i;
            }
        }
        return -1;
    }

    private static int lastIndexOf(byte[] bytes, char sign, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == sign) {
                return i;
            }
        }
        return -1;
    }
}
