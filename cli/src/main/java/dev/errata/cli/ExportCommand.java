package dev.errata.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.cli.internal.export.EnvelopeSchema;
import dev.errata.cli.internal.export.OpenApiExport;
import dev.errata.cli.internal.export.WireMockExport;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.Envelope;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a catalog in formats of other tools. */
@Command(
        name = "export",
        description = "Writes an API's endpoints and errors for other tools.",
        synopsisSubcommandLabel = "FORMAT",
        commandListHeading = "%nFormats (errata export FORMAT --help describes one):%n",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ExportCommand.WireMock.class, ExportCommand.OpenApi.class, ExportCommand.Schema.class})
final class ExportCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Missing format: wiremock, openapi or schema. See errata export --help");
    }

    /** One document, to a file or to the standard output. */
    private abstract static class Document implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private final ApiChoice api = new ApiChoice();

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "The file to write. The default is the standard output.")
        private @Nullable Path output;

        /** Returns the document, and gives what it cannot say to a consumer of lines. */
        abstract JsonNode export(Catalog catalog, Consumer<String> leftOut);

        @Override
        public Integer call() {
            CommandLine command = Objects.requireNonNull(spec).commandLine();
            String text = JsonTree.indented(
                            export(api.catalog(), line -> command.getErr().println("Left out: " + line)))
                    + "\n";
            Path file = output;
            if (file == null) {
                command.getOut().print(text);
                command.getOut().flush();
            } else {
                writing(command, file, () -> Files.writeString(file, text));
            }
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(
            name = "openapi",
            description = "Writes the endpoints and errors as an OpenAPI 3.1 document in JSON.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            sortOptions = false)
    static final class OpenApi extends Document {
        @Override
        JsonNode export(Catalog catalog, Consumer<String> leftOut) {
            OpenApiExport export = new OpenApiExport(catalog);
            export.leftOut().forEach(leftOut);
            return export.document();
        }
    }

    @Command(
            name = "schema",
            description = "Writes the error envelope as JSON Schema 2020-12.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            sortOptions = false)
    static final class Schema extends Document {
        @Override
        JsonNode export(Catalog catalog, Consumer<String> leftOut) {
            List<Envelope> envelopes = catalog.envelopes();
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            if (envelopes.size() == 1) {
                envelopes.get(0).schema().map(ObjectNode.class::cast).ifPresent(schema::setAll);
            } else {
                ArrayNode all = schema.putArray("anyOf");
                envelopes.forEach(envelope -> EnvelopeSchema.of(catalog, envelope, "#/anyOf/" + all.size())
                        .ifPresent(all::add));
            }
            return schema.has("$schema")
                    ? schema
                    : schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        }
    }

    @Command(
            name = "wiremock",
            description = "Writes stub mappings for a stock WireMock: java -jar wiremock-standalone.jar --root-dir DIR",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            sortOptions = false)
    static final class WireMock implements Callable<Integer> {

        /** Begins the names of exported files. Other files are never deleted. */
        private static final String OWN = "errata-";

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(
                index = "0",
                paramLabel = "DIR",
                description = "WireMock's root folder. The mappings are written to DIR/mappings.")
        private @Nullable Path root;

        @Mixin
        private final ApiChoice api = new ApiChoice();

        @Option(
                names = "--force",
                description = "Replaces the mappings of an earlier export, and keeps all other files.")
        private boolean force;

        @Override
        public Integer call() {
            CommandLine command = Objects.requireNonNull(spec).commandLine();
            WireMockExport export = new WireMockExport(api.catalog());
            Path mappings = Objects.requireNonNull(root).resolve("mappings");
            writing(command, mappings, () -> write(command, export.files(), mappings));
            PrintWriter out = command.getOut();
            out.printf("%d files in %s%n", export.files().size(), mappings);
            export.leftOut().forEach(line -> out.println("Left out: " + line));
            out.flush();
            return CommandLine.ExitCode.OK;
        }

        private void write(CommandLine command, Map<String, ObjectNode> files, Path mappings) throws IOException {
            Files.createDirectories(mappings);
            try (DirectoryStream<Path> present = Files.newDirectoryStream(mappings, force ? OWN + "*.json" : "*")) {
                for (Path file : present) {
                    if (!force) {
                        throw new ParameterException(
                                command, mappings + " is not empty. Use --force to replace an earlier export");
                    }
                    Files.delete(file);
                }
            }
            for (Map.Entry<String, ObjectNode> file : files.entrySet()) {
                Files.writeString(mappings.resolve(OWN + file.getKey()), JsonTree.indented(file.getValue()) + "\n");
            }
        }
    }

    /** Writes files. */
    interface Writing {
        void run() throws IOException;
    }

    /** Turns a failure to write into a message of one line. */
    static void writing(CommandLine command, Path file, Writing action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new ParameterException(
                    command,
                    "Cannot write " + file + ": "
                            + Optional.ofNullable(e.getMessage()).orElse(e.toString()),
                    e);
        }
    }
}
