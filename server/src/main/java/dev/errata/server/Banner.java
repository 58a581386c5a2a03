package dev.errata.server;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.RequestExample;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.Fault;
import dev.errata.junit.StubServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/** What the program prints when it serves: where everything is, and lines to try it with. */
record Banner(StubServer server, InetAddress address, Guard guard) {

    String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Catalog catalog = server.catalog();
        URI root = server.rootUrl();
        out.printf(
                "Errata serves the %s: %d scenarios%n%n",
                catalog, catalog.scenarios().size());
        out.printf("  Base URL     %s%n", server.baseUrl());
        elsewhere().forEach(url -> out.printf("  Elsewhere    %s%n", url));
        out.printf("  Catalog page %s/%n", root);
        out.printf("  Control API  %s%s%n", root, Control.PATH);
        guard.madeToken().ifPresent(token -> out.printf("  Token        %s%n", token));
        out.printf("%nBelow each of these URLs every request ends in its scenario:%n%n");
        int width = catalog.scenarios().stream()
                .mapToInt(scenario -> scenario.id().length())
                .max()
                .orElse(1);
        catalog.scenarios()
                .forEach(scenario -> out.printf(
                        "  %d  %-" + width + "s  %s%n", scenario.status(), scenario.id(), server.baseUrl(scenario)));
        out.printf("%nand likewise in a fault: %s%n", server.baseUrl(Fault.RESET_IN_BODY));
        out.printf("%nTry:%n%n");
        catalog.scenarios().stream().findFirst().ifPresent(scenario -> examples(scenario, out));
        out.flush();
        return text.toString();
    }

    /** The URLs for other machines, where all addresses are listened on. */
    private List<String> elsewhere() {
        if (!address.isAnyLocalAddress()) {
            return List.of();
        }
        URI here = server.baseUrl();
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(other -> other instanceof Inet4Address && !other.isLoopbackAddress())
                    .map(other -> here.toString().replaceFirst("127\\.0\\.0\\.1", other.getHostAddress()))
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void examples(Scenario scenario, PrintWriter out) {
        String script = "-H 'Content-Type: application/json' -d '{\"scenario\": \"%s\"}'".formatted(scenario.id());
        out.printf("  %s%n", curl(server.baseUrl(scenario), scenario.request()));
        out.printf("  %s%n", curl(server.baseUrl(), scenario.request()));
        out.printf("  curl %s%s %s%s/scripts%n", authorization(), script, server.rootUrl(), Control.PATH);
        out.printf("  curl %s%s%s/traffic%n%n", authorization(), server.rootUrl(), Control.PATH);
    }

    private String authorization() {
        return guard.needsToken() ? "-H \"Authorization: Bearer $ERRATA_TOKEN\" " : "";
    }

    private static String curl(URI baseUrl, RequestExample request) {
        StringBuilder curl = new StringBuilder("curl -i ");
        if (!request.method().equals("GET")) {
            curl.append("-X ").append(request.method()).append(' ');
        }
        request.headers()
                .forEach((name, value) ->
                        curl.append("-H ").append(quoted(name + ": " + value)).append(' '));
        request.body()
                .ifPresent(body -> curl.append("-H 'Content-Type: application/json' -d ")
                        .append(quoted(body))
                        .append(' '));
        return curl.append(quoted(baseUrl + request.path())).toString();
    }

    /** For a POSIX shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
