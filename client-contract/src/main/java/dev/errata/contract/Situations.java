package dev.errata.contract;

import static dev.errata.stub.injection.Failure.failure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.DocumentedStatus;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Creates the situations that clients meet. Each ends after a number of failures, so that a client that never gives up returns,
 * too. No answer asks for a wait, unless the situation is about that.
 */
final class Situations {

    private static final ServerOptions NO_WAITS = ServerOptions.defaults().shortWaits(Duration.ZERO);

    private final ScenarioSelection scenarios;
    private final int failures;

    Situations(ScenarioSelection scenarios, int failures) {
        this.scenarios = scenarios;
        this.failures = failures;
    }

    /** Returns a scenario as documented. */
    Situation of(Scenario scenario) {
        return scripted(scenario, "", NO_WAITS, failure(scenario).times(failures));
    }

    /** Returns a scenario that a fault breaks. */
    Situation of(Scenario scenario, Fault fault) {
        return scripted(
                scenario,
                " with " + fault,
                NO_WAITS,
                failure(scenario).times(failures).with(fault));
    }

    /** Returns a scenario that asks for a wait this many times. */
    Situation waiting(Scenario scenario, Duration wait, int times) {
        return scripted(
                scenario,
                " with a wait of %d s".formatted(wait.toSeconds()),
                ServerOptions.defaults(),
                waiting(scenario, wait).times(times));
    }

    /** Returns a scenario that asks for a wait, and for a shorter one when it is tried again. */
    Situation waiting(Scenario scenario, Duration first, Duration second) {
        return scripted(
                scenario,
                " with waits of %d s and %d s".formatted(first.toSeconds(), second.toSeconds()),
                ServerOptions.defaults(),
                server -> server.willFail(waiting(scenario, first), waiting(scenario, second)));
    }

    private Failure<ApiError> waiting(Scenario scenario, Duration wait) {
        Failure<ApiError> failure = failure(scenario);
        if (scenarios.tellsWaitInBody(scenario) || scenario.envelope().hasRetryAfterHeader()) {
            failure = failure.retryAfter(wait);
        }
        if (scenarios.tellsWaitInHeader(scenario)) {
            failure = failure.retryAfterHeader(RetryAfterHeader.SECONDS, wait);
        }
        return failure;
    }

    /** Returns a scenario that asks once for a wait, by a date in the header. */
    Situation waitingUntilDate(Scenario scenario, Duration wait) {
        Failure<ApiError> failure = scenarios.tellsWaitInBody(scenario)
                ? failure(scenario).body(scenarios.bodyWithoutWait(scenario))
                : failure(scenario);
        return scripted(
                scenario,
                " with a date in Retry-After",
                ServerOptions.defaults(),
                failure.retryAfterHeader(RetryAfterHeader.HTTP_DATE, wait));
    }

    /** Returns a scenario with an undocumented field in its body, and in its details if they are an object. */
    Situation withUnknownFields(Scenario scenario) {
        JsonNode body = ScenarioSelection.body(scenario);
        if (body instanceof ObjectNode object) {
            object.putObject("undocumentedField").put("since", "tomorrow");
        }
        if (ScenarioSelection.details(scenario, body).orElse(null) instanceof ObjectNode details) {
            details.put("undocumentedField", true);
        }
        return scripted(
                scenario,
                " with undocumented fields",
                NO_WAITS,
                failure(scenario).times(failures).body(body));
    }

    /** Returns a scenario without its details. */
    Situation withoutDetails(Scenario scenario) {
        return scripted(
                scenario,
                " without details",
                NO_WAITS,
                failure(scenario).times(failures).body(scenarios.bodyWithoutDetails(scenario)));
    }

    /** Returns a fault in whatever the client asks for, with the source of its status if the document has that. */
    Situation of(Fault fault, int status) {
        return new Situation(
                fault.name(),
                scenarios.catalog().statuses().stream()
                        .filter(row -> row.status() == status)
                        .map(DocumentedStatus::provenance)
                        .findFirst(),
                true,
                NO_WAITS,
                server -> {
                    server.willFail(failure(fault).times(failures));
                    return server.baseUrl();
                });
    }

    /** Returns a connection that breaks. */
    Situation of(Fault fault) {
        return fault == Fault.CONNECTION_REFUSED
                ? new Situation(fault.name(), Optional.empty(), false, NO_WAITS, server -> server.baseUrl(fault))
                : of(fault, 0);
    }

    private static Situation scripted(
            Scenario scenario, String change, ServerOptions options, Failure<ApiError> failure) {
        return scripted(scenario, change, options, server -> server.willFail(failure));
    }

    private static Situation scripted(
            Scenario scenario, String change, ServerOptions options, Consumer<StubServer<ApiError>> script) {
        return new Situation(scenario + change, Optional.of(scenario.bodyProvenance()), true, options, server -> {
            script.accept(server);
            return server.baseUrl();
        });
    }
}
