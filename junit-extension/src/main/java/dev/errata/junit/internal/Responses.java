package dev.errata.junit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.Answer;
import dev.errata.fixtures.Catalog;

/** Turns the answers of a catalog into WireMock's. */
record Responses(Catalog catalog, boolean retryAfterHeader) {

    /** The answer as the catalog has it. */
    ResponseDefinition of(Answer answer) {
        return of(answer, answer.body());
    }

    /** The answer with another body. */
    ResponseDefinition of(Answer answer, String body) {
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder().withStatus(answer.status());
        catalog.headers(answer).forEach(header -> response.withHeader(header.name(), header.value()));
        if (!body.isEmpty()) {
            response.withHeader("Content-Type", answer.contentType()).withBody(body);
        }
        // A catalog may list the header itself.
        if (retryAfterHeader
                && catalog.headers(answer).stream()
                        .noneMatch(header -> header.name().equalsIgnoreCase("Retry-After"))) {
            catalog.envelope().retryAfter().flatMap(place -> answer.json().map(json -> json.at(place))).stream()
                    .filter(JsonNode::isNumber)
                    .forEach(seconds -> response.withHeader("Retry-After", seconds.asText()));
        }
        return response.build();
    }
}
