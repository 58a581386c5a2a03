package dev.errata.benchmarks.forks;

import au.com.dius.pact.consumer.ConsumerPactRunnerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.pacts.CatalogPact;
import dev.errata.pacts.ErrorPact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an interaction of a consumer's pact takes, with Errata and with Pact's own runner; the second time in one JVM. */
public final class PactTime {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PactTime() {}

    /** Arguments: {@code errata} or {@code pact}. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("pacts");
        System.setProperty("pact.rootDir", folder.toString());
        System.setProperty("pact_do_not_track", "true");
        Catalog catalog = Catalog.buena();
        run(args[0], catalog, folder);
        long start = System.nanoTime();
        run(args[0], catalog, folder);
        Figure.print(
                "time", (System.nanoTime() - start) / 1e6 / catalog.scenarios().size());
        System.exit(0);
    }

    private static void run(String runner, Catalog catalog, Path folder) throws Exception {
        if (runner.equals("errata")) {
            ErrorPact pact = ErrorPact.consumer("benchmark").writtenTo(folder);
            for (Scenario scenario : catalog.scenarios()) {
                pact = pact.dependsOn(scenario, baseUrl -> send(baseUrl.toString(), scenario));
            }
            pact.verify();
        } else {
            pactsRunner(catalog, folder);
        }
    }

    /** A pact for each interaction: where several have the same request, one call would pass for all of them. */
    private static void pactsRunner(Catalog catalog, Path folder) throws Exception {
        Pact all = DefaultPactReader.INSTANCE.loadPact(
                CatalogPact.write(catalog, folder.resolve("catalog")).toFile());
        for (Interaction interaction : all.getInteractions()) {
            Scenario scenario = catalog.scenario(String.valueOf(
                    interaction.getProviderStates().get(0).getParams().get("scenario")));
            V4Pact one = new V4Pact(all.getConsumer(), all.getProvider(), List.of(interaction));
            PactVerificationResult result = ConsumerPactRunnerKt.runConsumerTest(
                    one, MockProviderConfig.createDefault(PactSpecVersion.V4), (server, context) -> {
                        send(server.getUrl() + catalog.basePath(), scenario);
                        return null;
                    });
            if (!(result instanceof PactVerificationResult.Ok)) {
                throw new IllegalStateException(scenario + ": " + result.getDescription());
            }
        }
    }

    private static void send(String baseUrl, Scenario scenario) throws IOException, InterruptedException {
        RequestExample example = scenario.request();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + example.path()))
                .method(
                        example.method(),
                        example.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        example.headers().forEach(request::setHeader);
        example.body().ifPresent(body -> request.setHeader("Content-Type", "application/json"));
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != scenario.status()) {
            throw new IllegalStateException(scenario + ": got " + response.statusCode());
        }
    }
}
