package dev.errata.stub.faults;

import java.net.URI;
import java.time.Duration;

/** A client as users of Errata have one. Safe for use by many threads. */
interface Client {

    /**
     * Sends a request with JSON in it, or without a body.
     *
     * @param timeout how long it waits for the answer, in the way that this client has for it
     */
    Outcome send(String method, URI url, String body, Duration timeout);

    default Outcome get(URI url, Duration timeout) {
        return send("GET", url, "", timeout);
    }
}
