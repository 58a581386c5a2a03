package dev.errata.pacts;

import au.com.dius.pact.core.model.V4Pact;
import dev.errata.fixtures.Catalog;
import dev.errata.pacts.internal.Interactions;
import dev.errata.pacts.internal.PactFiles;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * The pact of everything that a catalog knows: an interaction for each scenario, with the documented example, the provider
 * state it needs, and where each fact comes from. Code and status are pinned; of the rest the types and formats.
 *
 * <p>It is the consumer's half of an agreement: what a client that goes by the document has to expect. It becomes an
 * agreement when a provider {@linkplain dev.errata.pacts.provider.ProviderContract verifies} it.
 *
 * <p>The pacts of the built-in catalogs are in the jar, as {@code dev/errata/pacts/errata-buena.json} and
 * {@code errata-databuddy.json}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CatalogPact {

    /** The consumer of these pacts. */
    public static final String CONSUMER = "errata";

    private CatalogPact() {}

    /**
     * The pact as it stands in its file: version 4 of the specification, the same text every time.
     *
     * @param catalog the catalog; its {@linkplain Catalog#id() id} is the name of the provider
     * @return the JSON
     */
    public static String json(Catalog catalog) {
        return PactFiles.json(pact(catalog));
    }

    /**
     * Writes the pact into a file that is named after consumer and provider, in the place of one that is there.
     *
     * <pre>{@code
     * CatalogPact.write(Catalog.loadResource("shop"), Path.of("target/pacts")); // target/pacts/errata-shop.json
     * }</pre>
     *
     * @param catalog the catalog
     * @param folder where to; made if it is missing
     * @return the file
     * @throws UncheckedIOException if it cannot be written
     */
    public static Path write(Catalog catalog, Path folder) {
        return PactFiles.write(pact(catalog), folder);
    }

    private static V4Pact pact(Catalog catalog) {
        return PactFiles.pact(
                CONSUMER,
                catalog,
                catalog.scenarios().stream().map(Interactions::of).toList());
    }
}
