package dev.errata.cli;

import dev.errata.openapi.Change;
import dev.errata.openapi.ImportFolder;
import dev.errata.openapi.ImportOptions;
import dev.errata.openapi.ImportedFile;
import dev.errata.openapi.OpenApiException;
import dev.errata.openapi.OpenApiImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes catalogs of what other tools describe. */
@Command(
        name = "import",
        description = "Creates a catalog from a description of an API.",
        synopsisSubcommandLabel = "FORMAT",
        commandListHeading = "%nFormats (errata import FORMAT --help describes one):%n",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = ImportCommand.OpenApi.class)
final class ImportCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Missing format: openapi. See errata import --help");
    }

    @Command(
            name = "openapi",
            description =
                    "Creates a catalog from an OpenAPI description (3.0 or 3.1, JSON or YAML), or updates it. Edits of the"
                            + " catalog are kept.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            sortOptions = false,
            usageHelpAutoWidth = true)
    static final class OpenApi implements Callable<Integer> {

        /** The exit codes that the help of the program lists. */
        private static final int DRIFTED = 1;

        private static final int NO_ERRORS = 3;

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The description. Local files that it refers to are read, too.")
        private @Nullable Path file;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "FOLDER",
                description = "The folder of the catalog. Its import.lock.json records the import.")
        private @Nullable Path to;

        @Option(
                names = "--check",
                description =
                        "Writes nothing. Lists the changes of the description since the last import, and exits with 1 if"
                                + " there are any.")
        private boolean check;

        @Option(
                names = "--prune",
                description =
                        "Deletes entries that the description no longer has from the catalog, except edited ones.")
        private boolean prune;

        @Option(
                names = "--id",
                paramLabel = "ID",
                description =
                        "The id of the catalog, such as shop. The default is derived from the title of the description.")
        private @Nullable String id;

        @Option(
                names = "--code",
                paramLabel = "POINTER",
                description =
                        "The JSON pointer of the code in the body of an error, such as /error/code. Can be repeated: the first"
                                + " one that exists is used. By default the code is found by its name.")
        private List<String> code = List.of();

        @Option(
                names = "--message",
                paramLabel = "POINTER",
                description = "The JSON pointer of the message for people in the body of an error, like --code.")
        private List<String> message = List.of();

        @Option(
                names = "--operations",
                paramLabel = "OPERATION",
                description =
                        "Imports these operations only: an operationId, or a method and path such as \"GET /orders/*\". Can"
                                + " be repeated.")
        private List<String> operations = List.of();

        @Option(
                names = "--default-status",
                paramLabel = "STATUS",
                description =
                        "The status of responses named default. The default is 500 for operations that list a status of 400 or"
                                + " higher, else 400.")
        private @Nullable Integer defaultStatus;

        @Override
        public Integer call() {
            CommandLine command = Objects.requireNonNull(spec).commandLine();
            if (check && prune) {
                throw new ParameterException(command, "Expected --check or --prune, not both");
            }
            Path description = Objects.requireNonNull(file);
            Path target = Objects.requireNonNull(to);
            ImportFolder folder = ImportFolder.of(target);
            try {
                OpenApiImport imported = OpenApiImport.read(description, folder.options(asked()));
                if (imported.isEmpty()) {
                    imported.leftOut().forEach(notice -> command.getOut().println("Left out: " + notice));
                    command.getErr().println("errata: " + description + " describes no errors that can be imported");
                    return NO_ERRORS;
                }
                return check
                        ? check(folder.compare(imported), command.getOut())
                        : write(folder, imported, command.getOut());
            } catch (OpenApiException | IOException | IllegalArgumentException e) {
                throw new ParameterException(command, String.valueOf(e.getMessage()), e);
            }
        }

        private ImportOptions asked() {
            ImportOptions options = ImportOptions.defaults()
                    .code(code.toArray(String[]::new))
                    .message(message.toArray(String[]::new))
                    .operations(operations.toArray(String[]::new));
            options = id == null ? options : options.id(id);
            return defaultStatus == null ? options : options.defaultStatus(defaultStatus);
        }

        private int check(List<Change> changes, PrintWriter out) {
            changes.forEach(change -> out.println(change + (change.keepsEdit() ? " (edited in the catalog)" : "")));
            out.printf(
                    "%s has %s since it was imported to %s%n",
                    file, changes.isEmpty() ? "not changed" : counted(changes.size(), "change", "changes"), to);
            return changes.isEmpty() ? CommandLine.ExitCode.OK : DRIFTED;
        }

        private int write(ImportFolder folder, OpenApiImport imported, PrintWriter out) throws IOException {
            List<Change> changes = prune ? folder.prune(imported) : folder.write(imported);
            imported.leftOut().forEach(notice -> out.println("Left out: " + notice));
            imported.contradictions().forEach(notice -> out.println("Contradiction: " + notice));
            changes.forEach(change -> out.println(effect(change) + ": " + change));
            out.println(summary(imported, changes));
            return CommandLine.ExitCode.OK;
        }

        private String effect(Change change) {
            if (change.keepsEdit()) {
                return "Kept your edit";
            }
            if (change.kind() != Change.Kind.GONE) {
                return "Imported";
            }
            return prune ? "Deleted" : "Kept until --prune";
        }

        private String summary(OpenApiImport imported, List<Change> changes) {
            List<ImportedFile> files = imported.files();
            List<String> counts = new ArrayList<>();
            counts.add(counted(files.size() - 1, "error", "errors"));
            counts.add(counted(
                    files.stream()
                            .mapToInt(file -> Math.max(
                                    file.content().path("scenarios").size(),
                                    file.content().has("request") ? 1 : 0))
                            .sum(),
                    "scenario",
                    "scenarios"));
            counts.add(counted(files.get(0).content().path("endpoints").size(), "operation", "operations"));
            counts.add(imported.leftOut().size() + " left out");
            counts.add(counted(imported.contradictions().size(), "contradiction", "contradictions"));
            if (!changes.isEmpty()) {
                counts.add(counted(changes.size(), "change", "changes"));
            }
            long kept = changes.stream().filter(Change::keepsEdit).count();
            if (kept > 0) {
                counts.add(counted((int) kept, "edit", "edits") + " kept");
            }
            return "%s: %s".formatted(to, String.join(", ", counts));
        }

        private static String counted(int number, String one, String many) {
            return number + " " + (number == 1 ? one : many);
        }
    }
}
