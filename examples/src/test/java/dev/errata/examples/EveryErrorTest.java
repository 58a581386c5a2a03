package dev.errata.examples;

import static dev.errata.assertions.BuenaAssertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.BuenaErrors;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

// docs: first
@ExtendWith(BuenaStubs.class)
class EveryErrorTest {

    @Test
    void aLeadThatDoesNotExist(BuenaServer buena) throws Exception {
        assertThat(getLead(buena.baseUrl(BuenaError.NOT_FOUND)))
                .isError(BuenaError.NOT_FOUND) // status, code and envelope
                .hasMessage("Lead not found")
                .hasDetail("id", "lead_abc123");
    }

    @ParameterizedTest
    @BuenaErrors
    void everyDocumentedError(Scenario scenario, BuenaServer buena) throws Exception {
        assertThat(getLead(buena.baseUrl(scenario))).isScenario(scenario);
    }

    private static HttpResponse<String> getLead(URI baseUrl) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(baseUrl + "/leads/lead_1")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
// end
