package dev.errata.assertions;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.assertions.internal.failure.FailureText;
import dev.errata.assertions.internal.failure.NavigationDescription;
import dev.errata.assertions.internal.failure.Texts;
import dev.errata.assertions.internal.json.BodyFindings;
import dev.errata.assertions.internal.json.DetailPath;
import dev.errata.assertions.internal.json.JavaValues;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.masking.Masking;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.Provenance;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.model.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a response that is, or should be, an error of an API. What is known of the error comes from the API's
 * {@link Catalog}. A failure lists every difference at once, the whole response with credentials masked, and where the expectation is
 * documented.
 *
 * <p>A subclass for an API of your own takes a few lines. Soft assertions need it to extend this class directly, not to be
 * final, and to have a public constructor whose only parameter is the response:
 *
 * <pre>{@code
 * public class ShopErrorAssert extends AbstractErrorAssert<ShopErrorAssert, ReceivedResponse, ShopError> {
 *     public ShopErrorAssert(ReceivedResponse actual) {
 *         super(actual, ShopError.CATALOG, ShopErrorAssert.class);
 *     }
 * }
 * }</pre>
 *
 * @param <SELF> the type of the assertions themselves
 * @param <ACTUAL> the type of the response, {@link ReceivedResponse}; second, because soft assertions look for it there
 * @param <E> the type of the API's errors, {@link ApiError} where there is no enum
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class AbstractErrorAssert<
                SELF extends AbstractErrorAssert<SELF, ACTUAL, E>, ACTUAL extends ReceivedResponse, E extends ApiError>
        extends AbstractAssert<SELF, ACTUAL> {

    private boolean strict;

    /**
     * Starts assertions about a response of an API.
     *
     * @param actual the response
     * @param catalog the errors of the API
     * @param self the class of the assertions themselves
     */
    @SuppressWarnings("unchecked") // a response is a ReceivedResponse, which has no subclasses
    protected AbstractErrorAssert(@Nullable ACTUAL actual, Catalog catalog, Class<?> self) {
        this(actual == null ? null : (ACTUAL) actual.from(catalog), self);
    }

    /** Starts assertions about a response that knows its API. */
    AbstractErrorAssert(@Nullable ACTUAL actual, Class<?> self) {
        super(actual, self);
    }

    /**
     * Verifies that the response is an error: its status, its code, and the envelope around it.
     *
     * <pre>{@code
     * assertThat(response).isError(BuenaError.NOT_FOUND);
     * }</pre>
     *
     * @param error the error
     * @return {@code this}
     * @throws AssertionError if the response is not that error
     * @throws IllegalArgumentException if it is an error of another API
     */
    public SELF isError(E error) {
        requireOwn(error);
        BodyFindings body = body(error.envelope());
        List<String> findings = new ArrayList<>();
        findings.addAll(statusFindings(error.status()));
        findings.addAll(body.code(error.codeAsJson()));
        if (findings.isEmpty() && (error.code().isPresent() || error.status() < 300)) {
            findings.addAll(body.violations());
        }
        return verify(
                "the error " + error.status() + " " + error.name(),
                findings,
                error.codeProvenance().or(() -> Optional.of(error.statusProvenance())));
    }

    /**
     * Verifies that the response is a scenario of the API: its status, its code and its message. A scenario that has neither code
     * nor message, such as the page of a gateway, is recognized by its body and its media type.
     *
     * @param id the id of the scenario, such as {@code lead-not-found}
     * @return {@code this}
     * @throws java.util.NoSuchElementException if the API has no scenario of that id; suggests the nearest
     * @throws AssertionError if the response is not that scenario
     */
    public SELF isScenario(String id) {
        isNotNull();
        return isScenario(actual.catalog().scenario(id));
    }

    /**
     * Verifies that the response is a scenario of the API: its status, its code and its message. A scenario that has neither code
     * nor message, such as the page of a gateway, is recognized by its body and its media type.
     *
     * @param scenario the scenario
     * @return {@code this}
     * @throws AssertionError if the response is not that scenario
     * @throws IllegalArgumentException if it is a scenario of another API
     */
    public SELF isScenario(Scenario scenario) {
        requireOwn(scenario.error());
        List<String> findings = new ArrayList<>(statusFindings(scenario.status()));
        ResponseParts example = actual.catalog().parts(scenario.answer());
        BodyFindings body = body(scenario.envelope());
        Optional<JsonNode> message = scenario.envelope().messagePlace(example).flatMap(place -> place.find(example));
        if (scenario.isEnveloped() && (scenario.code().isPresent() || message.isPresent())) {
            Stream.of(body.code(scenario.codeAsJson()), body.message(message))
                    .flatMap(List::stream)
                    .distinct()
                    .forEach(findings::add);
        } else {
            findings.addAll(body.example(scenario));
        }
        return verify("the scenario " + scenario, findings, Optional.of(scenario.bodyProvenance()));
    }

    /** The catalog refuses the errors of another API. */
    private void requireOwn(ApiError error) {
        isNotNull();
        var unused = actual.catalog().scenarios(error);
    }

    /**
     * Verifies the HTTP status.
     *
     * @param status the status
     * @return {@code this}
     * @throws AssertionError if the response has another status, or only its body is known
     */
    public SELF hasStatus(int status) {
        return verify("the status " + status, statusFindings(status), Optional.empty());
    }

    /**
     * Verifies the machine-readable code.
     *
     * @param code the code, such as {@code NOT_FOUND}; an integer in digits
     * @return {@code this}
     * @throws AssertionError if the body has another code or none
     */
    public SELF hasCode(String code) {
        return verify("the code " + code, body().code(Optional.of(asJson(code))), Optional.empty());
    }

    /** A code of the API has the type that the API gives it. */
    private JsonNode asJson(String code) {
        isNotNull();
        return actual.catalog().errors().stream()
                .flatMap(error -> error.codeAsJson().stream())
                .filter(known -> known.asText().equals(code))
                .findFirst()
                .orElseGet(() -> TextNode.valueOf(code));
    }

    /**
     * Verifies the message for people.
     *
     * @param message the whole message
     * @return {@code this}
     * @throws AssertionError if the body has another message or none
     */
    public SELF hasMessage(String message) {
        return hasValue("the message", place(this::message), TextNode.valueOf(message));
    }

    /**
     * Verifies a part of the message for people.
     *
     * @param part what the message contains
     * @return {@code this}
     * @throws AssertionError if the message does not contain it
     */
    public SELF hasMessageContaining(String part) {
        return hasMessageThat("a message containing " + TextNode.valueOf(part), message -> message.contains(part));
    }

    /**
     * Verifies the form of the message for people.
     *
     * @param regex what the whole message matches, as {@link String#matches}
     * @return {@code this}
     * @throws java.util.regex.PatternSyntaxException if it is not a valid regular expression
     * @throws AssertionError if the message does not match it, or is too long to be matched
     */
    public SELF hasMessageMatching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        String expectation = "a message matching " + regex;
        try {
            return hasMessageThat(
                    expectation, message -> pattern.matcher(message).matches());
        } catch (StackOverflowError e) {
            return verify(
                    expectation,
                    List.of(place(this::message).map(Place::toString).orElse("the message")
                            + ": too long for this regular expression"),
                    Optional.empty());
        }
    }

    private SELF hasMessageThat(String expectation, Predicate<String> test) {
        return hasTextAt(expectation, place(this::message), test);
    }

    /**
     * Verifies the version of the API in the response.
     *
     * @param version the version, such as {@code 2.0}
     * @return {@code this}
     * @throws AssertionError if the response has another version or none
     */
    public SELF hasVersion(String version) {
        return hasValue("the version", place(Envelope::version), TextNode.valueOf(version));
    }

    /**
     * Verifies when the error happened, by the API's clock.
     *
     * @param start the earliest moment
     * @param end the latest moment
     * @return {@code this}
     * @throws AssertionError if it was earlier or later, or the response has no valid timestamp
     */
    public SELF hasTimestampBetween(Instant start, Instant end) {
        return verify(
                "a timestamp between " + start + " and " + end,
                body().text(
                                place(Envelope::timestamp).map(Place.InJson::new),
                                text -> BodyFindings.isBetween(text, start, end)),
                Optional.empty());
    }

    /**
     * Verifies that the response has the id of the request.
     *
     * @return {@code this}
     * @throws AssertionError if there is none, or it is empty
     */
    public SELF hasRequestId() {
        return verify(
                "the id of the request",
                body().text(place(Envelope::requestId), id -> !id.isEmpty()),
                Optional.empty());
    }

    /**
     * Verifies the id of the request.
     *
     * @param id the id, such as {@code req_abc123}
     * @return {@code this}
     * @throws AssertionError if the response has another id or none
     */
    public SELF hasRequestId(String id) {
        return hasValue("the id of the request", place(Envelope::requestId), TextNode.valueOf(id));
    }

    /**
     * Verifies one of the further facts that the catalog names under {@code extra}, such as the parameter that was wrong.
     *
     * @param name the name of the fact in the catalog
     * @param value the value, which Jackson can write
     * @return {@code this}
     * @throws IllegalArgumentException if Jackson cannot write the value
     * @throws AssertionError if the response has another value or none, or its errors have no such fact
     */
    public SELF hasExtra(String name, @Nullable Object value) {
        return hasValue(
                name, place(envelope -> Optional.ofNullable(envelope.extra().get(name))), JavaValues.toJson(value));
    }

    /**
     * Verifies that the response has no details.
     *
     * @return {@code this}
     * @throws AssertionError if it has some, or its body is not a JSON object
     */
    public SELF hasNoDetails() {
        return verify("no details", body().absent(place(Envelope::details)), Optional.empty());
    }

    /**
     * Verifies one of the details.
     *
     * @param path where it is in the details: {@code fields.email}, {@code [0].field}, or a JSON pointer such as
     *     {@code /fields/email}
     * @param value the value, which Jackson can write
     * @return {@code this}
     * @throws IllegalArgumentException if the path is invalid, or Jackson cannot write the value
     * @throws AssertionError if there is another value or none
     */
    public SELF hasDetail(String path, @Nullable Object value) {
        return hasValue("the detail " + path, detailPlace(path).map(Place.InJson::new), JavaValues.toJson(value));
    }

    /**
     * Verifies the error of one field of the request.
     *
     * @param field the field as the API spells it, such as {@code email} or {@code parameters[0]}
     * @param message the mistake
     * @return {@code this}
     * @throws AssertionError if the response has another error for that field or none
     */
    public SELF hasFieldError(String field, String message) {
        return verify(
                "the field error " + field + ": " + message,
                body().fieldError(error ->
                        error.field().equals(field) && error.message().equals(message)),
                Optional.empty());
    }

    /**
     * Verifies the suggestion of the response for one field of the request.
     *
     * @param field the field as the API spells it, such as {@code parameters[0]}
     * @param suggestion how to correct it, such as {@code Did you mean 'traffic'?}
     * @return {@code this}
     * @throws AssertionError if the response has another suggestion for that field or none
     */
    public SELF hasSuggestion(String field, String suggestion) {
        return verify(
                "the suggestion for " + field + ": " + suggestion,
                body().fieldError(error -> error.field().equals(field)
                        && error.suggestion().filter(suggestion::equals).isPresent()),
                Optional.empty());
    }

    /**
     * Verifies how long the API asks its client to wait, in the body or the header {@code Retry-After}. If both have a wait,
     * they must agree. A date in the header counts from the header {@code Date}, without one from the moment when the response
     * was received, and may be a second off.
     *
     * @param wait the time to wait, in whole seconds
     * @return {@code this}
     * @throws AssertionError if the response asks for another wait or none
     */
    public SELF hasRetryAfter(Duration wait) {
        isNotNull();
        RetryAfter told = RetryAfter.of(envelope(), actual.parts(), actual.received());
        List<String> findings = new ArrayList<>();
        told.body()
                .filter(body -> !body.equals(wait))
                .ifPresent(body -> findings.add(waitFinding("the body", wait, body)));
        told.header()
                .filter(header -> wait.minus(header).abs().compareTo(told.tolerance()) > 0)
                .ifPresent(header -> findings.add(waitFinding("the header Retry-After", wait, header)));
        told.unreadable().ifPresent(findings::add);
        if (told.asked().isEmpty()) {
            findings.add("neither the body nor the header Retry-After asks for a wait");
        }
        return verify("a wait of " + Texts.seconds(wait), findings, Optional.empty());
    }

    private static String waitFinding(String place, Duration expected, Duration told) {
        return place + ": expected " + Texts.seconds(expected) + " but was " + Texts.seconds(told);
    }

    /**
     * Verifies the figures of the rate limit in the body.
     *
     * @param limit how many requests a window allows
     * @param remaining how many of them are left
     * @return {@code this}
     * @throws AssertionError if the body has other figures or none
     */
    public SELF hasRateLimit(long limit, long remaining) {
        return verify(
                "the rate limit " + limit + ", " + remaining + " remaining",
                body().rateLimit(limit, remaining, Optional.empty()),
                Optional.empty());
    }

    /**
     * Verifies the figures of the rate limit in the body, and when the next window begins.
     *
     * <p>Sources: "RATE_LIMIT_EXCEEDED (429)" of the Buena.ai error document, where {@code rateLimitInfo.reset} counts
     * seconds since 1970, and "RATE_LIMIT_EXCEEDED" of Databuddy's, where {@code reset} is ISO 8601.
     *
     * @param limit how many requests a window allows
     * @param remaining how many of them are left
     * @param reset when the next window begins; fractions of a second are cut off where the body counts seconds
     * @return {@code this}
     * @throws AssertionError if the body has other figures or none
     */
    public SELF hasRateLimit(long limit, long remaining, Instant reset) {
        return verify(
                "the rate limit " + limit + ", " + remaining + " remaining until " + reset,
                body().rateLimit(limit, remaining, Optional.of(reset)),
                Optional.empty());
    }

    /**
     * Verifies that the body is valid by the JSON Schema of the API's envelope. A failure lists all violations.
     *
     * @return {@code this}
     * @throws AssertionError if the body violates the schema, or is not a JSON object
     */
    public SELF conformsToEnvelope() {
        List<String> findings = body().violations();
        return verify("an error envelope of the " + actual.catalog(), findings, Optional.empty());
    }

    /**
     * Compares strictly from here on: {@link #matchesDocumentedExample()} ignores nothing then.
     *
     * @return {@code this}
     */
    public SELF strictly() {
        strict = true;
        return myself;
    }

    /**
     * Verifies that the body is the documented example for its code, or one of them if there are several; without a code, that of
     * an error of its status that has none. The timestamp, the id of the request and the end of the rate limit's window are
     * ignored, unless {@link #strictly()} was called before.
     *
     * @return {@code this}
     * @throws AssertionError if the body differs, or there is no example for its code; lists the differences from the
     *     nearest example
     */
    public SELF matchesDocumentedExample() {
        BodyFindings.Nearest nearest = body().documentedExample(actual.status(), strict);
        return verify(
                nearest.scenario()
                        .map(scenario -> "the documented example of " + scenario)
                        .orElse("a documented example"),
                nearest.findings(),
                nearest.scenario().map(Scenario::bodyProvenance));
    }

    /**
     * Verifies that the response is not an error: its status is below 400, if it is known, and its body is not an error envelope.
     *
     * @return {@code this}
     * @throws AssertionError if it is an error
     */
    public SELF isNotAnError() {
        isNotNull();
        List<String> findings = new ArrayList<>();
        actual.status().ifPresent(status -> {
            if (status >= 400) {
                findings.add("status: expected one below 400 but was " + status);
            }
        });
        if (body().isError(actual.status())) {
            findings.add("the body is an error envelope");
        }
        return verify("no error", findings, Optional.empty());
    }

    /**
     * Continues with the details, as lists, maps, texts, numbers and booleans.
     *
     * <pre>{@code
     * assertThat(response).details().asInstanceOf(InstanceOfAssertFactories.MAP).containsKey("fields");
     * }</pre>
     *
     * @return assertions about the details, {@code null} if there are none; described by the place and the response
     */
    @CheckReturnValue
    public AbstractObjectAssert<?, Object> details() {
        return value("");
    }

    /**
     * Continues with one of the details, as a list, map, text, number or boolean.
     *
     * @param path where it is in the details: {@code fields.email}, {@code [0].field}, or a JSON pointer such as
     *     {@code /fields/email}
     * @return assertions about it, {@code null} if the detail is missing; described by the place and the response
     * @throws IllegalArgumentException if the path is invalid
     */
    @CheckReturnValue
    public AbstractObjectAssert<?, Object> detail(String path) {
        return value(path);
    }

    /** Goes through asInstanceOf, because soft assertions follow it, and would not follow a method of ours. */
    private AbstractObjectAssert<?, Object> value(String path) {
        isNotNull();
        Optional<JsonPointer> place = detailPlace(path);
        JsonNode found = place.map(at -> actual.json().at(at)).orElseGet(MissingNode::getInstance);
        Object value = JavaValues.of(found);
        String described = place.map(JsonPointer::toString)
                .orElseGet(() -> "the details (errors of the " + actual.catalog() + " never have any)");
        return asInstanceOf(
                        new InstanceOfAssertFactory<>(ReceivedResponse.class, response -> new ObjectAssert<>(value)))
                .as(new NavigationDescription(info.descriptionText(), described, this::shownResponse));
    }

    private Optional<JsonPointer> detailPlace(String path) {
        JsonPointer inDetails = DetailPath.pointer(path);
        return place(Envelope::details).map(at -> at.append(inDetails));
    }

    /** Returns the envelope that the response has, as far as it can be told from the response. */
    private Envelope envelope() {
        return actual.catalog().envelope(actual.parts());
    }

    private Optional<Place> message(Envelope envelope) {
        return envelope.messagePlace(actual.parts());
    }

    private <T> Optional<T> place(Function<Envelope, Optional<T>> where) {
        isNotNull();
        return where.apply(envelope());
    }

    private List<String> statusFindings(int expected) {
        isNotNull();
        return actual.status().isEmpty()
                ? List.of("status: expected " + expected + " but the status is unknown")
                : actual.status().getAsInt() == expected
                        ? List.of()
                        : List.of("status: expected " + expected + " but was "
                                + actual.status().getAsInt());
    }

    private BodyFindings body() {
        isNotNull();
        return body(envelope());
    }

    private BodyFindings body(Envelope envelope) {
        return BodyFindings.of(actual.catalog(), envelope, actual.parts(), actual.defect());
    }

    private SELF hasValue(String what, Optional<Place> place, JsonNode expected) {
        return verify(
                what + " " + (expected.isValueNode() ? expected.asText() : expected.toString()),
                body().value(place, expected),
                Optional.empty());
    }

    /**
     * Verifies the text at a place of the body; for the checks of subclasses.
     *
     * @param expectation what is expected, as it follows "Expecting" in the failure
     * @param at the place
     * @param test whether a text is the expected one
     * @return {@code this}
     * @throws AssertionError if there is another text or none
     */
    protected SELF hasText(String expectation, JsonPointer at, Predicate<String> test) {
        return hasTextAt(expectation, Optional.of(new Place.InJson(at)), test);
    }

    private SELF hasTextAt(String expectation, Optional<Place> at, Predicate<String> test) {
        return verify(expectation, body().text(at, test), Optional.empty());
    }

    /** Ends every check: it passes if nothing was found, and fails once with all findings otherwise. */
    private SELF verify(String expectation, List<String> findings, Optional<Provenance> source) {
        isNotNull();
        if (!findings.isEmpty()) {
            Masking masking = actual.masking();
            throwAssertionError(new FailureText(masking.text("Expecting " + expectation + ", but:\n  "
                    + Texts.shortened(masking.text(String.join("\n  ", findings)))
                    + source.or(this::sourceOfWhatItIs).map(this::cited).orElse("")
                    + "\n\nThe response was:\n  "
                    + shownResponse().replace("\n", "\n  ").replace("\n  \n", "\n\n"))));
        }
        return myself;
    }

    private String shownResponse() {
        return info.representation().toStringOf(actual);
    }

    /** Returns where the document describes the error whose code the response has. */
    private Optional<Provenance> sourceOfWhatItIs() {
        Optional<JsonNode> code = envelope().code(actual.parts());
        return actual.catalog().errors().stream()
                .filter(error -> code.isPresent() && error.codeAsJson().equals(code))
                .findFirst()
                .flatMap(ApiError::codeProvenance);
    }

    private String cited(Provenance source) {
        return "\n\nSource (" + source.kind() + "): "
                + actual.catalog().document().cite(source);
    }
}
