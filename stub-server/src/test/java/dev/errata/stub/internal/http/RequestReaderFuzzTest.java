package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes come, they end in well-formed answers and a close: never in silence, never in an exception. */
class RequestReaderFuzzTest {

    private static final Pattern ANSWER =
            Pattern.compile("HTTP/1\\.1 ([1-5][0-9][0-9]) [^\\r\\n]*\\r\\n(?:[!-9;-~]+: [^\\r\\n]*\\r\\n)*\\r\\n");

    private static final Pattern LENGTH = Pattern.compile("\\r\\nContent-Length: ([0-9]+)\\r\\n");

    /** Parts of requests, of which many orders make sense to a reader for a while. */
    private static final List<String> PARTS = List.of(
            "GET / HTTP/1.1\r\n",
            "POST /a?b HTTP/1.1\r\n",
            "HEAD * HTTP/1.0\r\n",
            "CONNECT h:1 HTTP/1.1\r\n",
            "PRI * HTTP/2.0\r\n",
            "GET http://h/ HTTP/1.1\r\n",
            "Host: h\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive\r\n",
            "Content-Length: 3\r\n",
            "Content-Length: 99999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Encoding: gzip\r\n",
            "Expect: 100-continue\r\n",
            "Upgrade: h2c\r\n",
            "a: b\r\n",
            " folded\r\n",
            "\r\n",
            "\r\n\r\n",
            "3\r\nabc\r\n",
            "0\r\n\r\n",
            "7fffffff\r\n",
            "abc",
            "\n",
            "\r",
            "\u0000",
            "\u0016\u0003\u0001",
            "\u001f\u008b\b\u0000");

    private static final Queue<Throwable> THROWN = new ConcurrentLinkedQueue<>();

    private static HttpPort port;
    private static Thread.UncaughtExceptionHandler before;

    @BeforeContainer
    static void open() {
        port = Recorder.echo().open();
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> THROWN.add(exception));
    }

    @AfterContainer
    static void close() {
        port.close();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Provide
    Arbitrary<String> bytes() {
        Arbitrary<String> noise =
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(8);
        return Arbitraries.frequencyOf(Tuple.of(12, Arbitraries.of(PARTS)), Tuple.of(1, noise))
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 800, seed = "7", shrinking = ShrinkingMode.BOUNDED)
    void anyBytesEndInAnswersAndAClose(@ForAll("bytes") String bytes) throws IOException {
        String answers;
        try (RawClient client = new RawClient(port)) {
            answers = client.send(bytes).end().readToEnd();
        } catch (SocketException e) {
            // The client sends on though it was refused. That is a close.
            answers = "";
        }

        assertThat(rest(answers, bytes.contains("HEAD")))
                .as("behind the last well-formed answer")
                .isEmpty();
        assertThat(answers).doesNotContain("HTTP/1.1 500");
        assertThat(THROWN).isEmpty();
    }

    private static String rest(String answers, boolean head) {
        Matcher answer = ANSWER.matcher(answers);
        int at = 0;
        while (answer.find(at) && answer.start() == at) {
            Matcher length = LENGTH.matcher(answer.group());
            boolean hasBody = length.find() && !answers.startsWith("HTTP/1.1 ", answer.end());
            at = answer.end() + (hasBody ? Integer.parseInt(length.group(1)) : 0);
            if (head && answer.end() == answers.length()) {
                return "";
            }
            if (at > answers.length()) {
                return answers.substring(answer.start());
            }
        }
        return answers.substring(at);
    }

    /** The property above holds for random bytes too, but they hardly ever come further than the request line. */
    @Property(tries = 200, seed = "7")
    void anyNoiseIsRefused(@ForAll byte[] noise) throws IOException {
        String bytes = "N" + new String(noise, ISO_8859_1) + "\r\n\r\n";
        try (RawClient client = new RawClient(port)) {
            String answer = client.send(bytes).end().readToEnd();
            assertThat(answer.getBytes(US_ASCII)).asString(US_ASCII).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }
}
