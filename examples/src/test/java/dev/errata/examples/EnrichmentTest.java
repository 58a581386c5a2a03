package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.NewLead;
import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// docs: typed-client
@ExtendWith(BuenaStubs.class)
class EnrichmentTest {

    @Test
    void reportsThatCreditsAreUsedUp(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED), "any-key")
                .build();
        var ada = NewLead.of("Ada", "Lovelace", "ada@example.com");

        assertThatThrownBy(() -> client.enrich(List.of(ada)))
                .hasMessage("HTTP 402 ENRICHMENT_CREDITS_EXHAUSTED: Insufficient enrichment credits");
    }
}
// end
