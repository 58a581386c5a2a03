package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaError;
import dev.errata.pacts.ErrorPact;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LeadSyncPactTest {

    // docs: consumer-pact
    @TestFactory
    Stream<DynamicTest> leadSyncDependsOnTheseErrors() {
        return ErrorPact.consumer("lead-sync")
                .dependsOn(BuenaError.NOT_FOUND, BuenaError.RATE_LIMIT_EXCEEDED)
                .tests(baseUrl -> {
                    var client = BuenaClient.builder(baseUrl, "any-key")
                            .retry(RetryConfig.never())
                            .build();
                    assertThatThrownBy(() -> client.getLead("lead_abc123")).isInstanceOf(BuenaApiException.class);
                });
    }
    // end
}
