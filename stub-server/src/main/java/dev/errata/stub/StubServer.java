package dev.errata.stub;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.CatalogException;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Failure;
import dev.errata.stub.injection.Injection;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.internal.Preconditions;
import dev.errata.stub.internal.pipeline.Engine;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * A server that fails as a catalog says. It needs no test framework.
 *
 * <pre>{@code
 * try (StubServer<ApiError> shop = StubServer.start(Catalog.load(Path.of("src/test/resources/shop")))) {
 *     ShopClient client = new ShopClient(shop.baseUrl("out-of-stock"));
 *     ...
 * }
 * }</pre>
 *
 * <p><b>Precedence.</b> The first of these that has an answer wins: {@linkplain #willFail(ApiError) scripts}; at the plain URL
 * {@linkplain #quota quotas} and {@linkplain #chaos chaos}; the user's {@linkplain #stubFor own stubs}; the scenario or fault of
 * the URL; the triggers of the catalog; its endpoints, or the {@linkplain ServerOptions#upstream upstream}. An unmatched request gets 501 and a text that says what would match. Then
 * the {@linkplain #latency latency} is added.
 *
 * <p><b>Isolation.</b> Each server has ports of its own on the loopback interface, and never sees another one's requests or
 * stubs. It can be used by any number of threads.
 *
 * <p>A subclass for your own API takes a few lines:
 *
 * <pre>{@code
 * public final class ShopServer extends StubServer<ShopError> {
 *     private ShopServer(ServerOptions options) {
 *         super(ShopError.CATALOG, options);
 *     }
 *
 *     public static ShopServer start() {
 *         return start(ServerOptions.defaults());
 *     }
 *
 *     public static ShopServer start(ServerOptions options) {
 *         return new ShopServer(options);
 *     }
 * }
 * }</pre>
 *
 * @param <E> the type of the API's errors; {@link ApiError} where the catalog has no enum
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class StubServer<E extends ApiError> implements AutoCloseable {

    private final ServerClock clock = new ServerClock();
    private final Engine engine;
    private final boolean unmatchedAllowed;
    private final boolean strict;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts a server.
     *
     * @param catalog what it answers from
     * @param options how it behaves
     * @throws CatalogException if a trigger of the catalog has a path expression or XML that WireMock cannot read
     * @throws IllegalArgumentException if the options name a catalog of another API
     * @throws IllegalStateException if it cannot listen, for example because the port is taken
     */
    protected StubServer(Catalog catalog, ServerOptions options) {
        this.engine = new Engine(options.catalogOr(catalog), options.settings(), clock);
        this.unmatchedAllowed = options.isUnmatchedAllowed();
        this.strict = options.isStrict();
    }

    /**
     * Starts a server for any catalog.
     *
     * @param catalog what it answers from
     * @return the running server
     * @throws CatalogException if a trigger of the catalog has a path expression or XML that WireMock cannot read
     */
    public static StubServer<ApiError> start(Catalog catalog) {
        return start(catalog, ServerOptions.defaults());
    }

    /**
     * Starts a server for any catalog.
     *
     * @param catalog what it answers from
     * @param options how it behaves
     * @return the running server
     * @throws CatalogException if a trigger of the catalog has a path expression or XML that WireMock cannot read
     * @throws IllegalStateException if it cannot listen, for example because the port is taken
     */
    public static StubServer<ApiError> start(Catalog catalog, ServerOptions options) {
        return new StubServer<>(catalog, options);
    }

    /**
     * Returns the catalog that this server answers from.
     *
     * @return the catalog
     */
    public final Catalog catalog() {
        return engine.catalog();
    }

    /**
     * Returns the URL that a client of the API is configured with, base path included.
     *
     * @return the URL, without a slash at the end
     */
    public final URI baseUrl() {
        return URI.create(open().url() + catalog().basePath());
    }

    /**
     * Returns the URL for clients that add the whole path themselves: without the base path.
     *
     * @return the URL, without a slash at the end
     */
    public final URI rootUrl() {
        return URI.create(open().url());
    }

    /**
     * Returns a base URL where every request is answered by the principal scenario of an error, independent of its method, path,
     * headers and body. It has a port of its own, and works until this server is closed.
     *
     * @param error an error of this server's API
     * @return the URL, without a slash at the end
     * @throws NoSuchElementException if the catalog has no scenario of the error
     */
    public final URI baseUrl(E error) {
        return scenarioUrl(catalog().scenario(error));
    }

    /**
     * Returns a base URL where every request is answered by a scenario.
     *
     * @param scenario a scenario of this server's API
     * @return the URL, without a slash at the end
     * @throws NoSuchElementException if the catalog has no such scenario
     */
    public final URI baseUrl(Scenario scenario) {
        return scenarioUrl(catalog().scenario(scenario));
    }

    /**
     * Returns a base URL where every request is answered by a scenario.
     *
     * @param scenario the id of a scenario of this server's API
     * @return the URL, without a slash at the end
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     */
    public final URI baseUrl(String scenario) {
        return scenarioUrl(catalog().scenario(scenario));
    }

    private URI scenarioUrl(Scenario scenario) {
        return URI.create(open().scenarioUrl(scenario.id()) + catalog().basePath());
    }

    /**
     * Returns a base URL where every request meets a fault. The fault breaks the answer of the plain URL.
     *
     * @param fault the fault
     * @return the URL, without a slash at the end; for {@link Fault#CONNECTION_REFUSED} with a port that refuses connections while
     *     this server is open
     * @throws IllegalStateException if this server is closed, or if the fault is one of TLS and the server speaks plain HTTP
     */
    public final URI baseUrl(Fault fault) {
        return URI.create(open().faultUrl(fault) + catalog().basePath());
    }

    /**
     * Fails the next request with the principal scenario of an error.
     *
     * @param error an error of this server's API
     * @throws NoSuchElementException if the catalog has no scenario of the error
     * @throws IllegalStateException if this server is closed
     */
    public final void willFail(E error) {
        everyRequest().willFail(error);
    }

    /**
     * Fails the next request with a scenario.
     *
     * @param scenario a scenario of this server's API
     * @throws NoSuchElementException if the catalog has no such scenario
     * @throws IllegalStateException if this server is closed
     */
    public final void willFail(Scenario scenario) {
        everyRequest().willFail(scenario);
    }

    /**
     * Fails the next request with a scenario.
     *
     * @param scenario the id of a scenario of this server's API
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     * @throws IllegalStateException if this server is closed
     */
    public final void willFail(String scenario) {
        everyRequest().willFail(scenario);
    }

    /**
     * Breaks the answer to the next request.
     *
     * @param fault the fault
     * @throws IllegalArgumentException if the fault is of {@link Fault.Stage#CONNECTION}
     * @throws IllegalStateException if this server is closed
     */
    public final void willFail(Fault fault) {
        everyRequest().willFail(fault);
    }

    /**
     * Fails the next requests, one after the other: a script. No request meets a part of it, and if one failure is refused
     * nothing is armed. When the script is exhausted, requests are answered as without it. Of several scripts that fit a request
     * the oldest one with steps left decides.
     *
     * <pre>{@code
     * buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(2), failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));
     * }</pre>
     *
     * @param failures the steps, at least one; see {@link Failure#failure(ApiError)} and {@link Failure#pass()}
     * @throws NoSuchElementException if the catalog lacks an error or a scenario
     * @throws IllegalArgumentException if there is no step, or a step changes what the errors of this API lack
     * @throws IllegalStateException if this server is closed
     */
    @SafeVarargs
    public final void willFail(Failure<? super E>... failures) {
        everyRequest().arm(failures);
    }

    private MatchingRequests<E> everyRequest() {
        return new MatchingRequests<>(engine, RequestMatcher.ALL);
    }

    /**
     * Selects requests to fail.
     *
     * <pre>{@code
     * buena.on(getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_7"))).willFail(failure("lead-not-found").forever());
     * }</pre>
     *
     * @param requests such as {@code getRequestedFor(urlPathEqualTo("/api/v2/leads"))}, in WireMock's DSL; the URL as the API
     *     sees it, base path included
     * @return what can be done to these requests; nothing has happened yet
     * @throws IllegalArgumentException if no request to this server can match, because the path lacks the base path; or if the
     *     pattern asks for a request matcher by name
     */
    public final MatchingRequests<E> on(RequestPatternBuilder requests) {
        return new MatchingRequests<>(engine, matcher(requests));
    }

    /**
     * Selects requests to fail, by a request matcher in WireMock's JSON.
     *
     * <pre>{@code
     * buena.on("{\"method\": \"GET\", \"urlPath\": \"/api/v2/leads/lead_7\"}").willFail("lead-not-found");
     * }</pre>
     *
     * @param requestMatcherJson the request matcher; the URL as the API sees it, base path included
     * @return what can be done to these requests; nothing has happened yet
     * @throws IllegalArgumentException if it is not a valid request matcher, says which key is not; if no request to this server
     *     can match, because the path lacks the base path; or if it asks for a request matcher by name
     */
    public final MatchingRequests<E> on(String requestMatcherJson) {
        return new MatchingRequests<>(engine, engine.requireReachable(RequestMatcher.read(requestMatcherJson)));
    }

    private RequestMatcher matcher(RequestPatternBuilder requests) {
        return engine.requireReachable(RequestMatcher.of(requests));
    }

    /**
     * Drops all scripts.
     *
     * @throws IllegalStateException if this server is closed
     */
    public final void clearScripts() {
        open().armed().scripts().clear();
    }

    /**
     * Fails if a script has steps left for requests that did not come. The JUnit extensions call this after each test if
     * {@link ServerOptions#strictScripts()} asks for it.
     *
     * @throws AssertionError if there are such scripts; lists them
     */
    public final void verifyScriptsExhausted() {
        List<String> unfinished = engine.armed().scripts().unfinished().stream()
                .map(script -> masked(script.toString()))
                .toList();
        if (!unfinished.isEmpty()) {
            throw new AssertionError("Scripts not exhausted: " + list(unfinished));
        }
    }

    private static String list(List<String> lines) {
        return lines.stream().collect(Collectors.joining("%n  ".formatted(), lines.size() + "%n  ".formatted(), ""));
    }

    /**
     * Fails requests to the plain URL at random.
     *
     * <pre>{@code
     * buena.chaos(Chaos.rate(0.05).seed(42));
     * }</pre>
     *
     * @param chaos how many fail, and how
     * @throws NoSuchElementException if the catalog lacks an error or a scenario
     * @throws IllegalStateException if this server is closed
     */
    public final void chaos(Chaos<? super E> chaos) {
        everyRequest().chaos(chaos);
    }

    /**
     * Removes all chaos. The report of a test that fails later tells its seeds all the same.
     *
     * @throws IllegalStateException if this server is closed
     */
    public final void clearChaos() {
        open().armed().clearChaos();
    }

    /**
     * Limits the requests that each key may send to the plain URL. Further requests get the documented error, and all answers
     * tell in the documented headers how much is left. Several quotas may hold at once, one for each window.
     *
     * <p>A window begins with the first request of a key, and ends by {@link #clock()}. Requests that are answered by a script
     * are not counted, nor are those without a key. A new quota for the same window replaces the old one, and begins with nothing
     * used.
     *
     * @param quotas the quotas
     * @throws IllegalStateException if this server is closed, or its catalog does not describe the rate limit of the API
     */
    public final void quota(Quota... quotas) {
        Engine open = open();
        if (catalog().rateLimit().isEmpty()) {
            throw new IllegalStateException("Quotas are not supported for the " + catalog()
                    + ": its catalog has no \"rateLimit\", which describes the answer to an exceeded quota");
        }
        open.armed().quotas().arm(List.of(quotas));
    }

    /**
     * Removes all quotas.
     *
     * @throws IllegalStateException if this server is closed
     */
    public final void clearQuotas() {
        open().armed().quotas().clear();
    }

    /**
     * Returns the clock by which quotas recover and answers are dated.
     *
     * @return the clock of this server alone
     */
    public final ServerClock clock() {
        return clock;
    }

    /**
     * Delays all answers from now on.
     *
     * @param latency how long; {@link Latency#none()} ends it
     * @throws IllegalStateException if this server is closed
     */
    public final void latency(Latency latency) {
        open().armed().delay(latency);
    }

    /**
     * Returns the authority that clients of a server with TLS have to trust. It is the same for all servers.
     *
     * <pre>{@code
     * HttpClient client = HttpClient.newBuilder().sslContext(buena.trust().sslContext()).build();
     * }</pre>
     *
     * @return the authority
     * @throws IllegalStateException if this server speaks plain HTTP
     */
    public final Trust trust() {
        if (!engine.hasTls()) {
            throw new IllegalStateException(
                    "This server has no certificate, because it speaks plain HTTP. Start it with ServerOptions.https().");
        }
        return Trust.authority();
    }

    /**
     * Takes this server down until the outage is closed: it refuses connections at all its URLs, and resets those that are open.
     * Afterwards it answers at the same URLs. Scripts, quotas, stubs and the traffic live on.
     *
     * <pre>{@code
     * try (Outage outage = buena.outage()) {
     *     assertThatThrownBy(() -> client.getLead("lead_1")).hasRootCauseInstanceOf(ConnectException.class);
     * }
     * client.getLead("lead_1");
     * }</pre>
     *
     * <p>{@link Fault#CONNECTION_REFUSED} is for a client that never reaches the server.
     *
     * @return the outage, to be closed; {@link #reset()} and the end of a test end it, too
     * @throws IllegalStateException if this server is closed or down already
     */
    public final Outage outage() {
        return new Outage(open().beginOutage());
    }

    /**
     * Describes the scripts, with their progress, quotas, chaos and latency of this server. Credentials are masked.
     *
     * @return a line for each
     */
    public final List<String> armed() {
        return engine.armed().describe().stream().map(this::masked).toList();
    }

    /**
     * Returns the part of {@link #armed()} that is of one kind.
     *
     * @param kind the kind
     * @return a line for each
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public final List<String> armed(Injection kind) {
        return engine.armed().describe(kind);
    }

    /**
     * Adds a stub of the user's own, which wins over everything in the catalog and is seen by this server alone. The whole DSL of
     * WireMock works: priorities, scenario states, delays, faults, response templates, proxying, webhooks, and the
     * {@linkplain ServerOptions#extensions extensions} that the server was given.
     *
     * <pre>{@code
     * buena.stubFor(get("/api/v2/leads/lead_1").willReturn(okJson("{}").withFixedDelay(200)));
     * }</pre>
     *
     * @param mapping the stub in WireMock's DSL; the URL as the API sees it: the path below {@link #rootUrl()}
     * @return the stub
     * @throws IllegalArgumentException if no request to this server can match, because the path lacks the base path; or if the
     *     stub asks for an extension that the server was not given
     * @throws IllegalStateException if this server is closed
     */
    public final StubMapping stubFor(MappingBuilder mapping) {
        return open().stubs().add(mapping);
    }

    /**
     * Returns the requests to this server and its answers; also after it was closed. The last 1,000 exchanges are kept,
     * fewer if their bodies are large (16 MB in all).
     *
     * @return the exchanges so far
     */
    public final Traffic traffic() {
        return engine.traffic();
    }

    /**
     * Waits until clients have sent this many requests, and returns them with their answers. For clients that work in the
     * background.
     *
     * @param count how many requests; preflights and broken requests do not count
     * @param timeout how long to wait
     * @return the exchanges so far, at least {@code count}
     * @throws AssertionError if the time is over before, or the thread is interrupted; the message lists the traffic
     */
    public final List<Exchange> awaitRequests(int count, Duration timeout) {
        return await(Preconditions.positive("count", count), RequestMatcher.ALL, timeout);
    }

    /**
     * Waits until a client has sent a request that matches, and returns it with its answer.
     *
     * @param requests such as {@code postRequestedFor(urlPathEqualTo("/api/v2/leads"))}, in WireMock's DSL; the URL as the API
     *     sees it, base path included
     * @param timeout how long to wait
     * @return the first exchange that matches
     * @throws AssertionError if the time is over before, or the thread is interrupted; the message lists the traffic
     * @throws IllegalArgumentException if no request to this server can match
     */
    public final Exchange awaitRequest(RequestPatternBuilder requests, Duration timeout) {
        return await(1, matcher(requests), timeout).get(0);
    }

    private List<Exchange> await(long count, RequestMatcher requests, Duration timeout) {
        Preconditions.notNegative("timeout", timeout);
        try {
            List<Exchange> exchanges = engine.log().await(count, requests::matches, timeout);
            if (exchanges.size() >= count) {
                return exchanges;
            }
            throw unexpected("Expected %d requests%s within %s, but %d came"
                    .formatted(count, requests, timeout, exchanges.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unexpected("Interrupted while waiting for %d requests%s".formatted(count, requests));
        }
    }

    private AssertionError unexpected(String reason) {
        return new AssertionError("%s. %s".formatted(masked(reason), traffic()));
    }

    /** Masks the credentials in URLs that a test gave. */
    private String masked(String text) {
        return catalog().masking().text(text);
    }

    /**
     * Verifies the number of matching requests among all that this server received, also those that stubs or scripts answered.
     *
     * <pre>{@code
     * buena.verify(1, postRequestedFor(urlPathEqualTo("/api/v2/leads")).withHeader("x-api-key", equalTo(KEY)));
     * }</pre>
     *
     * @param count the number of requests
     * @param requests which requests, in WireMock's DSL; the URL as the API sees it, base path included
     * @throws AssertionError if there were more or fewer; the message lists the traffic, keys masked
     * @throws IllegalArgumentException if no request to this server can match
     */
    public final void verify(int count, RequestPatternBuilder requests) {
        Preconditions.notNegative("count", count);
        RequestMatcher matcher = matcher(requests);
        int matched = engine.log().count(matcher::matches);
        if (matched != count) {
            throw unexpected("Expected %d requests%s, but %d came".formatted(count, matcher, matched));
        }
        long dropped = engine.log().dropped();
        if (dropped > 0) {
            throw unexpected(
                    "Cannot count requests%s, because the oldest %d requests were dropped".formatted(matcher, dropped));
        }
    }

    /**
     * Fails if there were unmatched requests, or requests that could not be read, unless {@link ServerOptions#allowUnmatched()}
     * allows it. Each is reported once. The JUnit extensions call this after each test.
     *
     * @throws AssertionError if there were such requests; lists them
     */
    public final void verifyNoUnmatchedRequests() {
        List<String> unmatched = engine.takeUnmatched();
        if (!unmatched.isEmpty() && !unmatchedAllowed) {
            throw new AssertionError(
                    ("Unmatched requests: %s%nStub them with stubFor(...), or allow them with" + " allowUnmatched().")
                            .formatted(list(unmatched)));
        }
    }

    /**
     * Resets this server to how it was when it started: no outage, no scripts, quotas, chaos, latency or own stubs, no traffic, no
     * unmatched requests to report, and the clock of the machine. The URLs stay the same.
     *
     * @throws IllegalStateException if this server is closed
     */
    public final void reset() {
        open().reset();
        clock.reset();
    }

    /**
     * Saves the state of this server, so that each test that shares it can begin with the same state.
     *
     * @return to be given to {@link #restore}
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public final Checkpoint checkpoint() {
        return new Checkpoint(engine.checkpoint(), clock.checkpoint());
    }

    /**
     * Restores the state of this server, and hides the traffic so far.
     *
     * @param checkpoint a checkpoint of this server
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public final void restore(Checkpoint checkpoint) {
        engine.restore(checkpoint.engine());
        clock.restore(checkpoint.clock());
    }

    /**
     * Returns facts that may explain the failure of a test: scripts, quotas, chaos with its seeds, and the traffic.
     *
     * @return the text, empty if there is nothing to tell
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public final Optional<String> report() {
        Traffic traffic = traffic();
        return Stream.of(
                        engine.armed().report().map(this::masked),
                        traffic.total() > 0 ? Stream.of(traffic.toString()) : Stream.<String>empty())
                .flatMap(lines -> lines)
                .reduce((above, below) -> above + System.lineSeparator() + below);
    }

    /**
     * Returns whether {@link ServerOptions#strictScripts()} is set.
     *
     * @return {@code true} if exhausted scripts are to be verified
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public final boolean isStrict() {
        return strict;
    }

    /**
     * Closes this server: its ports refuse connections, and its connections, delays and stalled answers end. Closing it again does
     * nothing.
     *
     * @throws AssertionError if the options ask for {@linkplain ServerOptions#strictScripts() strict scripts} and one is not
     *     exhausted; the server is closed all the same
     */
    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            engine.close();
            if (strict) {
                verifyScriptsExhausted();
            }
        }
    }

    private Engine open() {
        engine.requireOpen();
        return engine;
    }

    @Override
    public final String toString() {
        return engine.toString();
    }
}
