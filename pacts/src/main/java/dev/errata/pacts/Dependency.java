package dev.errata.pacts;

import au.com.dius.pact.core.model.V4Interaction;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.pacts.internal.ExampleCredentials;
import dev.errata.pacts.internal.Interactions;
import dev.errata.pacts.internal.RequestTargets;
import dev.errata.pacts.internal.SentRequest;
import dev.errata.stub.http.StubRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * One scenario that a consumer depends on.
 *
 * @param consumer the name of the consumer
 * @param scenario the scenario
 * @param call the call that meets it, {@code null} as long as it is not known
 */
record Dependency(
        String consumer, Scenario scenario, @Nullable ClientCall call) {

    Catalog api() {
        return scenario.error().catalog();
    }

    Dependency orElse(ClientCall other) {
        return call == null ? new Dependency(consumer, scenario, other) : this;
    }

    ClientCall requireCall() {
        if (call == null) {
            throw new IllegalStateException(
                    "Missing call for " + scenario + ": pass one to dependsOn(...), verify(...) or tests(...)");
        }
        return call;
    }

    /** Makes the call twice, and returns what it was verified against. */
    V4Interaction.SynchronousHttp verify() {
        SentRequest first = observed();
        V4Interaction.SynchronousHttp interaction = Interactions.of(scenario, first);
        // A server of its own: if several interactions had the same request, one call would pass for all of them.
        try (InteractionServer provider = InteractionServer.start(consumer, scenario, interaction, first)) {
            Optional<Throwable> thrown = call(provider.baseUrl());
            requireOne(provider.received(), " the second time", thrown);
            provider.difference().ifPresent(difference -> {
                throw failure(
                        "sent another request the second time, and a pact needs the same each time: " + difference,
                        thrown);
            });
            requireSuccess(thrown, provider.first());
        }
        return interaction;
    }

    /** What the client sends, with the example's credentials in the place of its own. */
    private SentRequest observed() {
        try (ObservingServer server = ObservingServer.start(scenario)) {
            Optional<Throwable> thrown = call(server.baseUrl());
            server.unreadable().ifPresent(reason -> {
                throw failure("called the API, but not with a valid HTTP request: " + masked(reason), thrown);
            });
            requireOne(server.received(), "", thrown);
            SentRequest request = request(server.first());
            requireState(relative(server.first()), request);
            Interactions.mistake(scenario, request.method(), request.target()).ifPresent(reason -> {
                throw failure("sent %s, which a pact cannot contain: it %s".formatted(request, reason));
            });
            // A client that tells the wait finds the documented one the second time only.
            if (!server.shortenedWait()) {
                requireSuccess(thrown, server.first());
            }
            return request;
        }
    }

    /** Returns what the call threw, empty if it found what it expected. */
    private Optional<Throwable> call(URI baseUrl) {
        try {
            requireCall().send(baseUrl);
            return Optional.empty();
        } catch (TestAbortedException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted", Optional.of(e));
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    private void requireSuccess(Optional<Throwable> thrown, StubRequest sent) {
        thrown.ifPresent(e -> {
            throw failure(sent.masked("failed: " + e, api().masking()), thrown);
        });
    }

    private SentRequest request(StubRequest received) {
        StubRequest shown = ExampleCredentials.replacedIn(received, scenario);
        if (!shown.path().equals(received.path())) {
            throw failure("sent %s %s, which a pact cannot contain: it has a credential in its path"
                    .formatted(shown.method(), shown.path()));
        }
        return relative(shown);
    }

    /** Only with what a pact has of a request. */
    private SentRequest relative(StubRequest request) {
        String target = RequestTargets.below(api().basePath(), request.target())
                .orElseThrow(() -> failure("called %s, which is not below the base path %s, as the given base URL is"
                        .formatted(api().masking().text(request.target()), api().basePath())));
        Map<String, String> headers = new LinkedHashMap<>();
        request.header("Content-Type").ifPresent(type -> headers.put("Content-Type", type));
        api().credentialHeaders().forEach(name -> request.header(name).ifPresent(value -> headers.put(name, value)));
        return new SentRequest(request.method(), target, headers, request.body());
    }

    /** A state speaks of a certain lead, say; a request for another one would not end as the pact says. */
    private void requireState(SentRequest received, SentRequest shown) {
        RequestExample example = scenario.request();
        scenario.state().parameters().values().stream()
                .filter(value -> holds(example.path(), example.body().orElse(""), value))
                .filter(value -> !holds(received.target(), received.text(), value))
                .findFirst()
                .ifPresent(value -> {
                    throw failure("sent %s, but the provider state is \"%s\": the call must ask for %s"
                            .formatted(shown, scenario.state().name(), value));
                });
    }

    private static boolean holds(String target, String body, String value) {
        Pattern whole = Pattern.compile("(?<![\\w@.-])" + Pattern.quote(value) + "(?![\\w@.-])");
        return whole.matcher(decoded(target)).find() || whole.matcher(body).find();
    }

    private static String decoded(String target) {
        try {
            return URLDecoder.decode(target, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not every percent sign that a client sends is part of an escape.
            return target;
        }
    }

    private void requireOne(int requests, String when, Optional<Throwable> thrown) {
        if (requests == 0) {
            throw thrown.map(e ->
                            failure("failed" + when + " before it called the API: " + masked(e.toString()), thrown))
                    .orElseGet(() -> failure("never called the API" + when
                            + ": the call must send one request to the base URL that it is given"));
        }
        if (requests > 1) {
            throw failure(
                    "called the API %d times%s: a pact describes one request, so switch off retries"
                            .formatted(requests, when),
                    thrown);
        }
    }

    private String masked(String text) {
        return api().masking().text(text);
    }

    private AssertionError failure(String what) {
        return failure(what, Optional.empty());
    }

    private AssertionError failure(String what, Optional<Throwable> cause) {
        AssertionError failure = new AssertionError("%s of the %s: %s %s".formatted(scenario, api(), consumer, what));
        cause.ifPresent(failure::initCause);
        return failure;
    }
}
