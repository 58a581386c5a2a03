package dev.errata.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program {@code errata}.
 *
 * <pre>{@code
 * java -jar errata.jar serve buena --port 8080
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@Command(
        name = "errata",
        description = "Turns the documented errors of HTTP APIs into test fixtures.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands (errata COMMAND --help describes one):%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:a catalog that has drifted from its source, or an error of this program",
            "2:invalid arguments, or a file or port that cannot be used",
            "3:less error coverage than the minimum, or a description without errors"
        },
        subcommands = {
            ServeCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            GenerateCommand.class,
            CoverageCommand.class,
            CheckDocumentCommand.class,
            GenerateCompletion.class
        })
public final class Errata implements Runnable {

    static final String OUTPUT_LOST = "Cannot write to the standard output";

    @Spec
    private @Nullable CommandSpec spec;

    private Errata() {}

    /**
     * Runs the program, and ends the JVM with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(writer(System.out), writer(System.err), arguments));
    }

    /** Exported JSON is UTF-8, whatever the terminal uses. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Runs the program, and returns its exit code. Output that is lost, on a full disk for example, is no success. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = new CommandLine(new Errata())
                .setOut(new ConsoleWriter(out))
                .setErr(new ConsoleWriter(err))
                // The help has no colours: the writers let no escape sequence through.
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(Errata::misused)
                .setExecutionExceptionHandler(Errata::failed);
        int exitCode = command.execute(arguments);
        return exitCode == CommandLine.ExitCode.OK && out.checkError()
                ? misused(new ParameterException(command, OUTPUT_LOST), arguments)
                : exitCode;
    }

    @Override
    public void run() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(command, "Missing command: " + commands(command) + ". See errata --help");
    }

    private static String commands(CommandLine errata) {
        List<String> names = errata.getSubcommands().keySet().stream()
                .filter(name -> !name.equals("generate-completion"))
                .toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static int misused(ParameterException mistake, String[] arguments) {
        mistake.getCommandLine().getErr().println("errata: " + reason(mistake));
        return CommandLine.ExitCode.USAGE;
    }

    private static @Nullable String reason(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return mistake.getMessage();
        }
        String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
        String first = unmatched.getUnmatched().get(0);
        return !first.startsWith("-") && command.equals("errata")
                ? "Unknown command \"" + first + "\": expected " + commands(mistake.getCommandLine())
                        + ". See errata --help"
                : mistake.getMessage() + ". See " + command + " --help";
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("errata: failed because of an error of this program");
        failure.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
