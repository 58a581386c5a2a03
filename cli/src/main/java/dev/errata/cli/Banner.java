package dev.errata.cli;

import dev.errata.cli.internal.control.ControlApi;
import dev.errata.cli.internal.control.ControlAuth;
import dev.errata.cli.internal.control.PathUrls;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.StubServer;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the program prints when it serves: all URLs, and commands to try. */
final class Banner {

    private static final String LINE = System.lineSeparator();

    private final List<StubServer<ApiError>> servers;
    private final InetAddress address;
    private final ControlAuth auth;
    private final Optional<URI> upstream;
    private final StringBuilder text = new StringBuilder();

    Banner(List<StubServer<ApiError>> servers, InetAddress address, ControlAuth auth, Optional<URI> upstream) {
        this.servers = servers;
        this.address = address;
        this.auth = auth;
        this.upstream = upstream;
    }

    /** Returns the base URLs, and a generated token. */
    String quietText() {
        servers.forEach(server -> line(server.baseUrl()));
        auth.generatedToken().ifPresent(token -> line("Token ", token));
        return text.toString();
    }

    String text() {
        servers.forEach(this::describe);
        return text.toString();
    }

    private void line(Object... parts) {
        for (Object part : parts) {
            text.append(part);
        }
        text.append(LINE);
    }

    private void describe(StubServer<ApiError> server) {
        Catalog catalog = server.catalog();
        URI root = server.rootUrl();
        line("Errata serves the ", catalog, ": ", catalog.scenarios().size(), " scenarios");
        line();
        line("  Base URL     ", server.baseUrl());
        elsewhere(server).forEach(url -> line("               ", url));
        upstream.ifPresent(url -> line("  Upstream     ", url));
        line("  Catalog page ", root, "/");
        line("  Control API  ", root, ControlApi.PATH);
        auth.generatedToken().ifPresent(token -> line("  Token        ", token));
        line();
        line("Each of these base URLs answers every request with its scenario:");
        line();
        PathUrls urls = new PathUrls(server);
        int width = catalog.scenarios().stream()
                .mapToInt(scenario -> scenario.id().length())
                .max()
                .orElse(1);
        catalog.scenarios()
                .forEach(scenario -> line(
                        "  ",
                        scenario.status(),
                        "  ",
                        scenario.id(),
                        " ".repeat(width - scenario.id().length()),
                        "  ",
                        urls.of(scenario)));
        line();
        line("This one breaks every answer with a fault: ", urls.of(Fault.RESET_IN_BODY));
        line();
        line("Try:");
        line();
        catalog.scenarios().stream().findFirst().ifPresent(scenario -> examples(server, urls, scenario));
    }

    /** Returns the base URLs for other machines, if the server listens on all addresses. */
    private List<String> elsewhere(StubServer<ApiError> server) {
        if (!address.isAnyLocalAddress()) {
            return List.of();
        }
        String here = server.baseUrl().toString();
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(other -> other instanceof Inet4Address && !other.isLoopbackAddress())
                    .map(other -> here.replace("//127.0.0.1:", "//" + other.getHostAddress() + ":"))
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void examples(StubServer<ApiError> server, PathUrls urls, Scenario scenario) {
        String control = server.rootUrl() + ControlApi.PATH;
        line("  ", curl(urls.of(scenario), scenario.request()));
        line("  ", curl(server.baseUrl(), scenario.request()));
        line(
                "  curl ",
                authorization(),
                "-H 'Content-Type: application/json' -d '{\"scenario\": \"",
                scenario.id(),
                "\"}' ",
                control,
                "/scripts");
        line("  curl ", authorization(), control, "/traffic");
        line();
    }

    private String authorization() {
        return auth.needsToken() ? "-H \"Authorization: Bearer $ERRATA_TOKEN\" " : "";
    }

    private static String curl(URI baseUrl, RequestExample request) {
        StringBuilder curl = new StringBuilder("curl -i ");
        if (!request.method().equals("GET")) {
            curl.append("-X ").append(request.method()).append(' ');
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.contentType().ifPresent(type -> headers.put("Content-Type", type));
        headers.putAll(request.headers());
        headers.forEach((name, value) ->
                curl.append("-H ").append(quoted(name + ": " + value)).append(' '));
        request.body().ifPresent(body -> curl.append("-d ").append(quoted(body)).append(' '));
        return curl.append(quoted(baseUrl + request.path())).toString();
    }

    /** Quotes for a POSIX shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
