package dev.errata.cli;

import dev.errata.cli.internal.control.ControlAuth;
import dev.errata.cli.internal.control.ControlInterceptor;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.report.CandidateError;
import dev.errata.report.CandidateErrors;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.Trust;
import dev.errata.stub.spi.ObservedServer;
import dev.errata.stub.spi.ServerListener;
import dev.errata.stub.spi.ServerListeners;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

/** Serves APIs until the program is stopped. */
@Command(
        name = "serve",
        description = "Serves APIs that fail the way their documents say, until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class ServeCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8080;
    private static final int LAST_PORT = 65_535;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "API", description = "Built-in APIs: buena, databuddy, or both.")
    private List<String> names = List.of();

    @Option(
            names = "--catalog",
            paramLabel = "FOLDER",
            description =
                    "Your own API: the folder that holds its catalog.json. Can be repeated, and combined with built-in"
                            + " APIs.")
    private List<Path> folders = List.of();

    @Option(
            names = "--documented-only",
            description = "Leaves out everything that the API's own document does not state.")
    private boolean documentedOnly;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "The port, by default ${DEFAULT-VALUE}. Several APIs get consecutive ports from there, built-in APIs"
                            + " first, each group in the order given. 0 takes any free ports.")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            converter = Address.class,
            description =
                    "Listens on this address, such as 0.0.0.0, instead of the loopback interface. The control API then"
                            + " requires a token.")
    private @Nullable InetAddress bind;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:ERRATA_TOKEN}",
            description =
                    "The token of the control API. The default is the environment variable ERRATA_TOKEN. If a token is"
                            + " required and none is given, one is generated and printed.")
    private @Nullable String token;

    @Option(names = "--https", description = "Speaks HTTPS, with a certificate for localhost, 127.0.0.1 and ::1.")
    private boolean https;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Writes the certificate that clients of --https have to trust into this file, as PEM: for curl"
                            + " --cacert, and for NODE_EXTRA_CA_CERTS.")
    private @Nullable Path ca;

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description =
                    "Forwards otherwise unmatched requests to a real or staged API with this base URL, instead of the catalog's"
                            + " endpoints. At the end, prints its errors that the catalog does not have.")
    private @Nullable URI upstream;

    @Option(
            names = "--retry-after-header",
            description = "Sends the header Retry-After with every answer whose body tells how long to wait.")
    private boolean retryAfterHeader;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints only the base URLs, one per line, and a generated token.")
    private boolean quiet;

    /** An address, or the name of one. */
    private static final class Address implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new TypeConversionException("Unknown address \"" + text + "\"");
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        List<Catalog> catalogs = catalogs(command);
        InetAddress address = bind != null ? bind : InetAddress.getLoopbackAddress();
        ControlAuth auth = auth(command, address);
        writeAuthority(command);
        List<StubServer<ApiError>> servers = start(command, catalogs, auth);
        // Before the hook: a server that is being closed has no URLs.
        Banner banner = new Banner(servers, address, auth, Optional.ofNullable(upstream));
        String text = quiet ? banner.quietText() : banner.text();
        Runnable end = upstream == null ? () -> {} : candidates(command.getOut());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(servers, end), "errata-stop"));
        command.getOut().print(text);
        if (command.getOut().checkError()) {
            servers.forEach(StubServer::close);
            throw new ParameterException(command, Errata.OUTPUT_LOST);
        }
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private static void stop(List<StubServer<ApiError>> servers, Runnable end) {
        servers.forEach(StubServer::close);
        end.run();
    }

    /** Notes what the upstream answers from now on, and returns what prints the errors among it that are not known. */
    private static Runnable candidates(PrintWriter out) {
        CandidateErrors candidates = new CandidateErrors();
        ServerListeners.add(new ServerListener() {
            @Override
            public void answered(ObservedServer server, Exchange exchange) {
                Optional<CandidateError> unused = candidates.add(exchange);
            }
        });
        return () -> {
            out.print(candidates);
            out.flush();
        };
    }

    private void writeAuthority(CommandLine command) {
        if (ca == null) {
            return;
        }
        if (!https) {
            throw new ParameterException(command, "--ca requires --https: without it the server has no certificate");
        }
        try {
            Files.writeString(ca, Trust.authority().pem());
        } catch (IOException e) {
            throw new ParameterException(command, "Cannot write " + ca + ": " + e, e);
        }
    }

    private List<Catalog> catalogs(CommandLine command) {
        if (names.isEmpty() && folders.isEmpty()) {
            throw new ParameterException(command, ApiChoice.MISSING);
        }
        List<Catalog> catalogs = Stream.concat(
                        names.stream().map(name -> ApiChoice.read(command, () -> Catalog.builtIn(name))),
                        folders.stream().map(folder -> ApiChoice.read(command, () -> Catalog.load(folder))))
                .map(whole -> documentedOnly ? whole.documentedOnly() : whole)
                .toList();
        if (upstream != null && catalogs.size() > 1) {
            throw new ParameterException(
                    command, "--upstream is the base URL of one API: serve " + catalogs.size() + " APIs separately");
        }
        int last = port + catalogs.size() - 1;
        if (port <= LAST_PORT && last > LAST_PORT) {
            throw new ParameterException(
                    command,
                    "Invalid --port " + port + ": " + catalogs.size() + " APIs need the ports up to " + last
                            + ", but the last port is " + LAST_PORT);
        }
        return catalogs;
    }

    private ControlAuth auth(CommandLine command, InetAddress address) {
        try {
            return ControlAuth.of(address, token);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    /** Starts all servers or none: a port may be invalid or taken, an address another machine's, a trigger not valid. */
    private List<StubServer<ApiError>> start(CommandLine command, List<Catalog> catalogs, ControlAuth auth) {
        List<StubServer<ApiError>> servers = new ArrayList<>();
        try {
            for (Catalog catalog : catalogs) {
                servers.add(start(catalog, port == 0 ? 0 : port + servers.size(), auth));
            }
            return servers;
        } catch (IllegalArgumentException | IllegalStateException e) {
            servers.forEach(StubServer::close);
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    private StubServer<ApiError> start(Catalog catalog, int number, ControlAuth auth) {
        ControlInterceptor interceptor = new ControlInterceptor(auth);
        ServerOptions options = ServerOptions.defaults()
                .port(number)
                .retryAfterHeader(retryAfterHeader)
                .interceptor(interceptor);
        ServerOptions forwarding = upstream == null ? options : options.upstream(upstream);
        ServerOptions bound = bind == null ? forwarding : forwarding.bind(bind);
        StubServer<ApiError> server = StubServer.start(catalog, https ? bound.https() : bound);
        interceptor.serve(server);
        return server;
    }
}
