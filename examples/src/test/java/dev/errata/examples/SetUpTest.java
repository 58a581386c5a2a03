package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.RetryConfig;
import dev.errata.junit.BuenaStubs;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server with options, for all tests of a class and for what is set up before them. */
class SetUpTest {

    // README: set-up
    @RegisterExtension
    static final BuenaStubs buena =
            BuenaStubs.builder().ownPort().retryAfterHeader(true).build();

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

    @Test
    void aPortOfItsOwnNeedsNoPathPrefix() {
        assertThat(buena.server().baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+/api/v2");
    }
}
