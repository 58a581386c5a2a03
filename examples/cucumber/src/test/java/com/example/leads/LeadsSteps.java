package com.example.leads;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.stub.BuenaServer;
import io.cucumber.java.After;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;

/** Cucumber makes an object of this class for each scenario, so each scenario has a server of its own. */
public class LeadsSteps {

    private final BuenaServer buena = BuenaServer.start();
    private final Leads leads = new Leads(buena.baseUrl());

    private boolean exists;
    private String message;

    @Given("Buena.ai will answer the next {int} request(s) with {string}")
    public void willFail(int requests, String error) {
        buena.willFail(failure(error).times(requests));
    }

    @When("we look for lead {string}")
    public void lookFor(String id) throws InterruptedException {
        try {
            exists = leads.exists(id);
        } catch (IOException e) {
            message = e.getMessage();
        }
    }

    @Then("it exists")
    public void exists() {
        assertThat(exists).isTrue();
    }

    @Then("it does not exist")
    public void doesNotExist() {
        assertThat(message).isNull();
        assertThat(exists).isFalse();
    }

    @Then("we are told {string}")
    public void areTold(String expected) {
        assertThat(message).isEqualTo(expected);
    }

    @Then("Buena.ai was asked {int} times")
    public void wasAsked(int times) {
        assertThat(buena.traffic().exchanges()).hasSize(times);
    }

    @After
    public void stop() {
        buena.close();
        buena.verifyNoUnmatchedRequests();
    }
}
