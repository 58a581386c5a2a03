package dev.errata.maven;

import dev.errata.openapi.Change;
import dev.errata.openapi.ImportFolder;
import dev.errata.openapi.OpenApiImport;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Imports an OpenAPI description as a catalog. Importing again keeps what was edited in the catalog. */
@Mojo(name = "import", threadSafe = true)
public final class ImportMojo extends DescriptionMojo {

    /** Whether what the description has no longer is deleted from the catalog. */
    @Parameter(property = "errata.prune", defaultValue = "false")
    private boolean prune;

    /** Made by Maven, which sets the parameters. */
    public ImportMojo() {
        // Nothing else.
    }

    @Override
    void execute(OpenApiImport imported, ImportFolder folder) throws IOException {
        List<Change> changes = prune ? folder.prune(imported) : folder.write(imported);
        changes.forEach(change -> getLog().info(change.toString()));
        imported.leftOut().forEach(notice -> getLog().warn("left out: " + notice));
        imported.contradictions().forEach(notice -> getLog().warn("contradiction: " + notice));
    }
}
