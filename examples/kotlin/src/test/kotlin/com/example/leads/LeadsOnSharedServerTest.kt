package com.example.leads

import dev.errata.fixtures.Fault
import dev.errata.junit.BuenaStubs
import java.io.IOException
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.RegisterExtension

class LeadsOnSharedServerTest {

    companion object {
        @JvmField
        @RegisterExtension
        val buena = BuenaStubs()
    }

    @Test
    fun `a broken answer is an exception`() {
        buena.server().willFail(Fault.RESET_IN_BODY)

        assertThrows<IOException> { Leads(buena.server().baseUrl()).find("lead_7") }
    }
}
