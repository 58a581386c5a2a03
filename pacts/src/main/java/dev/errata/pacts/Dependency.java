package dev.errata.pacts;

import au.com.dius.pact.core.model.V4Interaction;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.pacts.internal.Interactions;
import dev.errata.pacts.internal.PactFiles;
import dev.errata.stub.StubServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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
            throw new IllegalStateException("There is no call that meets " + scenario
                    + ": give one to dependsOn(...), verify(...) or tests(...)");
        }
        return call;
    }

    /** Makes the call, and returns what it was verified against. */
    V4Interaction.SynchronousHttp verify() {
        V4Interaction.SynchronousHttp interaction = Interactions.of(scenario, observed());
        // A server of its own: if several interactions had the same request, one call would pass for all of them.
        try (InteractionServer provider =
                InteractionServer.start(scenario, interaction, PactFiles.pact(consumer, api(), List.of(interaction)))) {
            try {
                send(provider.baseUrl());
            } catch (AssertionError failure) {
                throw different(provider)
                        .map(reason -> failure(reason, failure))
                        .orElse(failure);
            }
            different(provider).ifPresent(reason -> {
                throw failure(reason);
            });
            requireOne(provider.matched());
        }
        return interaction;
    }

    private static Optional<String> different(InteractionServer provider) {
        return provider.differences()
                .map(differences ->
                        "sent another request the second time, and a pact needs the same each time: " + differences);
    }

    /** What the client sends, with the example's key in the place of its own. */
    private RequestExample observed() {
        try (StubServer<ApiError> server = StubServer.start(api())) {
            send(server.baseUrl(scenario));
            List<Exchange> exchanges = server.traffic().attempts();
            requireOne(exchanges.size());
            RequestExample request = request(exchanges.get(0).request());
            requireState(request);
            return request;
        }
    }

    private void send(URI baseUrl) {
        try {
            requireCall().send(baseUrl);
        } catch (TestAbortedException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted", e);
        } catch (Throwable e) {
            throw failure("failed: " + e, e);
        }
    }

    private RequestExample request(Exchange.Request sent) {
        Map<String, String> headers = new LinkedHashMap<>();
        sent.header("Content-Type").ifPresent(type -> headers.put("Content-Type", type));
        api().credentialHeaders()
                .forEach(name -> sent.header(name)
                        .flatMap(value -> key().map(key -> scheme(value) + key))
                        .ifPresent(key -> headers.put(name, key)));
        if (!sent.url().startsWith(api().basePath())) {
            throw failure(
                    "called %s, which does not begin with the base path %s; the base URL that the call is given does"
                            .formatted(sent.url(), api().basePath()));
        }
        return new RequestExample(
                sent.method(),
                sent.url().substring(api().basePath().length()),
                headers,
                sent.body().isEmpty() ? Optional.empty() : Optional.of(sent.body()));
    }

    /** The key that brings the scenario about, if it takes one. */
    private Optional<String> key() {
        return scenario.request().headers().entrySet().stream()
                .filter(header -> Interactions.isCredential(scenario, header.getKey()))
                .map(header ->
                        header.getValue().substring(scheme(header.getValue()).length()))
                .findFirst();
    }

    /** What stands before the key, such as {@code "Bearer "}; empty if nothing does. */
    private static String scheme(String value) {
        return value.substring(0, value.indexOf(' ') + 1);
    }

    /** A state speaks of a certain lead, say; a request for another one would not end as the pact says. */
    private void requireState(RequestExample request) {
        scenario.state().parameters().values().stream()
                .filter(value -> holds(scenario.request(), value) && !holds(request, value))
                .findFirst()
                .ifPresent(value -> {
                    throw failure("sent %s, but the provider state is \"%s\": let the call ask for %s"
                            .formatted(request, scenario.state().name(), value));
                });
    }

    private static boolean holds(RequestExample request, String value) {
        Pattern whole = Pattern.compile("(?<![\\w@.-])" + Pattern.quote(value) + "(?![\\w@.-])");
        String path = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
        return whole.matcher(path).find()
                || request.body().filter(body -> whole.matcher(body).find()).isPresent();
    }

    private void requireOne(int requests) {
        if (requests == 0) {
            throw failure("never called the API: let the call send one request to the base URL that it is given");
        }
        if (requests > 1) {
            throw failure("called the API " + requests + " times: a pact describes one request, so switch off retries");
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError("%s of the %s: %s %s".formatted(scenario, api(), consumer, what));
    }

    private AssertionError failure(String what, Throwable cause) {
        AssertionError failure = failure(what);
        failure.initCause(cause);
        return failure;
    }
}
