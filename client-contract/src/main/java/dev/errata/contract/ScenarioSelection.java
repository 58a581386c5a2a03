package dev.errata.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects the scenarios that a rule is about, by what they tell.
 *
 * @param catalog what the API documents
 */
record ScenarioSelection(Catalog catalog) {

    private static final int TOO_MANY_REQUESTS = 429;

    /** Returns all scenarios. */
    Stream<Scenario> all() {
        return catalog.scenarios().stream();
    }

    /** Returns the scenarios with the API's own envelope. */
    Stream<Scenario> enveloped() {
        return all().filter(scenario -> scenario.answer().json().isPresent());
    }

    /** Returns the scenarios with another body, such as the page of a gateway. */
    Stream<Scenario> pages() {
        return all().filter(scenario -> scenario.answer().json().isEmpty());
    }

    /** Returns the scenarios that have details. */
    Stream<Scenario> detailed() {
        return enveloped().filter(scenario -> details(body(scenario)).isPresent());
    }

    /** Returns the scenarios that have a request id. */
    Stream<Scenario> identified() {
        return enveloped().filter(scenario -> requestId(body(scenario)).isPresent());
    }

    /** Returns the scenarios that say how long to wait. */
    Stream<Scenario> waiting() {
        return all().filter(this::tellsWait);
    }

    /** Returns one scenario of each error that makes sense to retry. */
    Stream<Scenario> transientErrors() {
        return catalog.errors().stream()
                .filter(ScenarioSelection::isTransient)
                .flatMap(error -> catalog.scenarios(error).stream().limit(1));
    }

    /** Returns the scenarios of errors that make no sense to retry. */
    Stream<Scenario> permanentErrors() {
        return all().filter(scenario -> !isTransient(scenario.error()));
    }

    /** Returns one scenario with the API's envelope: if possible one that clients do not retry, with a code and with details. */
    Stream<Scenario> example() {
        return enveloped()
                .sorted(Comparator.<Scenario, Boolean>comparing(scenario -> isTransient(scenario.error()))
                        .thenComparing(scenario -> scenario.code().isEmpty())
                        .thenComparing(scenario -> details(body(scenario)).isEmpty()))
                .limit(1);
    }

    private static boolean isTransient(ApiError error) {
        return error.isRetryable() || error.status() == TOO_MANY_REQUESTS || error.status() >= 500;
    }

    /** Returns whether a scenario says how long to wait. */
    boolean tellsWait(Scenario scenario) {
        return tellsWaitInBody(scenario) || tellsWaitInHeader(scenario);
    }

    /** Returns whether a scenario says in its body how long to wait. */
    boolean tellsWaitInBody(Scenario scenario) {
        return at(catalog.envelope().retryAfter(), body(scenario)).isPresent();
    }

    /** Returns whether a scenario says in a header how long to wait. */
    boolean tellsWaitInHeader(Scenario scenario) {
        return catalog.headers(scenario.answer()).stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("Retry-After"));
    }

    /** Returns whether the API tells waits in the header alone. */
    boolean envelopeHasRetryAfterHeader() {
        return catalog.envelope().hasRetryAfterHeader();
    }

    /** Returns a body's details. */
    Optional<JsonNode> details(JsonNode body) {
        return at(catalog.envelope().details(), body);
    }

    /** Returns a body's request id. */
    Optional<JsonNode> requestId(JsonNode body) {
        return at(catalog.envelope().requestId(), body);
    }

    private static Optional<JsonNode> at(Optional<JsonPointer> place, JsonNode body) {
        return place.map(body::at).filter(value -> !value.isMissingNode());
    }

    /** Returns the body of a scenario without its details. */
    JsonNode bodyWithoutDetails(Scenario scenario) {
        return without(catalog.envelope().details(), body(scenario));
    }

    /** Returns the body of a scenario without the time to wait. */
    JsonNode bodyWithoutWait(Scenario scenario) {
        return without(catalog.envelope().retryAfter(), body(scenario));
    }

    private static JsonNode without(Optional<JsonPointer> place, JsonNode body) {
        place.ifPresent(at -> {
            if (body.at(at.head()) instanceof ObjectNode parent) {
                parent.remove(at.last().getMatchingProperty());
            }
        });
        return body;
    }

    /** Returns a copy of the body of a scenario, a missing node if it is not JSON. */
    static JsonNode body(Scenario scenario) {
        return scenario.answer().json().orElseGet(MissingNode::getInstance);
    }
}
