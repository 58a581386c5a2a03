package dev.errata.stub.internal.http.exchange;

import java.net.SocketAddress;
import java.time.Duration;

/** Answers one request, on the thread that it was handed out on. */
public interface Responder {

    /** Returns the address of the client's end of the connection, as this end sees it. */
    SocketAddress client();

    /**
     * Waits before the answer. A client that has only closed its sending half cannot be told from one that has left.
     *
     * @param delay how long
     * @return false as soon as the client has left or the port was closed; nothing need be sent then
     */
    boolean pause(Duration delay);

    /** Is told whether an answer is being written at the moment, or pauses. */
    @FunctionalInterface
    interface Progress {
        /** Notes that writing has gone on, or pauses. */
        void writing(boolean now);
    }

    /**
     * Writes the answer.
     *
     * @param answer the answer
     * @param progress is told of the pauses that a dribble or a fault makes
     * @return when it left, and whether all of it did
     * @throws IllegalArgumentException if its fault is none of the transport
     * @throws IllegalStateException if the request was answered before
     */
    Delivery send(Transmission answer, Progress progress);

    /** Writes the answer; nobody has to be told of its pauses. */
    default Delivery send(Transmission answer) {
        return send(answer, writing -> {});
    }
}
