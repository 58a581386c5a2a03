package dev.errata.pacts;

import static java.util.stream.Collectors.joining;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.matchers.HeaderMismatch;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Interaction;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.RequestExample;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.StubServer;
import dev.errata.pacts.internal.Interactions;
import dev.errata.pacts.internal.PactFiles;
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
        // A server for each: where several interactions have the same request, one call would pass for all of them.
        BaseMockServer pact = MockHttpServerKt.mockServer(
                PactFiles.pact(consumer, api(), List.of(interaction)),
                MockProviderConfig.createDefault(PactSpecVersion.V4));
        pact.start();
        try {
            send(URI.create("http://127.0.0.1:" + pact.getPort() + api().basePath()));
        } catch (AssertionError failure) {
            throw different(pact).map(reason -> failure(reason, failure)).orElse(failure);
        } finally {
            pact.stop();
        }
        different(pact).ifPresent(reason -> {
            throw failure(reason);
        });
        requireOne(pact.getMatchedRequests().size());
        return interaction;
    }

    private Optional<String> different(BaseMockServer pact) {
        return pact.validateMockServerState(null) instanceof PactVerificationResult.Mismatches found
                ? Optional.of("sent another request the second time, and a pact needs the same each time: "
                        + found.getMismatches().stream().map(this::described).collect(joining("; ")))
                : Optional.empty();
    }

    /** In words of our own where Pact's show the headers, and with them the key. */
    private String described(PactVerificationResult difference) {
        if (difference instanceof PactVerificationResult.UnexpectedRequest other) {
            return other.getRequest().getMethod() + " " + other.getRequest().getPath();
        }
        if (difference instanceof PactVerificationResult.PartialMismatch partial) {
            return partial.getMismatches().stream()
                    .map(mismatch -> mismatch instanceof HeaderMismatch header
                                    && Interactions.isCredential(scenario, header.getHeaderKey())
                            ? "a key of another form in " + header.getHeaderKey()
                            : mismatch.description())
                    .collect(joining("; "));
        }
        return difference.getDescription();
    }

    /** What the client sends, with the example's key in the place of its own. */
    private RequestExample observed() {
        try (StubServer server = StubServer.start(api())) {
            send(server.baseUrl(scenario));
            List<Exchange> exchanges = server.traffic().exchanges();
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
