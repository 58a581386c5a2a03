package dev.errata.junit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.Answer;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Header;
import java.util.List;
import java.util.Optional;

/** Turns the answers of a catalog into WireMock's. */
record Responses(Catalog catalog, boolean retryAfterHeader) {

    private static final String RETRY_AFTER = "Retry-After";

    /** The answer as the catalog has it. */
    ResponseDefinition of(Answer answer) {
        return of(answer, answer.body());
    }

    /** The answer with another body. */
    ResponseDefinition of(Answer answer, String body) {
        List<Header> headers = catalog.headers(answer);
        // A catalog may list the header itself.
        Optional<String> retryAfter = retryAfterHeader && headers.stream().noneMatch(Responses::isRetryAfter)
                ? answer.json().flatMap(this::secondsToWait).map(String::valueOf)
                : Optional.empty();
        return of(answer, headers, body, retryAfter);
    }

    /** The answer with another body, and with or without the header {@code Retry-After} as it is said here. */
    ResponseDefinition of(Answer answer, String body, Optional<String> retryAfter) {
        List<Header> headers = catalog.headers(answer).stream()
                .filter(header -> !isRetryAfter(header))
                .toList();
        return of(answer, headers, body, retryAfter);
    }

    private static ResponseDefinition of(
            Answer answer, List<Header> headers, String body, Optional<String> retryAfter) {
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder().withStatus(answer.status());
        headers.forEach(header -> response.withHeader(header.name(), header.value()));
        if (!body.isEmpty()) {
            response.withHeader("Content-Type", answer.contentType()).withBody(body);
        }
        retryAfter.ifPresent(value -> response.withHeader(RETRY_AFTER, value));
        return response.build();
    }

    /** The seconds to wait that a body tells. */
    Optional<Long> secondsToWait(JsonNode body) {
        return catalog.envelope()
                .retryAfter()
                .map(body::at)
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong);
    }

    /** Whether an answer has the header, because it was asked for or because the catalog lists it. */
    boolean hasRetryAfter(Answer answer) {
        return retryAfterHeader || catalog.headers(answer).stream().anyMatch(Responses::isRetryAfter);
    }

    private static boolean isRetryAfter(Header header) {
        return header.name().equalsIgnoreCase(RETRY_AFTER);
    }
}
