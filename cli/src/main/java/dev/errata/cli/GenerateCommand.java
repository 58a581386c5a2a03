package dev.errata.cli;

import dev.errata.fixtures.model.CatalogException;
import dev.errata.generator.GeneratorException;
import dev.errata.generator.Kind;
import dev.errata.generator.TypedNames;
import dev.errata.generator.WrittenSources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes code for a catalog. */
@Command(
        name = "generate",
        description = "Writes typed names for your own API.",
        synopsisSubcommandLabel = "LANGUAGE",
        commandListHeading = "%nLanguages (errata generate LANGUAGE --help describes one):%n",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = GenerateCommand.Java.class)
final class GenerateCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Missing language: java. See errata generate --help");
    }

    @Command(
            name = "java",
            description = "Writes an enum of the errors, a server, JUnit extensions, assertions and contracts.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            sortOptions = false)
    static final class Java implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Option(
                names = "--catalog",
                required = true,
                paramLabel = "FOLDER",
                description = "The folder that holds the catalog.json of the API.")
        private @Nullable Path catalog;

        @Option(
                names = "--package",
                required = true,
                paramLabel = "PACKAGE",
                description = "The package of the classes, such as com.shop.errors.")
        private @Nullable String packageName;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "FOLDER",
                description = "The folder of sources to write to, such as src/test/java.")
        private @Nullable Path sources;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description =
                        "The prefix of the class names. The default is the id of the catalog: MyShop for my-shop.")
        private @Nullable String name;

        @Option(
                names = "--kinds",
                split = ",",
                paramLabel = "KIND",
                converter = KindConverter.class,
                description =
                        "The kinds of classes: ${COMPLETION-CANDIDATES}. The default is error,server,stubs,assertions.",
                completionCandidates = KindNames.class)
        private @Nullable List<Kind> kinds;

        @Option(
                names = "--resource",
                paramLabel = "FOLDER",
                description =
                        "The folder of the catalog on the class path. The default is its path below a folder resources, or"
                                + " else the name of the folder.")
        private @Nullable String resource;

        @Override
        public Integer call() {
            CommandLine command = Objects.requireNonNull(spec).commandLine();
            Path folder = Objects.requireNonNull(sources);
            try {
                TypedNames names = names();
                ExportCommand.writing(command, folder, () -> print(command.getOut(), names, names.writeTo(folder)));
            } catch (CatalogException | GeneratorException e) {
                throw new ParameterException(command, e.getMessage(), e);
            }
            return CommandLine.ExitCode.OK;
        }

        private void print(PrintWriter out, TypedNames names, WrittenSources written) {
            written.changed().forEach(out::println);
            out.printf(
                    "%d classes in %s, %d of them written. They load the catalog \"%s\" from the class path%n",
                    written.files().size(), sources, written.changed().size(), names.resource());
            out.flush();
        }

        private TypedNames names() {
            Path folder = Objects.requireNonNull(catalog);
            String inPackage = Objects.requireNonNull(packageName);
            TypedNames names = TypedNames.of(folder, inPackage);
            names = name == null ? names : names.name(name);
            names = resource == null ? names : names.resource(resource);
            return kinds == null ? names : names.kinds(Set.copyOf(kinds));
        }
    }

    /** The names of the kinds, as they are typed. */
    static final class KindNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Kind.values()).map(Kind::toString).iterator();
        }
    }

    /** Finds a kind by its name. */
    static final class KindConverter implements ITypeConverter<Kind> {

        @Override
        public Kind convert(String name) {
            try {
                return Kind.named(name);
            } catch (GeneratorException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
