package dev.errata.pacts.client;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.assertions.TrafficAssert;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.Fault;
import dev.errata.junit.StubServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The rules as tests: for each a method that tells the situations and what is expected there. */
final class ContractTests {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL));

    private static final int TOO_MANY_REQUESTS = 429;

    /** A little less than the second until the date, for clocks are adjusted now and then. */
    private static final Duration UNTIL_DATE = Duration.ofMillis(950);

    /** A busy machine delays a client now and then, and makes waits alike that were not meant so. */
    private static final int TRIES_TO_SEE_GROWTH = 3;

    private static final double GROWTH = 1.2;

    /** What is expected in a situation, if need be after some tries. */
    private record Check(Situation situation, Consumer<Observation> expectation, int tries) {

        Check(Situation situation, Consumer<Observation> expectation) {
            this(situation, expectation, 1);
        }
    }

    private final ClientContract client;
    private final Catalog catalog;
    private final OptOuts optOuts;
    private final int mostAttempts;
    private final Situations situations;

    ContractTests(ClientContract client) {
        this.client = client;
        this.catalog = client.catalog();
        this.optOuts = client.optOuts();
        this.mostAttempts = client.mostAttempts();
        if (mostAttempts < 1) {
            throw new IllegalArgumentException("mostAttempts() must be at least 1, is " + mostAttempts);
        }
        this.situations = new Situations(catalog, mostAttempts);
    }

    Stream<DynamicNode> nodes() {
        List<DynamicNode> nodes = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<Check> checks = checks(rule).toList();
            Optional<String> reason = optOuts.reason(rule);
            if (checks.isEmpty() && reason.isPresent()) {
                throw new IllegalArgumentException(
                        "%s has no test for the %s; remove the opt-out".formatted(rule, catalog.name()));
            }
            if (!checks.isEmpty()) {
                nodes.add(reason.map(text -> aborted(rule.toString(), rule + " is opted out: " + text))
                        .orElseGet(() -> node(rule, checks)));
            }
        }
        if (!optOuts.reasons().isEmpty()) {
            nodes.add(aborted("opted out: " + optOuts, "opted out: " + optOuts));
        }
        // The host that all servers share is slow to start, and runs as long as one of them.
        StubServer standing = StubServer.start(catalog);
        return nodes.stream().onClose(standing::close);
    }

    /** With all in the message, for some tools show the names of such tests, and some the messages only. */
    private static DynamicNode aborted(String name, String message) {
        return dynamicTest(name, () -> {
            throw new TestAbortedException(message);
        });
    }

    private DynamicNode node(Rule rule, List<Check> checks) {
        return checks.size() == 1
                ? test(rule.toString(), rule, checks.get(0))
                : dynamicContainer(
                        rule.toString(),
                        checks.stream().map(check -> test(check.situation().name(), rule, check)));
    }

    private DynamicTest test(String name, Rule rule, Check check) {
        return dynamicTest(name, () -> {
            for (int triesLeft = check.tries() - 1; ; triesLeft--) {
                try {
                    check.expectation().accept(Observation.of(client, catalog, rule, check.situation()));
                    return;
                } catch (AssertionFailedError e) {
                    if (triesLeft == 0) {
                        throw e;
                    }
                }
            }
        });
    }

    private Stream<Check> checks(Rule rule) {
        return switch (rule) {
            case REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS -> documentedErrorsAreErrors();
            case REQUIRED_STATUS_IS_REPORTED -> statusIsReported();
            case REQUIRED_CODE_IS_REPORTED -> codeIsReported();
            case REQUIRED_GATEWAY_PAGE_IS_AN_ERROR -> gatewayPageIsAnError();
            case REQUIRED_EMPTY_BODY_IS_AN_ERROR -> emptyBodyIsAnError();
            case REQUIRED_TRUNCATED_BODY_IS_AN_ERROR -> truncatedBodyIsAnError();
            case REQUIRED_UNKNOWN_CODE_IS_AN_ERROR -> unknownCodeIsAnError();
            case REQUIRED_MISSING_DETAILS_ARE_NO_CRASH -> missingDetailsAreNoCrash();
            case REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH -> extraFieldsAreNoCrash();
            case REQUIRED_KEY_IS_IN_NO_MESSAGE -> keyIsInNoMessage();
            case REQUIRED_CLIENT_ERRORS_ARE_NOT_RETRIED -> clientErrorsAreNotRetried();
            case REQUIRED_WAITS_ARE_KEPT -> waitsAreKept();
            case REQUIRED_RETRIES_ARE_BOUNDED -> retriesAreBounded();
            case OPTIONAL_DETAILS_ARE_REPORTED -> detailsAreReported();
            case OPTIONAL_RETRY_AFTER_IS_REPORTED -> retryAfterIsReported();
            case OPTIONAL_REQUEST_ID_IS_REPORTED -> requestIdIsReported();
            case OPTIONAL_BACKOFF_GROWS -> backoffGrows();
            case OPTIONAL_RETRY_AFTER_DATE_IS_KEPT -> retryAfterDateIsKept();
        };
    }

    private Stream<Check> documentedErrorsAreErrors() {
        return enveloped().map(situations::of).map(situation -> new Check(situation, Observation::error));
    }

    private Stream<Check> statusIsReported() {
        return enveloped()
                .map(scenario -> situations.of(scenario).citing(scenario.statusProvenance()))
                .map(situation -> new Check(situation, seen -> hasStatus(seen, seen.errorIfAny())));
    }

    private Stream<Check> codeIsReported() {
        return enveloped()
                .flatMap(scenario -> scenario.codeProvenance().stream()
                        .map(source -> situations.of(scenario).citing(source))
                        .map(situation -> new Check(situation, seen -> {
                            ClientReport error = seen.errorIfAny();
                            String code =
                                    body(seen).at(catalog.envelope().code()).asText();
                            same(seen, "code", code, error.told().code());
                        })));
    }

    /** With the scenarios that are such pages. */
    private Stream<Check> gatewayPageIsAnError() {
        return Stream.concat(
                        Stream.of(situations.of(Fault.GATEWAY_HTML, 502)),
                        catalog.scenarios().stream()
                                .filter(scenario -> scenario.answer().json().isEmpty())
                                .map(situations::of))
                .map(ContractTests::isErrorWithStatus);
    }

    private Stream<Check> emptyBodyIsAnError() {
        return Stream.of(situations.of(Fault.EMPTY_SERVER_ERROR, 500)).map(ContractTests::isErrorWithStatus);
    }

    private Stream<Check> truncatedBodyIsAnError() {
        return example()
                .map(scenario -> situations.of(scenario, Fault.TRUNCATED_JSON))
                .map(ContractTests::isErrorWithStatus);
    }

    private Stream<Check> unknownCodeIsAnError() {
        return example()
                .filter(scenario -> scenario.code().isPresent())
                .map(scenario -> situations.of(scenario, Fault.UNKNOWN_CODE))
                .map(ContractTests::isErrorWithStatus);
    }

    private Stream<Check> missingDetailsAreNoCrash() {
        return detailed().limit(1).map(situations::withoutDetails).map(ContractTests::isErrorWithStatus);
    }

    private Stream<Check> extraFieldsAreNoCrash() {
        return example().map(situations::withExtraFields).map(ContractTests::isErrorWithStatus);
    }

    private Stream<Check> keyIsInNoMessage() {
        Stream<Situation> answers = Stream.concat(
                catalog.scenarios().stream().map(situations::of),
                Stream.of(situations.of(Fault.GATEWAY_HTML, 502), situations.of(Fault.EMPTY_SERVER_ERROR, 500)));
        Stream<Situation> broken = Stream.concat(
                example().map(scenario -> situations.of(scenario, Fault.TRUNCATED_JSON)),
                Stream.of(Fault.CONNECTION_REFUSED, Fault.RESET_BEFORE_HEADERS, Fault.RESET_IN_BODY)
                        .map(situations::of));
        return Stream.concat(answers, broken)
                .map(situation -> new Check(situation, seen -> {
                    List<String> leaks = seen.leaks();
                    if (!leaks.isEmpty()) {
                        throw seen.leak("the API key in no message", String.join("\n  ", leaks));
                    }
                }));
    }

    private Stream<Check> clientErrorsAreNotRetried() {
        return catalog.scenarios().stream()
                .filter(scenario -> !isWorthARetry(scenario.error()))
                .map(scenario -> situations.of(scenario).citing(scenario.statusProvenance()))
                .map(situation -> new Check(situation, seen -> seen.verify(TrafficAssert::didNotRetry)));
    }

    private Stream<Check> waitsAreKept() {
        return waiting()
                .map(scenario -> situations.waiting(scenario, 1))
                .map(situation -> new Check(situation, seen -> {
                    if (seen.exchanges().size() > 1) {
                        seen.verify(TrafficAssert::honouredRetryAfter);
                    }
                }));
    }

    private Stream<Check> retriesAreBounded() {
        return passing(scenario -> true)
                .map(situation -> new Check(situation, seen -> {
                    if (seen.exchanges().size() > mostAttempts) {
                        throw seen.failure(
                                "an end after %d attempts at most".formatted(mostAttempts),
                                "the client tried once more; if that is meant, override mostAttempts()");
                    }
                }));
    }

    private Stream<Check> detailsAreReported() {
        return detailed()
                .map(situations::of)
                .map(situation -> new Check(situation, seen -> {
                    ClientReport error = seen.errorIfAny();
                    JsonNode details = situations.details(body(seen)).orElseThrow();
                    same(seen, "details", details, json(seen, error.told().details()));
                }));
    }

    private Stream<Check> retryAfterIsReported() {
        return waiting()
                .map(scenario -> situations.waiting(scenario, mostAttempts))
                .map(situation -> new Check(situation, seen -> {
                    ClientReport error = seen.errorIfAny();
                    same(seen, "retryAfter", Duration.ofSeconds(1), error.told().retryAfter());
                }));
    }

    private Stream<Check> requestIdIsReported() {
        return enveloped()
                .filter(scenario -> situations.requestId(body(scenario)).isPresent())
                .map(situations::of)
                .map(situation -> new Check(situation, seen -> {
                    ClientReport error = seen.errorIfAny();
                    String id = situations.requestId(body(seen)).orElseThrow().asText();
                    same(seen, "requestId", id, error.told().requestId());
                }));
    }

    private Stream<Check> backoffGrows() {
        return passing(scenario -> !situations.tellsWait(scenario))
                .map(situation -> new Check(situation, ContractTests::backedOff, TRIES_TO_SEE_GROWTH));
    }

    private Stream<Check> retryAfterDateIsKept() {
        return waiting()
                .map(scenario -> situations.waitingUntil(scenario, Duration.ofSeconds(1)))
                .map(situation -> new Check(situation, ContractTests::cameAfterDate));
    }

    /** The scenarios in the API's own form. */
    private Stream<Scenario> enveloped() {
        return catalog.scenarios().stream()
                .filter(scenario -> scenario.answer().json().isPresent());
    }

    private Stream<Scenario> detailed() {
        return enveloped().filter(scenario -> situations.details(body(scenario)).isPresent());
    }

    private Stream<Scenario> waiting() {
        return catalog.scenarios().stream().filter(situations::tellsWait);
    }

    /** One error in the API's own form, which no client tries again if there is such an error. */
    private Stream<Scenario> example() {
        return enveloped()
                .sorted(Comparator.<Scenario, Boolean>comparing(scenario -> isWorthARetry(scenario.error()))
                        .thenComparing(scenario -> scenario.code().isEmpty())
                        .thenComparing(
                                scenario -> situations.details(body(scenario)).isEmpty()))
                .limit(1);
    }

    /**
     * What may have passed when a client tries again: errors, and a connection that breaks. It breaks in the body, for HTTP
     * libraries try again by themselves when it breaks before.
     */
    private Stream<Situation> passing(Predicate<Scenario> which) {
        return Stream.concat(
                catalog.errors().stream()
                        .filter(ContractTests::isWorthARetry)
                        .flatMap(error -> catalog.scenarios(error).stream().limit(1))
                        .filter(which)
                        .map(scenario -> situations.of(scenario).citing(scenario.statusProvenance())),
                Stream.of(situations.of(Fault.RESET_IN_BODY)));
    }

    private static boolean isWorthARetry(ApiError error) {
        return error.isRetryable() || error.status() == TOO_MANY_REQUESTS || error.status() >= 500;
    }

    private static Check isErrorWithStatus(Situation situation) {
        return new Check(situation, seen -> hasStatus(seen, seen.error()));
    }

    private static void hasStatus(Observation seen, ClientReport error) {
        same(seen, "status", seen.answer().status(), error.told().status());
    }

    private static void same(Observation seen, String what, Object expected, @Nullable Object told) {
        if (!expected.equals(told)) {
            throw seen.failure(
                    "the " + what + " " + expected, "the client told " + Objects.requireNonNullElse(told, "none"));
        }
    }

    private static void backedOff(Observation seen) {
        List<Exchange> exchanges = seen.exchanges();
        for (int i = 2; i < exchanges.size(); i++) {
            Duration first = gap(exchanges.get(0), exchanges.get(1));
            Duration later = gap(exchanges.get(i - 1), exchanges.get(i));
            if (later.toNanos() < first.toNanos() * GROWTH) {
                throw seen.failure(
                        "waits that grow",
                        "the wait before request %d was %d ms, the first one %d ms"
                                .formatted(i + 1, later.toMillis(), first.toMillis()));
            }
        }
    }

    private static Duration gap(Exchange before, Exchange after) {
        return after.received().minus(before.answered());
    }

    /** Times count from the start of the server, and the date was set after that. */
    private static void cameAfterDate(Observation seen) {
        seen.exchanges().stream()
                .skip(1)
                .filter(exchange -> exchange.received().compareTo(UNTIL_DATE) < 0)
                .findFirst()
                .ifPresent(early -> {
                    throw seen.failure(
                            "no further request before the date in Retry-After",
                            "request %d came before".formatted(early.number()));
                });
    }

    private static JsonNode body(Scenario scenario) {
        return scenario.answer().json().orElseGet(MissingNode::getInstance);
    }

    private static JsonNode body(Observation seen) {
        try {
            return JSON.readTree(seen.answer().body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the server's answer is no JSON", e);
        }
    }

    /** What a client reports as JSON, {@code null} if it reports none. */
    private static @Nullable JsonNode json(Observation seen, @Nullable Object told) {
        try {
            JsonNode json = JSON.readTree(JSON.writeValueAsBytes(told));
            return json.isNull() ? null : json;
        } catch (IOException e) {
            throw seen.failure("details that can be written as JSON", String.valueOf(e.getMessage()));
        }
    }
}
