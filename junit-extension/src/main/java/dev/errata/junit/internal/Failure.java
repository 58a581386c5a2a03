package dev.errata.junit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.Fault;
import dev.errata.junit.RetryAfterHeader;
import java.time.Duration;
import java.util.Optional;

/**
 * A way to fail: an error of the catalog, as documented or with changes; a fault; or both.
 *
 * @param scenario the error, empty if what the request would have got is broken by the fault
 * @param body the error's body with changes, empty if there are none
 * @param dated whether the error tells the time at which it is answered
 * @param retryAfter what the header looks like, empty if it is as ever
 * @param fault what breaks the answer
 * @param delay how long it is held back
 */
public record Failure(
        Optional<Scenario> scenario,
        Optional<JsonNode> body,
        boolean dated,
        Optional<RetryAfterHeader> retryAfter,
        Optional<Fault> fault,
        Duration delay) {

    /** An error as documented. */
    public static Failure of(Scenario scenario) {
        return new Failure(
                Optional.of(scenario), Optional.empty(), false, Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    /** A fault in what the request would have got. */
    public static Failure of(Fault fault) {
        return new Failure(
                Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.of(fault), Duration.ZERO);
    }

    /** The same with another body. */
    public Failure with(JsonNode changed) {
        return new Failure(scenario, Optional.of(changed), dated, retryAfter, fault, delay);
    }

    /** The same, dated when it is answered, or as its body is. */
    public Failure dated(boolean now) {
        return new Failure(scenario, body, now, retryAfter, fault, delay);
    }

    /** The same with another header {@code Retry-After}. */
    public Failure with(RetryAfterHeader form) {
        return new Failure(scenario, body, dated, Optional.of(form), fault, delay);
    }

    /** The same, broken. */
    public Failure with(Fault breaking) {
        return new Failure(scenario, body, dated, retryAfter, Optional.of(breaking), delay);
    }

    /** The same, held back. */
    public Failure after(Duration held) {
        return new Failure(scenario, body, dated, retryAfter, fault, held);
    }

    /** For people: what a test asked for. */
    @Override
    public String toString() {
        return scenario.map(Scenario::toString).orElse("")
                + (scenario.isPresent() && fault.isPresent() ? " with " : "")
                + fault.map(Fault::name).orElse("");
    }
}
