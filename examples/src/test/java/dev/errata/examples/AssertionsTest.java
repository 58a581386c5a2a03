package dev.errata.examples;

import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README shows of the assertions. */
@ExtendWith(BuenaStubs.class)
class AssertionsTest {

    // docs: assert-response
    @Test
    void aResponseIsTheErrorThatTheDocumentDescribes(BuenaServer buena) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(buena.baseUrl("lead-not-found") + "/leads/lead_7"))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(response)
                .isError(BuenaError.NOT_FOUND) // status, code and envelope
                .hasMessage("Lead not found")
                .hasDetail("id", "lead_abc123")
                .matchesDocumentedExample();
        assertThat(response).detail("resource").asString().startsWith("le");
    }
    // end

    // docs: assert-exception
    @Test
    void anExceptionCarriesTheError(BuenaServer buena) {
        var client =
                BuenaClient.builder(buena.baseUrl("lead-not-found"), "any-key").build();

        assertThatThrownBy(() -> client.getLead("lead_7"))
                .asInstanceOf(ClientErrors.BUENA)
                .isScenario("lead-not-found");
    }
    // end

    // docs: assert-traffic
    @Test
    void waitsAsLongAsBuenaAsks(BuenaServer buena) {
        buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));
        var client = BuenaClient.builder(buena.baseUrl(), "any-key").build();

        client.getLead("lead_1");

        assertThat(buena.traffic())
                .hasAttempts(2)
                .honouredRetryAfter()
                .retriedOnly(BuenaError.RATE_LIMIT_EXCEEDED)
                .repeatedTheSameRequest();
    }
    // end

    @Test
    void aClientThatDoesNotWaitIsFound(BuenaServer buena) {
        buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));
        BuenaClient client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .retry(RetryConfig.defaults().withPace(wait -> Duration.ZERO))
                .build();

        client.getLead("lead_1");

        assertThatThrownBy(() -> assertThat(buena.traffic()).honouredRetryAfter())
                .hasMessageContaining("attempt 2: came after 0.");
    }
}
