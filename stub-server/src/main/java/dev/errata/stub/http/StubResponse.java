package dev.errata.stub.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A response as it is to be sent. Immutable, except for the array of its {@link #body() body}.
 *
 * <p>The server adds {@code Date}, unless there is one, and says {@code Content-Length}, {@code Transfer-Encoding} and
 * {@code Connection} itself.
 *
 * @param status its status, of three digits
 * @param reason its reason phrase; if empty, the standard one of the status
 * @param headers its headers, in order
 * @param body its body, which is not copied; do not change it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString look into the array
public record StubResponse(int status, Optional<String> reason, List<HeaderField> headers, byte[] body) {

    /** A small body can become any number of bytes. */
    private static final int LARGEST = 100 << 20;

    /**
     * Checks that status and reason make a status line.
     *
     * @param status the status
     * @param reason the reason phrase
     * @param headers the headers
     * @param body the body
     * @throws IllegalArgumentException if the status does not have three digits, or the reason contains a control character
     */
    public StubResponse {
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException("Invalid status " + status + ": expected three digits.");
        }
        int control = HeaderField.indexOfControl(reason.orElse(""));
        if (control >= 0) {
            throw new IllegalArgumentException(
                    "Invalid reason phrase: the character at index " + control + " is the control character U+"
                            + HeaderField.hex(reason.orElse("").charAt(control)) + ".");
        }
        headers = List.copyOf(headers);
    }

    /**
     * Creates a response with the standard reason phrase.
     *
     * @param status its status
     * @param headers its headers
     * @param body its body, which is not copied
     * @return the response
     */
    public static StubResponse of(int status, List<HeaderField> headers, byte[] body) {
        return new StubResponse(status, Optional.empty(), headers, body);
    }

    /**
     * Creates a response with a text.
     *
     * @param status its status
     * @param text its body, sent as {@code text/plain;charset=utf-8}
     * @return the response
     */
    public static StubResponse text(int status, String text) {
        return of(
                status,
                List.of(new HeaderField("Content-Type", "text/plain;charset=utf-8")),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the header's name, in upper or lower case
     * @return its first value; empty if the response does not have the header
     */
    public Optional<String> header(String name) {
        for (HeaderField header : headers) {
            if (header.isNamed(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the same response with a header that replaces all of its name, at the place of the first of them.
     *
     * @param name the header's name, in upper or lower case
     * @param value its value
     * @return a new response
     */
    public StubResponse withHeader(String name, String value) {
        HeaderField header = new HeaderField(name, value);
        List<HeaderField> changed = new ArrayList<>(headers.size() + 1);
        boolean placed = false;
        for (HeaderField old : headers) {
            if (!old.isNamed(name)) {
                changed.add(old);
            } else if (!placed) {
                changed.add(header);
                placed = true;
            }
        }
        if (!placed) {
            changed.add(header);
        }
        return new StubResponse(status, reason, changed, body);
    }

    /**
     * Returns the same response without the headers of a name.
     *
     * @param name the name, in upper or lower case
     * @return a new response
     */
    public StubResponse withoutHeader(String name) {
        List<HeaderField> changed = new ArrayList<>(headers);
        changed.removeIf(header -> header.isNamed(name));
        return new StubResponse(status, reason, changed, body);
    }

    /**
     * Returns the same response with another body.
     *
     * @param other the body, which is not copied
     * @return a new response
     */
    public StubResponse withBody(byte[] other) {
        return new StubResponse(status, reason, headers, other);
    }

    /**
     * Returns the same response with another status, and that status's standard reason phrase.
     *
     * @param other the status
     * @return a new response
     */
    public StubResponse withStatus(int other) {
        return new StubResponse(other, Optional.empty(), headers, body);
    }

    /**
     * Returns the same response without content coding, if that is {@code gzip} and the body really has it.
     *
     * @return the response, decompressed
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public StubResponse decoded() {
        if (body.length == 0 || !ContentCoding.isGzip(header("Content-Encoding").orElse(""))) {
            return this;
        }
        try {
            return withoutHeader("Content-Encoding").withBody(ContentCoding.gunzip(body, LARGEST));
        } catch (IOException e) {
            // It is something else, whatever its header says.
            return this;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StubResponse response
                && status == response.status
                && reason.equals(response.reason)
                && headers.equals(response.headers)
                && Arrays.equals(body, response.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, reason, headers, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return status + " " + headers + " (" + body.length + " bytes)";
    }
}
