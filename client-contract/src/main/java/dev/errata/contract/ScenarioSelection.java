package dev.errata.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.ResponseParts;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        return all().filter(Scenario::isEnveloped);
    }

    /** Returns the scenarios with another body, such as the page of a gateway. */
    Stream<Scenario> pages() {
        return all().filter(scenario -> !scenario.isEnveloped());
    }

    /** Returns the scenarios that have details. */
    Stream<Scenario> detailed() {
        return enveloped().filter(scenario -> details(scenario, body(scenario)).isPresent());
    }

    /** Returns one scenario that has details, if possible with a documented body. */
    Stream<Scenario> detailedExample() {
        return detailed()
                .sorted(Comparator.comparing(
                        scenario -> !scenario.bodyProvenance().isDocumented()))
                .limit(1);
    }

    /** Returns the scenarios that have a request id. */
    Stream<Scenario> identified() {
        return enveloped()
                .filter(scenario ->
                        requestId(scenario, catalog.parts(scenario.answer())).isPresent());
    }

    /**
     * Returns scenarios that say how long to wait: one for each status and each place of the wait, because each costs seconds,
     * and a client that reads one reads the next alike.
     */
    Stream<Scenario> waiting() {
        Set<List<Object>> seen = new HashSet<>();
        return all().filter(this::tellsWait)
                .filter(scenario -> seen.add(List.of(
                        scenario.status(),
                        scenario.envelope().name(),
                        tellsWaitInBody(scenario),
                        tellsWaitInHeader(scenario))));
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

    /** Returns one scenario whose body is JSON, if there is one: as {@link #example()}. */
    Stream<Scenario> jsonExample() {
        return examples()
                .filter(scenario -> scenario.answer().json().isPresent())
                .limit(1);
    }

    /**
     * Returns one scenario with the API's envelope: if possible one that clients do not retry, with a code, with details and
     * with a documented body.
     */
    Stream<Scenario> example() {
        return examples().limit(1);
    }

    private Stream<Scenario> examples() {
        return enveloped()
                .sorted(Comparator.<Scenario, Boolean>comparing(scenario -> isTransient(scenario.error()))
                        .thenComparing(scenario -> scenario.code().isEmpty())
                        .thenComparing(
                                scenario -> details(scenario, body(scenario)).isEmpty())
                        .thenComparing(scenario -> !scenario.bodyProvenance().isDocumented()));
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
        return at(scenario.envelope().retryAfterInBody(), body(scenario)).isPresent();
    }

    /** Returns whether a scenario says in a header how long to wait. */
    boolean tellsWaitInHeader(Scenario scenario) {
        return catalog.headers(scenario.answer()).stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("Retry-After"));
    }

    /** Returns a body's details. */
    static Optional<JsonNode> details(Scenario scenario, JsonNode body) {
        return at(scenario.envelope().details(), body);
    }

    /** Returns a response's request id. */
    static Optional<JsonNode> requestId(Scenario scenario, ResponseParts response) {
        return scenario.envelope().requestId().flatMap(place -> place.find(response));
    }

    private static Optional<JsonNode> at(Optional<JsonPointer> place, JsonNode body) {
        return place.map(body::at).filter(value -> !value.isMissingNode());
    }

    /** Returns the body of a scenario without its details. */
    JsonNode bodyWithoutDetails(Scenario scenario) {
        return bodyWithout(scenario.envelope().details(), scenario);
    }

    /** Returns the body of a scenario without the time to wait. */
    JsonNode bodyWithoutWait(Scenario scenario) {
        return bodyWithout(scenario.envelope().retryAfterInBody(), scenario);
    }

    private JsonNode bodyWithout(Optional<JsonPointer> place, Scenario scenario) {
        ResponseParts response = catalog.parts(scenario.answer());
        return place.map(Place.InJson::new)
                .map(at -> at.remove(response))
                .orElse(response)
                .json();
    }

    /** Returns a copy of the body of a scenario, a missing node if it is not JSON. */
    static JsonNode body(Scenario scenario) {
        return scenario.answer().json().orElseGet(MissingNode::getInstance);
    }
}
