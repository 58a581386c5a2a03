package dev.errata.assertions;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        return hasValue("the message", envelope().message(), TextNode.valueOf(message));
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
     * @throws AssertionError if the message does not match it
     */
    public SELF hasMessageMatching(String regex) {
        return hasMessageThat("a message matching " + regex, message -> message.matches(regex));
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
     * @throws AssertionError if another value or none stands there
     */
    public SELF hasDetail(String path, @Nullable Object value) {
        Optional<JsonPointer> place = place(Envelope::details).map(at -> at.append(pointer(path)));
        return hasKnown("the detail " + path, place, JSON.valueToTree(value));
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
     * Verifies how long the API asks its client to wait, in the body or, where the body does not say, in the header
     * {@code Retry-After}.
     *
     * @param wait the time to wait, in whole seconds
     * @return {@code this}
     * @throws AssertionError if the response tells another time or none
     */
    public SELF hasRetryAfter(Duration wait) {
        isNotNull();
        Optional<Duration> told = RetryAfter.of(actual);
        List<String> findings = told.filter(wait::equals).isPresent()
                ? List.of()
                : List.of("retry after: expected " + wait.toSeconds() + " s but "
                        + told.map(other -> "was " + other.toSeconds() + " s")
                                .orElse("neither body nor header tell it"));
        return verify("a wait of " + wait.toSeconds() + " s", findings, Optional.empty());
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
        isNotNull();
        List<String> findings = new ArrayList<>(actual.defect().stream().toList());
        Optional<RateLimit> format = actual.catalog().rateLimit();
        if (format.isEmpty()) {
            findings.add("errors of the " + actual.catalog() + " tell no rate limit");
        } else if (findings.isEmpty()) {
            format.get().place("limit").ifPresent(at -> findings.addAll(valueFindings(at, JSON.valueToTree(limit))));
            format.get()
                    .place("remaining")
                    .ifPresent(at -> findings.addAll(valueFindings(at, JSON.valueToTree(remaining))));
        }
        return verify("the rate limit " + limit + ", " + remaining + " remaining", findings, Optional.empty());
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
     * @return assertions about the details, {@code null} if there are none
     */
    @CheckReturnValue
    public AbstractObjectAssert<?, Object> details() {
        isNotNull();
        return value(place(Envelope::details));
    }

    /**
     * Goes on with one of the details, as a list, map, text, number or boolean.
     *
     * @param path where in the details it stands: {@code fields.email}, {@code [0].field}, or a JSON pointer such as
     *     {@code /fields/email}
     * @return assertions about it, {@code null} if there is no such detail
     */
    @CheckReturnValue
    public AbstractObjectAssert<?, Object> detail(String path) {
        isNotNull();
        return value(place(Envelope::details).map(at -> at.append(pointer(path))));
    }

    /** By way of asInstanceOf, because soft assertions follow that, and not a method of our own. */
    @SuppressWarnings("NullAway") // AssertJ's assertions take null, but its types do not say so
    private AbstractObjectAssert<?, Object> value(Optional<JsonPointer> place) {
        Object value = place.map(at -> JSON.convertValue(actual.json().at(at), Object.class))
                .orElse(null);
        return asInstanceOf(new InstanceOfAssertFactory<>(ErrorResponse.class, response -> new ObjectAssert<>(value)));
    }

    private static JsonPointer pointer(String path) {
        return JsonPointer.compile(
                path.isEmpty() || path.startsWith("/")
                        ? path
                        : "/"
                                + path.replaceFirst("^\\[", "")
                                        .replaceAll("[.\\[]", "/")
                                        .replace("]", ""));
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

    private SELF hasValue(String what, JsonPointer at, JsonNode expected) {
        return verify(
                what + " " + (expected.isTextual() ? expected.textValue() : expected.toString()),
                actual.defect().map(List::of).orElseGet(() -> valueFindings(at, expected)),
                Optional.empty());
    }

    /** Verifies the value at a place that not every API has. */
    private SELF hasKnown(String what, Optional<JsonPointer> place, JsonNode expected) {
        return place.map(at -> hasValue(what, at, expected)).orElseGet(() -> unknown(what));
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
            String response = info.representation().toStringOf(actual);
            throwAssertionError(new FailureText("Expecting " + expectation + ", but:\n  "
                    + String.join("\n  ", findings)
                    + source.or(this::sourceOfWhatItIs).map(this::told).orElse("")
                    + "\n\nThe response was:\n  "
                    + response.replace("\n", "\n  ").replace("\n  \n", "\n\n")));
        }
        return myself;
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
