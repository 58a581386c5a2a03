package dev.errata.pacts.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.core.matchers.ResponseMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import au.com.dius.pact.provider.ConsumerInfo;
import au.com.dius.pact.provider.ProviderClient;
import au.com.dius.pact.provider.ProviderInfo;
import au.com.dius.pact.provider.ProviderVerifier;
import au.com.dius.pact.provider.VerificationResult;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.pacts.CatalogPact;
import dev.errata.pacts.GeneratedApi;
import dev.errata.stub.StubServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.assertj.core.api.SoftAssertions;

/** Whatever errors an API has: to Pact JVM its stubs keep its pact, and get the requests that its catalog has. */
class GeneratedApiTest {

    @BeforeContainer
    static void tellNobody() {
        System.setProperty("pact_do_not_track", "true");
    }

    @Provide
    Arbitrary<List<String>> errors() {
        return GeneratedApi.errors(200);
    }

    @Property(tries = 1, seed = "7", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void stubsKeepThePact(@ForAll("errors") List<String> errors) throws IOException {
        Catalog api = GeneratedApi.catalog(errors);
        Pact pact = DefaultPactReader.INSTANCE.loadPact(CatalogPact.json(api));
        ProviderVerifier verifier = new ProviderVerifier();
        verifier.setReporters(List.of());
        SoftAssertions softly = new SoftAssertions();
        try (StubServer<ApiError> stubs = StubServer.start(api)) {
            ProviderInfo provider = new ProviderInfo(
                    api.id(), "http", stubs.rootUrl().getHost(), stubs.rootUrl().getPort());
            ProviderClient client = ProviderTarget.client(provider);
            for (Interaction interaction : pact.getInteractions()) {
                Scenario scenario = new States(api).scenario(interaction).orElseThrow();
                stubs.willFail(scenario);
                softly.assertThat(verifier.verifyInteraction(
                                provider, new ConsumerInfo("errata"), new HashMap<>(), interaction, pact, null, client))
                        .as(GeneratedApi.described(scenario))
                        .isInstanceOf(VerificationResult.Ok.class);
                otherCode(scenario)
                        .filter(other -> !interaction.getComments().toString().contains("leaves out"))
                        .ifPresent(other -> softly.assertThat(ResponseMatching.responseMismatches(
                                        pact, (SynchronousRequestResponse) interaction, other))
                                .as("with another code: " + GeneratedApi.described(scenario))
                                .isNotEmpty());
            }
            GeneratedApi.assertSent(softly, stubs.traffic());
        }
        softly.assertAll();
    }

    /** Returns the answer with another code, empty if it has none. */
    private static Optional<HttpResponse> otherCode(Scenario scenario) {
        ResponseParts parts = scenario.error().catalog().parts(scenario.answer());
        return scenario.envelope()
                .codePlace(parts)
                .filter(place -> place instanceof Place.InHeader
                        || !scenario.request().method().equals("HEAD"))
                .map(place -> place.set(parts, TextNode.valueOf("OTHER")))
                .map(other -> response(scenario.status(), scenario.answer().contentType(), other));
    }

    private static HttpResponse response(int status, String contentType, ResponseParts parts) {
        Map<String, List<String>> headers = new HashMap<>(Map.of("Content-Type", List.of(contentType)));
        parts.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return new HttpResponse(
                status, headers, OptionalBody.body(parts.body().getBytes(UTF_8), new ContentType(contentType)));
    }
}
