package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.NewLead;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.Query;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Citation;
import dev.errata.fixtures.model.Provenance;
import dev.errata.junit.BuenaErrors;
import dev.errata.junit.BuenaStubs;
import dev.errata.junit.DatabuddyErrors;
import dev.errata.junit.DatabuddyStubs;
import dev.errata.junit.Retryable;
import dev.errata.junit.StatusClass;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

/** What the README shows, section by section. */
@ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
class GuideTest {

    // docs: every-error
    @ParameterizedTest
    @BuenaErrors
    void everyDocumentedErrorBecomesATypedException(Scenario scenario, BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(scenario), "any-key")
                .retry(RetryConfig.never())
                .build();

        assertThatThrownBy(() -> client.getLead("lead_1"))
                .isInstanceOf(BuenaApiException.class)
                .hasMessageStartingWith("HTTP " + scenario.status());
    }
    // end

    // docs: some-errors
    @ParameterizedTest
    @DatabuddyErrors(statusClass = StatusClass.CLIENT_ERROR, retryable = Retryable.NO)
    void theUsersMistakesAreReported(DatabuddyError error, DatabuddyServer databuddy) {
        var client =
                DatabuddyClient.builder(databuddy.baseUrl(error), "any-key").build();

        assertThatThrownBy(() -> client.query("website_123", Query.of("traffic")))
                .hasMessageStartingWith("HTTP " + error.status());
    }
    // end

    @Test
    void aScenarioUrlEndsInItsScenario(BuenaServer buena) {
        // docs: scenario-url
        URI everythingIsNotFound = buena.baseUrl("lead-not-found");
        // end
        assertThat(everythingIsNotFound.toString()).matches("http://127\\.0\\.0\\.1:\\d+/api/v2");
        assertThatThrownBy(() -> client(everythingIsNotFound).getLead("lead_1")).hasMessageContaining("404 NOT_FOUND");
    }

    // docs: triggers
    @Test
    void anExpiredKeyIsReported(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(), BuenaTestData.EXPIRED_API_KEY)
                .build();

        assertThatThrownBy(() -> client.getLead("lead_1")).hasMessage("HTTP 401 UNAUTHORIZED: Invalid API key");
    }

    @Test
    void theUrlThatIsNoProfileIsShown(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(), "any-key").build();
        var ada = NewLead.of("Ada", "Lovelace", "ada@example.com").withLinkedinUrl("https://example.com/ada");

        assertThatThrownBy(() -> client.createLead(ada))
                .asInstanceOf(type(BuenaApiException.class))
                .extracting(error -> error.details().path("providedUrl").asText())
                .isEqualTo("https://example.com/ada");
    }
    // end

    // docs: own-stub
    @Test
    void aStubOfOnesOwnComesFirst(BuenaServer buena) {
        buena.stubFor(get("/api/v2/leads/lead_7").willReturn(okJson("{\"data\": {\"id\": \"lead_7\"}}")));
        buena.stubFor(get("/api/v2/leads/lead_8").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .retry(RetryConfig.never())
                .build();
        assertThat(client.getLead("lead_7").firstName()).isNull();
        assertThatThrownBy(() -> client.getLead("lead_8")).isInstanceOf(UncheckedIOException.class);
    }
    // end

    @Test
    void aStubOfOnesOwnComesFirstOnScenarioUrlsToo(BuenaServer buena) {
        buena.stubFor(get("/api/v2/leads/lead_7").willReturn(okJson("{\"data\": {\"id\": \"lead_7\"}}")));

        BuenaClient client = client(buena.baseUrl("lead-not-found"));

        assertThat(client.getLead("lead_7").id()).isEqualTo("lead_7");
        assertThatThrownBy(() -> client.getLead("lead_8")).hasMessageContaining("404");
    }

    @Test
    void twoApisFailInOneTest(BuenaServer buena, DatabuddyServer databuddy) {
        DatabuddyClient client = DatabuddyClient.builder(databuddy.baseUrl("conflict"), "any-key")
                .build();

        assertThatThrownBy(() -> client.query("website_123", Query.of("traffic")))
                .asInstanceOf(ClientErrors.DATABUDDY)
                .isScenario("conflict");
        assertThatThrownBy(() -> client(buena.baseUrl("duplicate-lead")).getLead("lead_1"))
                .asInstanceOf(ClientErrors.BUENA)
                .isScenario("duplicate-lead");
    }

    // docs: provenance
    @Test
    void everyFactSaysWhereItComesFrom() {
        Scenario scenario = Catalog.databuddy().scenario("missing-scope");

        assertThat(scenario.bodyProvenance().kind()).isEqualTo(Provenance.Kind.DOCUMENTED);
        assertThat(scenario.statusProvenance().kind()).isEqualTo(Provenance.Kind.OBSERVED);
        assertThat(scenario.provenance()).isEqualTo(Provenance.Kind.OBSERVED); // the weakest counts
    }
    // end

    // docs: citations
    @Test
    void observedFactsCiteWhatOneCanOpen() {
        Scenario scenario = Catalog.buena().scenario("internal-server-error");
        Citation source = scenario.codeProvenance().orElseThrow().citations().get(0);

        assertThat(source.text()).isEqualTo("angelpadillar/docs@4b52d35 errors.mdx:310");
        assertThat(source.url())
                .hasToString(
                        "https://github.com/angelpadillar/docs/blob/4b52d35b8e68b8aee444931e5dfad21e5fb47f04/errors.mdx#L310");
    }
    // end

    private static BuenaClient client(URI baseUrl) {
        return BuenaClient.builder(baseUrl, "any-key")
                .retry(RetryConfig.never())
                .build();
    }
}
