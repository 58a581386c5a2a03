package dev.errata.stub.internal.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.PathTemplate;
import java.util.List;
import java.util.Optional;

/** What a WireMock can do beyond its own request matchers and fixed responses. */
public interface Dialect {

    /**
     * Lets a mapping match only requests whose bodies break the rules of a scenario's trigger.
     *
     * @return the mapping; empty if the WireMock cannot check them
     */
    Optional<ObjectNode> checking(ObjectNode mapping, Scenario scenario);

    /**
     * Lets the response of a mapping repeat what its answer repeats of the request.
     *
     * @param mapping the mapping, whose response is the documented example
     * @param what names the answer in a sentence
     * @param answer the answer, which repeats something
     * @param path the path of the request, if it is known
     * @return the mappings that take its place
     */
    List<ObjectNode> repeating(ObjectNode mapping, String what, Answer answer, Optional<PathTemplate> path);
}
