package dev.errata.pacts;

import au.com.dius.pact.core.model.V4Pact;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.pacts.internal.Interactions;
import dev.errata.pacts.internal.PactFiles;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The pact of a whole catalog: an interaction for each scenario, with the documented example, the provider
 * state it needs, and where each fact comes from. Code and status are pinned; of the rest the types and formats.
 *
 * <p>It is the consumer's half of an agreement: what a client that goes by the document has to expect. It becomes an
 * agreement when a provider {@linkplain dev.errata.pacts.provider.ProviderContract verifies} it.
 *
 * <p>What Pact JVM or the Rust verifier would read otherwise than it is on the wire is {@linkplain #leftOut left out}, such as a
 * body that says to be JSON and is not. A comment in the interaction says so, and so does a warning in the log.
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
     * Returns the pact as JSON: version 4 of the specification, the same text every time.
     *
     * @param catalog the catalog; its {@linkplain Catalog#id() id} is the name of the provider
     * @return the JSON
     */
    public static String json(Catalog catalog) {
        return PactFiles.json(pact(catalog));
    }

    /**
     * Writes the pact into a file that is named after consumer and provider, and replaces an earlier one.
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

    /**
     * Returns the parts that the pact leaves out, because some verifiers cannot read them.
     *
     * @param catalog the catalog
     * @return a sentence for each scenario, or part of its answer, that is left out; names the scenario and the reason
     */
    public static List<String> leftOut(Catalog catalog) {
        return catalog.scenarios().stream()
                .flatMap(scenario -> mistake(scenario)
                        .map(reason -> Stream.of(
                                "The pact leaves out %s, because its request %s".formatted(scenario.id(), reason)))
                        .orElseGet(() -> Interactions.leftOut(scenario).stream()))
                .toList();
    }

    private static V4Pact pact(Catalog catalog) {
        leftOut(catalog)
                .forEach(sentence -> System.getLogger(CatalogPact.class.getName())
                        .log(System.Logger.Level.WARNING, "{0}: {1}", catalog, sentence));
        return PactFiles.pact(
                CONSUMER,
                catalog,
                catalog.scenarios().stream()
                        .filter(scenario -> mistake(scenario).isEmpty())
                        .map(Interactions::of)
                        .toList());
    }

    private static Optional<String> mistake(Scenario scenario) {
        return Interactions.mistake(
                scenario, scenario.request().method(), scenario.request().path());
    }
}
