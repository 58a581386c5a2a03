package dev.errata.stub.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.ResponseParts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apiguardian.api.API;

/**
 * A {@link Failure} that was resolved against a catalog: complete, consistent, and ready to be rendered. Without a scenario and a fault
 * the request passes.
 *
 * @param scenario the error, empty if the fault breaks what the request would have been answered
 * @param changed the changed response of the error, empty if it is as documented
 * @param datedNow whether the error tells the time at which it is answered
 * @param headerWait the wait that the header {@code Retry-After} tells, empty if it is as documented, or told by the body
 * @param retryAfter the form of the header {@code Retry-After}, empty if it is as for any other answer
 * @param fault what breaks the answer
 * @param delay how long the answer is delayed
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public record FailureSpec(
        Optional<Scenario> scenario,
        Optional<ResponseParts> changed,
        boolean datedNow,
        Optional<Duration> headerWait,
        Optional<RetryAfterHeader> retryAfter,
        Optional<Fault> fault,
        Duration delay) {

    static final FailureSpec PASS = new FailureSpec(
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO);

    static FailureSpec of(Scenario scenario) {
        return new FailureSpec(
                Optional.of(scenario),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);
    }

    /**
     * Returns a failure that breaks every answer.
     *
     * @param fault the fault
     * @return the specification
     */
    public static FailureSpec of(Fault fault) {
        return PASS.with(fault);
    }

    FailureSpec withBody(Catalog catalog, JsonNode body) {
        return with(parts(catalog).withJson(body));
    }

    private FailureSpec with(ResponseParts parts) {
        return new FailureSpec(scenario, Optional.of(parts), datedNow, headerWait, retryAfter, fault, delay);
    }

    FailureSpec with(RetryAfterHeader form) {
        return new FailureSpec(scenario, changed, datedNow, headerWait, Optional.of(form), fault, delay);
    }

    FailureSpec with(Fault breaking) {
        return new FailureSpec(scenario, changed, datedNow, headerWait, retryAfter, Optional.of(breaking), delay);
    }

    FailureSpec after(Duration held) {
        return new FailureSpec(scenario, changed, datedNow, headerWait, retryAfter, fault, held);
    }

    FailureSpec waiting(Duration told) {
        return new FailureSpec(scenario, changed, datedNow, Optional.of(told), retryAfter, fault, delay);
    }

    private FailureSpec datedNow(boolean now) {
        return new FailureSpec(scenario, changed, now, headerWait, retryAfter, fault, delay);
    }

    FailureSpec datedNow(Catalog catalog) {
        place(catalog, "timestamp", envelope("timestamp").timestamp());
        requireJson(catalog, "timestamp");
        return with(parts(catalog)).datedNow(true);
    }

    FailureSpec waiting(Catalog catalog, long seconds) {
        Envelope envelope = envelope("retryAfter");
        if (envelope.hasRetryAfterHeader()) {
            return waiting(Duration.ofSeconds(seconds));
        }
        Place place = place(catalog, "retryAfter", envelope.retryAfter());
        requireJson(catalog, "retryAfter");
        ResponseParts parts = parts(catalog);
        ResponseParts everywhere = catalog.rateLimit()
                .filter(limit -> limit.scenario().equals(scenario.orElseThrow().id()))
                .map(limit -> parts.withJson(limit.waiting(parts.json(), seconds)))
                .orElse(parts);
        return with(edited("retryAfter", everywhere, place, LongNode.valueOf(seconds)));
    }

    /**
     * Returns a changed error.
     *
     * @param catalog the catalog of the error
     * @param name what is changed, for messages
     * @param where returns the place of the value in the error's envelope, empty if it has none
     * @param value the value
     */
    FailureSpec edited(
            Catalog catalog, String name, BiFunction<Envelope, ResponseParts, Optional<Place>> where, JsonNode value) {
        Envelope envelope = envelope(name);
        Place place = place(catalog, name, where.apply(envelope, parts(catalog)));
        if (place.pointer().isPresent()) {
            requireJson(catalog, name);
        }
        FailureSpec edited = with(edited(name, parts(catalog), place, value));
        return envelope.timestamp().equals(place.pointer()) ? edited.datedNow(false) : edited;
    }

    private ResponseParts edited(String name, ResponseParts parts, Place place, JsonNode value) {
        try {
            return envelope(name).with(parts, place, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + e.getMessage(), e);
        }
    }

    private static <T> T place(Catalog catalog, String name, Optional<T> place) {
        return place.orElseThrow(
                () -> new IllegalArgumentException(name + " is not a field of the errors of the " + catalog.name()));
    }

    private Envelope envelope(String name) {
        return requireScenario(name).scenario().orElseThrow().envelope();
    }

    private ResponseParts parts(Catalog catalog) {
        return changed.orElseGet(() -> catalog.parts(scenario.orElseThrow().answer()));
    }

    private void requireJson(Catalog catalog, String name) {
        if (parts(catalog).json().isMissingNode()) {
            throw new IllegalArgumentException(
                    name + " cannot be changed: the body of " + scenario.orElseThrow() + " is not JSON");
        }
    }

    FailureSpec requireScenario(String name) {
        if (scenario.isEmpty()) {
            throw new IllegalArgumentException(name + " cannot be changed: \"" + this
                    + "\" is not an error; begin with an error, and add a fault by with(...)");
        }
        return this;
    }

    FailureSpec requireFailure(String name) {
        if (passes()) {
            throw new IllegalArgumentException(name + " cannot be changed: pass() lets the request pass");
        }
        return this;
    }

    FailureSpec requireConsistent() {
        if (fault.filter(broken -> broken.stage() == Fault.Stage.ENVELOPE).isPresent()
                && scenario.filter(error -> error.code().isEmpty()).isPresent()) {
            throw new IllegalArgumentException(
                    fault.get() + " breaks the envelope of an error, but " + scenario.get() + " has none");
        }
        return this;
    }

    /**
     * Returns whether the request passes.
     *
     * @return {@code true} if nothing fails
     */
    public boolean passes() {
        return scenario.isEmpty() && fault.isEmpty();
    }

    /** Returns a description: {@code rate-limited (429 RATE_LIMIT_EXCEEDED) with RESET_IN_BODY}. */
    @Override
    public String toString() {
        return passes()
                ? "pass"
                : scenario.map(Scenario::toString).orElse("")
                        + (scenario.isPresent() && fault.isPresent() ? " with " : "")
                        + fault.map(Fault::name).orElse("");
    }
}
