package dev.errata.stub.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.Fault;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Delivery;
import dev.errata.stub.internal.http.exchange.Dribble;
import dev.errata.stub.internal.http.exchange.Transmission;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that take time: whether they leave in time, who notices that somebody has gone, and that nobody else suffers. */
class WaitingTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Transmission OK = Transmission.of(StubResponse.text(200, "ok"));
    private static final Transmission LARGE = Transmission.of(StubResponse.of(200, List.of(), new byte[20_000_000]));

    private final List<RawClient> clients = new ArrayList<>();
    private final BlockingQueue<Boolean> pauses = new LinkedBlockingQueue<>();

    @AfterEach
    void closeClients() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    private RawClient connect(HttpPort port) throws IOException {
        RawClient client = new RawClient(port);
        clients.add(client);
        return client;
    }

    /** Pauses, and answers if nobody has left. */
    private Recorder pausing(Duration delay) {
        return Recorder.of((request, responder) -> {
            boolean stayed = responder.pause(request.target().equals("/at-once") ? Duration.ZERO : delay);
            pauses.add(stayed);
            return stayed ? responder.send(OK) : null;
        });
    }

    @Test
    void pauseIsAsLongAsAsked() throws Exception {
        Recorder recorder = pausing(Duration.ofMillis(150));
        try (HttpPort port = recorder.open()) {
            long begun = System.nanoTime();

            assertThat(connect(port).get("/").readBody()).isEqualTo("ok");

            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
            Delivery delivery = Recorder.next(recorder.deliveries);
            assertThat(delivery.whole()).isTrue();
            assertThat(delivery.begun() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
            assertThat(delivery.ended()).isGreaterThanOrEqualTo(delivery.begun());
        }
    }

    @Test
    void requestsThatComeDuringAPauseAreAnsweredAfterIt() throws IOException {
        String large = "x".repeat(6_000_000);
        Recorder recorder = Recorder.of((request, responder) -> {
            responder.pause(Duration.ofMillis(200));
            return responder.send(Transmission.of(StubResponse.text(200, request.target() + request.body().length)));
        });
        try (HttpPort port = recorder.open()) {
            RawClient client = connect(port).get("/1");
            client.send("POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 6000000\r\n\r\n" + large);
            client.get("/3");

            assertThat(client.readBody()).isEqualTo("/10");
            assertThat(client.readBody()).isEqualTo("/26000000");
            assertThat(client.readBody()).isEqualTo("/30");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "close behind 3 MB"})
    void pauseEndsWhenTheClientLeaves(String how) throws Exception {
        Recorder recorder = pausing(LONG);
        try (HttpPort port = recorder.open()) {
            RawClient client = connect(port).get("/");
            Recorder.next(recorder.requests);
            if (how.endsWith("MB")) {
                client.send("x".repeat(3_000_000));
            }
            long left = System.nanoTime();
            if (how.equals("reset")) {
                client.reset();
            } else {
                client.close();
            }

            assertThat(Recorder.next(pauses)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void answerAfterTheClientLeftDoesNotLeave() throws Exception {
        Recorder recorder = Recorder.of((request, responder) -> {
            responder.pause(LONG);
            return responder.send(OK);
        });
        try (HttpPort port = recorder.open()) {
            RawClient client = connect(port).get("/");
            Recorder.next(recorder.requests);
            client.close();

            assertThat(Recorder.next(recorder.deliveries).whole()).isFalse();
        }
    }

    /** The client leaves when the pause is over, before the handler comes to send the answer. */
    @Test
    void answerToAClientThatHasJustLeftIsNotWhole() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        Recorder recorder = afterALook(left);
        try (HttpPort port = recorder.open()) {
            RawClient client = connect(port).get("/");
            Recorder.next(recorder.requests);
            Recorder.next(pauses);
            client.close();
            // What another connection brings comes after that the first one was closed.
            assertThat(connect(port).get("/at-once").readBody()).isEqualTo("ok");
            left.countDown();

            assertThat(Recorder.next(recorder.deliveries).whole()).isFalse();
        }
    }

    /** A client that has read everything may close before the server looks once more. */
    @Test
    void answerToAClientThatLeavesAfterItIsWhole() throws Exception {
        Recorder recorder = pausing(Duration.ofMillis(1));
        try (HttpPort port = recorder.open()) {
            for (int i = 0; i < 200; i++) {
                try (RawClient client = new RawClient(port)) {
                    assertThat(client.get("/").readBody()).isEqualTo("ok");
                }
                assertThat(Recorder.next(recorder.deliveries).whole()).isTrue();
            }
        }
    }

    private Recorder afterALook(CountDownLatch ready) {
        return Recorder.of((request, responder) -> {
            if (request.target().equals("/at-once")) {
                responder.send(OK);
                return null;
            }
            pauses.add(responder.pause(Duration.ofMillis(1)));
            assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
            return responder.send(OK);
        });
    }

    @Test
    void requestReadByTheLastLookIsAnswered() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        Recorder recorder = afterALook(ready);
        try (HttpPort port = recorder.open()) {
            RawClient client = connect(port).get("/1");
            Recorder.next(pauses);
            client.get("/2");
            ready.countDown();

            assertThat(client.readBody()).isEqualTo("ok");
            assertThat(client.readBody()).isEqualTo("ok");
        }
    }

    @Test
    void largeAnswerIsNotWholeUnlessTheClientTakesIt() throws Exception {
        Recorder recorder = Recorder.sending(LARGE);
        try (HttpPort port = recorder.open()) {
            RawClient client = connect(port).get("/");
            client.read(1_000);
            client.close();

            assertThat(Recorder.next(recorder.deliveries).whole()).isFalse();
        }
    }

    @Test
    void handlersMayCloseTheirPort() throws Exception {
        HttpPort[] port = new HttpPort[1];
        Recorder recorder = Recorder.of((request, responder) -> {
            port[0].close();
            return responder.send(OK);
        });
        port[0] = recorder.open();
        RawClient client = connect(port[0]).get("/");

        assertThat(Recorder.next(recorder.deliveries).whole()).isFalse();
        assertThatThrownBy(client::readToEnd).hasMessage("Connection reset");
    }

    /** Pauses, dribbles, stalls, unfinished requests, and a pause behind which a client has sent all that is read ahead. */
    @Test
    void closingEndsEverythingAtOnce() throws Exception {
        Transmission stalled =
                new Transmission(OK.response(), Optional.of(Fault.STALLED_BODY), Optional.empty(), false);
        Transmission dribbled =
                new Transmission(OK.response(), Optional.empty(), Optional.of(new Dribble(2, LONG)), false);
        Recorder recorder = Recorder.of((request, responder) -> switch (request.target()) {
            case "/stalled" -> responder.send(stalled);
            case "/dribbled" -> responder.send(dribbled);
            case "/large" -> responder.send(LARGE);
            default -> {
                pauses.add(responder.pause(LONG));
                yield null;
            }
        });
        HttpPort port = recorder.open();
        for (int i = 0; i < 100; i++) {
            connect(port).get("/paused");
            connect(port).get("/stalled").readHead();
            connect(port).get("/dribbled").readHead();
            connect(port).get("/large").readHead();
            connect(port).send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n");
        }
        for (int i = 0; i < 400; i++) {
            Recorder.next(recorder.requests);
        }
        connect(port).get("/paused").send("x".repeat(5_000_000));

        long begun = System.nanoTime();
        port.close();
        Duration closing = Duration.ofNanos(System.nanoTime() - begun);

        // It takes some 0.03 seconds on a quiet machine; nothing above waits for less than minutes.
        assertThat(closing).isLessThan(Duration.ofSeconds(2));
        for (int i = 0; i < 101; i++) {
            assertThat(Recorder.next(pauses)).isFalse();
        }
        for (RawClient client : clients) {
            assertThatThrownBy(
                            () -> client.socket().getInputStream().transferTo(java.io.OutputStream.nullOutputStream()))
                    .hasMessageContaining("reset");
        }
        System.out.println("closed beside 500 in " + closing.toMillis() + " ms");
    }

    /** Each of them holds a thread, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"unfinished", "/large", "/stalled"})
    void slowClientsDoNotDisturbOthers(String what) throws Exception {
        Transmission stalled =
                new Transmission(OK.response(), Optional.of(Fault.STALLED_BODY), Optional.empty(), false);
        Recorder disturbed = Recorder.of(
                (request, responder) -> responder.send(request.target().equals("/large") ? LARGE : stalled));
        try (HttpPort slow = disturbed.open();
                HttpPort fast = Recorder.sending(OK).open()) {
            for (int i = 0; i < 200; i++) {
                if (what.equals("unfinished")) {
                    connect(slow).send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx");
                } else {
                    connect(slow).get(what).readHead();
                }
            }

            RawClient client = connect(fast);
            for (int i = 0; i < 100; i++) {
                long begun = System.nanoTime();
                assertThat(client.get("/").readBody()).isEqualTo("ok");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            }
            // 0.1 MB for each thread; the JDK copies what it writes at once to a buffer of that size.
            assertThat(ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class))
                    .allSatisfy(pool -> assertThat(pool.getMemoryUsed()).isLessThan(100_000_000));
        }
    }
}
