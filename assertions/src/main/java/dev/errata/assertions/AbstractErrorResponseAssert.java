package dev.errata.assertions;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Envelope;
import dev.errata.fixtures.FieldError;
import dev.errata.fixtures.Provenance;
import dev.errata.fixtures.RateLimit;
import dev.errata.fixtures.Scenario;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * {@link Catalog}; a failure tells every difference at once, the whole response with keys masked, and where the
 * expectation is documented.
 *
 * @param <SELF> the type of the assertions themselves
 * @param <ACTUAL> the type of the response; second, because soft assertions look for it there
 * @param <E> the type of the API's errors
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class AbstractErrorResponseAssert<
                SELF extends AbstractErrorResponseAssert<SELF, ACTUAL, E>,
                ACTUAL extends ErrorResponse,
                E extends ApiError>
        extends AbstractAssert<SELF, ACTUAL> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private boolean strict;

    /**
     * Starts assertions about a response.
     *
     * @param actual the response, {@code null} included
     * @param self the class of the assertions themselves
     */
    protected AbstractErrorResponseAssert(@Nullable ACTUAL actual, Class<?> self) {
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
     * @throws AssertionError if the response is anything else
     */
    public SELF isError(E error) {
        List<String> findings = new ArrayList<>();
        findings.addAll(statusFindings(error.status()));
        findings.addAll(codeFindings(error.code()));
        if (findings.isEmpty() && error.code().isPresent()) {
            findings.addAll(envelopeFindings());
        }
        return verify(
                "the error " + error.status() + " " + error.name(),
                findings,
                error.codeProvenance().or(() -> Optional.of(error.statusProvenance())));
    }

    /**
     * Verifies that the response is a scenario of the API: its status, its code and its message.
     *
     * @param id the id of the scenario, such as {@code lead-not-found}
     * @return {@code this}
     * @throws java.util.NoSuchElementException if the API has no scenario of that id; says which are near
     * @throws AssertionError if the response is anything else
     */
    public SELF isScenario(String id) {
        isNotNull();
        return isScenario(actual.catalog().scenario(id));
    }

    /**
     * Verifies that the response is a scenario of the API: its status, its code and its message.
     *
     * @param scenario the scenario
     * @return {@code this}
     * @throws AssertionError if the response is anything else
     */
    public SELF isScenario(Scenario scenario) {
        List<String> findings = new ArrayList<>(statusFindings(scenario.status()));
        Optional<JsonNode> example = scenario.answer().json();
        if (example.isPresent()) {
            findings.addAll(codeFindings(scenario.code()));
            JsonPointer message = envelope().message();
            if (actual.defect().isEmpty()) {
                findings.addAll(valueFindings(message, example.get().at(message)));
            }
        }
        return verify("the scenario " + scenario, findings, Optional.of(scenario.bodyProvenance()));
    }

    /**
     * Verifies the HTTP status.
     *
     * @param status the status
     * @return {@code this}
     * @throws AssertionError if the response has another, or only its body is known
     */
    public SELF hasStatus(int status) {
        return verify("the status " + status, statusFindings(status), Optional.empty());
    }

    /**
     * Verifies the machine-readable code.
     *
     * @param code the code, such as {@code NOT_FOUND}
     * @return {@code this}
     * @throws AssertionError if the body has another or none
     */
    public SELF hasCode(String code) {
        return verify("the code " + code, codeFindings(Optional.of(code)), Optional.empty());
    }

    /**
     * Verifies the message for people.
     *
     * @param message the whole message
     * @return {@code this}
     * @throws AssertionError if the body has another or none
     */
    public SELF hasMessage(String message) {
        isNotNull();
        return hasKnown("the message", Optional.of(envelope().message()), TextNode.valueOf(message));
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
     * @throws java.util.regex.PatternSyntaxException if it is no regular expression
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
                    expectation, List.of(envelope().message() + ": is too long for this expression"), Optional.empty());
        }
    }

    private SELF hasMessageThat(String expectation, Predicate<String> test) {
        isNotNull();
        return hasText(expectation, envelope().message(), test);
    }

    /**
     * Verifies that the response tells the version of the API.
     *
     * @param version the version, such as {@code 2.0}
     * @return {@code this}
     * @throws AssertionError if it tells another or none
     */
    public SELF hasVersion(String version) {
        return hasKnown("the version", place(Envelope::version), TextNode.valueOf(version));
    }

    /**
     * Verifies when the error happened by the clock of the API.
     *
     * @param start the earliest moment
     * @param end the latest moment
     * @return {@code this}
     * @throws AssertionError if it was earlier or later, or the response tells no such moment
     */
    public SELF hasTimestampBetween(Instant start, Instant end) {
        return hasKnownText(
                "a timestamp between " + start + " and " + end,
                place(Envelope::timestamp),
                text -> isBetween(text, start, end));
    }

    private static boolean isBetween(String text, Instant start, Instant end) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            return !moment.isBefore(start) && !moment.isAfter(end);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * Verifies that the response tells the id of the request.
     *
     * @return {@code this}
     * @throws AssertionError if it does not, or the id is empty
     */
    public SELF hasRequestId() {
        return hasKnownText("the id of the request", place(Envelope::requestId), id -> !id.isEmpty());
    }

    /**
     * Verifies the id of the request.
     *
     * @param id the id, such as {@code req_abc123}
     * @return {@code this}
     * @throws AssertionError if the response tells another or none
     */
    public SELF hasRequestId(String id) {
        return hasKnown("the id of the request", place(Envelope::requestId), TextNode.valueOf(id));
    }

    /**
     * Verifies that the response has no details.
     *
     * @return {@code this}
     * @throws AssertionError if it has some, or no body that could be understood
     */
    public SELF hasNoDetails() {
        Optional<JsonPointer> place = place(Envelope::details);
        List<String> findings = new ArrayList<>(actual.defect().stream().toList());
        place.filter(at -> !actual.json().at(at).isMissingNode())
                .ifPresent(at -> findings.add(
                        at + ": expected none but was " + actual.json().at(at)));
        return verify("no details", findings, Optional.empty());
    }

    /**
     * Verifies one of the details.
     *
     * @param path where in the details it stands: {@code fields.email}, {@code [0].field}, or a JSON pointer such as
     *     {@code /fields/email}
     * @param value the value, which Jackson can write
     * @return {@code this}
     * @throws IllegalArgumentException if the path is none, or Jackson cannot write the value
     * @throws AssertionError if another value or none stands there
     */
    public SELF hasDetail(String path, @Nullable Object value) {
        return hasKnown("the detail " + path, detailPlace(path), JSON.valueToTree(value));
    }

    /**
     * Verifies what the response says of one field of the request.
     *
     * @param field the field as the API spells it, such as {@code email} or {@code parameters[0]}
     * @param message what is wrong with it
     * @return {@code this}
     * @throws AssertionError if the response says something else, or nothing, of that field
     */
    public SELF hasFieldError(String field, String message) {
        return hasFieldErrorThat(
                "the field error " + field + ": " + message,
                error -> error.field().equals(field) && error.message().equals(message));
    }

    /**
     * Verifies what the response suggests for one field of the request.
     *
     * @param field the field as the API spells it, such as {@code parameters[0]}
     * @param suggestion how to mend it, such as {@code Did you mean 'traffic'?}
     * @return {@code this}
     * @throws AssertionError if the response suggests something else, or nothing, for that field
     */
    public SELF hasSuggestion(String field, String suggestion) {
        return hasFieldErrorThat(
                "the suggestion for " + field + ": " + suggestion,
                error -> error.field().equals(field)
                        && error.suggestion().filter(suggestion::equals).isPresent());
    }

    private SELF hasFieldErrorThat(String expectation, Predicate<FieldError> test) {
        isNotNull();
        List<String> findings = actual.defect()
                .map(List::of)
                .orElseGet(() -> envelope()
                        .fieldErrors()
                        .map(format -> {
                            List<FieldError> errors = format.read(actual.json());
                            return errors.stream().anyMatch(test)
                                    ? List.<String>of()
                                    : List.of(format.at() + ": "
                                            + (errors.isEmpty() ? "no field errors" : "only " + listed(errors)));
                        })
                        .orElseGet(() -> List.of("errors of the " + actual.catalog() + " list no fields")));
        return verify(expectation, findings, Optional.empty());
    }

    private static String listed(List<FieldError> errors) {
        return String.join(
                "; ",
                errors.stream()
                        .map(error -> error.field() + ": " + error.message()
                                + error.suggestion()
                                        .map(text -> " (" + text + ")")
                                        .orElse(""))
                        .toList());
    }

    /**
     * Verifies how long the API asks its client to wait, in the body or the header {@code Retry-After}; where both tell
     * it, they must agree. A date in the header counts from the header {@code Date}, and may be a second off.
     *
     * @param wait the time to wait, in whole seconds
     * @return {@code this}
     * @throws AssertionError if the response tells another time or none
     */
    public SELF hasRetryAfter(Duration wait) {
        isNotNull();
        Optional<Duration> body = RetryAfter.body(actual);
        Optional<Duration> header = RetryAfter.header(actual);
        List<String> findings = new ArrayList<>();
        body.filter(told -> !told.equals(wait)).ifPresent(told -> findings.add(waitFinding("the body", wait, told)));
        header.filter(told -> !RetryAfter.agree(actual, wait, told))
                .ifPresent(told -> findings.add(waitFinding("the header Retry-After", wait, told)));
        if (body.isEmpty() && header.isEmpty()) {
            findings.add("neither the body nor the header Retry-After tell one");
        }
        return verify("a wait of " + RetryAfter.seconds(wait), findings, Optional.empty());
    }

    private static String waitFinding(String place, Duration expected, Duration told) {
        return place + ": expected " + RetryAfter.seconds(expected) + " but was " + RetryAfter.seconds(told);
    }

    /**
     * Verifies the figures of the rate limit in the body.
     *
     * @param limit how many requests a window allows
     * @param remaining how many of them are left
     * @return {@code this}
     * @throws AssertionError if the body tells others or none
     */
    public SELF hasRateLimit(long limit, long remaining) {
        return verify(
                "the rate limit " + limit + ", " + remaining + " remaining",
                rateLimitFindings(format -> Stream.of(
                        figureFindings(format, "limit", limit), figureFindings(format, "remaining", remaining))),
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
     * @param reset when the next window begins; where the body counts seconds, what is finer is cut off
     * @return {@code this}
     * @throws AssertionError if the body tells others or none
     */
    public SELF hasRateLimit(long limit, long remaining, Instant reset) {
        return verify(
                "the rate limit " + limit + ", " + remaining + " remaining until " + reset,
                rateLimitFindings(format -> Stream.of(
                        figureFindings(format, "limit", limit),
                        figureFindings(format, "remaining", remaining),
                        resetFindings(format, reset))),
                Optional.empty());
    }

    private List<String> rateLimitFindings(Function<RateLimit, Stream<List<String>>> findings) {
        isNotNull();
        return actual.defect()
                .map(List::of)
                .orElseGet(() -> actual.catalog()
                        .rateLimit()
                        .map(format ->
                                findings.apply(format).flatMap(List::stream).toList())
                        .orElseGet(() -> List.of("errors of the " + actual.catalog() + " tell no rate limit")));
    }

    private List<String> figureFindings(RateLimit format, String figure, long expected) {
        return format.place(figure)
                .map(at -> valueFindings(at, LongNode.valueOf(expected)))
                .orElseGet(() -> List.of(neverTold(figure)));
    }

    private List<String> resetFindings(RateLimit format, Instant reset) {
        return format.place("resetSeconds")
                .map(at -> valueFindings(at, LongNode.valueOf(reset.getEpochSecond())))
                .or(() -> format.place("resetIso").map(at -> {
                    JsonNode found = actual.json().at(at);
                    return found.isTextual() && isBetween(found.textValue(), reset, reset)
                            ? List.of()
                            : valueFindings(at, TextNode.valueOf(reset.toString()));
                }))
                .orElseGet(() -> List.of(neverTold("reset")));
    }

    private String neverTold(String figure) {
        return figure + ": errors of the " + actual.catalog() + " never tell that";
    }

    /**
     * Verifies that the body is an envelope of the API by its JSON Schema. All violations are told at once.
     *
     * @return {@code this}
     * @throws AssertionError if the body breaks the schema, or is no JSON object
     */
    public SELF conformsToEnvelope() {
        return verify("an error envelope of the " + api(), envelopeFindings(), Optional.empty());
    }

    /**
     * Compares strictly from here on: {@link #matchesDocumentedExample()} does not leave out what is different every time.
     *
     * @return {@code this}
     */
    public SELF strictly() {
        strict = true;
        return myself;
    }

    /**
     * Verifies that the body is the example that the API's document gives for its code; where there are several, one of
     * them. The timestamp, the id of the request and the end of the rate limit's window are left out, unless
     * {@link #strictly()} was called before.
     *
     * @return {@code this}
     * @throws AssertionError if the body differs, or there is no example for its code; tells the differences from the
     *     nearest example
     */
    public SELF matchesDocumentedExample() {
        isNotNull();
        if (actual.defect().isPresent()) {
            return verify("a documented example", actual.defect().stream().toList(), Optional.empty());
        }
        String code = actual.json().at(envelope().code()).asText();
        Set<JsonPointer> ignored = strict ? Set.of() : volatilePlaces();
        record Candidate(Scenario scenario, List<String> differences) {}
        Optional<Candidate> nearest = actual.catalog().scenarios().stream()
                .filter(scenario -> scenario.bodyProvenance().isDocumented())
                .filter(scenario -> scenario.code().filter(code::equals).isPresent())
                .flatMap(scenario -> scenario.answer().json().stream()
                        .map(example -> new Candidate(scenario, Differences.between(example, actual.json(), ignored))))
                .min(Comparator.comparingInt(
                        candidate -> candidate.differences().size()));
        return nearest.map(candidate -> verify(
                        "the documented example of " + candidate.scenario(),
                        candidate.differences(),
                        Optional.of(candidate.scenario().bodyProvenance())))
                .orElseGet(() -> verify(
                        "a documented example",
                        List.of(envelope().code() + ": no example with the code " + TextNode.valueOf(code)
                                + " is documented"),
                        Optional.empty()));
    }

    private Set<JsonPointer> volatilePlaces() {
        Set<JsonPointer> places = new HashSet<>();
        envelope().timestamp().ifPresent(places::add);
        envelope().requestId().ifPresent(places::add);
        Stream.of("resetSeconds", "resetIso")
                .flatMap(figure -> actual.catalog().rateLimit().flatMap(limit -> limit.place(figure)).stream())
                .forEach(places::add);
        return places;
    }

    /**
     * Verifies that the response is no error: a status below 400, if it is known, and no error envelope.
     *
     * @return {@code this}
     * @throws AssertionError if it is one
     */
    public SELF isNotAnError() {
        isNotNull();
        List<String> findings = new ArrayList<>();
        actual.status().ifPresent(status -> {
            if (status >= 400) {
                findings.add("status: expected one below 400 but was " + status);
            }
        });
        if (actual.defect().isEmpty()
                && EnvelopeSchemas.violations(actual.catalog(), actual.json()).isEmpty()) {
            findings.add("the body is an error envelope");
        }
        return verify("no error", findings, Optional.empty());
    }

    /**
     * Goes on with the details, as lists, maps, texts, numbers and booleans.
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
     * Goes on with one of the details, as a list, map, text, number or boolean.
     *
     * @param path where in the details it stands: {@code fields.email}, {@code [0].field}, or a JSON pointer such as
     *     {@code /fields/email}
     * @return assertions about it, {@code null} if there is no such detail; described by the place and the response
     * @throws IllegalArgumentException if the path is none
     */
    @CheckReturnValue
    public AbstractObjectAssert<?, Object> detail(String path) {
        return value(path);
    }

    /** By way of asInstanceOf, because soft assertions follow that, and not a method of our own. */
    private AbstractObjectAssert<?, Object> value(String path) {
        isNotNull();
        Optional<JsonPointer> place = detailPlace(path);
        JsonNode found = place.map(at -> actual.json().at(at)).orElseGet(MissingNode::getInstance);
        Object value = found.isMissingNode() ? null : JSON.convertValue(found, Object.class);
        String described = place.map(JsonPointer::toString)
                .orElseGet(() -> "details, which errors of the " + actual.catalog() + " never have");
        return asInstanceOf(new InstanceOfAssertFactory<>(ErrorResponse.class, response -> new ObjectAssert<>(value)))
                .as(new NavigationDescription(info.descriptionText(), described, this::shownResponse));
    }

    private Optional<JsonPointer> detailPlace(String path) {
        JsonPointer inDetails = DetailPath.pointer(path);
        return place(Envelope::details).map(at -> at.append(inDetails));
    }

    private String api() {
        isNotNull();
        return actual.catalog().toString();
    }

    private Envelope envelope() {
        return actual.catalog().envelope();
    }

    private Optional<JsonPointer> place(Function<Envelope, Optional<JsonPointer>> where) {
        isNotNull();
        return where.apply(envelope());
    }

    private List<String> statusFindings(int expected) {
        isNotNull();
        return actual.status().isEmpty()
                ? List.of("status: expected " + expected + " but only the body is known")
                : actual.status().getAsInt() == expected
                        ? List.of()
                        : List.of("status: expected " + expected + " but was "
                                + actual.status().getAsInt());
    }

    private List<String> codeFindings(Optional<String> expected) {
        isNotNull();
        return expected.map(code -> actual.defect()
                        .map(List::of)
                        .orElseGet(() -> valueFindings(envelope().code(), TextNode.valueOf(code))))
                .orElse(List.of());
    }

    private List<String> envelopeFindings() {
        isNotNull();
        return actual.defect()
                .map(List::of)
                .orElseGet(() -> EnvelopeSchemas.violations(actual.catalog(), actual.json()));
    }

    private List<String> valueFindings(JsonPointer at, JsonNode expected) {
        JsonNode found = actual.json().at(at);
        return Differences.same(expected, found)
                ? List.of()
                : List.of(at + ": expected " + expected
                        + (found.isMissingNode() ? " but is missing" : " but was " + found));
    }

    /** Verifies the value at a place that not every API has. */
    private SELF hasKnown(String what, Optional<JsonPointer> place, JsonNode expected) {
        String expectation = what + " " + (expected.isTextual() ? expected.textValue() : expected.toString());
        return place.map(at -> verify(
                        expectation,
                        actual.defect().map(List::of).orElseGet(() -> valueFindings(at, expected)),
                        Optional.empty()))
                .orElseGet(() -> unknown(expectation));
    }

    private SELF hasKnownText(String expectation, Optional<JsonPointer> place, Predicate<String> test) {
        return place.map(at -> hasText(expectation, at, test)).orElseGet(() -> unknown(expectation));
    }

    private SELF unknown(String expectation) {
        return verify(expectation, List.of("errors of the " + actual.catalog() + " never tell that"), Optional.empty());
    }

    /** Verifies the text at a place of the body. */
    SELF hasText(String expectation, JsonPointer at, Predicate<String> test) {
        JsonNode found = actual.json().at(at);
        List<String> findings = actual.defect()
                .map(List::of)
                .orElseGet(() -> found.isMissingNode()
                        ? List.of(at + ": is missing")
                        : found.isTextual() && test.test(found.textValue())
                                ? List.of()
                                : List.of(at + ": was " + found));
        return verify(expectation, findings, Optional.empty());
    }

    /** Every check ends here: nothing found is a pass, anything else the one failure. */
    SELF verify(String expectation, List<String> findings, Optional<Provenance> source) {
        isNotNull();
        if (!findings.isEmpty()) {
            throwAssertionError(new FailureText(actual.masked("Expecting " + expectation + ", but:\n  "
                    + Body.shown(String.join("\n  ", findings))
                    + source.or(this::sourceOfWhatItIs).map(this::told).orElse("")
                    + "\n\nThe response was:\n  "
                    + shownResponse().replace("\n", "\n  ").replace("\n  \n", "\n\n"))));
        }
        return myself;
    }

    private String shownResponse() {
        return info.representation().toStringOf(actual);
    }

    /** Where the document describes the error that the response says it is. */
    private Optional<Provenance> sourceOfWhatItIs() {
        Optional<String> code =
                Optional.ofNullable(actual.json().at(envelope().code()).textValue());
        return actual.catalog().errors().stream()
                .filter(error -> code.isPresent() && error.code().equals(code))
                .findFirst()
                .flatMap(ApiError::codeProvenance);
    }

    private String told(Provenance source) {
        return "\n\nSource (" + source.kind() + "): "
                + actual.catalog().document().cite(source);
    }
}
