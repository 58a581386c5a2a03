package dev.errata.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.assertions.TrafficAssert;
import dev.errata.contract.Check.Verdict;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.traffic.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says for each rule in which situations it is tested, and what it expects there. */
final class RuleChecks {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL));

    /**
     * No client that ignores what it is asked waits this long at first. As of 2026 the defaults of Java's HTTP and retry
     * libraries are: Failsafe 0 s; OkHttp and the JDK's client 0 s where they repeat a request at all; Feign 0.1 s by 1.5;
     * Spring Retry 1 s, or 0.1 s by 2; Google's HTTP client and Resilience4j 0.5 s; Apache HttpClient and Spring Framework 7
     * 1 s; AWS SDK up to 1 s, then up to 2 s; Ktor 2 s to 3 s, then 4 s to 5 s.
     */
    private static final Duration LONG_WAIT = Duration.ofSeconds(3);

    /**
     * Shorter than the one before, because the waits of a client that goes by itself grow or stay as they are. No default
     * either, so that a client that reports it read it.
     */
    private static final Duration NEXT_WAIT = Duration.ofSeconds(2);

    /** Half of the difference: waits that are meant to be the same differ by less, and those two by more. */
    private static final Duration SHORTER = LONG_WAIT.minus(NEXT_WAIT).dividedBy(2);

    /** A busy machine delays a client now and then, which makes different waits look alike, and none look like a short one. */
    private static final int CALLS_TO_SEE_BACKOFF = 3;

    private static final double GROWTH = 1.2;

    /** Less is the time that it takes to send a request again at once, which grows and shrinks by chance. */
    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(10);

    /** No machine is so busy that a request takes as long to be sent again at once. */
    private static final Duration CERTAIN_BACKOFF = Duration.ofMillis(50);

    private final ScenarioSelection scenarios;
    private final Situations situations;
    private final int maxAttempts;

    RuleChecks(Catalog catalog, int maxAttempts) {
        this.maxAttempts = maxAttempts;
        this.scenarios = new ScenarioSelection(catalog);
        this.situations = new Situations(scenarios, maxAttempts);
    }

    /** Returns the checks of a rule, none if the API gives no occasion for it. */
    Stream<Check> of(Rule rule) {
        return switch (rule) {
            case REQUIRED_REPORTS_DOCUMENTED_ERRORS -> reportsDocumentedErrors();
            case REQUIRED_REPORTS_STATUS -> reportsStatus();
            case REQUIRED_REPORTS_CODE -> reportsCode();
            case REQUIRED_REPORTS_GATEWAY_PAGE -> reportsGatewayPage();
            case REQUIRED_REPORTS_EMPTY_BODY -> reportsEmptyBody();
            case REQUIRED_REPORTS_TRUNCATED_BODY -> reportsTruncatedBody();
            case REQUIRED_TOLERATES_UNKNOWN_CODE -> toleratesUnknownCode();
            case REQUIRED_TOLERATES_MISSING_DETAILS -> toleratesMissingDetails();
            case REQUIRED_TOLERATES_UNKNOWN_FIELDS -> toleratesUnknownFields();
            case REQUIRED_HIDES_API_KEY -> hidesApiKey();
            case REQUIRED_DOES_NOT_RETRY_CLIENT_ERRORS -> doesNotRetryClientErrors();
            case REQUIRED_HONORS_RETRY_AFTER -> honorsRetryAfter();
            case REQUIRED_LIMITS_RETRIES -> limitsRetries();
            case RECOMMENDED_REPORTS_DETAILS -> reportsDetails();
            case RECOMMENDED_REPORTS_RETRY_AFTER -> reportsRetryAfter();
            case RECOMMENDED_REPORTS_REQUEST_ID -> reportsRequestId();
            case RECOMMENDED_INCREASES_BACKOFF -> increasesBackoff();
            case RECOMMENDED_HONORS_RETRY_AFTER_DATE -> honorsRetryAfterDate();
        };
    }

    private Stream<Check> reportsDocumentedErrors() {
        return scenarios.enveloped().map(situations::of).map(situation -> new Check(situation, Observation::error));
    }

    private Stream<Check> reportsStatus() {
        return scenarios
                .enveloped()
                .map(scenario -> situations.of(scenario).citing(scenario.statusProvenance()))
                .map(situation -> new Check(situation, seen -> hasStatus(seen, seen.errorOrSkip())));
    }

    private Stream<Check> reportsCode() {
        return scenarios
                .enveloped()
                .flatMap(scenario -> scenario.codeProvenance().stream()
                        .map(source -> situations.of(scenario).citing(source))
                        .map(situation -> new Check(situation, seen -> {
                            ClientReport error = seen.errorOrSkip();
                            String code = scenario.envelope()
                                    .code(parts(seen))
                                    .orElseThrow()
                                    .asText();
                            isSame(seen, "code", code, error.told().code());
                        })));
    }

    /** Includes the scenarios that are pages themselves. */
    private Stream<Check> reportsGatewayPage() {
        return Stream.concat(
                        Stream.of(situations.of(Fault.GATEWAY_HTML, 502)),
                        scenarios.pages().map(situations::of))
                .map(RuleChecks::isErrorWithStatus);
    }

    private Stream<Check> reportsEmptyBody() {
        return Stream.of(situations.of(Fault.EMPTY_SERVER_ERROR, 500)).map(RuleChecks::isErrorWithStatus);
    }

    private Stream<Check> reportsTruncatedBody() {
        return scenarios
                .example()
                .map(scenario -> situations.of(scenario, Fault.TRUNCATED_JSON))
                .map(RuleChecks::isErrorWithStatus);
    }

    private Stream<Check> toleratesUnknownCode() {
        return scenarios
                .example()
                .filter(scenario -> scenario.code().isPresent())
                .map(scenario -> situations.of(scenario, Fault.UNKNOWN_CODE))
                .map(RuleChecks::isErrorWithStatus);
    }

    private Stream<Check> toleratesMissingDetails() {
        return scenarios.detailedExample().map(situations::withoutDetails).map(RuleChecks::isErrorWithStatus);
    }

    private Stream<Check> toleratesUnknownFields() {
        return scenarios.jsonExample().map(situations::withUnknownFields).map(RuleChecks::isErrorWithStatus);
    }

    private Stream<Check> hidesApiKey() {
        Stream<Situation> answers = Stream.concat(
                scenarios.all().map(situations::of),
                Stream.of(situations.of(Fault.GATEWAY_HTML, 502), situations.of(Fault.EMPTY_SERVER_ERROR, 500)));
        Stream<Situation> broken = Stream.concat(
                scenarios.example().map(scenario -> situations.of(scenario, Fault.TRUNCATED_JSON)),
                Stream.of(Fault.CONNECTION_REFUSED, Fault.RESET_BEFORE_HEADERS, Fault.RESET_IN_BODY)
                        .map(situations::of));
        return Stream.concat(answers, broken)
                .map(situation -> new Check(situation, seen -> {
                    List<String> leaks = seen.leaks();
                    if (!leaks.isEmpty()) {
                        throw seen.leakFailure("no message to contain the API key", String.join("\n  ", leaks));
                    }
                }));
    }

    private Stream<Check> doesNotRetryClientErrors() {
        return scenarios
                .permanentErrors()
                .map(scenario -> situations.of(scenario).citing(scenario.statusProvenance()))
                .map(situation -> new Check(situation, seen -> seen.verify(TrafficAssert::didNotRetry)));
    }

    private Stream<Check> honorsRetryAfter() {
        return scenarios
                .waiting()
                .map(scenario -> situations.waiting(scenario, LONG_WAIT, NEXT_WAIT))
                .map(situation -> new Check(situation, RuleChecks::honoredRetryAfter));
    }

    private Stream<Check> limitsRetries() {
        return transientFailures(scenario -> true)
                .map(situation -> new Check(situation, seen -> {
                    if (seen.exchanges().size() > maxAttempts) {
                        throw seen.failure(
                                "at most %d attempts".formatted(maxAttempts),
                                "the client made more; if it should, override maxAttempts()");
                    }
                }));
    }

    private Stream<Check> reportsDetails() {
        return scenarios
                .detailed()
                .map(scenario -> new Check(situations.of(scenario), seen -> {
                    ClientReport error = seen.errorOrSkip();
                    JsonNode details = ScenarioSelection.details(
                                    scenario, parts(seen).json())
                            .orElseThrow();
                    isSame(seen, "details", details, json(seen, error.told().details()));
                }));
    }

    private Stream<Check> reportsRetryAfter() {
        return scenarios
                .waiting()
                .map(scenario -> situations.waiting(scenario, NEXT_WAIT, maxAttempts))
                .map(situation -> new Check(situation, seen -> {
                    ClientReport error = seen.errorOrSkip();
                    isSame(seen, "retryAfter", NEXT_WAIT, error.told().retryAfter());
                }));
    }

    private Stream<Check> reportsRequestId() {
        return scenarios
                .identified()
                .map(scenario -> new Check(situations.of(scenario), seen -> {
                    ClientReport error = seen.errorOrSkip();
                    String id = ScenarioSelection.requestId(scenario, parts(seen))
                            .orElseThrow()
                            .asText();
                    isSame(seen, "requestId", id, error.told().requestId());
                }));
    }

    private Stream<Check> increasesBackoff() {
        return transientFailures(scenario -> !scenarios.tellsWait(scenario))
                .map(situation -> new Check(situation, RuleChecks::backedOff, CALLS_TO_SEE_BACKOFF));
    }

    private Stream<Check> honorsRetryAfterDate() {
        return scenarios
                .waiting()
                .map(scenario -> situations.waitingUntilDate(scenario, LONG_WAIT))
                .map(situation -> new Check(situation, RuleChecks::waitedUntilDate));
    }

    /**
     * Returns failures that a retry may get around: errors, and a connection that breaks. It breaks in the body, because HTTP
     * libraries reconnect by themselves when it breaks before.
     */
    private Stream<Situation> transientFailures(Predicate<Scenario> which) {
        return Stream.concat(
                scenarios
                        .transientErrors()
                        .filter(which)
                        .map(scenario -> situations.of(scenario).citing(scenario.statusProvenance())),
                Stream.of(situations.of(Fault.RESET_IN_BODY)));
    }

    private static Check isErrorWithStatus(Situation situation) {
        return new Check(situation, seen -> hasStatus(seen, seen.error()));
    }

    private static void hasStatus(Observation seen, ClientReport error) {
        isSame(seen, "status", seen.answer().status(), error.told().status());
    }

    private static void isSame(Observation seen, String what, Object expected, @Nullable Object told) {
        if (!expected.equals(told)) {
            throw seen.failure(
                    what + " " + expected,
                    told == null ? "the client reported no " + what : "the client reported " + told);
        }
    }

    private static void honoredRetryAfter(Observation seen) {
        List<Exchange> exchanges = seen.exchanges();
        if (exchanges.size() > 1) {
            seen.verify(TrafficAssert::honouredRetryAfter);
        }
        if (exchanges.size() > 2) {
            Duration first = gap(exchanges.get(0), exchanges.get(1));
            Duration second = gap(exchanges.get(1), exchanges.get(2));
            if (first.minus(second).compareTo(SHORTER) < 0) {
                throw seen.failure(
                        "a wait of %d s and then a shorter one of %d s"
                                .formatted(LONG_WAIT.toSeconds(), NEXT_WAIT.toSeconds()),
                        "the client waited %d ms and then %d ms, which is its own backoff; make that shorter"
                                .formatted(first.toMillis(), second.toMillis()));
            }
        }
    }

    private static Verdict backedOff(Observation seen) {
        List<Exchange> exchanges = seen.exchanges();
        List<Duration> waits = IntStream.range(1, exchanges.size())
                .mapToObj(i -> gap(exchanges.get(i - 1), exchanges.get(i)))
                .toList();
        for (int i = 0; i < waits.size(); i++) {
            if (waits.get(i).compareTo(SHORTEST_BACKOFF) < 0) {
                throw seen.failure(
                        "a backoff",
                        "request %d was sent at once, %d ms after the answer before"
                                .formatted(i + 2, waits.get(i).toMillis()));
            }
        }
        for (int i = 1; i < waits.size(); i++) {
            if (waits.get(i).toNanos() < waits.get(0).toNanos() * GROWTH) {
                return Verdict.doubtful(seen.failure(
                        "waits that grow",
                        "the wait before request %d was %d ms, the first wait %d ms"
                                .formatted(
                                        i + 2,
                                        waits.get(i).toMillis(),
                                        waits.get(0).toMillis())));
            }
        }
        return Verdict.kept(waits.stream().allMatch(wait -> wait.compareTo(CERTAIN_BACKOFF) >= 0));
    }

    private static Duration gap(Exchange before, Exchange after) {
        return after.received().minus(before.answered());
    }

    private static void waitedUntilDate(Observation seen) {
        if (seen.exchanges().size() > 1) {
            try {
                new TrafficAssert(seen.traffic()).honouredRetryAfter();
            } catch (AssertionError e) {
                throw seen.failure(
                        "no request before the date in Retry-After",
                        "request %d was sent before it"
                                .formatted(seen.exchanges().get(1).number()));
            }
        }
    }

    private static ResponseParts parts(Observation seen) {
        return ResponseParts.of(
                seen.answer().body(), ResponseParts.firstValues(seen.answer().headers()));
    }

    /** Returns what a client reports as JSON, {@code null} if it reports none. */
    private static @Nullable JsonNode json(Observation seen, @Nullable Object told) {
        try {
            JsonNode json = JSON.readTree(JSON.writeValueAsBytes(told));
            return json.isNull() ? null : json;
        } catch (IOException e) {
            throw seen.failure("details that Jackson can write as JSON", String.valueOf(e.getMessage()));
        }
    }
}
