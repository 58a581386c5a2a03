package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import java.util.Arrays;

/** Bytes of an answer in the making: its head, and its body if that is small. */
final class Head {

    private static final int USUAL_SIZE = 1 << 10;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Begins anew with a status line, and the headers but for those that only the transport can know.
     *
     * @return whether the response itself wants the connection to be closed
     */
    boolean begin(StubResponse response, byte[] date) {
        length = 0;
        add("HTTP/1.1 ").add(response.status()).add(" ");
        add(response.reason().isPresent() ? response.reason().get() : Reasons.of(response.status()));
        add("\r\n");
        boolean dated = false;
        boolean closes = false;
        for (HeaderField header : response.headers()) {
            String name = header.name();
            switch (name.length()) {
                case 4 -> dated |= name.equalsIgnoreCase("Date");
                case 10 -> {
                    if (name.equalsIgnoreCase("Connection")) {
                        closes |= header.value().equalsIgnoreCase("close");
                        continue;
                    }
                }
                case 14 -> {
                    if (name.equalsIgnoreCase("Content-Length")) {
                        continue;
                    }
                }
                case 17 -> {
                    if (name.equalsIgnoreCase("Transfer-Encoding")) {
                        continue;
                    }
                }
                default -> {
                    // It is sent as it is.
                }
            }
            add(name).add(": ").add(header.value()).add("\r\n");
        }
        if (!dated) {
            add(date, 0, date.length);
        }
        return closes;
    }

    Head add(String text) {
        int count = text.length();
        require(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += i;
                byte[] rest = text.substring(i).getBytes(UTF_8);
                return add(rest, 0, rest.length);
            }
            bytes[length + i] = (byte) c;
        }
        length += count;
        return this;
    }

    Head add(long number) {
        return add(Long.toString(number));
    }

    Head add(byte[] more, int from, int count) {
        require(count);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
        return this;
    }

    private void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
