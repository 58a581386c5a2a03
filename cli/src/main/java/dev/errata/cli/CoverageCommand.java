package dev.errata.cli;

import dev.errata.report.Coverage;
import dev.errata.report.CoverageFolder;
import dev.errata.report.CoverageMinimum;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
            paramLabel = "[API=]PERCENT",
            converter = MinimumConverter.class,
            description =
                    "Fails if a lower percentage of an API's scenarios was answered to clients, for example 90%%. With the id of"
                            + " an API, for that API only, for example buena=90%%. Can be repeated. Ignores APIs without requests.")
    private List<Minimum> minimums = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "API/SCENARIO",
            split = ",",
            description =
                    "Scenarios that need not be covered, for example buena/bad-gateway*, in addition to those that the test runs"
                            + " excluded. Can be repeated.")
    private List<String> exclusions = List.of();

    /** A part of the minimum. */
    private interface Minimum {
        CoverageMinimum addTo(CoverageMinimum others);
    }

    private static final class MinimumConverter implements ITypeConverter<Minimum> {
        @Override
        public Minimum convert(String text) {
            int equals = text.indexOf('=');
            String percentage = text.substring(equals + 1);
            Minimum minimum = equals < 0
                    ? others -> others.with(percentage)
                    : others -> others.with(text.substring(0, equals), percentage);
            try {
                CoverageMinimum unused = minimum.addTo(CoverageMinimum.none());
                return minimum;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Coverage all = merged(command);
        PrintWriter out = command.getOut();
        out.printf("Error coverage%n%s", all);
        all.problems().forEach(problem -> out.println("  Warning: " + problem));
        write(all, command);
        List<String> missed = missed(all);
        missed.forEach(command.getErr()::println);
        return missed.isEmpty() ? CommandLine.ExitCode.OK : TOO_LITTLE;
    }

    /** All sources or none: a build must not take what is left of them for the whole. */
    private Coverage merged(CommandLine command) {
        try {
            Coverage all = Coverage.none();
            for (Path source : sources) {
                all = all.plus(CoverageFolder.read(source));
            }
            return all.excluding(Stream.concat(all.exclusions().stream(), exclusions.stream())
                    .distinct()
                    .toList());
        } catch (IOException e) {
            throw new ParameterException(command, e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "Invalid value for option '--exclude': " + e.getMessage(), e);
        }
    }

    private List<String> missed(Coverage all) {
        CoverageMinimum minimum = CoverageMinimum.none();
        for (Minimum each : minimums) {
            minimum = each.addTo(minimum);
        }
        return Stream.concat(minimum.missedBy(all).stream(), minimum.withoutEffect(all).stream())
                .toList();
    }

    private void write(Coverage all, CommandLine command) {
        Path folder = to;
        if (folder == null) {
            return;
        }
        try {
            CoverageFolder.of(folder).write(all);
        } catch (IOException e) {
            throw new ParameterException(command, "Cannot write " + folder + ": " + e, e);
        }
        command.getOut().println("  Report: " + CoverageFolder.of(folder).page().toUri());
    }
}
