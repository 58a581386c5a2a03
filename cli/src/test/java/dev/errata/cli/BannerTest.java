package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.cli.internal.control.ControlAuth;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed can be copied into a shell. */
class BannerTest {

    @TempDir
    Path folder;

    private StubServer<ApiError> start(ServerOptions options) throws IOException {
        return StubServer.start(Catalog.load(OwnCatalog.write(folder)), options);
    }

    private static Banner banner(StubServer<ApiError> server, String address, String token) throws IOException {
        InetAddress bound = InetAddress.getByName(address);
        return new Banner(List.of(server), bound, ControlAuth.of(bound, token), Optional.empty());
    }

    @Test
    void listsTheUrlsAndCommandsToTry() throws IOException {
        try (StubServer<ApiError> server = start(ServerOptions.defaults())) {
            String root = server.rootUrl().toString();

            assertThat(banner(server, "127.0.0.1", null).text())
                    .isEqualToNormalizingNewlines("""
                    Errata serves the Shop API: 2 scenarios

                      Base URL     ROOT/v1
                      Catalog page ROOT/
                      Control API  ROOT/__errata

                    Each of these base URLs answers every request with its scenario:

                      409  out-of-stock  ROOT/~out-of-stock/v1
                      410  gone          ROOT/~gone/v1

                    This one breaks every answer with a fault: ROOT/~fault:RESET_IN_BODY/v1

                    Try:

                      curl -i -X POST -H 'Content-Type: application/json' -d '{"item":"say \\"{{hi}}\\" <b>","price":9.90}' 'ROOT/~out-of-stock/v1/orders'
                      curl -i -X POST -H 'Content-Type: application/json' -d '{"item":"say \\"{{hi}}\\" <b>","price":9.90}' 'ROOT/v1/orders'
                      curl -H 'Content-Type: application/json' -d '{"scenario": "out-of-stock"}' ROOT/__errata/scripts
                      curl ROOT/__errata/traffic

                    """.replace("ROOT", root));
            assertThat(banner(server, "127.0.0.1", null).quietText()).isEqualToNormalizingNewlines(root + "/v1\n");
        }
    }

    @Test
    void printsATokenOnlyIfItWasGenerated() throws IOException {
        try (StubServer<ApiError> server = start(ServerOptions.defaults())) {
            assertThat(banner(server, "127.0.0.1", "given-token").text())
                    .contains(
                            "curl -H \"Authorization: Bearer $ERRATA_TOKEN\" " + server.rootUrl() + "/__errata/traffic")
                    .doesNotContain("given-token", "  Token ");
            assertThat(banner(server, "127.0.0.1", "given-token").quietText()).doesNotContain("given-token", "Token");
            assertThat(banner(server, "192.0.2.1", null).text()).containsPattern("  Token        [\\w-]{32}\\R");
            assertThat(banner(server, "192.0.2.1", null).quietText()).containsPattern("\\RToken [\\w-]{32}\\R");
        }
    }

    @Test
    void listsTheUrlsForOtherMachinesIfTheServerListensOnAllAddresses() throws IOException {
        try (StubServer<ApiError> server = start(ServerOptions.defaults().bind(InetAddress.getByName("0.0.0.0")))) {
            String port = ":" + server.rootUrl().getPort() + "/v1";

            assertThat(banner(server, "0.0.0.0", "t").text().lines().filter(line -> line.endsWith(port)))
                    .first()
                    .isEqualTo("  Base URL     http://127.0.0.1" + port);
            assertThat(banner(server, "0.0.0.0", "t").text().lines().filter(line -> line.matches(" {15}http.*")))
                    .allMatch(line -> line.matches(" {15}http://[0-9.]+" + port) && !line.contains("127.0.0.1"));
            assertThat(banner(server, "127.0.0.1", "t").text()).doesNotContainPattern("\\R {15}http");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "X-Shop | it's | -H 'Content-Type: application/json' -H 'X-Shop: it'\\''s' -d '{",
                "content-type | text/plain | -H 'Content-Type: text/plain' -d '{"
            })
    void sendsTheHeadersOfTheExampleQuotedForTheShell(String header, String value, String options) throws IOException {
        Path quoted = folder.resolve("quoted");
        OwnCatalog.write(quoted);
        Path error = quoted.resolve("errors/OUT_OF_STOCK.json");
        Files.writeString(
                error,
                Files.readString(error)
                        .replace(
                                "\"request\": { \"method\": \"POST\",",
                                "\"request\": { \"method\": \"GET\", \"headers\": { \"" + header + "\": \"" + value
                                        + "\" },"));
        try (StubServer<ApiError> server = StubServer.start(Catalog.load(quoted))) {
            assertThat(banner(server, "127.0.0.1", null).text()).contains("  curl -i " + options);
        }
    }
}
