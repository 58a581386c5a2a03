package dev.errata.cli;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.CatalogException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which API a command is about. */
final class ApiChoice {

    static final String MISSING = "Missing API: expected buena, databuddy, or --catalog with the folder of your own";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "API", description = "A built-in API: buena or databuddy.")
    private @Nullable String name;

    @Option(
            names = "--catalog",
            paramLabel = "FOLDER",
            description = "Your own API instead: the folder that holds its catalog.json.")
    private @Nullable Path folder;

    @Option(
            names = "--documented-only",
            description = "Leaves out everything that the API's own document does not state.")
    private boolean documentedOnly;

    /** Reads the catalog; throws {@link ParameterException} if it is unknown, or invalid. */
    Catalog catalog() {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        Catalog whole = read(line, () -> chosen(line));
        return documentedOnly ? whole.documentedOnly() : whole;
    }

    private Catalog chosen(CommandLine line) {
        String api = name;
        Path own = folder;
        if (api != null && own != null) {
            throw new ParameterException(line, "Expected \"" + api + "\" or --catalog, not both");
        }
        if (own != null) {
            return Catalog.load(own);
        }
        if (api != null) {
            return Catalog.builtIn(api);
        }
        throw new ParameterException(line, MISSING);
    }

    /** Reads a catalog; throws {@link ParameterException} if it is unknown, or invalid. */
    static Catalog read(CommandLine line, Supplier<Catalog> reader) {
        try {
            return reader.get();
        } catch (NoSuchElementException | CatalogException e) {
            throw new ParameterException(line, e.getMessage(), e);
        }
    }
}
