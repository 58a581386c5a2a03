package dev.errata.pacts.client;

import dev.errata.fixtures.Provenance;
import dev.errata.junit.StubServer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * A way in which the server fails.
 *
 * @param name for people
 * @param source where the document tells of it, empty if it does not
 * @param reachable whether requests reach the server at all
 * @param set makes a server fail so, and gives the URL for the client
 */
record Situation(String name, Optional<Provenance> source, boolean reachable, Function<? super StubServer, URI> set) {

    /** The same for a rule about something that the document tells elsewhere. */
    Situation citing(Provenance other) {
        return new Situation(name, Optional.of(other), reachable, set);
    }
}
