package dev.errata.junit;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.junit.internal.Listener;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * How a stub server behaves, where it need not behave as usual. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().ownPort().retryAfterHeader(true))) { ... }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ServerOptions {

    private static final ServerOptions DEFAULTS = new ServerOptions(Optional.empty(), false, false, false, false);

    /** Empty on the host that all share. */
    private final Optional<Listener> listener;

    private final boolean retryAfterHeader;
    private final boolean unmatchedAllowed;
    private final boolean documentedOnly;
    private final boolean strict;

    private ServerOptions(
            Optional<Listener> listener,
            boolean retryAfterHeader,
            boolean unmatchedAllowed,
            boolean documentedOnly,
            boolean strict) {
        this.listener = listener;
        this.retryAfterHeader = retryAfterHeader;
        this.unmatchedAllowed = unmatchedAllowed;
        this.documentedOnly = documentedOnly;
        this.strict = strict;
    }

    /**
     * The usual behaviour: a path prefix on the host that all servers of the JVM share, no header {@code Retry-After},
     * unmatched requests not allowed, the whole catalog.
     *
     * @return the defaults
     */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * A free port of the server's own, for clients that cannot take a path prefix. It starts in about 10 ms.
     *
     * @return the changed options
     */
    public ServerOptions ownPort() {
        return port(0);
    }

    /**
     * A certain port, for what must know it beforehand. Tests that run side by side cannot share it.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @return the changed options
     * @throws IllegalArgumentException if {@code port} is none
     */
    public ServerOptions port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
        return listening(own().at(port));
    }

    /**
     * An address of this machine to listen on, instead of the loopback interface's, and with it a free port of the server's
     * own unless one is chosen. Who can reach the address can send requests; there is no password.
     *
     * <pre>{@code
     * ServerOptions.defaults().bind(InetAddress.getByName("0.0.0.0")).port(8080)
     * }</pre>
     *
     * @param address the address; the wildcard {@code 0.0.0.0} is every address, and URLs then have {@code 127.0.0.1}
     * @return the changed options
     */
    public ServerOptions bind(InetAddress address) {
        return listening(own().at(address));
    }

    /**
     * Lets something else answer some requests before scripts, quotas, stubs and the catalog are asked: a page, or a way to
     * control the server from another process. Such requests are in no {@linkplain StubServer#traffic() traffic}. The server
     * gets a free port of its own unless one is chosen.
     *
     * @param front the answer to a request, in WireMock's terms; empty for requests that it leaves to the server. It is asked
     *     for every request, by many threads at once
     * @return the changed options
     */
    public ServerOptions front(Function<Request, Optional<ResponseDefinition>> front) {
        return listening(own().behind(front));
    }

    private Listener own() {
        return listener.orElse(Listener.FREE_PORT);
    }

    private ServerOptions listening(Listener changed) {
        return new ServerOptions(Optional.of(changed), retryAfterHeader, unmatchedAllowed, documentedOnly, strict);
    }

    /**
     * Whether the header {@code Retry-After} repeats the seconds to wait that stand in a body. Off by default, for
     * neither document has the header.
     *
     * @param sent whether it is sent
     * @return the changed options
     */
    public ServerOptions retryAfterHeader(boolean sent) {
        return new ServerOptions(listener, sent, unmatchedAllowed, documentedOnly, strict);
    }

    /**
     * Lets requests pass that nothing fits. They are answered 501 all the same, but fail no test.
     *
     * @return the changed options
     */
    public ServerOptions allowUnmatched() {
        return new ServerOptions(listener, retryAfterHeader, true, documentedOnly, strict);
    }

    /**
     * Serves only what the API's document says: see {@link dev.errata.fixtures.Catalog#documentedOnly()}.
     *
     * @return the changed options
     */
    public ServerOptions documentedOnly() {
        return new ServerOptions(listener, retryAfterHeader, unmatchedAllowed, true, strict);
    }

    /**
     * Lets a test fail that leaves steps of a script for requests that did not come: see {@link FailureScript}. A step that
     * goes on {@linkplain FailureScript#forever() forever} wants one request.
     *
     * @return the changed options
     */
    public ServerOptions strictScripts() {
        return new ServerOptions(listener, retryAfterHeader, unmatchedAllowed, documentedOnly, true);
    }

    boolean hasOwnPort() {
        return listener.isPresent();
    }

    Optional<Listener> listener() {
        return listener;
    }

    boolean hasRetryAfterHeader() {
        return retryAfterHeader;
    }

    boolean isUnmatchedAllowed() {
        return unmatchedAllowed;
    }

    boolean isStrict() {
        return strict;
    }

    boolean isDocumentedOnly() {
        return documentedOnly;
    }
}
