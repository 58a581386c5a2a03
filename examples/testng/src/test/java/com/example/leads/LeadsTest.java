package com.example.leads;

import static org.testng.Assert.assertEquals;
import static org.testng.Assert.assertFalse;
import static org.testng.Assert.expectThrows;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import java.io.IOException;
import java.util.Iterator;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class LeadsTest {

    private BuenaServer buena;

    @BeforeMethod
    void start() {
        buena = BuenaServer.start();
    }

    @AfterMethod
    void stop() {
        buena.close();
        buena.verifyNoUnmatchedRequests();
    }

    @Test
    void aLeadThatIsUnknownDoesNotExist() throws Exception {
        buena.willFail(BuenaError.NOT_FOUND);

        assertFalse(new Leads(buena.baseUrl()).exists("lead_7"));
    }

    @DataProvider
    Iterator<Scenario> otherErrors() {
        return Catalog.buena().scenarios().stream()
                .filter(scenario -> scenario.status() != 404)
                .iterator();
    }

    @Test(dataProvider = "otherErrors")
    void everyOtherErrorIsAnException(Scenario scenario) {
        var leads = new Leads(buena.baseUrl(scenario));

        var thrown = expectThrows(IOException.class, () -> leads.exists("lead_7"));
        assertEquals(thrown.getMessage(), "Buena.ai answered with " + scenario.status());
    }
}
