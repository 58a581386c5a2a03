package dev.errata.junit;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.Traffic;
import dev.errata.junit.internal.Chance;
import dev.errata.junit.internal.Lane;
import dev.errata.junit.internal.Script;
import dev.errata.junit.internal.SharedHost;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * <p>What a request gets is decided in this order: by {@linkplain #willFail(ApiError) scripts}; at the plain URL by
 * {@linkplain #quota quotas} and by {@linkplain #failing chance}; by the user's {@linkplain #stubFor own stubs}; by the
 * scenario or fault of the URL; by the triggers of the catalog; by its endpoints. A request that nothing fits gets 501 and a
 * text that says what would. What comes out is held back by the {@linkplain #latency latency}.
 *
 * <p>Servers share one host on the loopback interface, each with a path prefix of its own, and never see one another's
 * requests or stubs. They may be used by any number of threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed class StubServer implements AutoCloseable permits BuenaServer, DatabuddyServer {

    private final ServerClock clock = new ServerClock();
    private final Lane lane;
    private final boolean unmatchedAllowed;
    private final boolean strict;

    StubServer(Catalog catalog, ServerOptions options) {
        Catalog served = options.isDocumentedOnly() ? catalog.documentedOnly() : catalog;
        this.lane = options.listener()
                .map(listener -> Lane.onPort(served, options.hasRetryAfterHeader(), clock, listener))
                .orElseGet(() -> Lane.shared(served, options.hasRetryAfterHeader(), clock));
        this.unmatchedAllowed = options.isUnmatchedAllowed();
        this.strict = options.isStrict();
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
        return checked(new StubServer(catalog, options));
    }

    /** Refuses a catalog whose triggers cannot be read; those of the catalogs that come with Errata can. */
    static <S extends StubServer> S checked(S server) {
        try {
            server.open().requireTriggers();
            return server;
        } catch (IllegalArgumentException e) {
            server.close();
            throw e;
        }
    }

    /** Lets the host start while a catalog is read: both take a while the first time. */
    static <S extends StubServer> S starting(ServerOptions options, Supplier<S> server) {
        return options.hasOwnPort() ? server.get() : SharedHost.beside(server);
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
        return baseUrl(own(scenario).id());
    }

    /**
     * A base URL under which every request ends in the principal scenario of an error.
     *
     * @param error an error of this server's catalog
     * @return the URL, without a slash at the end
     * @throws NoSuchElementException if the catalog has no such error
     */
    public final URI baseUrl(ApiError error) {
        return baseUrl(principal(error).id());
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

    /**
     * A base URL under which every request meets a fault. What it breaks is what the request would get at the plain URL.
     *
     * @param fault the fault
     * @return the URL, without a slash at the end; for {@link Fault#CONNECTION_REFUSED} at a port where nobody listens while
     *     this server is open
     */
    public final URI baseUrl(Fault fault) {
        return URI.create(open().url(fault) + catalog().basePath());
    }

    /** The scenario of this server's catalog, which may be a copy of the one it is given. */
    final Scenario own(Scenario scenario) {
        requireSameApi(scenario.error());
        return catalog().scenario(scenario.id());
    }

    final Scenario principal(ApiError error) {
        requireSameApi(error);
        return catalog().scenarios(error).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(catalog() + " has no scenario of " + error.name()
                        + "; known errors are " + catalog().errors()));
    }

    private void requireSameApi(ApiError error) {
        if (!error.catalog().id().equals(catalog().id())) {
            throw new NoSuchElementException(
                    error.name() + " is an error of the " + error.catalog().name() + ", this server is one of the "
                            + catalog().name());
        }
    }

    /**
     * Lets the next request fail with the principal scenario of an error. The script that is returned says for how many
     * requests, for which of them, and what then.
     *
     * @param error an error of this server's catalog
     * @return the script, which holds from now on
     * @throws NoSuchElementException if the catalog has no such error
     * @throws IllegalStateException if this server is closed
     */
    public final FailureScript willFail(ApiError error) {
        return new FailureScript(this).thenFail(error);
    }

    /**
     * Lets the next request fail with a scenario.
     *
     * @param scenario a scenario of this server's catalog
     * @return the script, which holds from now on
     * @throws NoSuchElementException if the catalog has no such scenario
     * @throws IllegalStateException if this server is closed
     */
    public final FailureScript willFail(Scenario scenario) {
        return new FailureScript(this).thenFail(scenario);
    }

    /**
     * Lets the next request fail with a scenario.
     *
     * @param scenario the id of a scenario of this server's catalog
     * @return the script, which holds from now on
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     * @throws IllegalStateException if this server is closed
     */
    public final FailureScript willFail(String scenario) {
        return new FailureScript(this).thenFail(scenario);
    }

    /**
     * Breaks what the next request would get.
     *
     * @param fault the fault
     * @return the script, which holds from now on
     * @throws IllegalArgumentException if it is {@link Fault#CONNECTION_REFUSED}
     * @throws IllegalStateException if this server is closed
     */
    public final FailureScript willFail(Fault fault) {
        return new FailureScript(this).thenFail(fault);
    }

    /**
     * Arms a script as a whole. No request meets a part of it, and if one of its steps is refused there is no script; that is
     * how to script a server that clients are using.
     *
     * <pre>{@code
     * buena.script(script -> script.thenFail(BuenaError.SERVICE_UNAVAILABLE).times(2).thenPass());
     * }</pre>
     *
     * @param steps adds the steps to an empty script
     * @throws IllegalArgumentException if there is no step
     * @throws IllegalStateException if this server is closed
     */
    public final void script(Consumer<FailureScript> steps) {
        new FailureScript(this).build(steps);
    }

    /**
     * Ends all scripts.
     *
     * @throws IllegalStateException if this server is closed
     */
    public final void endScripts() {
        open().behaviour().scripts().clear();
    }

    /**
     * Fails if a script has steps left for requests that did not come. The JUnit extensions call this after each test if
     * {@link ServerOptions#strictScripts()} asks for it.
     *
     * @throws AssertionError if there are such scripts; lists them
     */
    public final void verifyScriptsUsedUp() {
        List<String> unfinished = lane.behaviour().scripts().unfinished().stream()
                .map(Script::toString)
                .toList();
        if (!unfinished.isEmpty()) {
            throw new AssertionError("Scripts not used up: %d%n  %s"
                    .formatted(unfinished.size(), String.join(System.lineSeparator() + "  ", unfinished)));
        }
    }

    /**
     * Lets requests to the plain URL fail with a certain probability.
     *
     * @param rate the probability, from 0 to 1
     * @param seed decides which requests fail, and how
     * @return the chaos, which holds from now on; says what may happen
     * @throws IllegalArgumentException if {@code rate} is out of range
     * @throws IllegalStateException if this server is closed
     */
    public final Chaos failing(double rate, long seed) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be 0 to 1, is " + rate);
        }
        return new Chaos(this, "failing(" + rate + ", seed " + seed + ")", seed, Chance.rate(rate));
    }

    /**
     * Lets exactly so many of each run of requests to the plain URL fail, as a threshold for alerts wants to be tested.
     *
     * @param failures how many fail
     * @param requests of how many, from 1
     * @param seed decides which requests fail, and how
     * @return the chaos, which holds from now on; says what may happen
     * @throws IllegalArgumentException if {@code failures} is negative or more than {@code requests}
     * @throws IllegalStateException if this server is closed
     */
    public final Chaos failingExactly(int failures, int requests, long seed) {
        Require.notNegative("failures", failures);
        Require.positive("requests", requests);
        if (failures > requests) {
            throw new IllegalArgumentException(
                    "failures must not be more than requests, is " + failures + " of " + requests);
        }
        return new Chaos(
                this,
                "failingExactly(" + failures + " of " + requests + ", seed " + seed + ")",
                seed,
                Chance.exactly(failures, requests));
    }

    /**
     * Limits the requests that each key may send to the plain URL. Further requests get the documented error, and all answers
     * tell in the documented headers how much is left. Several quotas may hold at once, one for each window.
     *
     * <p>A window begins with the first request of a key, and ends by {@link #clock()}. Requests that are answered by a script
     * are not counted, nor are those without a key. A new quota for the same window takes the place of the old one, and begins
     * with nothing used.
     *
     * @param requests how many requests are answered
     * @param window in which time
     * @throws IllegalArgumentException if {@code requests} is negative
     * @throws IllegalStateException if this server is closed, or its catalog does not say how the API tells a rate limit
     */
    public final void quota(long requests, Window window) {
        Require.notNegative("requests", requests);
        Lane open = open();
        if (catalog().rateLimit().isEmpty()) {
            throw new IllegalStateException("The catalog of the " + catalog()
                    + " has no \"rateLimit\", and so no answer to one request too many");
        }
        open.behaviour().quotas().limit(requests, window);
    }

    /**
     * Limits the requests that each key may send, with a header {@code Retry-After} in the answer to one request too many. The
     * header goes for all quotas of this server.
     *
     * @param requests how many requests are answered
     * @param window in which time
     * @param header what the header looks like
     * @throws IllegalArgumentException if {@code requests} is negative
     * @throws IllegalStateException if this server is closed, or its catalog does not say how the API tells a rate limit
     * @see #quota(long, Window)
     */
    public final void quota(long requests, Window window, RetryAfterHeader header) {
        quota(requests, window);
        open().behaviour().quotas().header(header);
    }

    /**
     * Ends all quotas.
     *
     * @throws IllegalStateException if this server is closed
     */
    public final void endQuotas() {
        open().behaviour().quotas().clear();
    }

    /**
     * The clock by which quotas recover and answers are dated.
     *
     * @return the clock of this server alone
     */
    public final ServerClock clock() {
        return clock;
    }

    /**
     * Holds back all answers from now on.
     *
     * @param latency how long; {@link Latency#none()} ends it
     * @throws IllegalStateException if this server is closed
     */
    public final void latency(Latency latency) {
        open().behaviour().delay(latency.sequence());
    }

    /**
     * What clients have sent to this server and got from it; also after it was closed. The last 1,000 exchanges are kept, fewer
     * if their bodies are large (16 MB in all).
     *
     * @return the exchanges so far
     */
    public final Traffic traffic() {
        return lane.traffic();
    }

    /** How many requests it has read. */
    final long requests() {
        return lane.requests();
    }

    /**
     * What may explain the failure of a test: chance with its seeds, and what clients did.
     *
     * @param before how many requests came before the test
     * @return the text, empty if there is nothing to tell
     */
    final Optional<String> report(long before) {
        Traffic traffic = traffic().after(before);
        Stream<String> told = traffic.total() > 0 ? Stream.of(traffic.toString()) : Stream.empty();
        return Stream.concat(lane.behaviour().chances().stream().map(Chance::toString), told)
                .reduce((above, below) -> above + System.lineSeparator() + below);
    }

    /** Ends all that lets requests fail by chance. A test that fails later tells the seeds all the same. */
    public final void endChaos() {
        lane.behaviour().chances().forEach(Chance::stop);
    }

    /**
     * Makes this server what it was at its start: no scripts, quotas, chaos, latency or own stubs, no unmatched requests to
     * report, and the clock is the machine's. Traffic is kept, and so are the URLs. Scripts and chaos from before must not be
     * changed any more.
     *
     * @throws IllegalStateException if this server is closed
     */
    public final void reset() {
        open().behaviour().reset();
        clock.reset();
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
        open().behaviour().stubs().add(stub);
        return stub;
    }

    /**
     * Fails if requests came that nothing fitted, unless {@link ServerOptions#allowUnmatched()} allows it. Each is
     * reported once. The JUnit extensions call this after each test.
     *
     * @throws AssertionError if there were such requests; lists them
     */
    public final void verifyNoUnmatchedRequests() {
        List<String> unmatched = lane.behaviour().takeUnmatched();
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

    final boolean isStrict() {
        return strict;
    }

    final Lane open() {
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
