package dev.errata.server;

import dev.errata.fixtures.Catalog;
import dev.errata.junit.ServerOptions;
import dev.errata.junit.StubServer;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The stub server as a program.
 *
 * <pre>{@code
 * java -jar errata-server.jar buena --port 8080
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@Command(
        name = "errata-server",
        description = "Serves an API that fails the way its documents say, until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:an error of this program",
            "2:what was asked for cannot be done",
            "3:less error coverage than the minimum"
        },
        subcommands = {Export.class, CoverageCommand.class, GenerateCompletion.class})
public final class ErrataServer implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8080;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ApiChoice api = new ApiChoice();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port, 0 for any that is free; ${DEFAULT-VALUE} by default.")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            converter = Address.class,
            description = "Listens on this address, such as 0.0.0.0, instead of the loopback interface alone."
                    + " The control API then asks for a token.")
    private @Nullable InetAddress bind;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:ERRATA_TOKEN}",
            description = "The control API's token, also read from ERRATA_TOKEN. Where one is needed and none is given,"
                    + " it is made and printed.")
    private @Nullable String token;

    @Option(
            names = "--retry-after-header",
            description = "Repeats in the header Retry-After the seconds that stand in a body.")
    private boolean retryAfterHeader;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints nothing but the base URL, and a token that was made.")
    private boolean quiet;

    private ErrataServer() {}

    /**
     * Runs the program, and ends the JVM with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(writer(System.out), writer(System.err), arguments));
    }

    /** What is exported is JSON, and so in UTF-8 wherever it is written to. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Runs the program; the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new ErrataServer())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(ErrataServer::misused)
                .setExecutionExceptionHandler(ErrataServer::failed)
                .execute(arguments);
    }

    private static int misused(ParameterException mistake, String[] arguments) {
        String hint = mistake instanceof UnmatchedArgumentException
                ? "; see " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help"
                : "";
        mistake.getCommandLine().getErr().println("errata-server: " + mistake.getMessage() + hint);
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("errata-server: failed, which is a mistake of this program");
        failure.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** An address, or the name of one. */
    private static final class Address implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new TypeConversionException("there is no address \"" + text + "\"");
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        InetAddress address = bind != null ? bind : InetAddress.getLoopbackAddress();
        Guard guard = guard(command, address);
        Front front = new Front(guard);
        StubServer server = start(command, front);
        front.serve(server);
        // Before the hook: a server that is just being closed tells no URLs any more.
        String text = quiet ? quietText(server, guard) : new Banner(server, address, guard).text();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "errata-stop"));
        command.getOut().print(text);
        command.getOut().flush();
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private static String quietText(StubServer server, Guard guard) {
        return guard.madeToken().stream()
                .map(token -> "Token " + token)
                .reduce(
                        server.baseUrl() + System.lineSeparator(),
                        (above, line) -> above + line + System.lineSeparator());
    }

    private Guard guard(CommandLine command, InetAddress address) {
        if (token != null && token.isBlank()) {
            throw new ParameterException(command, "The token must not be blank");
        }
        return Guard.of(address, token);
    }

    private ServerOptions options(Front front) {
        ServerOptions options = ServerOptions.defaults()
                .port(port)
                .retryAfterHeader(retryAfterHeader)
                .front(front::answer);
        return bind == null ? options : options.bind(bind);
    }

    /** Refused are a number that is no port, a port that is taken, an address of another machine, triggers that are none. */
    private StubServer start(CommandLine command, Front front) {
        Catalog catalog = api.catalog();
        try {
            return StubServer.start(catalog, options(front));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }
}
