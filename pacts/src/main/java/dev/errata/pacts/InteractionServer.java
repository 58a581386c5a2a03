package dev.errata.pacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.core.matchers.FullRequestMatch;
import au.com.dius.pact.core.matchers.HeaderMismatch;
import au.com.dius.pact.core.matchers.PartialRequestMatch;
import au.com.dius.pact.core.matchers.RequestMatch;
import au.com.dius.pact.core.matchers.RequestMatchResult;
import au.com.dius.pact.core.matchers.RequestMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.pacts.internal.ExampleCredentials;
import dev.errata.pacts.internal.Interactions;
import dev.errata.pacts.internal.PactFiles;
import dev.errata.pacts.internal.SentRequest;
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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays the provider of one interaction: answers the request that Pact finds to match, and no other. Pact's own mock server
 * does the same, but brings an HTTP client, which would change how the client under test behaves.
 */
final class InteractionServer implements AutoCloseable {

    private static final int EXCERPT = 80;

    private final Scenario scenario;
    private final V4Interaction.SynchronousHttp interaction;
    private final SentRequest first;
    private final RequestMatching matching;
    private final FirstRequest requests = new FirstRequest(request -> Optional.of(answer(request)));
    private final AtomicReference<@Nullable String> difference = new AtomicReference<>();
    private final StubServer<ApiError> server;

    private InteractionServer(
            String consumer, Scenario scenario, V4Interaction.SynchronousHttp interaction, SentRequest first) {
        this.scenario = scenario;
        this.interaction = interaction;
        this.first = first;
        this.matching = new RequestMatching(PactFiles.pact(
                consumer, scenario.error().catalog(), List.of(first.json().isPresent() ? interaction : bodiless())));
        this.server = StubServer.start(
                scenario.error().catalog(), ServerOptions.defaults().interceptor(requests));
    }

    /**
     * Starts a server.
     *
     * @param consumer the name of the consumer
     * @param scenario the scenario that the interaction is about
     * @param interaction the interaction
     * @param first the request that it was made of
     */
    static InteractionServer start(
            String consumer, Scenario scenario, V4Interaction.SynchronousHttp interaction, SentRequest first) {
        return new InteractionServer(consumer, scenario, interaction, first);
    }

    /** Pact compares bodies of other media types than JSON in many ways; here they have to be the same. */
    private V4Interaction.SynchronousHttp bodiless() {
        HttpRequest request = interaction.getRequest();
        return new V4Interaction.SynchronousHttp(
                interaction.getDescription(),
                interaction.getProviderStates(),
                new HttpRequest(
                        request.getMethod(),
                        request.getPath(),
                        request.getQuery(),
                        request.getHeaders(),
                        OptionalBody.missing(),
                        request.getMatchingRules()),
                interaction.getResponse());
    }

    URI baseUrl() {
        return server.baseUrl();
    }

    /** Returns how many requests came. */
    int received() {
        return requests.received();
    }

    /** Returns the request that came. */
    StubRequest first() {
        return requests.request().orElseThrow();
    }

    /** Returns how the request differed, credentials left out; empty if it matched. */
    Optional<String> difference() {
        return Optional.ofNullable(difference.get());
    }

    private StubResponse answer(StubRequest request) {
        Optional<String> different = difference(ExampleCredentials.replacedIn(request, scenario));
        if (different.isEmpty()) {
            return response();
        }
        difference.set(different.get());
        return StubResponse.text(
                400, "Not the request of \"" + interaction.getDescription() + "\": " + different.get());
    }

    private Optional<String> difference(StubRequest request) {
        HttpRequest expected = interaction.getRequest();
        if (!expected.getPath().equals(request.path())) {
            // Pact would take the expected path for a regular expression.
            return Optional.of(request.method() + " " + request.path());
        }
        if (first.json().isEmpty()
                && !first.hasBody(request.header("Content-Type").orElse(""), request.body())) {
            return Optional.of(
                    "the body %s in the place of %s".formatted(excerpt(request.bodyText()), excerpt(first.text())));
        }
        try {
            RequestMatch match = matching.matchInteraction(pactRequest(request));
            if (match instanceof FullRequestMatch) {
                return Optional.empty();
            }
            return Optional.of(
                    match instanceof PartialRequestMatch partial
                            ? partial.getProblems().values().stream()
                                    .map(this::described)
                                    .collect(Collectors.joining("; "))
                            : request.method() + " " + request.path());
        } catch (RuntimeException e) {
            return Optional.of("Pact cannot compare " + request + " with the first request: " + e);
        }
    }

    private static String excerpt(String body) {
        return '"' + (body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "\u2026") + '"';
    }

    /** Pact's description of a header contains its value, of which nothing but the scheme can differ. */
    private String described(RequestMatchResult problems) {
        return problems.getMismatches().stream()
                .map(mismatch -> mismatch instanceof HeaderMismatch header
                                && Interactions.isCredential(scenario, header.getHeaderKey())
                        ? "a key of another form in " + header.getHeaderKey()
                        : mismatch.description())
                .collect(Collectors.joining("; "));
    }

    private IRequest pactRequest(StubRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers()
                .forEach(header -> headers.computeIfAbsent(header.name(), name -> new ArrayList<>())
                        .add(header.value()));
        return new HttpRequest(
                request.method(), request.path(), UrlEncoded.queryParameters(request.target()), headers, body(request));
    }

    /** Pact would guess the media type of a body that has none. */
    private OptionalBody body(StubRequest request) {
        return request.body().length == 0
                ? OptionalBody.empty()
                : OptionalBody.body(
                        request.body(),
                        new ContentType(request.header("Content-Type").orElse(first.mediaType())));
    }

    /** What the pact leaves out of the body is sent nevertheless. */
    private StubResponse response() {
        Answer answer = scenario.answer();
        List<HeaderField> headers = new ArrayList<>();
        interaction
                .getResponse()
                .getHeaders()
                .forEach((name, values) -> values.forEach(value -> headers.add(new HeaderField(name, value))));
        return StubResponse.of(answer.status(), headers, answer.body().getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
