package com.example.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BuenaStubs.class)
class LeadsTest {

    @Test
    void aLeadThatIsUnknownDoesNotExist(BuenaServer buena) throws Exception {
        assertThat(new Leads(buena.baseUrl(BuenaError.NOT_FOUND)).exists("lead_7")).isFalse();
    }

    @Test
    void anOutageIsAnException(BuenaServer buena) {
        var leads = new Leads(buena.baseUrl(BuenaError.SERVICE_UNAVAILABLE));

        assertThatThrownBy(() -> leads.exists("lead_7")).hasMessage("Buena.ai answered with 503");
    }
}
