package dev.errata.examples;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.examples.buena.BuenaClient;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Exchange.Source;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StagedApiTest {

    /** In place of a staged API, whose URL would be https://staging.example.com/api/v2. */
    static final BuenaServer staging = BuenaServer.start();

    @RegisterExtension
    static final BuenaStubs stubs = new BuenaStubs(ServerOptions.defaults().upstream(staging.baseUrl()));

    @Test
    void theLeadIsReadAlthoughTheApiFailsOnce(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(), "the-key-for-staging").build();
        buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));

        assertThat(client.getLead("lead_123").firstName()).isEqualTo("John");

        assertThat(buena.traffic().exchanges())
                .extracting(Exchange::source)
                .containsExactly(Source.SCRIPT, Source.UPSTREAM);
    }
}
