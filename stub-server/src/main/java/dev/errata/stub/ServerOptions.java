package dev.errata.stub;

import static dev.errata.stub.internal.Preconditions.notNegative;

import com.github.tomakehurst.wiremock.extension.Extension;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.internal.http.Tls;
import dev.errata.stub.internal.pipeline.ServerSettings;
import dev.errata.stub.internal.upstream.UpstreamAddress;
import dev.errata.stub.internal.wiremock.WireMockExtensions;
import dev.errata.stub.spi.RequestInterceptor;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Configures a stub server. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().retryAfterHeader(true).strictScripts())) { ... }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ServerOptions {

    private static final ServerOptions DEFAULTS =
            new ServerOptions(Optional.empty(), ServerSettings.DEFAULTS, false, false, false);

    /** As long as the JDK's and other clients wait, or longer. */
    private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(30);

    private final Optional<Catalog> catalog;
    private final ServerSettings settings;
    private final boolean unmatchedAllowed;
    private final boolean documentedOnly;
    private final boolean strict;

    private ServerOptions(
            Optional<Catalog> catalog,
            ServerSettings settings,
            boolean unmatchedAllowed,
            boolean documentedOnly,
            boolean strict) {
        this.catalog = catalog;
        this.settings = settings;
        this.unmatchedAllowed = unmatchedAllowed;
        this.documentedOnly = documentedOnly;
        this.strict = strict;
    }

    /**
     * Returns the defaults: a free port of the loopback interface, the whole catalog with its documented waits, no header
     * {@code Retry-After}, unmatched requests reported, browsers allowed.
     *
     * @return the defaults
     */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Listens on this port, for programs that must know it beforehand. Tests that run side by side cannot share it.
     *
     * @param port 1 to 65535, or 0 for any free port
     * @return the changed options
     * @throws IllegalArgumentException if {@code port} is out of range
     */
    public ServerOptions port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
        return with(settings.with(settings.binding().withPort(port)));
    }

    /**
     * Listens on this address of the machine instead of the loopback interface. Anyone who can reach the address can send
     * requests; there is no password.
     *
     * <pre>{@code
     * ServerOptions.defaults().bind(InetAddress.getByName("0.0.0.0")).port(8080)
     * }</pre>
     *
     * @param address the address; the wildcard {@code 0.0.0.0} is every address, and URLs then have {@code 127.0.0.1}
     * @return the changed options
     */
    public ServerOptions bind(InetAddress address) {
        return with(settings.with(settings.binding().withAddress(address)));
    }

    /**
     * Speaks HTTPS, with a certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1}. Clients have to
     * {@linkplain StubServer#trust() trust} its authority.
     *
     * @return the changed options; a server refuses them together with another address than these and the wildcard
     */
    public ServerOptions https() {
        return with(settings.with(settings.binding().withTls(Tls.GOOD)));
    }

    /**
     * Lets an interceptor answer some requests before anything else does.
     *
     * @param interceptor the interceptor; replaces the one before
     * @return the changed options
     */
    public ServerOptions interceptor(RequestInterceptor interceptor) {
        return with(settings.with(interceptor));
    }

    /**
     * Sends the header {@code Retry-After} with every answer whose body tells how long to wait. Off by default, because neither
     * document has the header.
     *
     * @param sent whether it is sent
     * @return the changed options
     */
    public ServerOptions retryAfterHeader(boolean sent) {
        return with(settings.withRetryAfterHeader(sent));
    }

    /**
     * Asks clients for this wait where the document has a longer one, such as 45 seconds, so that a suite that retries every
     * documented error does not take minutes. Body and header agree, and the traffic tells which waits were shortened. Waits
     * that a test chose by {@code retryAfter(...)}, those of a used-up quota, and dates stay as they are.
     *
     * @param wait the wait, in whole seconds
     * @return the changed options
     * @throws IllegalArgumentException if {@code wait} is negative, or not in whole seconds
     */
    public ServerOptions shortWaits(Duration wait) {
        notNegative("wait", wait);
        if (!wait.equals(Duration.ofSeconds(wait.toSeconds()))) {
            throw new IllegalArgumentException("wait must be whole seconds, is " + wait);
        }
        return with(settings.withShortWait(wait.toSeconds()));
    }

    /**
     * Answers browsers as any other client: no CORS headers, and no answer to preflights but the API's own.
     *
     * @return the changed options
     */
    public ServerOptions withoutCors() {
        return with(settings.withCors(false));
    }

    /**
     * Gives the user's own stubs extensions of WireMock: transformers, request matchers, template helpers, listeners.
     *
     * @param extensions the extensions; replace those before
     * @return the changed options
     */
    public ServerOptions extensions(Extension... extensions) {
        return with(settings.with(new WireMockExtensions(List.of(extensions))));
    }

    /**
     * Forwards otherwise unmatched requests to a real or staged API, in place of the catalog's endpoints: so failures, quotas,
     * chaos and latency can be tried in front of it. Scripts, quotas, chaos, own stubs, the URLs of scenarios, and triggers
     * come first. The base URL of the server replaces the base URL of the upstream; requests outside of it are not forwarded.
     *
     * <p>Headers, bodies, cookies and redirects pass unchanged, but for {@code Host} and what RFC 9110 calls hop-by-hop.
     * Credentials are forwarded, and masked wherever traffic is printed. Documented errors of the upstream are recognized as
     * scenarios. A request that it does not answer within 30 seconds, or at all, is answered 502 in plain text that says why,
     * and counts as unmatched.
     *
     * <pre>{@code
     * ServerOptions.defaults().upstream(URI.create("https://staging.example.com/api/v2"))
     * }</pre>
     *
     * @param url the base URL of the upstream: http or https, without user, query and fragment
     * @return the changed options
     * @throws IllegalArgumentException if {@code url} has another form
     */
    public ServerOptions upstream(URI url) {
        return upstream(url, UPSTREAM_TIMEOUT);
    }

    /**
     * Forwards otherwise unmatched requests to a real or staged API, see {@link #upstream(URI)}.
     *
     * @param url the base URL of the upstream
     * @param timeout how long a whole answer of it may take
     * @return the changed options
     * @throws IllegalArgumentException if {@code url} is not an http or https URL, or has a user, a query or a fragment, or
     *     {@code timeout} is less than a millisecond
     */
    public ServerOptions upstream(URI url, Duration timeout) {
        return with(settings.with(new UpstreamAddress(url, timeout)));
    }

    /**
     * Does not report unmatched requests. They are answered 501 all the same, but fail no test.
     *
     * @return the changed options
     */
    public ServerOptions allowUnmatched() {
        return new ServerOptions(catalog, settings, true, documentedOnly, strict);
    }

    /**
     * Serves another version of the catalog, such as one that was edited.
     *
     * <pre>{@code
     * BuenaServer.start(ServerOptions.defaults().catalog(Catalog.load(Path.of("src/test/resources/buena"))))
     * }</pre>
     *
     * @param catalog a catalog of the API that the server is for; a server refuses the catalog of another API
     * @return the changed options
     */
    public ServerOptions catalog(Catalog catalog) {
        return new ServerOptions(Optional.of(catalog), settings, unmatchedAllowed, documentedOnly, strict);
    }

    /**
     * Serves only what the API's document says: see {@link dev.errata.fixtures.Catalog#documentedOnly()}.
     *
     * @return the changed options
     */
    public ServerOptions documentedOnly() {
        return new ServerOptions(catalog, settings, unmatchedAllowed, true, strict);
    }

    /**
     * Fails a test that leaves steps of a script for requests that did not come. A step that goes on {@code forever()} needs one
     * request. Without a test framework, {@link StubServer#close()} fails.
     *
     * @return the changed options
     */
    public ServerOptions strictScripts() {
        return new ServerOptions(catalog, settings, unmatchedAllowed, documentedOnly, true);
    }

    private ServerOptions with(ServerSettings changed) {
        return new ServerOptions(catalog, changed, unmatchedAllowed, documentedOnly, strict);
    }

    ServerSettings settings() {
        return settings;
    }

    boolean isUnmatchedAllowed() {
        return unmatchedAllowed;
    }

    boolean isStrict() {
        return strict;
    }

    /** Returns what a server of an API answers from; throws {@link IllegalArgumentException} if it is another API's. */
    Catalog catalogOr(Catalog usual) {
        Catalog chosen = catalog.orElse(usual);
        if (!chosen.id().equals(usual.id())) {
            throw new IllegalArgumentException(
                    "catalog must have the id \"%s\", has \"%s\"".formatted(usual.id(), chosen.id()));
        }
        return documentedOnly ? chosen.documentedOnly() : chosen;
    }

    /**
     * Returns whether the port was chosen, so that only one server at a time can have it.
     *
     * @return {@code true} if it is not just any free one
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public boolean hasFixedPort() {
        return settings.binding().port() != 0;
    }
}
