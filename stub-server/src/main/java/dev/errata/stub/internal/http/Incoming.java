package dev.errata.stub.internal.http;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;

/** What comes in on a connection. */
sealed interface Incoming {

    /**
     * A request that was read whole.
     *
     * @param request the request
     * @param version11 whether the client speaks HTTP/1.1, and not 1.0
     * @param keepAlive whether the client wants to keep the connection
     */
    record Whole(StubRequest request, boolean version11, boolean keepAlive) implements Incoming {}

    /**
     * A request that cannot be read, after which nothing else can be read either.
     *
     * @param request what could be read of it
     */
    record Broken(UnreadableRequest request) implements Incoming {}

    /** The end: the client has left, or has been idle for too long. */
    record End() implements Incoming {
        static final End INSTANCE = new End();
    }
}
