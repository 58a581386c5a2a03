package dev.errata.stub.internal.pipeline;

import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Delivery;
import dev.errata.stub.internal.http.exchange.RequestHandler;
import dev.errata.stub.internal.http.exchange.Responder;
import dev.errata.stub.internal.http.exchange.Transmission;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;
import dev.errata.stub.internal.response.Reply;
import dev.errata.stub.internal.response.UnmatchedResponse;
import dev.errata.stub.internal.traffic.TrafficLog;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one port: lets the pipeline decide, waits, sends, and notes what left.
 *
 * @param portTarget what all requests to this port are for
 * @param settings how the server answers
 * @param pipeline decides
 * @param traffic takes the notes
 */
record PortHandler(Target portTarget, ServerSettings settings, ResponsePipeline pipeline, TrafficLog traffic)
        implements RequestHandler {

    private static final byte[] NOTHING = {};

    /** Sends the reply to one request. */
    private final class Answer implements Consumer<Reply> {
        private final StubRequest request;
        private final long received;
        private final Responder responder;
        private boolean given;

        Answer(StubRequest request, long received, Responder responder) {
            this.request = request;
            this.received = received;
            this.responder = responder;
        }

        @Override
        public void accept(Reply decided) {
            given = true;
            Reply reply = settings.cors() ? Cors.allow(request, decided) : decided;
            boolean delayed = !reply.delay().isZero();
            TrafficLog.Answering answering = traffic.decided(request, received, reply, !delayed);
            @Nullable Delivery delivery = null;
            try {
                if (!delayed || responder.pause(reply.delay())) {
                    if (delayed) {
                        answering.writing(true);
                    }
                    delivery = responder.send(reply.transmission(), answering::writing);
                }
            } finally {
                answering.ended(delivery != null ? delivery : nothing());
            }
        }
    }

    private static Delivery nothing() {
        long now = System.nanoTime();
        return new Delivery(now, now, false);
    }

    @Override
    public void handle(StubRequest received, Responder responder) {
        long now = System.nanoTime();
        Target.Addressed addressed =
                portTarget.isPlain() ? Target.parse(received) : new Target.Addressed(portTarget, received);
        StubRequest request = addressed.request();
        Answer answer = new Answer(request, now, responder);
        try {
            Optional<StubResponse> intercepted =
                    settings.interceptor().flatMap(interceptor -> interceptor.intercept(received));
            if (intercepted.isPresent()) {
                Delivery unused = responder.send(Transmission.of(intercepted.get()));
                return;
            }
            Optional<Reply> preflight = settings.cors() ? Cors.preflight(request) : Optional.empty();
            if (preflight.isPresent()) {
                answer.accept(preflight.get());
            } else {
                pipeline.decide(request, addressed.target(), responder, answer);
            }
        } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
            // A matcher, a transformer or a listener of the user's may throw anything, and WireMock throws checked
            // exceptions that it does not declare. No answer may come from elsewhere.
            if (answer.given) {
                pipeline.failedAfterAnswer(request, e);
            } else {
                answer.accept(pipeline.failed(request, e));
            }
        }
    }

    @Override
    public void refuse(UnreadableRequest unreadable, Responder responder) {
        StubRequest request = readable(unreadable);
        new Answer(request, System.nanoTime(), responder)
                .accept(pipeline.unreadable(request, unreadable.status(), unreadable.reason()));
    }

    @Override
    public void brokeOff(UnreadableRequest unreadable) {
        traffic.decided(
                        readable(unreadable),
                        System.nanoTime(),
                        Reply.of(UnmatchedResponse.because(408, unreadable.reason()), Exchange.Source.BROKEN_OFF),
                        false)
                .ended(nothing());
    }

    private static StubRequest readable(UnreadableRequest unreadable) {
        return new StubRequest(unreadable.method(), unreadable.target(), unreadable.headers(), NOTHING);
    }
}
