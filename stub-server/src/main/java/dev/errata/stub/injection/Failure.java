package dev.errata.stub.injection;

import static dev.errata.stub.internal.Preconditions.notNegative;
import static dev.errata.stub.internal.Preconditions.positive;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.ResponseParts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * A way for a request to fail: an error of the catalog as documented or with changes, a fault, or both; and for how many
 * requests. Immutable; each method returns a changed copy, and nothing happens before a server is given the finished value.
 *
 * <pre>{@code
 * import static dev.errata.stub.injection.Failure.failure;
 * import static dev.errata.stub.injection.Failure.pass;
 *
 * buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).times(2), failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(1));
 * buena.willFail(pass(), failure("lead-not-found").forever());
 * buena.willFail(failure(Fault.RESET_IN_BODY).delay(Duration.ofMillis(200)));
 * }</pre>
 *
 * <p>What only a catalog can tell is checked when a server is armed: whether it has the scenario, and whether a change keeps
 * the API's envelope. A server that refuses one failure arms none of the given failures.
 *
 * @param <E> the type of errors; {@link ApiError} for errors that are named by text, and for faults
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Failure<E extends ApiError> {

    /** As many requests as come. */
    static final long FOREVER = Long.MAX_VALUE;

    private static final class Json {
        /** In a class of its own, because it takes a while to load and most tests never need it. */
        static final ObjectMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** Something that a failure changes about the answer; throws what the Javadoc of its method says. */
    private interface Change {
        FailureSpec apply(Catalog catalog, FailureSpec spec);
    }

    private final Function<Catalog, FailureSpec> origin;
    private final Change change;
    private final long times;

    private Failure(Function<Catalog, FailureSpec> origin, Change change, long times) {
        this.origin = origin;
        this.change = change;
        this.times = times;
    }

    private static <E extends ApiError> Failure<E> of(Function<Catalog, FailureSpec> origin) {
        return new Failure<>(origin, (catalog, spec) -> spec, 1);
    }

    /**
     * Returns a failure with the principal scenario of an error. Only a server of the same API takes it, or the code does not
     * compile.
     *
     * @param error an error of the server's API
     * @param <E> the enum of the API's errors; as the compiler would find a common type for two enums, it must be exactly one
     * @return the failure, for one request
     */
    public static <E extends Enum<E> & ApiError> Failure<E> failure(E error) {
        return of(catalog -> FailureSpec.of(catalog.scenario(error)));
    }

    /**
     * Returns a failure with the principal scenario of an error whose API has no enum, or whose type is not known. When a server
     * is armed it refuses an error of another API.
     *
     * @param error an error of the server's API
     * @return the failure, for one request
     */
    public static Failure<ApiError> failure(ApiError error) {
        return of(catalog -> FailureSpec.of(catalog.scenario(error)));
    }

    /**
     * Returns a failure with a scenario.
     *
     * @param scenario a scenario of the server's API
     * @return the failure, for one request
     */
    public static Failure<ApiError> failure(Scenario scenario) {
        return of(catalog -> FailureSpec.of(catalog.scenario(scenario)));
    }

    /**
     * Returns a failure with a scenario.
     *
     * @param scenario the id of a scenario of the server's API, such as {@code lead-not-found}
     * @return the failure, for one request
     */
    public static Failure<ApiError> failure(String scenario) {
        return of(catalog -> FailureSpec.of(catalog.scenario(scenario)));
    }

    /**
     * Returns a failure that breaks the answer to the request.
     *
     * @param fault the fault
     * @return the failure, for one request
     * @throws IllegalArgumentException if the fault is of {@link Fault.Stage#CONNECTION}, which no request can meet
     */
    public static Failure<ApiError> failure(Fault fault) {
        FailureSpec spec = FailureSpec.of(injectable(fault));
        return of(catalog -> spec);
    }

    /**
     * Returns a step that lets a request pass, for use between failures.
     *
     * @return the step, for one request
     */
    public static Failure<ApiError> pass() {
        return of(catalog -> FailureSpec.PASS);
    }

    static Fault injectable(Fault fault) {
        if (fault.stage() == Fault.Stage.CONNECTION) {
            throw new IllegalArgumentException(
                    "%1$s cannot be injected into a request, because there is no connection to send one; use baseUrl(Fault.%1$s)"
                            .formatted(fault));
        }
        return fault;
    }

    /**
     * Fails this many requests, one after the other.
     *
     * @param requests how many, from 1
     * @return the changed failure
     * @throws IllegalArgumentException if {@code requests} is less than 1
     */
    public Failure<E> times(long requests) {
        return new Failure<>(origin, change, positive("requests", requests));
    }

    /**
     * Fails every further request. Steps after this one are never reached.
     *
     * @return the changed failure
     */
    public Failure<E> forever() {
        return new Failure<>(origin, change, FOREVER);
    }

    /**
     * Breaks the error on its way to the client.
     *
     * @param fault the fault; when a server is armed it refuses a fault of the {@linkplain Fault.Stage#ENVELOPE envelope} for an
     *     error without one
     * @return the changed failure
     * @throws IllegalArgumentException if the fault is of {@link Fault.Stage#CONNECTION}
     */
    public Failure<E> with(Fault fault) {
        Fault injected = injectable(fault);
        return changed("fault", (catalog, spec) -> spec.with(injected));
    }

    /**
     * Delays the answer.
     *
     * @param delay how long
     * @return the changed failure
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public Failure<E> delay(Duration delay) {
        Duration held = notNegative("delay", delay);
        return changed("delay", (catalog, spec) -> spec.after(held));
    }

    /**
     * Asks the client to wait this long before its next attempt, everywhere in the error.
     *
     * @param seconds how long; when a server is armed it refuses this where the errors of its API tell no such time
     * @return the changed failure
     * @throws IllegalArgumentException if {@code seconds} is negative
     */
    public Failure<E> retryAfter(long seconds) {
        notNegative("seconds", seconds);
        return then((catalog, spec) -> spec.waiting(catalog, seconds));
    }

    /**
     * Asks the client to wait this long before its next attempt, everywhere in the error.
     *
     * @param wait how long, in whole seconds as the documents tell it; when a server is armed it refuses this where the errors
     *     of its API tell no such time
     * @return the changed failure
     * @throws IllegalArgumentException if {@code wait} is negative, or not in whole seconds
     */
    public Failure<E> retryAfter(Duration wait) {
        return retryAfter(wholeSeconds(wait).toSeconds());
    }

    private static Duration wholeSeconds(Duration wait) {
        notNegative("wait", wait);
        if (!wait.equals(Duration.ofSeconds(wait.toSeconds()))) {
            throw new IllegalArgumentException("wait must be whole seconds, is " + wait);
        }
        return wait;
    }

    /**
     * Sends the header {@code Retry-After} in this form. Its time is the time in the body, or 1 second if the body has none.
     *
     * @param form what the header looks like
     * @return the changed failure
     */
    public Failure<E> retryAfterHeader(RetryAfterHeader form) {
        return changed(
                "retryAfterHeader",
                (catalog, spec) -> spec.requireScenario("retryAfterHeader").with(form));
    }

    /**
     * Sends the header {@code Retry-After} in this form, with its own time, independent of the body.
     *
     * @param form what the header looks like
     * @param wait how long it asks the client to wait, in whole seconds
     * @return the changed failure
     * @throws IllegalArgumentException if {@code wait} is negative, or not in whole seconds
     */
    public Failure<E> retryAfterHeader(RetryAfterHeader form, Duration wait) {
        Duration told = wholeSeconds(wait);
        return changed(
                "retryAfterHeader",
                (catalog, spec) ->
                        spec.requireScenario("retryAfterHeader").with(form).waiting(told));
    }

    /**
     * Changes the message of the error.
     *
     * @param message the message
     * @return the changed failure
     */
    public Failure<E> message(String message) {
        return edit("message", Envelope::messagePlace, TextNode.valueOf(message));
    }

    /**
     * Changes the details of the error.
     *
     * @param details a {@link JsonNode}, or what Jackson makes JSON of: a map, a list, a bean
     * @return the changed failure
     * @throws IllegalArgumentException if Jackson cannot convert it to JSON
     */
    public Failure<E> details(Object details) {
        return edit("details", (envelope, parts) -> envelope.details().map(Place.InJson::new), json(details));
    }

    /**
     * Changes the request id of the error.
     *
     * @param requestId the id
     * @return the changed failure
     */
    public Failure<E> requestId(String requestId) {
        return edit("requestId", (envelope, parts) -> envelope.requestId(), TextNode.valueOf(requestId));
    }

    /**
     * Changes the timestamp of the error.
     *
     * @param timestamp the time
     * @return the changed failure
     */
    public Failure<E> timestamp(Instant timestamp) {
        return edit(
                "timestamp",
                (envelope, parts) -> envelope.timestamp().map(Place.InJson::new),
                TextNode.valueOf(timestamp.toString()));
    }

    /**
     * Changes one of the further facts that the catalog names under {@code extra}, such as the parameter that was wrong.
     *
     * <pre>{@code
     * shop.willFail(failure("card-declined").extra("decline_code", "insufficient_funds"));
     * }</pre>
     *
     * @param name the name of the fact in the catalog
     * @param value a {@link JsonNode}, or what Jackson makes JSON of
     * @return the changed failure
     * @throws IllegalArgumentException if Jackson cannot convert it to JSON
     */
    public Failure<E> extra(String name, Object value) {
        return edit(
                name, (envelope, parts) -> Optional.ofNullable(envelope.extra().get(name)), json(value));
    }

    /**
     * Gives the error the time at which it is answered as its timestamp, by the server's clock, to the second.
     *
     * @return the changed failure
     */
    public Failure<E> timestampNow() {
        return then((catalog, spec) -> spec.datedNow(catalog));
    }

    /**
     * Changes a value anywhere in the body of the error.
     *
     * @param pointer a JSON pointer, such as {@code /permissionHelp/required}
     * @param value a {@link JsonNode}, or what Jackson makes JSON of
     * @return the changed failure
     * @throws IllegalArgumentException if {@code pointer} is not a JSON pointer, or Jackson cannot convert the value to JSON
     */
    public Failure<E> field(String pointer, Object value) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "pointer must be a JSON pointer such as /details/id, is \"" + pointer + "\"");
        }
        Place place = new Place.InJson(JsonPointer.compile(pointer));
        return edit("value at " + pointer, (envelope, parts) -> Optional.of(place), json(value));
    }

    /**
     * Replaces the whole body of the error. This is the one change that is not held to the API's envelope, so that a client can
     * meet errors that no document has: with fields too many or too few.
     *
     * <pre>{@code
     * buena.willFail(failure("lead-not-found").body(Map.of("oops", true)));
     * }</pre>
     *
     * @param body a {@link JsonNode}, or what Jackson makes JSON of; changes that follow start from it
     * @return the changed failure
     * @throws IllegalArgumentException if Jackson cannot convert it to JSON
     */
    public Failure<E> body(Object body) {
        JsonNode replacement = json(body);
        return changed("body", (catalog, spec) -> spec.requireScenario("body").withBody(catalog, replacement));
    }

    /** Writes and reads, because some values are JSON only when they are written, such as bytes. */
    private static JsonNode json(Object value) {
        try {
            return Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new IllegalArgumentException("Jackson cannot convert " + value + " to JSON: " + e.getMessage(), e);
        }
    }

    private Failure<E> edit(String name, BiFunction<Envelope, ResponseParts, Optional<Place>> place, JsonNode value) {
        return then((catalog, spec) -> spec.edited(catalog, name, place, value));
    }

    private Failure<E> changed(String name, Change changed) {
        return then((catalog, spec) -> changed.apply(catalog, spec.requireFailure(name)));
    }

    private Failure<E> then(Change next) {
        return new Failure<>(origin, (catalog, spec) -> next.apply(catalog, change.apply(catalog, spec)), times);
    }

    /**
     * Resolves this failure against a catalog.
     *
     * @param catalog the catalog of the server that is to be armed
     * @return what a request meets
     * @throws java.util.NoSuchElementException if the catalog lacks the error or scenario
     * @throws IllegalArgumentException if a change breaks the envelope, or the errors of the API lack what it changes
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public FailureSpec specFor(Catalog catalog) {
        return change.apply(catalog, origin.apply(catalog)).requireConsistent();
    }

    /**
     * Returns the number of requests that fail.
     *
     * @return the number, {@link Long#MAX_VALUE} for every further request
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public long times() {
        return times;
    }
}
