package dev.errata.stub;

import org.apiguardian.api.API;

/**
 * A time in which a server is down: it refuses connections, and answers nothing. See {@link StubServer#outage()}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Outage implements AutoCloseable {

    private final Runnable end;

    Outage(Runnable end) {
        this.end = end;
    }

    /**
     * Ends the outage: the server accepts connections again, at the same URLs. Does nothing if it has ended.
     *
     * @throws IllegalStateException if another program listens on one of the ports
     */
    @Override
    public void close() {
        end.run();
    }
}
