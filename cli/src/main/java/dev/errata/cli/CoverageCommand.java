package dev.errata.cli;

import dev.errata.report.Coverage;
import dev.errata.report.CoverageFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Merges the error coverage of several test runs. */
@Command(
        name = "coverage",
        description = "Merges the error coverage of several modules, JVMs or shards.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class CoverageCommand implements Callable<Integer> {

    /** The exit code that the help of the program lists. */
    private static final int TOO_LITTLE = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description = "A folder such as client/target/errata, or a file coverage.json.")
    private List<Path> sources = List.of();

    @Option(names = "--to", paramLabel = "DIR", description = "Writes coverage.json and index.html to this folder.")
    private @Nullable Path to;

    @Option(
            names = "--minimum",
            paramLabel = "PERCENT",
            converter = Percentage.class,
            description = "Fails if fewer of an API's scenarios were answered to a client, for example 90%%.")
    private int minimum;

    private static final class Percentage implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Coverage.percentage(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Coverage all = sources.stream().map(CoverageFolder::read).reduce(Coverage.none(), Coverage::plus);
        out.printf("Error coverage%n%s", all);
        all.problems().forEach(problem -> out.println("  Warning: " + problem));
        write(all, command, out);
        Optional<String> tooLittle = all.shortOf(minimum);
        tooLittle.ifPresent(command.commandLine().getErr()::println);
        return tooLittle.isPresent() ? TOO_LITTLE : 0;
    }

    private void write(Coverage all, CommandSpec command, PrintWriter out) {
        Path folder = to;
        if (folder == null) {
            return;
        }
        try {
            CoverageFolder.of(folder).write(all);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "Cannot write " + folder + ": " + e, e);
        }
        out.println("  Report: " + CoverageFolder.of(folder).page().toUri());
    }
}
