package dev.errata.stub.internal.http.exchange;

import dev.errata.fixtures.Fault;
import dev.errata.stub.http.StubResponse;
import java.util.Optional;

/**
 * How an answer leaves.
 *
 * @param response the answer
 * @param fault the fault of the connection that breaks it; a fault has its own pace, so dribble and chunked do not count then
 * @param dribble the pace of its body; at once if empty
 * @param chunked whether the body is sent in chunks to clients of HTTP/1.1
 */
public record Transmission(StubResponse response, Optional<Fault> fault, Optional<Dribble> dribble, boolean chunked) {

    /** Refuses faults that are not the transport's. */
    public Transmission {
        fault.ifPresent(Transmission::requireTransportFault);
    }

    /**
     * Returns the way of an answer that nothing breaks or slows down.
     *
     * @param response the answer
     * @return how it leaves
     */
    public static Transmission of(StubResponse response) {
        return new Transmission(response, Optional.empty(), Optional.empty(), false);
    }

    private static void requireTransportFault(Fault fault) {
        switch (fault.stage()) {
            case BEFORE_HEADERS, HEADERS, AFTER_HEADERS, BODY -> {}
            case CONNECTION, CONTENT, ENVELOPE ->
                throw new IllegalArgumentException(
                        fault + " is not a fault of the transport: its stage is " + fault.stage() + ".");
        }
    }
}
