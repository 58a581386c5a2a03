package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.assertions.BuenaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// docs: migrating
@ExtendWith(BuenaStubs.class)
class MigratingTest {

    @Test
    void theSecondAttemptSucceeds(BuenaServer buena) {
        buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED);
        var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .retry(RetryConfig.defaults().withPace(wait -> Duration.ZERO))
                .build();

        assertThat(client.getLead("lead_1").id()).isEqualTo("lead_1");

        buena.verify(2, getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_1")));
        assertThat(buena.traffic()).hasAttempts(2);
    }
}
// end
