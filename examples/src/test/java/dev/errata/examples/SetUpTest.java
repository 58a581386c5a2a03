package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.RetryConfig;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.ServerOptions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server with options, for all tests of a class and for what is set up before them. */
class SetUpTest {

    // docs: set-up
    @RegisterExtension
    static final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().retryAfterHeader(true));

    static BuenaClient client;

    @BeforeAll
    static void configure() {
        client = BuenaClient.builder(buena.server().baseUrl("rate-limited"), "any-key")
                .retry(RetryConfig.never())
                .build();
    }
    // end

    @Test
    void theServerRunsBeforeTheTests() {
        assertThatThrownBy(() -> client.getLead("lead_1"))
                .asInstanceOf(ClientErrors.BUENA)
                .isScenario("rate-limited")
                .hasRetryAfter(Duration.ofSeconds(45));
    }
}
