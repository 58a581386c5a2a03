package com.example.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BuenaStubs.class)
class EnrichmentTest {

    @Test
    void noticesThatCreditsAreUsedUp(BuenaServer buena) throws Exception {
        var enrichment = new Enrichment(buena.baseUrl(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED));

        assertThat(enrichment.enrich("[]")).isFalse();
    }
}
