package dev.errata.pacts;

import au.com.dius.pact.core.matchers.FullRequestMatch;
import au.com.dius.pact.core.matchers.HeaderMismatch;
import au.com.dius.pact.core.matchers.PartialRequestMatch;
import au.com.dius.pact.core.matchers.RequestMatch;
import au.com.dius.pact.core.matchers.RequestMatchResult;
import au.com.dius.pact.core.matchers.RequestMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.model.V4Pact;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.pacts.internal.Interactions;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Plays the provider of one interaction: answers the request that Pact finds to match, and no other. Pact's own mock server
 * does the same, but brings an HTTP client, which would change how the client under test behaves.
 */
final class InteractionServer implements AutoCloseable {

    private final Scenario scenario;
    private final V4Interaction.SynchronousHttp interaction;
    private final RequestMatching matching;
    private final AtomicInteger matched = new AtomicInteger();
    private final Queue<String> differences = new ConcurrentLinkedQueue<>();
    private final StubServer<ApiError> server;

    private InteractionServer(Scenario scenario, V4Interaction.SynchronousHttp interaction, V4Pact pact) {
        this.scenario = scenario;
        this.interaction = interaction;
        this.matching = new RequestMatching(pact);
        this.server = StubServer.start(
                scenario.error().catalog(),
                ServerOptions.defaults().interceptor(request -> Optional.of(answer(request))));
    }

    /**
     * Starts a server.
     *
     * @param scenario the scenario that the interaction is about
     * @param interaction the interaction
     * @param pact a pact with this interaction alone
     */
    static InteractionServer start(Scenario scenario, V4Interaction.SynchronousHttp interaction, V4Pact pact) {
        return new InteractionServer(scenario, interaction, pact);
    }

    URI baseUrl() {
        return server.baseUrl();
    }

    /** Returns how many requests matched. */
    int matched() {
        return matched.get();
    }

    /** Returns how the other requests differed, keys left out; empty if there was no other. */
    Optional<String> differences() {
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    private StubResponse answer(StubRequest request) {
        RequestMatch match = matching.matchInteraction(pactRequest(request));
        if (match instanceof FullRequestMatch) {
            matched.incrementAndGet();
            return response(interaction.getResponse());
        }
        String difference = match instanceof PartialRequestMatch partial
                ? partial.getProblems().values().stream().map(this::described).collect(Collectors.joining("; "))
                : request.method() + " " + request.path();
        differences.add(difference);
        return StubResponse.text(500, "Not the request of \"" + interaction.getDescription() + "\": " + difference);
    }

    /** Pact's description of a header contains its value, and so the key. */
    private String described(RequestMatchResult problems) {
        return problems.getMismatches().stream()
                .map(mismatch -> mismatch instanceof HeaderMismatch header
                                && Interactions.isCredential(scenario, header.getHeaderKey())
                        ? "a key of another form in " + header.getHeaderKey()
                        : mismatch.description())
                .collect(Collectors.joining("; "));
    }

    private static IRequest pactRequest(StubRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers()
                .forEach(header -> headers.computeIfAbsent(header.name(), name -> new ArrayList<>())
                        .add(header.value()));
        return new HttpRequest(
                request.method(), request.path(), UrlEncoded.queryParameters(request.target()), headers, body(request));
    }

    private static OptionalBody body(StubRequest request) {
        return request.body().length == 0
                ? OptionalBody.empty()
                : request.header("Content-Type")
                        .map(type -> OptionalBody.body(request.body(), new ContentType(type)))
                        .orElseGet(() -> OptionalBody.body(request.body()));
    }

    private static StubResponse response(HttpResponse response) {
        List<HeaderField> headers = response.getHeaders().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> new HeaderField(header.getKey(), value)))
                .toList();
        return StubResponse.of(response.getStatus(), headers, response.getBody().orEmpty());
    }

    @Override
    public void close() {
        server.close();
    }
}
