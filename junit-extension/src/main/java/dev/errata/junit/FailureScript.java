package dev.errata.junit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Envelope;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.internal.Failure;
import dev.errata.junit.internal.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;

/**
 * What happens to the next requests: a sequence of steps, each for one request unless it says for how many. When all steps
 * are used up, requests get what they would without the script.
 *
 * <pre>{@code
 * buena.willFail(BuenaError.SERVICE_UNAVAILABLE).times(2)
 *         .thenFail(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1);
 *
 * buena.willFail("lead-not-found").on(getRequestedFor(urlPathEqualTo("/api/v2/leads/lead_7"))).forever();
 * }</pre>
 *
 * <p>The script holds from {@code willFail} on, and each method changes it. All but {@link #on} change its last step. Of
 * several scripts that fit a request the oldest with steps left decides. Requests may come from any number of threads:
 * {@code times(100)} fails exactly 100 of them.
 *
 * <p>Every method throws {@link IllegalStateException} if the server is closed.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class FailureScript {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StubServer server;
    private final Script script = new Script();
    private boolean building;

    /** A script without a step, which is not armed yet. */
    FailureScript(StubServer server) {
        this.server = server;
    }

    /**
     * For so many requests.
     *
     * @param requests how many; with 0 the step is passed over
     * @return this script
     * @throws IllegalArgumentException if {@code requests} is negative
     */
    public FailureScript times(long requests) {
        Require.notNegative("requests", requests);
        return changeStep(step -> new Script.Step(step.failure(), requests));
    }

    /**
     * For one request, which is the usual.
     *
     * @return this script
     */
    public FailureScript once() {
        return times(1);
    }

    /**
     * For every further request. No later step will be reached.
     *
     * @return this script
     */
    public FailureScript forever() {
        return times(Script.FOREVER);
    }

    /**
     * Only for requests that fit, the URL as the API sees it, base path included; this goes for the whole script.
     *
     * @param requests such as {@code getRequestedFor(urlPathEqualTo("/api/v2/leads"))}, in WireMock's DSL
     * @return this script
     * @throws IllegalArgumentException if it asks for a request matcher by name; there are none
     */
    public FailureScript on(RequestPatternBuilder requests) {
        server.open();
        script.on(requests.build());
        return this;
    }

    /**
     * Adds a step: the principal scenario of an error.
     *
     * @param error an error of the server's catalog
     * @return this script
     * @throws NoSuchElementException if the catalog has no such error
     */
    public FailureScript thenFail(ApiError error) {
        return then(Optional.of(Failure.of(server.principal(error))));
    }

    /**
     * Adds a step: a scenario.
     *
     * @param scenario a scenario of the server's catalog
     * @return this script
     * @throws NoSuchElementException if the catalog has no such scenario
     */
    public FailureScript thenFail(Scenario scenario) {
        return then(Optional.of(Failure.of(server.own(scenario))));
    }

    /**
     * Adds a step: a scenario.
     *
     * @param scenario the id of a scenario of the server's catalog
     * @return this script
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     */
    public FailureScript thenFail(String scenario) {
        return then(Optional.of(Failure.of(server.catalog().scenario(scenario))));
    }

    /**
     * Adds a step: a fault in what the request would have got.
     *
     * @param fault the fault
     * @return this script
     * @throws IllegalArgumentException if it is {@link Fault#CONNECTION_REFUSED}
     */
    public FailureScript thenFail(Fault fault) {
        return then(Optional.of(Failure.of(scriptable(fault))));
    }

    /**
     * Adds a step that lets a request pass.
     *
     * @return this script
     */
    public FailureScript thenPass() {
        return then(Optional.empty());
    }

    private FailureScript then(Optional<Failure> failure) {
        server.open();
        script.add(new Script.Step(failure, 1));
        return armed();
    }

    /** Arms the script when all of its steps are there. */
    void build(Consumer<FailureScript> steps) {
        building = true;
        steps.accept(this);
        if (script.isUsedUp()) {
            throw new IllegalArgumentException("steps must be at least one, for at least one request");
        }
        building = false;
        FailureScript unused = armed();
    }

    private FailureScript armed() {
        if (!building) {
            server.open().behaviour().scripts().arm(script);
        }
        return this;
    }

    static Fault scriptable(Fault fault) {
        if (fault == Fault.CONNECTION_REFUSED) {
            throw new IllegalArgumentException(
                    "fault must be one that a request can meet; a refused connection carries none, use"
                            + " baseUrl(Fault.CONNECTION_REFUSED)");
        }
        return fault;
    }

    /**
     * Breaks the error on its way.
     *
     * @param fault the fault
     * @return this script
     * @throws IllegalArgumentException if it is {@link Fault#CONNECTION_REFUSED}, or a fault of the envelope and the error has
     *     none
     * @throws IllegalStateException if the step lets requests pass
     */
    public FailureScript with(Fault fault) {
        scriptable(fault);
        return changeFailure("fault", failure -> {
            failure.scenario()
                    .filter(scenario -> fault.stage() == Fault.Stage.ENVELOPE)
                    .filter(scenario -> scenario.code().isEmpty())
                    .ifPresent(scenario -> {
                        throw new IllegalArgumentException(
                                "fault must not be one of the envelope, for " + scenario + " has none; is " + fault);
                    });
            return failure.with(fault);
        });
    }

    /**
     * Holds the answer back.
     *
     * @param delay how long
     * @return this script
     * @throws IllegalArgumentException if {@code delay} is negative
     * @throws IllegalStateException if the step lets requests pass
     */
    public FailureScript delay(Duration delay) {
        Require.notNegative("delay", delay);
        return changeFailure("delay", failure -> failure.after(delay));
    }

    /**
     * Another time to wait before the next try, wherever the error tells it.
     *
     * @param seconds the time
     * @return this script
     * @throws IllegalArgumentException if {@code seconds} is negative, or the errors of this API tell no such time
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript retryAfter(long seconds) {
        Require.notNegative("seconds", seconds);
        Envelope envelope = envelope();
        JsonPointer place = place("retryAfter", envelope.retryAfter());
        return changeBody(
                "retryAfter",
                (scenario, body) -> envelope.with(
                        server.catalog()
                                .rateLimit()
                                .filter(limit -> limit.scenario().equals(scenario.id()))
                                .map(limit -> limit.waiting(body, seconds))
                                .orElse(body),
                        place,
                        LongNode.valueOf(seconds)));
    }

    /**
     * Another time to wait before the next try, wherever the error tells it.
     *
     * @param wait the time, in whole seconds as the documents have it
     * @return this script
     * @throws IllegalArgumentException if {@code wait} is negative or no whole seconds, or the errors of this API tell no such
     *     time
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript retryAfter(Duration wait) {
        if (!wait.equals(Duration.ofSeconds(wait.toSeconds()))) {
            throw new IllegalArgumentException(
                    "wait must be whole seconds, as the " + server.catalog().name() + " tells them; is " + wait);
        }
        return retryAfter(Require.notNegative("wait", wait).toSeconds());
    }

    /**
     * Another header {@code Retry-After}. Its time is that of the body, and where the body tells none 1 second.
     *
     * @param form what the header looks like
     * @return this script
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript retryAfterHeader(RetryAfterHeader form) {
        scenario("retryAfterHeader");
        return changeFailure("retryAfterHeader", failure -> failure.with(form));
    }

    /**
     * Another message.
     *
     * @param message the message
     * @return this script
     * @throws IllegalArgumentException if it breaks the envelope
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript message(String message) {
        return set("message", envelope().message(), message);
    }

    /**
     * Other details.
     *
     * @param details a {@link JsonNode}, or what Jackson makes JSON of: a map, a list, a bean
     * @return this script
     * @throws IllegalArgumentException if they break the envelope, or the errors of this API have no details
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript details(Object details) {
        return set("details", place("details", envelope().details()), details);
    }

    /**
     * Another id of the request.
     *
     * @param requestId the id
     * @return this script
     * @throws IllegalArgumentException if it breaks the envelope, or the errors of this API have none
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript requestId(String requestId) {
        return set("requestId", place("requestId", envelope().requestId()), requestId);
    }

    /**
     * Another time of the error.
     *
     * @param timestamp the time
     * @return this script
     * @throws IllegalArgumentException if the errors of this API tell no time
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript timestamp(Instant timestamp) {
        return set("timestamp", place("timestamp", envelope().timestamp()), timestamp.toString());
    }

    /**
     * The time at which the error is answered, by {@link StubServer#clock()}, to the second.
     *
     * @return this script
     * @throws IllegalArgumentException if the errors of this API tell no time
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript timestampNow() {
        place("timestamp", envelope().timestamp());
        scenario("timestamp");
        return changeFailure("timestamp", failure -> {
            body("timestamp", failure);
            return failure.dated(true);
        });
    }

    /**
     * Another value at any place of the body.
     *
     * @param pointer a JSON pointer, such as {@code /permissionHelp/required}
     * @param value a {@link JsonNode}, or what Jackson makes JSON of
     * @return this script
     * @throws IllegalArgumentException if it breaks the envelope, or {@code pointer} is none
     * @throws IllegalStateException if the step has no error of the catalog
     */
    public FailureScript field(String pointer, Object value) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "pointer must be a JSON pointer such as /details/id, is \"" + pointer + "\"");
        }
        return set("value at " + pointer, JsonPointer.compile(pointer), value);
    }

    private FailureScript set(String name, JsonPointer place, Object value) {
        JsonNode json = value instanceof String text ? TextNode.valueOf(text) : MAPPER.valueToTree(value);
        changeBody(name, (scenario, body) -> envelope().with(body, place, json));
        return envelope().timestamp().filter(place::equals).isPresent()
                ? changeFailure(name, failure -> failure.dated(false))
                : this;
    }

    private Envelope envelope() {
        return server.catalog().envelope();
    }

    private JsonPointer place(String name, Optional<JsonPointer> place) {
        return place.orElseThrow(() -> new IllegalArgumentException(
                name + " is no field in the errors of the " + server.catalog().name()));
    }

    /** Changes a body in a way that may break its envelope. */
    private interface BodyChange {
        JsonNode apply(Scenario scenario, JsonNode body);
    }

    private FailureScript changeBody(String name, BodyChange change) {
        Scenario scenario = scenario(name);
        return changeFailure(name, failure -> {
            try {
                return failure.with(change.apply(scenario, body(name, failure)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " " + e.getMessage(), e);
            }
        });
    }

    private static JsonNode body(String name, Failure failure) {
        return failure.body()
                .or(() ->
                        failure.scenario().flatMap(scenario -> scenario.answer().json()))
                .orElseThrow(() ->
                        new IllegalStateException(name + " cannot be changed: the body of " + failure + " is no JSON"));
    }

    private Scenario scenario(String name) {
        return script.last()
                .failure()
                .flatMap(Failure::scenario)
                .orElseThrow(() -> new IllegalStateException(name
                        + " cannot be changed: the step \"" + script.last()
                        + "\" has no error of its own; begin with an error, and add a fault by with(...)"));
    }

    private FailureScript changeFailure(String name, UnaryOperator<Failure> change) {
        return changeStep(step -> new Script.Step(
                Optional.of(change.apply(step.failure()
                        .orElseThrow(() ->
                                new IllegalStateException(name + " cannot be changed: the step lets requests pass")))),
                step.times()));
    }

    private FailureScript changeStep(UnaryOperator<Script.Step> change) {
        server.open();
        script.changeLast(change);
        return armed();
    }

    /** Its steps, and how far it came. */
    @Override
    public String toString() {
        return script.toString();
    }
}
