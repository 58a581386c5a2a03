package dev.errata.server;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.CatalogException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which API a command is about. */
final class ApiChoice {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "API", description = "An API that is built in: buena or databuddy.")
    private @Nullable String name;

    @Option(
            names = "--catalog",
            paramLabel = "FOLDER",
            description = "An API of your own instead: the folder of its catalog.json.")
    private @Nullable Path folder;

    @Option(names = "--documented-only", description = "Leaves out what the API's own document does not say.")
    private boolean documentedOnly;

    /** Reads the catalog; throws {@link ParameterException} if there is none of that name, or mistakes are in it. */
    Catalog catalog() {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        try {
            Catalog whole = read(line);
            return documentedOnly ? whole.documentedOnly() : whole;
        } catch (NoSuchElementException | CatalogException e) {
            throw new ParameterException(line, e.getMessage(), e);
        }
    }

    private Catalog read(CommandLine line) {
        String api = name;
        Path own = folder;
        if (api != null && own != null) {
            throw new ParameterException(line, "Either \"" + api + "\" or --catalog, not both");
        }
        if (own != null) {
            return Catalog.load(own);
        }
        if (api != null) {
            return Catalog.named(api);
        }
        throw new ParameterException(
                line, "Which API? Name one (buena, databuddy), or the folder of your own with --catalog");
    }
}
