package dev.errata.contract;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.model.Provenance;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * A way in which the server fails.
 *
 * @param name the name for people
 * @param source where the document describes it, empty if it does not
 * @param reachable whether requests reach the server at all
 * @param options how the server is started
 * @param arm makes the server fail, and returns the base URL for the client
 */
record Situation(
        String name,
        Optional<Provenance> source,
        boolean reachable,
        ServerOptions options,
        Function<StubServer<ApiError>, URI> arm) {

    /** Returns the same situation for a rule about a fact that has another source. */
    Situation citing(Provenance other) {
        return new Situation(name, Optional.of(other), reachable, options, arm);
    }
}
