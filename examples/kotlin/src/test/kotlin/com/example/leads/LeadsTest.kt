package com.example.leads

import dev.errata.assertions.BuenaAssertions.assertThat
import dev.errata.fixtures.BuenaError.NOT_FOUND
import dev.errata.fixtures.BuenaError.SERVICE_UNAVAILABLE
import dev.errata.fixtures.Scenario
import dev.errata.junit.BuenaErrors
import dev.errata.junit.BuenaStubs
import dev.errata.junit.StatusClass
import dev.errata.stub.BuenaServer
import dev.errata.stub.injection.Failure.failure
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.params.ParameterizedTest

@ExtendWith(BuenaStubs::class)
class LeadsTest {

    @Test
    fun `there is no lead that Buena does not find`(buena: BuenaServer) {
        assertThat(Leads(buena.baseUrl(NOT_FOUND)).find("lead_7")).isNull()
    }

    @Test
    fun `a short outage goes unnoticed`(buena: BuenaServer) {
        buena.willFail(failure(SERVICE_UNAVAILABLE).times(2))

        assertThat(Leads(buena.baseUrl()).find("lead_7")).contains("lead_7")
        assertThat(buena.traffic()).hasAttempts(3)
    }

    @ParameterizedTest
    @BuenaErrors(statusClass = [StatusClass.SERVER_ERROR])
    fun `every server error is an exception with its answer`(scenario: Scenario, buena: BuenaServer) {
        val thrown = assertThrows<LeadsException> { Leads(buena.baseUrl(scenario)).find("lead_7") }

        assertThat(thrown.response).isScenario(scenario)
    }
}
