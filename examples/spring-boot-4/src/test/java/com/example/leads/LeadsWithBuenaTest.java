package com.example.leads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.stub.BuenaServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@WithBuena
class LeadsWithBuenaTest {

    @Autowired
    BuenaServer buena;

    @Autowired
    Leads leads;

    @Test
    void aLeadThatIsUnknownDoesNotExist() {
        buena.willFail(BuenaError.NOT_FOUND);

        assertThat(leads.exists("lead_7")).isFalse();
    }

    @Test
    void anyOtherLeadExists() {
        assertThat(leads.exists("lead_7")).isTrue();
    }
}
