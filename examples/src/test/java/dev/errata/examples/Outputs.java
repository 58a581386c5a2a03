package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.errata.assertions.BuenaAssertions;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.contract.ClientContract;
import dev.errata.contract.ClientReport;
import dev.errata.contract.Rule;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.injection.Chaos;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What README and guide show of what Errata prints, each made anew. */
final class Outputs {

    /** Makes an output. */
    private interface Program {
        String run() throws Exception;
    }

    private static final Map<String, Program> ALL = Map.ofEntries(
            Map.entry("summary", Outputs::summary),
            Map.entry("unmatched", Outputs::unmatched),
            Map.entry("upstream", Outputs::upstream),
            Map.entry("traffic", Outputs::traffic),
            Map.entry("failure", Outputs::assertionFailure),
            Map.entry("retry", Outputs::retry),
            Map.entry("contract", Outputs::contract),
            Map.entry("base-path", Outputs::stubWithoutBasePath),
            Map.entry("unknown-scenario", Outputs::unknownScenario),
            Map.entry("unused-script", Outputs::unusedScript),
            Map.entry("closed", Outputs::closedServer),
            Map.entry("port-taken", Outputs::takenPort),
            Map.entry("no-tls", Outputs::faultOfTlsWithoutTls),
            Map.entry("untrusted", Outputs::untrustingClient),
            Map.entry("invalid-catalog", Outputs::invalidCatalog),
            Map.entry("no-resolver", Outputs::testWithoutExtension));

    private Outputs() {}

    /** Returns an output, with a line break at its end. */
    static String of(String name) throws Exception {
        return ALL.get(name).run().stripTrailing() + "\n";
    }

    private static String summary() {
        return Summary.text(
                        Stream.of(Catalog.buena(), Catalog.databuddy())
                                .flatMap(catalog -> catalog.scenarios().stream())
                                .collect(Collectors.toSet()),
                        0)
                + "\n";
    }

    private static String unmatched() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            URI unknown = URI.create(buena.baseUrl() + "/leads/lead_1/notes");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(unknown).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static String upstream() throws Exception {
        URI down;
        try (BuenaServer gone = BuenaServer.start()) {
            down = gone.baseUrl();
        }
        try (BuenaServer buena =
                BuenaServer.start(ServerOptions.defaults().upstream(down).allowUnmatched())) {
            URI lead = URI.create(buena.baseUrl() + "/leads/lead_1");
            HttpRequest request =
                    HttpRequest.newBuilder(lead).header("x-api-key", "any-key").build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        }
    }

    private static String traffic() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.chaos(Chaos.exactly(5, 100).seed(42));
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED);
            HttpRequest request = HttpRequest.newBuilder(URI.create(buena.baseUrl() + "/leads/lead_1"))
                    .header("x-api-key", "any-key")
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            client.send(request, BodyHandlers.ofString());
            client.send(request, BodyHandlers.ofString());
            return buena.report().orElseThrow() + "\n";
        }
    }

    private static String assertionFailure() {
        Scenario rateLimited = Catalog.buena().scenario("rate-limited");
        ReceivedResponse response = ReceivedResponse.of(
                rateLimited.status(),
                Map.of("Content-Type", List.of("application/json")),
                rateLimited.answer().body());
        return messageOf(() -> BuenaAssertions.assertThat(response).isError(BuenaError.NOT_FOUND));
    }

    private static String retry() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));
            HttpRequest request = HttpRequest.newBuilder(URI.create(buena.baseUrl() + "/leads/lead_1"))
                    .header("x-api-key", "any-key")
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            client.send(request, BodyHandlers.ofString());
            client.send(request, BodyHandlers.ofString());
            return messageOf(() -> BuenaAssertions.assertThat(buena.traffic()).honouredRetryAfter());
        }
    }

    private static String contract() {
        ClientContract contract = new BuenaClientContractTest() {
            @Override
            public ClientReport call(URI baseUrl, String apiKey) {
                return super.call(baseUrl, apiKey).code("GONE");
            }
        };
        try (Stream<DynamicNode> rules = contract.clientContract()) {
            return messageOf(() -> test(rules, Rule.REQUIRED_REPORTS_CODE.toString(), "lead-not-found (404 NOT_FOUND)")
                    .getExecutable()
                    .execute());
        }
    }

    private static DynamicTest test(Stream<DynamicNode> rules, String rule, String scenario) {
        return rules.filter(node -> node.getDisplayName().equals(rule))
                .flatMap(container -> ((DynamicContainer) container).getChildren())
                .filter(test -> test.getDisplayName().equals(scenario))
                .map(DynamicTest.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String messageOf(ThrowingCallable assertion) {
        return catchThrowable(assertion).getMessage().strip() + "\n";
    }

    private static String stubWithoutBasePath() {
        try (BuenaServer buena = BuenaServer.start()) {
            return messageOf(
                    () -> buena.stubFor(get(urlPathEqualTo("/leads/lead_1")).willReturn(ok())));
        }
    }

    private static String unknownScenario() {
        return messageOf(() -> Catalog.buena().scenario("lead-not-fund"));
    }

    private static String unusedScript() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(2));
            return messageOf(buena::verifyScriptsExhausted);
        }
    }

    private static String closedServer() {
        BuenaServer buena = BuenaServer.start();
        buena.close();
        return messageOf(buena::baseUrl);
    }

    private static String takenPort() {
        try (BuenaServer buena = BuenaServer.start()) {
            return messageOf(() -> BuenaServer.start(
                    ServerOptions.defaults().port(buena.baseUrl().getPort())));
        }
    }

    private static String faultOfTlsWithoutTls() {
        try (BuenaServer buena = BuenaServer.start()) {
            return messageOf(() -> buena.baseUrl(Fault.TLS_EXPIRED_CERTIFICATE));
        }
    }

    private static String untrustingClient() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().https())) {
            HttpRequest request = HttpRequest.newBuilder(buena.baseUrl()).build();
            Throwable thrown = catchThrowable(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
            return Throwables.getRootCause(thrown).getMessage();
        }
    }

    private static String invalidCatalog() throws IOException {
        Path folder = Files.createTempDirectory("catalog");
        Path file = folder.resolve("catalog.json");
        try {
            Files.writeString(file, """
                    {
                      "id": "shop", "name": "Shop API", "document": {"title": "Errors", "read": "2026-01-31"},
                      "envelope": {"code": "/code", "schema": {"type": "object"}},
                      "errors": {"SOLD_OUT": {"description": "Sold out", "status": 4090, "code": "SOLD_OUT", "inferred": "A guess."}}
                    }""");
            return messageOf(() -> Catalog.load(folder)).replace(folder.toString(), "src/test/resources/shop");
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    /** It lacks {@code @ExtendWith(BuenaStubs.class)}, and runs only from here. */
    @SuppressWarnings("JUnitMalformedDeclaration")
    static final class Forgotten {
        @Test
        void test(BuenaServer buena) {
            buena.reset();
        }
    }

    private static String testWithoutExtension() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        // The listeners of this build report its own tests only.
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Forgotten.class))
                                .configurationParameter("errata.coverage.enabled", "false")
                                .build(),
                        listener);
        return listener.getSummary().getFailures().get(0).getException().getMessage();
    }
}
