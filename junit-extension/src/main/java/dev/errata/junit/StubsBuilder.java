package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import java.util.function.BiFunction;
import org.apiguardian.api.API;

/**
 * Builds an extension for a field with {@code @RegisterExtension}, where servers should not behave as usual.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BuenaStubs buena = BuenaStubs.builder().retryAfterHeader(true).build();
 * }</pre>
 *
 * @param <E> the type of the extension
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class StubsBuilder<E> {

    private final BiFunction<Catalog, ServerOptions, E> build;
    private Catalog catalog;
    private ServerOptions options = ServerOptions.defaults();

    StubsBuilder(Catalog catalog, BiFunction<Catalog, ServerOptions, E> build) {
        this.catalog = catalog;
        this.build = build;
    }

    /**
     * Serves another catalog, such as a copy of the built-in one with changes.
     *
     * @param catalog the catalog
     * @return this builder
     * @throws IllegalArgumentException if it is the catalog of another API
     */
    public StubsBuilder<E> catalog(Catalog catalog) {
        if (!catalog.id().equals(this.catalog.id())) {
            throw new IllegalArgumentException(
                    "catalog must be one of \"" + this.catalog.id() + "\", is one of \"" + catalog.id() + "\"");
        }
        this.catalog = catalog;
        return this;
    }

    /**
     * Gives each server a free port of its own: see {@link ServerOptions#ownPort()}.
     *
     * @return this builder
     */
    public StubsBuilder<E> ownPort() {
        options = options.ownPort();
        return this;
    }

    /**
     * Uses a certain port: see {@link ServerOptions#port(int)}.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @return this builder
     * @throws IllegalArgumentException if {@code port} is none
     */
    public StubsBuilder<E> port(int port) {
        options = options.port(port);
        return this;
    }

    /**
     * Whether the header {@code Retry-After} is sent: see {@link ServerOptions#retryAfterHeader(boolean)}.
     *
     * @param sent whether it is sent
     * @return this builder
     */
    public StubsBuilder<E> retryAfterHeader(boolean sent) {
        options = options.retryAfterHeader(sent);
        return this;
    }

    /**
     * Lets requests pass that nothing fits: see {@link ServerOptions#allowUnmatched()}.
     *
     * @return this builder
     */
    public StubsBuilder<E> allowUnmatched() {
        options = options.allowUnmatched();
        return this;
    }

    /**
     * Serves only what the API's document says: see {@link ServerOptions#documentedOnly()}.
     *
     * @return this builder
     */
    public StubsBuilder<E> documentedOnly() {
        options = options.documentedOnly();
        return this;
    }

    /**
     * Lets a test fail that does not use up its scripts: see {@link ServerOptions#strictScripts()}.
     *
     * @return this builder
     */
    public StubsBuilder<E> strictScripts() {
        options = options.strictScripts();
        return this;
    }

    /**
     * Builds the extension.
     *
     * @return the extension, for a field with {@code @RegisterExtension}
     */
    public E build() {
        return build.apply(catalog, options);
    }
}
