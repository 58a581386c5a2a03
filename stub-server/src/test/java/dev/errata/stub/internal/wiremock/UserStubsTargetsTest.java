package dev.errata.stub.internal.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.http.RequestMethod.POST;
import static dev.errata.stub.internal.wiremock.Requests.ROOT;
import static dev.errata.stub.internal.wiremock.Requests.request;
import static dev.errata.stub.internal.wiremock.UserStubsTest.answer;
import static dev.errata.stub.internal.wiremock.UserStubsTest.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wiremock.webhooks.Webhooks.webhook;

import com.github.tomakehurst.wiremock.core.Options;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.stub.http.HeaderField;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stubs that call another server: to forward the request, or after their answer. */
class UserStubsTargetsTest {

    private record Call(String line, String host, String body) {}

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final UserStubs stubs = new UserStubs(() -> ROOT, WireMockExtensions.NONE, matcher -> {});
    private HttpServer target;
    private String url;

    @BeforeEach
    void open() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", this::serve);
        target.start();
        url = "http://127.0.0.1:" + target.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream body = exchange.getRequestBody();
        calls.add(new Call(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Host"),
                new String((compressed ? new GZIPInputStream(body) : body).readAllBytes(), UTF_8)));
        exchange.getResponseHeaders().put("Set-Cookie", List.of("a=1", "b=2"));
        byte[] answer = "from the target".getBytes(UTF_8);
        exchange.sendResponseHeaders(418, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterEach
    void close() {
        stubs.close();
        target.stop(0);
    }

    private Call call() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        assertThat(call).as("a call of the target").isNotNull();
        return call;
    }

    @Test
    void requestIsForwardedAsItWasSent() throws InterruptedException {
        stubs.add(any(anyUrl()).willReturn(aResponse().proxiedFrom(url).withFixedDelay(5)));

        StubAnswer answer = answer(stubs, "PUT /api/v2/leads/a%2Fb?q=1&r=~x\nHost: 127.0.0.1:43215\n\nhello")
                .orElseThrow();
        Call call = call();

        assertThat(call.line()).isEqualTo("PUT /api/v2/leads/a%2Fb?q=1&r=~x");
        assertThat(call.host()).isEqualTo(url.substring("http://".length()));
        assertThat(call.body()).isEqualTo("hello");
        assertThat(answer.delay()).isEqualTo(Duration.ofMillis(5));
        assertThat(answer.response().status()).isEqualTo(418);
        assertThat(text(answer.response())).isEqualTo("from the target");
        assertThat(answer.response().headers())
                .contains(new HeaderField("Set-cookie", "a=1"), new HeaderField("Set-cookie", "b=2"));
    }

    @Test
    void prefixIsRemovedAsTheStubSays() throws InterruptedException {
        stubs.add(any(anyUrl()).willReturn(aResponse().proxiedFrom(url).withProxyUrlPrefixToRemove("/api/v2")));

        answer(stubs, "/api/v2/leads?q");

        assertThat(call().line()).isEqualTo("GET /leads?q");
    }

    /** The server has decoded it, and the headers still say that it is not. */
    @Test
    void bodyThatCameCompressedIsForwardedSo() throws InterruptedException {
        stubs.add(any(anyUrl()).willReturn(aResponse().proxiedFrom(url)));

        answer(stubs, "POST /a\nContent-Encoding: gzip\n\nhello");

        assertThat(call().body()).isEqualTo("hello");
    }

    @Test
    void targetThatDoesNotAnswerIsAnException() {
        stubs.add(any(anyUrl()).willReturn(aResponse().proxiedFrom(url)));
        target.stop(0);

        assertThatThrownBy(() -> answer(stubs, "/a"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot call GET " + url + "/a: ");
    }

    @Test
    void webhookIsCalledOnceTheAnswerIsSent() throws InterruptedException {
        stubs.add(get("/a")
                .willReturn(ok("mine"))
                .withServeEventListener(
                        "webhook",
                        webhook().withMethod(POST).withUrl(url + "/hook").withBody("{{originalRequest.method}} done")));

        stubs.answer(request("/a"), answer -> {
            assertThat(answer).isPresent();
            assertThat(pollFor(Duration.ofMillis(200)))
                    .as("a call before the answer was sent")
                    .isNull();
        });

        Call call = call();
        assertThat(call.line()).isEqualTo("POST /hook");
        assertThat(call.body()).isEqualTo("GET done");
    }

    private Call pollFor(Duration time) {
        try {
            return calls.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void webhookLeavesNoThreadThatHoldsTheJvm() throws InterruptedException {
        assumeTrue(
                Arrays.stream(Options.class.getMethods())
                        .anyMatch(method -> method.getName().equals("getWebhookThreadPoolSize")),
                "WireMock keeps ten threads before 3.13.1");
        Set<Thread> before = holding();
        stubs.add(get("/a")
                .willReturn(ok())
                .withServeEventListener(
                        "webhook", webhook().withUrl(url + "/hook").withMethod(POST)));

        answer(stubs, "/a");
        call();

        Set<Thread> left = holding();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(5000);
            assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
        }
    }

    private static Set<Thread> holding() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(Thread::isDaemon);
        return threads;
    }
}
