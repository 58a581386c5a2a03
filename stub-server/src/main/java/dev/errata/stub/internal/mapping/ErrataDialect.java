package dev.errata.stub.internal.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.PathTemplate;
import java.util.List;
import java.util.Optional;

/**
 * What a WireMock with Errata's extension can do: everything.
 *
 * @param extension the extension's name
 */
public record ErrataDialect(String extension) implements Dialect {

    /** The parameter that tells the matcher which scenario it is for. */
    public static final String SCENARIO = "scenario";

    @Override
    public Optional<ObjectNode> checking(ObjectNode mapping, Scenario scenario) {
        mapping.withObjectProperty("request")
                .putObject("customMatcher")
                .put("name", extension)
                .putObject("parameters")
                .put(SCENARIO, scenario.id());
        return Optional.of(transformed(mapping));
    }

    @Override
    public List<ObjectNode> repeating(ObjectNode mapping, String what, Answer answer, Optional<PathTemplate> path) {
        return List.of(transformed(mapping));
    }

    private ObjectNode transformed(ObjectNode mapping) {
        mapping.withObjectProperty("response").putArray("transformers").add(extension);
        return mapping;
    }
}
