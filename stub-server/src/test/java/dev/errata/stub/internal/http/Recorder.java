package dev.errata.stub.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Delivery;
import dev.errata.stub.internal.http.exchange.RequestHandler;
import dev.errata.stub.internal.http.exchange.Responder;
import dev.errata.stub.internal.http.exchange.Transmission;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers requests in a way of the test's choice, and keeps what happened. */
final class Recorder implements RequestHandler {

    /** The time of the header {@code Date}. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-05T07:08:09.999Z"), ZoneOffset.UTC);

    static final String DATE = "Date: Mon, 05 Jan 2026 07:08:09 GMT\r\n";

    /** What answers a request, and whether all of the answer left; null if nothing was sent. */
    interface Answerer {
        Delivery answer(StubRequest request, Responder responder) throws Exception;
    }

    final BlockingQueue<StubRequest> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<UnreadableRequest> refused = new LinkedBlockingQueue<>();
    final BlockingQueue<UnreadableRequest> brokenOff = new LinkedBlockingQueue<>();
    final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    private final Answerer answerer;

    private Recorder(Answerer answerer) {
        this.answerer = answerer;
    }

    /** Answers with method, target and body of the request. */
    static Recorder echo() {
        return of((request, responder) -> responder.send(Transmission.of(
                StubResponse.text(200, request.method() + " " + request.target() + " " + request.bodyText()))));
    }

    static Recorder of(Answerer answerer) {
        return new Recorder(answerer);
    }

    static Recorder sending(Transmission answer) {
        return of((request, responder) -> responder.send(answer));
    }

    HttpPort open() {
        return HttpPort.open(Binding.LOOPBACK, CLOCK, this);
    }

    HttpPort open(Limits limits) {
        return HttpPort.open(Binding.LOOPBACK, limits, CLOCK, this);
    }

    @Override
    public void handle(StubRequest request, Responder responder) {
        requests.add(request);
        try {
            Delivery delivery = answerer.answer(request, responder);
            if (delivery != null) {
                deliveries.add(delivery);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void refuse(UnreadableRequest request, Responder responder) {
        refused.add(request);
        responder.send(Transmission.of(StubResponse.text(request.status(), request.reason())));
    }

    @Override
    public void brokeOff(UnreadableRequest request) {
        brokenOff.add(request);
    }

    /** Waits for the next of something. */
    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("came within 10 seconds").isNotNull();
        return next;
    }
}
