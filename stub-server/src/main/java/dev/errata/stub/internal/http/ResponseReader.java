package dev.errata.stub.internal.http;

import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an answer, as RFC 9112 says. Where the RFC leaves a choice this is lenient, as clients are: a real API is not what is
 * tested.
 */
final class ResponseReader {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d +([1-9]\\d\\d)(?: (.*))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** How much of what is no HTTP is shown. */
    private static final int SHOWN = 30;

    private final InputStream in;
    private final Limits limits;
    private int headBytes;

    /** Whether a line was read, so that what comes is meant to be HTTP. */
    private boolean begun;

    ResponseReader(InputStream in, Limits limits) {
        this.in = new BufferedInputStream(in);
        this.limits = limits;
    }

    private static CallException noHttp(String line) {
        String shown = line.length() > SHOWN ? line.substring(0, SHOWN) : line;
        return new CallException(
                "does not speak HTTP/1.1: a line of its answer is \"" + shown.replaceAll("[^ -~]", "?") + "\"");
    }

    private static CallException tooLarge(String part, int limit) {
        return new CallException("sent " + part + " larger than " + Limits.size(limit));
    }

    /** Reads the next answer that is not an interim one. */
    Call.Answer read(boolean toHead) throws IOException {
        StubResponse bare = head();
        while (bare.status() < 200) {
            if (bare.status() == 101) {
                throw new CallException("switched to another protocol without a request to do so");
            }
            bare = head();
        }
        return answer(bare, toHead || bare.status() == 204 || bare.status() == 304);
    }

    private StubResponse head() throws IOException {
        headBytes = 0;
        String first = line();
        Matcher status = STATUS_LINE.matcher(first);
        if (!status.matches()) {
            throw noHttp(first);
        }
        try {
            String reason = status.group(2) == null ? "" : status.group(2);
            return new StubResponse(Integer.parseInt(status.group(1)), Optional.of(reason), headers(), new byte[0]);
        } catch (IllegalArgumentException e) {
            throw new CallException("sent a head that is not valid: "
                    + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
        }
    }

    private Call.Answer answer(StubResponse bare, boolean bodiless) throws IOException {
        List<String> codings = values(bare, "Transfer-Encoding");
        Set<String> lengths = new HashSet<>(values(bare, "Content-Length"));
        boolean chunked = !codings.isEmpty();
        if (codings.size() > 1 || (chunked && !codings.get(0).equalsIgnoreCase("chunked"))) {
            throw new CallException(
                    "sent the Transfer-Encoding " + String.join(", ", codings) + ", where only chunked is supported");
        }
        boolean sized = !chunked && !lengths.isEmpty();
        String length = String.join(", ", lengths);
        if (sized && !NUMBER.matcher(length).matches()) {
            throw new CallException("sent an invalid Content-Length: " + length);
        }
        if (bodiless) {
            return new Call.Answer(bare, !sized);
        }
        byte[] body = sized ? sized(Long.parseLong(length)) : chunked ? chunks() : rest();
        return new Call.Answer(bare.withBody(body), !sized);
    }

    /** Returns the values of a header that is a list, in however many lines it comes. */
    private static List<String> values(StubResponse response, String name) {
        List<String> values = new ArrayList<>();
        for (HeaderField header : response.headers()) {
            if (header.isNamed(name)) {
                for (String value : header.value().split(",", -1)) {
                    values.add(value.strip());
                }
            }
        }
        return values;
    }

    private List<HeaderField> headers() throws IOException {
        List<HeaderField> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            int colon = line.indexOf(':');
            if (folded && !headers.isEmpty()) {
                HeaderField last = headers.remove(headers.size() - 1);
                headers.add(new HeaderField(last.name(), last.value() + " " + line.trim()));
            } else if (colon > 0) {
                headers.add(new HeaderField(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim()));
            } else {
                throw noHttp(line);
            }
        }
        return headers;
    }

    /** Reads a line up to LF, which CR may precede. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (!begun && line.size() > 0) {
                    throw noHttp(text(line));
                }
                throw new EOFException();
            }
            headBytes++;
            if (headBytes > limits.head()) {
                throw tooLarge("a head", limits.head());
            }
            line.write(next);
        }
        headBytes++;
        begun = true;
        String text = text(line);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String text(ByteArrayOutputStream line) {
        return RequestReader.text(line.toByteArray(), 0, line.size());
    }

    private byte[] sized(long length) throws IOException {
        if (length > limits.body()) {
            throw tooLarge("a body", limits.body());
        }
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw new EOFException();
        }
        return body;
    }

    private byte[] rest() throws IOException {
        byte[] body = in.readNBytes(limits.body() + 1);
        if (body.length > limits.body()) {
            throw tooLarge("a body", limits.body());
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(body.size()); size > 0; size = chunkSize(body.size())) {
            body.writeBytes(sized(size));
            String end = line();
            if (!end.isEmpty()) {
                throw noHttp(end);
            }
        }
        // Trailers belong to the framing of this connection.
        headBytes = 0;
        while (!line().isEmpty()) {
            // Read on to the empty line.
        }
        return body.toByteArray();
    }

    private int chunkSize(int before) throws IOException {
        headBytes = 0;
        String line = line();
        String digits = line.replaceFirst("[ \\t]*(;.*)?$", "");
        if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
            throw noHttp(line);
        }
        long size = Long.parseLong(digits, 16);
        if (before + size > limits.body()) {
            throw tooLarge("a body", limits.body());
        }
        return (int) size;
    }
}
