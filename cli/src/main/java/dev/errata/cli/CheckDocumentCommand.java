package dev.errata.cli;

import dev.errata.fixtures.Catalog;
import dev.errata.report.document.Difference;
import dev.errata.report.document.DocumentCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Compares a catalog with the text of its document. */
@Command(
        name = "check-document",
        description =
                "Compares a catalog with the text of its document: the JSON bodies, codes and statuses of the text, and the"
                        + " facts that the catalog marks as documented. Exits with 1 if they differ.",
        customSynopsis = "errata check-document (API | --catalog=FOLDER) FILE",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class CheckDocumentCommand implements Callable<Integer> {

    /** The exit code that the help of the program lists. */
    private static final int DIFFERENT = 1;

    /** A document of errors has some ten kilobytes. */
    private static final int MOST_BYTES = 10_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..2",
            paramLabel = "API FILE",
            description = {
                "API: a built-in API, buena or databuddy.",
                "FILE: the document as plain text or Markdown, in UTF-8."
            })
    private List<String> arguments = List.of();

    @Option(
            names = "--catalog",
            paramLabel = "FOLDER",
            description = "Your own API instead: the folder that holds its catalog.json.")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Path own = folder;
        if (arguments.size() != (own == null ? 2 : 1)) {
            throw new ParameterException(
                    command, "Expected the API and the file of its document, or --catalog and the file");
        }
        Catalog catalog =
                ApiChoice.read(command, () -> own == null ? Catalog.builtIn(arguments.get(0)) : Catalog.load(own));
        Path file = Path.of(arguments.get(arguments.size() - 1));
        DocumentCheck check = DocumentCheck.of(catalog, read(command, file));
        print(check, catalog, file, command.getOut());
        return check.differences().isEmpty() ? CommandLine.ExitCode.OK : DIFFERENT;
    }

    private static void print(DocumentCheck check, Catalog catalog, Path file, PrintWriter out) {
        List<Difference> differences = check.differences();
        differences.forEach(difference -> out.println(
                difference.line().isPresent()
                        ? "%s:%d: %s".formatted(file, difference.line().getAsInt(), difference.reason())
                        : "%s: %s".formatted(file, difference.reason())));
        String verdict = differences.isEmpty()
                ? "agrees with"
                : differences.size() == 1 ? "has 1 difference from" : "has " + differences.size() + " differences from";
        out.printf("%s %s the %s; it has %s%n", file, verdict, catalog.name(), check.found());
    }

    private static String read(CommandLine command, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ParameterException(command, "Cannot read " + file + ": it is larger than 10 MB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ParameterException(command, "Cannot read " + file + ": it is not encoded in UTF-8", e);
        } catch (IOException e) {
            throw new ParameterException(
                    command,
                    "Cannot read " + file + ": "
                            + (Files.exists(file) ? "it is not a readable file" : "it does not exist"),
                    e);
        }
    }
}
