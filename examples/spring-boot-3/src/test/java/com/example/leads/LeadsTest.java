package com.example.leads;

import static dev.errata.assertions.BuenaAssertions.errorCarriedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.assertions.response.SpringResponses;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.BuenaErrors;
import dev.errata.junit.BuenaStubs;
import dev.errata.junit.StatusClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClientResponseException;

@SpringBootTest
class LeadsTest {

    @RegisterExtension
    static final BuenaStubs buena = new BuenaStubs();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("buena.base-url", () -> buena.server().baseUrl());
    }

    @Autowired
    Leads leads;

    @Test
    void aLeadThatIsUnknownDoesNotExist() {
        buena.server().willFail(BuenaError.NOT_FOUND);

        assertThat(leads.exists("lead_7")).isFalse();
    }

    @ParameterizedTest
    @BuenaErrors(statusClass = StatusClass.SERVER_ERROR)
    void everyServerErrorIsAnException(Scenario scenario) {
        buena.server().willFail(scenario);

        assertThatThrownBy(() -> leads.exists("lead_7"))
                .asInstanceOf(errorCarriedBy(RestClientResponseException.class, SpringResponses::of))
                .isScenario(scenario);
    }
}
