package dev.errata.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users start it, in a JVM of its own. */
class ServeTest {

    private static final int SIGTERM = 128 + 15;
    private static final Map<String, String> KEY = Map.of("x-api-key", "any");
    private static final Pattern END = Pattern.compile("(/traffic)\\n\\n$");

    @Test
    void servesUntilItIsTerminated() throws Exception {
        try (Program errata = Program.errata("serve", "buena", "--port", "0")) {
            URI baseUrl = errata.baseUrl();
            errata.waitFor(END);
            assertThat(baseUrl.toString()).matches("http://127\\.0\\.0\\.1:\\d+/api/v2");
            String root = root(baseUrl);
            assertThat(Http.send("GET", baseUrl + "/leads", Map.of("x-api-key", "any"), "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(errata.printed())
                    .contains("  Catalog page " + root + "/\n", "  Control API  " + root + "/__errata\n");
            assertThat(Catalog.buena().scenarios())
                    .allSatisfy(scenario -> assertThat(errata.printed())
                            .containsPattern("  %d  %s +%s/~%2$s/api/v2\\n"
                                    .formatted(scenario.status(), scenario.id(), Pattern.quote(root))));
            assertThat(Http.get(root + "/~lead-not-found/api/v2/leads/1").statusCode())
                    .isEqualTo(404);

            errata.terminate();

            assertThat(errata.exitCode()).isEqualTo(SIGTERM);
            assertThat(errata.errors()).isEmpty();
        }
    }

    @Test
    void speaksHttpsToClientsThatTrustTheCertificateInTheFile(@TempDir Path folder) throws Exception {
        Path ca = folder.resolve("ca.pem");
        try (Program errata = Program.errata("serve", "buena", "--port", "0", "--https", "--ca", ca.toString())) {
            URI baseUrl = errata.baseUrl();
            errata.waitFor(END);
            assertThat(baseUrl).hasScheme("https");
            assertThat(Files.readString(ca)).isEqualTo(Trust.authority().pem());
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(Trust.authority().sslContext())
                    .build();
            HttpRequest index = HttpRequest.newBuilder(URI.create(root(baseUrl) + "/__errata"))
                    .build();

            assertThat(client.send(index, BodyHandlers.ofString()).body())
                    .contains("\"TLS_WRONG_HOST\"", "\"https://127.0.0.1:");
        }
    }

    @Test
    void standsInFrontOfARealApiAndTellsAtTheEndWhichErrorsNoCatalogKnows() throws Exception {
        try (BuenaServer real = BuenaServer.start();
                Program errata = Program.errata(
                        "serve",
                        "buena",
                        "--port",
                        "0",
                        "--upstream",
                        real.baseUrl().toString())) {
            real.stubFor(get("/api/v2/leads/lead_1")
                    .willReturn(jsonResponse("{\"error\": true, \"code\": \"LEAD_LOCKED\"}", 423)));
            URI baseUrl = errata.baseUrl();
            errata.waitFor(END);
            assertThat(errata.printed()).contains("  Upstream     " + real.baseUrl() + "\n");
            String control = root(baseUrl) + "/__errata";
            assertThat(Http.json("POST", control + "/scripts", "{\"scenario\": \"rate-limited\"}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(Http.send("GET", baseUrl + "/leads", KEY, "").statusCode())
                    .isEqualTo(429);
            assertThat(Http.send("GET", baseUrl + "/leads", KEY, "").statusCode())
                    .isEqualTo(200);
            assertThat(Http.send("GET", baseUrl + "/leads/lead_1", KEY, "").statusCode())
                    .isEqualTo(423);
            assertThat(real.traffic().total()).isEqualTo(2);
            assertThat(Http.get(control + "/traffic").body()).contains("\"source\" : \"upstream\"");

            errata.terminate();

            assertThat(errata.exitCode()).isEqualTo(SIGTERM);
            assertThat(errata.printed())
                    .endsWith("  Answered by the upstream, but not in the catalog:\n"
                            + "    buena 423 LEAD_LOCKED, GET /api/v2/leads/lead_1: {\"error\": true, \"code\":"
                            + " \"LEAD_LOCKED\"}\n");
        }
    }

    @Test
    void severalApisHavePortsOfTheirOwn(@TempDir Path folder) throws Exception {
        String own = OwnCatalog.write(folder).toString();
        try (Program errata = Program.errata("serve", "databuddy", "buena", "--catalog", own, "--port=0")) {
            errata.waitFor(Pattern.compile("(Shop API)"));
            errata.waitFor(END);
            List<URI> urls = errata.baseUrls();

            assertThat(urls).hasSize(3);
            assertThat(urls).extracting(URI::getPort).doesNotHaveDuplicates();
            assertThat(urls).extracting(URI::getPath).containsExactly("", "/api/v2", "/v1");
            assertThat(urls)
                    .extracting(
                            url -> Http.tree(Http.get(root(url) + "/__errata").body())
                                    .get("api")
                                    .asText())
                    .containsExactly("databuddy", "buena", "shop");

            errata.terminate();

            assertThat(errata.exitCode()).isEqualTo(SIGTERM);
            assertThat(errata.errors()).isEmpty();
        }
    }

    @Test
    void quietProgramPrintsTheUrlsAlone(@TempDir Path folder) throws IOException, InterruptedException {
        String own = OwnCatalog.write(folder).toString();
        try (Program errata = Program.errata("serve", "buena", "--catalog", own, "--port", "0", "--quiet")) {
            errata.waitFor(Pattern.compile("(/v1)\\n"));
            List<URI> urls = errata.baseUrls();

            assertThat(errata.printed()).isEqualTo(urls.get(0) + "\n" + urls.get(1) + "\n");
            assertThat(Http.json("POST", urls.get(1) + "/orders", "{\"item\": \"shirt\"}")
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void tokenIsGeneratedIfOthersCanReachTheServer() throws IOException, InterruptedException {
        try (Program errata = Program.errata("serve", "databuddy", "--port", "0", "--bind", "0.0.0.0")) {
            URI baseUrl = errata.baseUrl();
            String token = errata.waitFor(Pattern.compile("^  Token +(\\S+)$", Pattern.MULTILINE));
            String reset = baseUrl + "/__errata/reset";

            assertThat(token).hasSizeGreaterThanOrEqualTo(32);
            assertThat(Http.send("POST", reset, Map.of(), "").statusCode()).isEqualTo(401);
            assertThat(Http.send("POST", reset, Map.of("Authorization", "Bearer " + token), "")
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void tokenIsTakenFromTheEnvironmentAndNotPrinted() throws IOException, InterruptedException {
        try (Program errata = Program.errata(
                Map.of("ERRATA_TOKEN", "from-the-environment"), "serve", "buena", "--port=0", "--bind=0.0.0.0")) {
            URI baseUrl = errata.baseUrl();
            errata.waitFor(END);
            String reset = root(baseUrl) + "/__errata/reset";

            assertThat(Http.send("POST", reset, Map.of("Authorization", "Bearer from-the-environment"), "")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(errata.printed()).doesNotContain("from-the-environment");
        }
    }

    private static String root(URI baseUrl) {
        return baseUrl.resolve("/").toString().replaceFirst("/$", "");
    }
}
