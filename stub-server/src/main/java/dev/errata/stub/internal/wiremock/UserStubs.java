package dev.errata.stub.internal.wiremock;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.common.InvalidInputException;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.errata.stub.http.StubRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user's own stubs of one server. The first one makes a WireMock, which answers as stock WireMock does: templates, proxying,
 * scenario states, webhooks and extensions included. A server without such stubs makes none.
 */
public final class UserStubs implements AutoCloseable {

    private final Supplier<URI> rootUrl;
    private final Consumer<RequestMatcher> check;
    private final List<Extension> extensions;
    private volatile @Nullable EmbeddedWireMock wireMock;

    /** Whether WireMock has to be asked: there are stubs, or extensions that may answer without one. */
    private volatile boolean active;

    private boolean closed;

    /**
     * Creates a place for stubs.
     *
     * @param rootUrl the server's root URL, which is known by the first request
     * @param extensions WireMock's extensions
     * @param check refuses a stub whose requests can never come
     * @throws IllegalArgumentException if an extension would replace the server
     */
    public UserStubs(Supplier<URI> rootUrl, WireMockExtensions extensions, Consumer<RequestMatcher> check) {
        this.check = check;
        this.rootUrl = rootUrl;
        this.extensions = extensions.all();
        for (Extension extension : this.extensions) {
            if (extension instanceof HttpServerFactory) {
                throw new IllegalArgumentException("The extension \"" + extension.getName()
                        + "\" is an HTTP server for WireMock, but stubs are served by Errata's own server.");
            }
        }
        this.active = !this.extensions.isEmpty();
    }

    /**
     * Adds a stub.
     *
     * @param mapping the stub
     * @return the stub, as WireMock keeps it
     * @throws IllegalArgumentException if it is not valid, or needs what is not there
     * @throws IllegalStateException if the server is closed
     */
    public synchronized StubMapping add(MappingBuilder mapping) {
        EmbeddedWireMock present = present()
                .orElseThrow(() -> new IllegalStateException("The server at " + rootUrl.get() + " is closed."));
        try {
            StubMapping stub = mapping.build();
            check.accept(RequestMatcher.ofUrl(stub.getRequest()));
            requireServable(stub, present.server().getLoadedExtensionNames());
            present.server().addStubMapping(stub);
            active = true;
            return stub;
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(WireMockJson.reason(e) + ".", e);
        }
    }

    /** Empty once this is closed. */
    private Optional<EmbeddedWireMock> present() {
        EmbeddedWireMock present = wireMock;
        return Optional.ofNullable(present == null ? started() : present);
    }

    private synchronized @Nullable EmbeddedWireMock started() {
        EmbeddedWireMock present = wireMock;
        if (present == null && !closed) {
            present = new EmbeddedWireMock(rootUrl.get().getPort(), extensions);
            wireMock = present;
        }
        return present;
    }

    /** Refuses what WireMock would pass over in silence, or find out only when a request comes. */
    private static void requireServable(StubMapping stub, Set<String> loaded) {
        if (stub.shouldBePersisted()) {
            throw new IllegalArgumentException("Stubs are not saved to files; remove persistent().");
        }
        if (stub.getRequest().getCustomMatcher() != null) {
            requireLoaded(
                    "request matcher", stub.getRequest().getCustomMatcher().getName(), loaded);
        }
        ResponseDefinition response = stub.getResponse();
        for (String transformer : orNone(response.getTransformers())) {
            requireLoaded("transformer", transformer, loaded);
        }
        orNone(stub.getPostServeActions())
                .forEach(action -> requireLoaded("action after an answer", action.getName(), loaded));
        orNone(stub.getServeEventListeners())
                .forEach(listener -> requireLoaded("listener", listener.getName(), loaded));
        requireSendable(response);
    }

    private static void requireLoaded(String kind, String name, Set<String> loaded) {
        if (!loaded.contains(name)) {
            throw new IllegalArgumentException(
                    "Unknown " + kind + " \"" + name + "\": no extension of this server has that name.");
        }
    }

    /** What a template makes of it is found out when it is sent. */
    private static void requireSendable(ResponseDefinition response) {
        Integer delay = response.getFixedDelayMilliseconds();
        if (delay != null && delay < 0) {
            throw new IllegalArgumentException("Invalid delay of " + delay + " ms: expected 0 or more.");
        }
        StubAnswer.response(response.getStatus(), response.getStatusMessage(), response.getHeaders(), new byte[0]);
        StubAnswer.dribble(response.getChunkedDribbleDelay());
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    /**
     * Answers a request.
     *
     * <p>The answer has to be sent before {@code then} returns: what a stub does after its answer, a webhook for example, is done
     * next. What a matcher, a transformer or a missing body file throws is thrown on, and {@code then} is not called: errors, and
     * checked exceptions too, for WireMock does not declare all that it throws. What {@code then} itself throws is thrown on, and
     * so is what is thrown after it.
     *
     * @param request the request
     * @param then takes the answer; empty if no stub fits
     */
    public void answer(StubRequest request, Consumer<Optional<StubAnswer>> then) {
        Optional<EmbeddedWireMock> asked = active ? present() : Optional.empty();
        if (asked.isEmpty()) {
            then.accept(Optional.empty());
            return;
        }
        // WireMock decodes the query of each request, whether a stub asks for it or not.
        String target = Percent.mendedQuery(request.target());
        StubRequest readable = target.equals(request.target()) ? request : request.withTarget(target);
        asked.get()
                .handle(
                        new WireMockRequest(readable, rootUrl.get()),
                        (same, response, attributes) -> then.accept(
                                response.wasConfigured() ? Optional.of(StubAnswer.of(response)) : Optional.empty()));
    }

    /** Removes all stubs, and forgets the states of their scenarios. */
    public synchronized void reset() {
        EmbeddedWireMock present = wireMock;
        if (present != null) {
            present.server().resetToDefaultMappings();
            active = !extensions.isEmpty();
        }
    }

    /**
     * The stubs at some moment.
     *
     * @param mappings the stubs, the newest first
     */
    public record Checkpoint(List<StubMapping> mappings) {}

    /** Notes the stubs. */
    public synchronized Checkpoint checkpoint() {
        EmbeddedWireMock present = wireMock;
        return new Checkpoint(present == null ? List.of() : present.server().getStubMappings());
    }

    /** Goes back to the stubs of a checkpoint; the states of their scenarios begin anew. */
    public synchronized void restore(Checkpoint checkpoint) {
        reset();
        EmbeddedWireMock present = wireMock;
        if (present != null) {
            List<StubMapping> oldestFirst = new ArrayList<>(checkpoint.mappings());
            Collections.reverse(oldestFirst);
            oldestFirst.forEach(present.server()::addStubMapping);
            active = active || !oldestFirst.isEmpty();
        }
    }

    /** Lets go of WireMock. Requests find no stub from now on. */
    @Override
    public synchronized void close() {
        closed = true;
        active = false;
        EmbeddedWireMock present = wireMock;
        if (present != null) {
            present.server().stop();
            wireMock = null;
        }
    }
}
