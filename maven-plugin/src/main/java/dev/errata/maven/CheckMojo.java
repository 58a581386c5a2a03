package dev.errata.maven;

import dev.errata.openapi.Change;
import dev.errata.openapi.ImportFolder;
import dev.errata.openapi.OpenApiImport;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Fails the build if an OpenAPI description has changed since its catalog was imported. Writes nothing. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends DescriptionMojo {

    /** Made by Maven, which sets the parameters. */
    public CheckMojo() {
        // Nothing else.
    }

    @Override
    void execute(OpenApiImport imported, ImportFolder folder) throws IOException, MojoFailureException {
        List<Change> changes = folder.compare(imported);
        if (!changes.isEmpty()) {
            throw new MojoFailureException(changes.stream()
                    .map(Change::toString)
                    .collect(Collectors.joining(
                            System.lineSeparator() + "  ",
                            "The description has changed since it was imported:" + System.lineSeparator() + "  ",
                            System.lineSeparator() + "Import it again: mvn errata:import")));
        }
    }
}
