package dev.errata.junit;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.internal.Lane;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import org.apiguardian.api.API;

/**
 * A server that fails as a catalog says. It needs no test framework.
 *
 * <pre>{@code
 * try (StubServer shop = StubServer.start(Catalog.load(Path.of("src/test/resources/shop")))) {
 *     ShopClient client = new ShopClient(shop.baseUrl("out-of-stock"));
 *     ...
 * }
 * }</pre>
 *
 * <p>What a request gets is decided in this order: by the user's own stubs, by the scenario of the URL, by the triggers of
 * the catalog, by its endpoints. A request that nothing fits gets 501 and a text that says what would.
 *
 * <p>Servers share one host on the loopback interface, each with a path prefix of its own, and never see one another's
 * requests or stubs. They may be used by any number of threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed class StubServer implements AutoCloseable permits BuenaServer, DatabuddyServer {

    private final Lane lane;
    private final boolean unmatchedAllowed;

    StubServer(Catalog catalog, ServerOptions options) {
        Catalog served = options.isDocumentedOnly() ? catalog.documentedOnly() : catalog;
        this.lane = options.hasOwnPort()
                ? Lane.onPort(served, options.hasRetryAfterHeader(), options.port())
                : Lane.shared(served, options.hasRetryAfterHeader());
        this.unmatchedAllowed = options.isUnmatchedAllowed();
    }

    /**
     * Starts a server for any catalog.
     *
     * @param catalog what it answers from
     * @return the running server
     * @throws IllegalArgumentException if a trigger of the catalog is no request matcher of WireMock
     */
    public static StubServer start(Catalog catalog) {
        return start(catalog, ServerOptions.defaults());
    }

    /**
     * Starts a server for any catalog.
     *
     * @param catalog what it answers from
     * @param options how it behaves
     * @return the running server
     * @throws IllegalArgumentException if a trigger of the catalog is no request matcher of WireMock
     * @throws IllegalStateException if it cannot be started, as when the port is taken
     */
    public static StubServer start(Catalog catalog, ServerOptions options) {
        return new StubServer(catalog, options);
    }

    /**
     * What this server answers from.
     *
     * @return the catalog
     */
    public final Catalog catalog() {
        return lane.catalog();
    }

    /**
     * The URL that a client of the API is configured with, base path included.
     *
     * @return the URL, without a slash at the end
     */
    public final URI baseUrl() {
        return URI.create(open().url() + catalog().basePath());
    }

    /**
     * The URL for clients that add the whole path themselves: what stands before the base path.
     *
     * @return the URL, without a slash at the end
     */
    public final URI rootUrl() {
        return URI.create(open().url());
    }

    /**
     * A base URL under which every request ends in a scenario, whatever its method, path, headers and body. It has no
     * state, so any client in any process can use it while this server runs.
     *
     * @param scenario a scenario of this server's catalog
     * @return the URL, without a slash at the end
     * @throws NoSuchElementException if the catalog has no such scenario
     */
    public final URI baseUrl(Scenario scenario) {
        requireSameApi(scenario.error());
        return baseUrl(scenario.id());
    }

    /**
     * A base URL under which every request ends in the principal scenario of an error.
     *
     * @param error an error of this server's catalog
     * @return the URL, without a slash at the end
     * @throws NoSuchElementException if the catalog has no such error
     */
    public final URI baseUrl(ApiError error) {
        requireSameApi(error);
        return catalog().scenarios(error).stream()
                .findFirst()
                .map(scenario -> baseUrl(scenario.id()))
                .orElseThrow(() -> new NoSuchElementException(catalog() + " has no scenario of " + error.name()
                        + "; known errors are " + catalog().errors()));
    }

    /**
     * A base URL under which every request ends in a scenario.
     *
     * @param scenario the id of a scenario of this server's catalog
     * @return the URL, without a slash at the end
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     */
    public final URI baseUrl(String scenario) {
        return URI.create(
                open().url(catalog().scenario(scenario).id()) + catalog().basePath());
    }

    private void requireSameApi(ApiError error) {
        if (!error.catalog().id().equals(catalog().id())) {
            throw new NoSuchElementException(
                    error.name() + " is an error of the " + error.catalog().name() + ", this server is one of the "
                            + catalog().name());
        }
    }

    /**
     * Adds a stub of one's own, stronger than everything in the catalog and seen by this server alone.
     *
     * <pre>{@code
     * buena.stubFor(get("/api/v2/leads/lead_1").willReturn(okJson("{}").withFixedDelay(200)));
     * }</pre>
     *
     * <p>Priorities, scenario states, delays, faults, proxying and the transformer {@code response-template} work.
     *
     * @param mapping the stub in WireMock's DSL, its URL as the API sees it: the path below {@link #rootUrl()}
     * @return the stub
     * @throws IllegalArgumentException if it asks for a webhook, or for an extension of WireMock that is not there
     */
    public final StubMapping stubFor(MappingBuilder mapping) {
        StubMapping stub = mapping.build();
        open().add(stub);
        return stub;
    }

    /**
     * Fails if requests came that nothing fitted, unless {@link ServerOptions#allowUnmatched()} allows it. Each is
     * reported once. The JUnit extensions call this after each test.
     *
     * @throws AssertionError if there were such requests; lists them
     */
    public final void verifyNoUnmatchedRequests() {
        List<String> unmatched = lane.takeUnmatched();
        if (!unmatched.isEmpty() && !unmatchedAllowed) {
            throw new AssertionError(
                    "Unmatched requests: %d%n  %s%nStub them with stubFor(...), or allow them with allowUnmatched()."
                            .formatted(unmatched.size(), String.join(System.lineSeparator() + "  ", unmatched)));
        }
    }

    /** Closes the server. No other one will get its path prefix; a port of its own is free again. */
    @Override
    public final void close() {
        lane.close();
    }

    private Lane open() {
        if (lane.isClosed()) {
            throw new IllegalStateException("This server of the " + catalog().name() + " was closed");
        }
        return lane;
    }

    @Override
    public final String toString() {
        return catalog().name() + " at " + lane.url();
    }
}
