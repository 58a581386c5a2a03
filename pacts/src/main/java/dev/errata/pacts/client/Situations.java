package dev.errata.pacts.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.FailureScript;
import dev.errata.junit.Fault;
import dev.errata.junit.RetryAfterHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The situations that clients meet. Each ends after so many failures, so that a client that never gives up comes back all
 * the same. Nobody has to wait for the next attempt, unless the situation is about that.
 */
final class Situations {

    private static final String RETRY_AFTER = "Retry-After";

    private final Catalog catalog;
    private final int failures;

    Situations(Catalog catalog, int failures) {
        this.catalog = catalog;
        this.failures = failures;
    }

    /** A scenario as documented. */
    Situation of(Scenario scenario) {
        return scripted(scenario, "", script -> wait(script.times(failures), scenario, 0));
    }

    /** A scenario that asks for a wait of a second, so many times. */
    Situation waiting(Scenario scenario, int times) {
        return scripted(scenario, " with a wait of 1 s", script -> wait(script.times(times), scenario, 1));
    }

    /** A scenario that a fault breaks. */
    Situation of(Scenario scenario, Fault fault) {
        return scripted(
                scenario, " with " + fault, script -> script.times(failures).with(fault));
    }

    /** A scenario with a field that no document names, and where its details are an object with one there, too. */
    Situation withExtraFields(Scenario scenario) {
        JsonNode body = body(scenario);
        if (body instanceof ObjectNode object) {
            object.putObject("undocumentedField").put("since", "tomorrow");
        }
        if (details(body).orElse(null) instanceof ObjectNode details) {
            details.put("undocumentedField", true);
        }
        return stubbed(scenario, " with undocumented fields", failures, () -> answer(scenario, body));
    }

    /** A scenario without its details. */
    Situation withoutDetails(Scenario scenario) {
        JsonNode body = without(catalog.envelope().details(), body(scenario));
        return stubbed(scenario, " without details", failures, () -> answer(scenario, body));
    }

    /** A scenario that asks once for a wait by a date, in the header alone. */
    Situation waitingUntil(Scenario scenario, Duration wait) {
        JsonNode body = without(catalog.envelope().retryAfter(), body(scenario));
        return stubbed(
                scenario,
                " with a date in " + RETRY_AFTER,
                1,
                () -> RetryAfterHeader.HTTP_DATE
                        .value(wait, Instant.now())
                        .map(date -> answer(scenario, body).withHeader(RETRY_AFTER, date))
                        .orElseThrow());
    }

    /** A fault in whatever the client asks for, as the document tells of its status if it does. */
    Situation of(Fault fault, int status) {
        return new Situation(
                fault.name(),
                catalog.statuses().stream()
                        .filter(row -> row.status() == status)
                        .map(Catalog.Status::provenance)
                        .findFirst(),
                true,
                server -> {
                    server.willFail(fault).times(failures);
                    return server.baseUrl();
                });
    }

    /** A connection that breaks. */
    Situation of(Fault fault) {
        return fault == Fault.CONNECTION_REFUSED
                ? new Situation(fault.name(), Optional.empty(), false, server -> server.baseUrl(fault))
                : of(fault, 0);
    }

    Optional<JsonNode> details(JsonNode body) {
        return at(catalog.envelope().details(), body);
    }

    Optional<JsonNode> requestId(JsonNode body) {
        return at(catalog.envelope().requestId(), body);
    }

    boolean tellsWait(Scenario scenario) {
        return tellsWaitInBody(scenario) || tellsWaitInHeader(scenario);
    }

    private boolean tellsWaitInBody(Scenario scenario) {
        return at(catalog.envelope().retryAfter(), body(scenario)).isPresent();
    }

    private boolean tellsWaitInHeader(Scenario scenario) {
        return catalog.headers(scenario.answer()).stream()
                .anyMatch(header -> header.name().equalsIgnoreCase(RETRY_AFTER));
    }

    private void wait(FailureScript script, Scenario scenario, int seconds) {
        if (tellsWaitInBody(scenario)) {
            script.retryAfter(seconds);
        }
        if (tellsWaitInHeader(scenario)) {
            // Its seconds are those of the body, and 1 where that has none.
            script.retryAfterHeader(seconds == 0 ? RetryAfterHeader.ZERO : RetryAfterHeader.SECONDS);
        }
    }

    private static Situation scripted(Scenario scenario, String change, Consumer<FailureScript> changes) {
        return new Situation(scenario + change, Optional.of(scenario.bodyProvenance()), true, server -> {
            changes.accept(server.willFail(scenario));
            return server.baseUrl();
        });
    }

    /** For bodies that scripts cannot make: these add fields that the envelope allows, and take none away. */
    private static Situation stubbed(
            Scenario scenario, String change, int times, Supplier<ResponseDefinitionBuilder> answer) {
        return new Situation(scenario + change, Optional.of(scenario.bodyProvenance()), true, server -> {
            ResponseDefinitionBuilder failure = answer.get();
            for (int i = 0; i < times; i++) {
                server.stubFor(any(anyUrl())
                        .inScenario(scenario.id())
                        .whenScenarioStateIs(i == 0 ? STARTED : String.valueOf(i))
                        .willSetStateTo(String.valueOf(i + 1))
                        .willReturn(failure));
            }
            return server.baseUrl();
        });
    }

    private ResponseDefinitionBuilder answer(Scenario scenario, JsonNode body) {
        ResponseDefinitionBuilder answer = aResponse()
                .withStatus(scenario.status())
                .withHeader("Content-Type", scenario.answer().contentType())
                .withBody(body.toString());
        catalog.headers(scenario.answer()).stream()
                .filter(header -> !header.name().equalsIgnoreCase(RETRY_AFTER))
                .forEach(header -> answer.withHeader(header.name(), header.value()));
        return answer;
    }

    private static JsonNode body(Scenario scenario) {
        return scenario.answer().json().orElseGet(MissingNode::getInstance);
    }

    private static Optional<JsonNode> at(Optional<JsonPointer> place, JsonNode body) {
        return place.map(body::at).filter(value -> !value.isMissingNode());
    }

    private static JsonNode without(Optional<JsonPointer> place, JsonNode body) {
        place.ifPresent(at -> {
            if (body.at(at.head()) instanceof ObjectNode parent) {
                parent.remove(at.last().getMatchingProperty());
            }
        });
        return body;
    }
}
