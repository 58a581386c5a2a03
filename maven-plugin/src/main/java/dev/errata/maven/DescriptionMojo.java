package dev.errata.maven;

import dev.errata.openapi.ImportFolder;
import dev.errata.openapi.ImportOptions;
import dev.errata.openapi.OpenApiException;
import dev.errata.openapi.OpenApiImport;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals about an OpenAPI description have in common. */
abstract class DescriptionMojo extends AbstractMojo {

    /** The OpenAPI description: 3.0 or 3.1, JSON or YAML. */
    @Parameter(property = "errata.description", required = true)
    private File description;

    /** The folder of the catalog, such as {@code src/test/resources/shop}. */
    @Parameter(property = "errata.catalog", required = true)
    private File catalog;

    /** The id of the catalog, if not that which is made of the title. */
    @Parameter(property = "errata.id")
    private @Nullable String id;

    /** The JSON pointers of the code in an error; the first one with a value is used. By default the code is found by the schemas. */
    @Parameter(property = "errata.code")
    private List<String> code = List.of();

    /** The JSON pointers of the message in an error. By default the message is found by the schemas. */
    @Parameter(property = "errata.message")
    private List<String> message = List.of();

    /** The operations to import: operation ids, or methods and paths with wildcards such as {@code GET /orders/*}. All by default. */
    @Parameter(property = "errata.operations")
    private List<String> operations = List.of();

    /** The status of responses that are described under {@code default}. */
    @Parameter(property = "errata.defaultStatus")
    private @Nullable Integer defaultStatus;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            ImportFolder folder = ImportFolder.of(catalog.toPath());
            OpenApiImport imported = OpenApiImport.read(description.toPath(), folder.options(asked()));
            if (imported.isEmpty()) {
                throw new MojoFailureException(description + " describes no errors");
            }
            execute(imported, folder);
        } catch (OpenApiException | IllegalArgumentException | IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    /** Does what the goal is for. */
    abstract void execute(OpenApiImport imported, ImportFolder folder) throws IOException, MojoFailureException;

    private ImportOptions asked() {
        ImportOptions options = ImportOptions.defaults()
                .code(code.toArray(String[]::new))
                .message(message.toArray(String[]::new))
                .operations(operations.toArray(String[]::new));
        options = id == null ? options : options.id(id);
        return defaultStatus == null ? options : options.defaultStatus(defaultStatus);
    }
}
