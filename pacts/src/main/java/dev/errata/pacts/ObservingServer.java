package dev.errata.pacts;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.http.StubRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Answers with a scenario, to see what a client sends. It asks for no wait, so that a client that retries is known soon. */
final class ObservingServer implements AutoCloseable {

    private final Scenario scenario;
    private final FirstRequest requests = new FirstRequest(request -> Optional.empty());
    private final StubServer<ApiError> server;

    private ObservingServer(Scenario scenario) {
        this.scenario = scenario;
        this.server = StubServer.start(
                scenario.error().catalog(),
                ServerOptions.defaults().shortWaits(Duration.ZERO).interceptor(requests));
    }

    static ObservingServer start(Scenario scenario) {
        return new ObservingServer(scenario);
    }

    URI baseUrl() {
        return server.baseUrl(scenario);
    }

    int received() {
        return requests.received();
    }

    StubRequest first() {
        return requests.request().orElseThrow();
    }

    /** Returns what came that is no request, empty if nothing did. */
    Optional<String> unreadable() {
        return server.traffic().exchanges().stream()
                .filter(exchange -> !exchange.isAttempt())
                .map(exchange ->
                        exchange.response().map(answer -> answer.body()).orElseGet(exchange::toString))
                .findFirst();
    }

    /** Tells whether the answer asked for another wait than the document. */
    boolean shortenedWait() {
        return server.traffic().exchanges().stream()
                .anyMatch(exchange -> exchange.documentedWait().isPresent());
    }

    @Override
    public void close() {
        server.close();
    }
}
