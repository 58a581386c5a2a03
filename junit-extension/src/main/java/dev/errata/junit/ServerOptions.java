package dev.errata.junit;

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

    private static final int SHARED = -1;
    private static final ServerOptions DEFAULTS = new ServerOptions(SHARED, false, false, false, false);

    private final int port;
    private final boolean retryAfterHeader;
    private final boolean unmatchedAllowed;
    private final boolean documentedOnly;
    private final boolean strict;

    private ServerOptions(
            int port, boolean retryAfterHeader, boolean unmatchedAllowed, boolean documentedOnly, boolean strict) {
        this.port = port;
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
        return new ServerOptions(port, retryAfterHeader, unmatchedAllowed, documentedOnly, strict);
    }

    /**
     * Whether the header {@code Retry-After} repeats the seconds to wait that stand in a body. Off by default, for
     * neither document has the header.
     *
     * @param sent whether it is sent
     * @return the changed options
     */
    public ServerOptions retryAfterHeader(boolean sent) {
        return new ServerOptions(port, sent, unmatchedAllowed, documentedOnly, strict);
    }

    /**
     * Lets requests pass that nothing fits. They are answered 501 all the same, but fail no test.
     *
     * @return the changed options
     */
    public ServerOptions allowUnmatched() {
        return new ServerOptions(port, retryAfterHeader, true, documentedOnly, strict);
    }

    /**
     * Serves only what the API's document says: see {@link dev.errata.fixtures.Catalog#documentedOnly()}.
     *
     * @return the changed options
     */
    public ServerOptions documentedOnly() {
        return new ServerOptions(port, retryAfterHeader, unmatchedAllowed, true, strict);
    }

    /**
     * Lets a test fail that leaves steps of a script for requests that did not come: see {@link FailureScript}. A step that
     * goes on {@linkplain FailureScript#forever() forever} wants one request.
     *
     * @return the changed options
     */
    public ServerOptions strictScripts() {
        return new ServerOptions(port, retryAfterHeader, unmatchedAllowed, documentedOnly, true);
    }

    boolean hasOwnPort() {
        return port != SHARED;
    }

    int port() {
        return port;
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
