package dev.errata.examples.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.NewLead;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.CatalogStubs;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// docs: wiremock
class WireMockUsersTest {

    static final CatalogStubs BUENA = new CatalogStubs(Catalog.buena());

    @RegisterExtension
    static final WireMockExtension WIREMOCK = WireMockExtension.newInstance()
            .options(options().dynamicPort().extensions(BUENA))
            .build();

    @Test
    void creditsAreUsedUp() {
        var client = client(BUENA.basePath(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED));
        var ada = NewLead.of("Ada", "Lovelace", "ada@example.com");

        assertThatThrownBy(() -> client.enrich(List.of(ada)))
                .hasMessage("HTTP 402 ENRICHMENT_CREDITS_EXHAUSTED: Insufficient enrichment credits");
    }

    private static BuenaClient client(String basePath) {
        return BuenaClient.builder(URI.create(WIREMOCK.baseUrl() + basePath), "any-key")
                .build();
    }
    // end

    // docs: wiremock-trigger
    @Test
    void aLeadThatTheDocumentCallsMissing() {
        var client = client(BUENA.basePath());

        assertThatThrownBy(() -> client.getLead("lead_abc123")).hasMessageStartingWith("HTTP 404 NOT_FOUND");
    }
    // end

    // docs: wiremock-own-stub
    @Test
    void theApiRecovers() {
        WIREMOCK.stubFor(get(urlPathEqualTo("/api/v2/leads/lead_7"))
                .inScenario("recovery")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("up")
                .willReturn(BUENA.response(BuenaError.SERVICE_UNAVAILABLE)));

        var client = client(BUENA.basePath());

        assertThatThrownBy(() -> client.getLead("lead_7")).hasMessageStartingWith("HTTP 503 SERVICE_UNAVAILABLE");
        assertThat(client.getLead("lead_7").id()).isEqualTo("lead_7");
    }
    // end
}
