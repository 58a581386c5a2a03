package dev.errata.stub.internal.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import java.util.Optional;

/**
 * What the plain API answers to a request.
 *
 * @param scenario the scenario, empty if an endpoint answers
 * @param answer the answer
 * @param json the JSON of its body with what it repeats of the request, empty if it is as the catalog has it
 */
public record Found(Optional<Scenario> scenario, Answer answer, Optional<JsonNode> json) {

    static Found of(Scenario scenario) {
        return new Found(Optional.of(scenario), scenario.answer(), Optional.empty());
    }
}
