package dev.errata.stub.internal.http.exchange;

import dev.errata.stub.http.StubRequest;

/** Decides what a port answers. It is called on the thread of the connection, by many threads at once. */
public interface RequestHandler {

    /**
     * Answers a request. Calls {@link Responder#send} once, unless {@link Responder#pause} returned false.
     *
     * @param request a request that was read whole
     * @param responder answers it
     */
    void handle(StubRequest request, Responder responder);

    /**
     * Answers a request that cannot be read. Calls {@link Responder#send} once, as a rule with
     * {@code StubResponse.text(request.status(), request.reason())}. The connection is closed afterwards.
     *
     * @param request what could be read of it
     * @param responder answers it
     */
    void refuse(UnreadableRequest request, Responder responder);

    /**
     * Takes note of a request that never became whole. It cannot be answered any more.
     *
     * @param request what could be read of it; status 408 if the client took too long and was told so, 0 if it left
     */
    void brokeOff(UnreadableRequest request);
}
