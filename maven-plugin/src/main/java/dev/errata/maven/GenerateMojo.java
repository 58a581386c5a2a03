package dev.errata.maven;

import dev.errata.fixtures.model.CatalogException;
import dev.errata.generator.GeneratorException;
import dev.errata.generator.Kind;
import dev.errata.generator.TypedNames;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Generates typed names for a catalog, such as {@code ShopError} and {@code ShopStubs}, and adds them to the test sources. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    /** The folder of the catalog, such as {@code src/test/resources/shop}. */
    @Parameter(property = "errata.catalog", required = true)
    private File catalog;

    /** The package of the classes, such as {@code com.shop.errors}. */
    @Parameter(property = "errata.package", required = true)
    private String packageName;

    /** What the names of the classes begin with. By default made of the id of the catalog: {@code Shop}. */
    @Parameter(property = "errata.name")
    private @Nullable String name;

    /** The catalog on the class path. By default the path of the folder below the last folder {@code resources}. */
    @Parameter(property = "errata.resource")
    private @Nullable String resource;

    /** What is generated. By default error, server, stubs and assertions; client-contract and pacts on demand. */
    @Parameter(property = "errata.kinds")
    private List<String> kinds = List.of();

    /** Where the sources are written. */
    @Parameter(
            property = "errata.to",
            defaultValue = "${project.build.directory}/generated-test-sources/errata",
            required = true)
    private File to;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** Made by Maven, which sets the parameters. */
    public GenerateMojo() {
        // Nothing else.
    }

    @Override
    public void execute() throws MojoExecutionException {
        try {
            TypedNames names = TypedNames.of(catalog.toPath(), packageName);
            names = name == null ? names : names.name(name);
            names = resource == null ? names : names.resource(resource);
            names = kinds.isEmpty()
                    ? names
                    : names.kinds(kinds.stream().map(Kind::named).collect(Collectors.toSet()));
            int changed = names.writeTo(to.toPath()).changed().size();
            getLog().info(changed == 0 ? "The typed names are up to date" : changed + " files written to " + to);
            project.addTestCompileSourceRoot(to.getPath());
        } catch (CatalogException | GeneratorException | IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }
}
