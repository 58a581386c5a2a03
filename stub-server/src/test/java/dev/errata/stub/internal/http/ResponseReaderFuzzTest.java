package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever bytes a server sends, they are an answer, or no answer for a reason. */
class ResponseReaderFuzzTest {

    /** Parts of answers, of which many orders make sense to a reader for a while. */
    private static final List<String> PARTS = List.of(
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.0 404 \n",
            "HTTP/1.1 204\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            "HTTP/2 200\r\n",
            "Content-Length: 3\r\n",
            "content-length: 3, 3\r\n",
            "Content-Length: 99999999999\r\n",
            "Content-Length: -1\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip\r\n",
            "a: b\r\n",
            ": b\r\n",
            " folded\r\n",
            "\r\n",
            "3\r\nabc\r\n",
            "0\r\n\r\n",
            "7fffffff\r\n",
            "fffffffffffffff\r\n",
            "abc",
            "\n",
            "\r",
            "\u0000");

    @Provide
    Arbitrary<String> bytes() {
        Arbitrary<String> noise =
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(8);
        return Arbitraries.frequencyOf(Tuple.of(12, Arbitraries.of(PARTS)), Tuple.of(1, noise))
                .list()
                .ofMaxSize(20)
                .map(parts -> "HTTP/1.1 200 OK\r\n" + String.join("", parts));
    }

    private static Call.Answer read(String bytes) throws IOException {
        return new ResponseReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)), Limits.DEFAULT).read(false);
    }

    @Property(tries = 2_000, seed = "7", shrinking = ShrinkingMode.BOUNDED)
    void anyBytesAreAnAnswerOrNone(@ForAll("bytes") String bytes) throws IOException {
        try {
            assertThat(read(bytes).response().status()).isGreaterThanOrEqualTo(200);
        } catch (CallException e) {
            assertThat(e.predicate()).matches("(does not speak HTTP/1\\.1:|sent|switched) .+[^.]");
        } catch (EOFException e) {
            assertThat(e).as("it broke off").hasNoCause();
        }
    }

    @Property(tries = 300, seed = "7")
    void chunksBecomeTheBodyThatTheyWere(@ForAll @Size(max = 6) List<byte[]> pieces) throws IOException {
        StringBuilder body = new StringBuilder();
        StringBuilder sent = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (byte[] piece : pieces) {
            if (piece.length > 0) {
                String text = new String(piece, ISO_8859_1);
                body.append(text);
                sent.append(Integer.toHexString(piece.length))
                        .append(";x=y\r\n")
                        .append(text)
                        .append("\r\n");
            }
        }
        sent.append("0\r\nTrailer: x\r\n\r\n");

        assertThat(new String(read(sent.toString()).response().body(), ISO_8859_1))
                .isEqualTo(body.toString());
    }
}
