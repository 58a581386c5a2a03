package dev.errata.assertions;

import dev.errata.assertions.internal.failure.FailureText;
import dev.errata.assertions.internal.failure.Texts;
import dev.errata.assertions.internal.retry.Attempt;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.masking.Masking;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.model.RetryAfter;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the retries of a client.
 *
 * <pre>{@code
 * assertThat(buena.traffic()).hasAttempts(3).honouredRetryAfter().repeatedTheSameRequest();
 * }</pre>
 *
 * <p>All requests count as attempts of one call; {@link #forRequest} selects those of one call among others. Not counted are
 * preflights of browsers, unreadable and incomplete requests, and the requests that an HTTP library repeats by itself: the same
 * request within 50 ms after the connection broke without a whole answer. A client that retries as fast as that looks the same.
 *
 * <p>A wait begins when the last byte of an answer was written, so the time that a slow answer takes is not part of it. An answer
 * that was not sent completely asks for no wait.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class TrafficAssert extends AbstractAssert<TrafficAssert, Traffic> {

    /** How late a thread may wake up on a busy machine. */
    private static final Duration LATENESS = Duration.ofSeconds(1);

    /** A client that waits until a date asks a clock, which is adjusted now and then; attempts are timed by another that is not. */
    private static final Duration CLOCKS_APART = Duration.ofMillis(50);

    /** The parts of a request that a retry repeats, in the order in which failures list them. */
    private static final Map<String, Function<Exchange.Request, String>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("method", Exchange.Request::method);
        PARTS.put("URL", Exchange.Request::url);
        PARTS.put("body", request -> request.body().isEmpty() ? "empty" : request.body());
        PARTS.put(
                "Idempotency-Key", request -> request.header("Idempotency-Key").orElse("absent"));
    }

    private Predicate<Exchange> selected = exchange -> true;
    private String selection = "";

    /**
     * Starts assertions about what a client did.
     *
     * @param actual the traffic of a server
     */
    public TrafficAssert(@Nullable Traffic actual) {
        super(actual, TrafficAssert.class);
    }

    /**
     * Selects the requests that the following checks look at.
     *
     * @param method the HTTP method
     * @param url the path and the query, base path included
     * @return {@code this}
     */
    public TrafficAssert forRequest(String method, String url) {
        selected = exchange -> exchange.request().method().equals(method)
                && exchange.request().url().equals(url);
        selection = ", only " + method + " " + url;
        return this;
    }

    /**
     * Verifies the number of attempts, the first one included.
     *
     * @param count the number of attempts
     * @return {@code this}
     * @throws AssertionError if there were more or fewer attempts
     */
    public TrafficAssert hasAttempts(int count) {
        List<Attempt> attempts = attempts();
        return verify(attempts(count), attempts.size() == count ? List.of() : List.of("there were " + attempts.size()));
    }

    /**
     * Verifies that the client made one attempt.
     *
     * @return {@code this}
     * @throws AssertionError if there were more attempts, or none
     */
    public TrafficAssert didNotRetry() {
        List<Attempt> attempts = attempts();
        return verify(
                "one attempt and no retry",
                attempts.size() == 1 ? List.of() : List.of("there were " + attempts.size()));
    }

    /**
     * Verifies that the client gave up after a number of attempts, the last of which failed.
     *
     * @param count the number of attempts
     * @return {@code this}
     * @throws AssertionError if there were more or fewer attempts, or the last one succeeded
     */
    public TrafficAssert stoppedAfter(int count) {
        List<Attempt> attempts = attempts();
        List<String> findings = new ArrayList<>();
        if (attempts.size() != count) {
            findings.add("there were " + attempts.size());
        }
        if (!attempts.isEmpty() && !failed(attempts.get(attempts.size() - 1))) {
            findings.add("the last attempt succeeded");
        }
        return verify(attempts(count) + " and then no more", findings);
    }

    /** Some APIs send their errors with the status of a success. */
    private static boolean failed(Attempt attempt) {
        Exchange last = attempt.last();
        return last.scenario().isPresent()
                || last.response().map(answer -> answer.status() >= 400).orElse(true);
    }

    /**
     * Verifies that the client waited at least as long as each answer asked, in the body or the header {@code Retry-After}. A
     * moment too early is too early. A date in the header counts from the header {@code Date} if a stub sent its own, else from
     * the moment when the answer was written. An answer that did not leave whole asked for nothing. A wait that cannot be read
     * is a failure, because a client cannot be held to it.
     *
     * @return {@code this}
     * @throws AssertionError if it came back too early, a wait cannot be read, or no attempt followed an answer that asked for
     *     one
     */
    public TrafficAssert honouredRetryAfter() {
        List<Attempt> attempts = attempts();
        List<Optional<RetryAfter>> told = attempts.stream().map(this::told).toList();
        List<String> findings = new ArrayList<>();
        boolean kept = false;
        for (int i = 1; i < attempts.size(); i++) {
            Duration wait = attempts.get(i).waitAfter(attempts.get(i - 1));
            Optional<Duration> asked = told.get(i - 1).flatMap(RetryAfter::asked);
            kept |= asked.isPresent();
            if (asked.isPresent() && wait.compareTo(asked.get()) < 0) {
                findings.add("attempt " + (i + 1) + ": came after " + Texts.milliseconds(wait)
                        + ", but the answer before asked for " + Texts.milliseconds(asked.get()));
            }
        }
        // Of the last answer it makes no difference, unless it is the only one that asked.
        for (int i = 0; i < told.size() - (kept ? 1 : 0); i++) {
            int number = i + 1;
            told.get(i)
                    .flatMap(RetryAfter::unreadable)
                    .ifPresent(why -> findings.add(
                            "attempt " + number + ": was answered with a wait that cannot be read: " + why));
        }
        if (!kept) {
            findings.add(
                    told.stream()
                                    .anyMatch(wait ->
                                            wait.flatMap(RetryAfter::asked).isPresent())
                            ? "no attempt followed the answer that asked for a wait"
                            : "no answer asked for a wait");
        }
        return verify("every Retry-After to be honoured", findings);
    }

    private Optional<RetryAfter> told(Attempt attempt) {
        Exchange exchange = attempt.last();
        return exchange.response().map(answer -> {
            ResponseParts parts = ReceivedResponse.of(answer.status(), answer.headers(), answer.body())
                    .parts();
            Instant received = exchange.delivery()
                    .clock()
                    .map(end -> end.plus(CLOCKS_APART))
                    .orElseGet(Instant::now);
            return RetryAfter.of(actual.catalog().envelope(parts), parts, received);
        });
    }

    /**
     * Verifies that the client waited between its attempts.
     *
     * @param atLeast the shortest wait before the second attempt, the third and so on; the last one also holds for all later
     *     attempts
     * @return {@code this}
     * @throws AssertionError if a wait was shorter, or there was only one attempt
     * @throws IllegalArgumentException if no duration is given
     */
    public TrafficAssert waitedBetweenAttempts(Duration... atLeast) {
        if (atLeast.length == 0) {
            throw new IllegalArgumentException("waitedBetweenAttempts needs at least one duration");
        }
        return waits("waits between attempts", i -> atLeast[Math.min(i, atLeast.length - 1)], Optional.empty());
    }

    /**
     * Verifies that each wait was longer than the one before, by a factor.
     *
     * <p>Jitter is the share by which a wait may be shorter or longer: 0.5 allows 50 to 150 ms where 100 ms are due. A wait may
     * be a second longer than that, because a busy machine is late, but never shorter.
     *
     * @param base the first wait
     * @param factor how much longer each further wait is, such as 2
     * @param jitter 0 to 1
     * @return {@code this}
     * @throws AssertionError if a wait was shorter or longer, or there was only one attempt
     * @throws IllegalArgumentException if the base is negative, the factor below 1, or the jitter outside its range
     */
    public TrafficAssert backedOffExponentially(Duration base, double factor, double jitter) {
        if (base.isNegative() || !(factor >= 1) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "The base must be at least 0 s, the factor at least 1 and the jitter between 0 and 1, but they are %s, %s and %s"
                            .formatted(Texts.milliseconds(base), factor, jitter));
        }
        return waits(
                "an exponential backoff from %s by %s with a jitter of %s"
                        .formatted(Texts.milliseconds(base), factor, jitter),
                i -> times(base, Math.pow(factor, i) * (1 - jitter)),
                Optional.of(i -> times(base, Math.pow(factor, i) * (1 + jitter)).plus(LATENESS)));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    private TrafficAssert waits(String expectation, IntFunction<Duration> min, Optional<IntFunction<Duration>> max) {
        List<Attempt> attempts = attempts();
        List<String> findings = new ArrayList<>();
        for (int i = 0; i + 1 < attempts.size(); i++) {
            Duration wait = attempts.get(i + 1).waitAfter(attempts.get(i));
            Duration shortest = min.apply(i);
            int place = i;
            Optional<Duration> longest = max.map(bound -> bound.apply(place));
            if (wait.compareTo(shortest) < 0) {
                findings.add("attempt " + (i + 2) + ": expected a wait of at least " + Texts.milliseconds(shortest)
                        + " but was " + Texts.milliseconds(wait));
            } else if (longest.filter(bound -> wait.compareTo(bound) > 0).isPresent()) {
                findings.add("attempt " + (i + 2) + ": expected a wait of at most " + Texts.milliseconds(longest.get())
                        + " but was " + Texts.milliseconds(wait));
            }
        }
        if (attempts.size() < 2) {
            findings.add("there was no second attempt");
        }
        return verify(expectation, findings);
    }

    /**
     * Verifies that the client tried again after these errors only.
     *
     * <p>An error is the same as that of another copy of the catalog if the ids of the catalogs and the names are the same.
     *
     * @param errors the errors that are a reason to try again
     * @return {@code this}
     * @throws AssertionError if it tried again after anything else, or sent no request
     * @throws IllegalArgumentException if one is an error of another API
     */
    public TrafficAssert retriedOnly(ApiError... errors) {
        isNotNull();
        List<ApiError> reasons = List.of(errors);
        for (ApiError reason : reasons) {
            // The catalog refuses the errors of another API.
            var unused = actual.catalog().scenarios(reason);
        }
        List<Attempt> attempts = attempts();
        List<String> findings = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            Exchange before = attempts.get(i - 1).last();
            if (before.scenario()
                    .map(scenario -> reasons.stream().noneMatch(scenario.error()::isSameAs))
                    .orElse(true)) {
                findings.add("attempt " + (i + 1) + ": followed " + before.outcome());
            }
        }
        addUnlessThereAreRequests(findings);
        return verify("retries after " + names(reasons) + " only", findings);
    }

    private static String names(List<ApiError> errors) {
        return String.join(", ", errors.stream().map(ApiError::name).toList());
    }

    /**
     * Verifies that every attempt sent the same request: method, URL, body, and the header {@code Idempotency-Key} if there is one.
     *
     * @return {@code this}
     * @throws AssertionError if an attempt differs from the first, or there was no request
     */
    public TrafficAssert repeatedTheSameRequest() {
        List<Exchange> exchanges = exchanges();
        Masking masking = actual.masking();
        List<String> findings = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            PARTS.forEach((part, of) -> {
                String first = of.apply(exchanges.get(0).request());
                String value = of.apply(exchange.request());
                if (!value.equals(first)) {
                    String expected = masking.text(first);
                    String shown = masking.text(value);
                    findings.add("request %d: expected the %s %s but was %s%s"
                            .formatted(
                                    exchange.number(),
                                    part,
                                    Texts.shortened(expected),
                                    Texts.shortened(shown),
                                    shown.equals(expected) ? " with another credential" : ""));
                }
            });
        }
        addUnlessThereAreRequests(findings);
        return verify("the same request each time", findings);
    }

    /**
     * Verifies the key that every request carried in one of the catalog's credential headers. The failure does not show it.
     *
     * @param key the whole key, without a scheme such as {@code Bearer}
     * @return {@code this}
     * @throws AssertionError if a request carried another key or none, or there was no request
     */
    public TrafficAssert sentKey(String key) {
        List<String> findings = new ArrayList<>();
        List<Exchange> exchanges = exchanges();
        List<String> headers = actual.catalog().credentialHeaders();
        if (headers.isEmpty()) {
            findings.add("the catalog of the " + actual.catalog()
                    + " has no credentialHeaders, which name the headers with keys");
        } else {
            for (Exchange exchange : exchanges) {
                if (headers.stream()
                        .flatMap(header -> exchange.request().header(header).stream())
                        .noneMatch(sent -> Masking.withoutScheme(sent).equals(key))) {
                    findings.add("request " + exchange.number() + ": carried another key or none");
                }
            }
        }
        addUnlessThereAreRequests(findings);
        return verify("the given key", findings);
    }

    /** Without a request, a check of every request would pass. */
    private void addUnlessThereAreRequests(List<String> findings) {
        if (exchanges().isEmpty()) {
            findings.add("there was no request");
        }
    }

    private static String attempts(int count) {
        return count == 1 ? "1 attempt" : count + " attempts";
    }

    private List<Exchange> exchanges() {
        isNotNull();
        return actual.attempts().stream().filter(selected).toList();
    }

    private List<Attempt> attempts() {
        return Attempt.of(exchanges());
    }

    /** Ends every check: it passes if nothing was found, and fails once with all findings otherwise. */
    private TrafficAssert verify(String expectation, List<String> findings) {
        if (!findings.isEmpty()) {
            Masking masking = actual.masking();
            throwAssertionError(new FailureText(masking.text("Expecting " + expectation + ", but:\n  "
                    + Texts.shortened(masking.text(String.join("\n  ", findings))) + "\n\n" + table())));
        }
        return this;
    }

    private String table() {
        StringBuilder table = new StringBuilder(actual.name()).append(selection);
        if (actual.dropped() > 0) {
            table.append(" (the oldest ").append(actual.dropped()).append(" requests were dropped)");
        }
        List<Attempt> attempts = attempts();
        table.append(attempts.isEmpty() ? ": no requests" : "\n  attempt       wait  request and answer");
        for (int i = 0; i < attempts.size(); i++) {
            String wait = i == 0 ? "" : Texts.milliseconds(attempts.get(i).waitAfter(attempts.get(i - 1)));
            for (Exchange exchange : attempts.get(i).exchanges()) {
                boolean first = exchange.equals(attempts.get(i).first());
                table.append(String.format(
                        Locale.ROOT,
                        "\n  %7s  %9s  %s %s: %s",
                        first ? i + 1 : "",
                        first ? wait : "reconnect",
                        exchange.request().method(),
                        exchange.request().url(),
                        exchange.outcome()));
            }
        }
        List<Exchange> others = actual.exchanges().stream()
                .filter(exchange -> attempts.isEmpty() || !exchange.isAttempt())
                .toList();
        if (!others.isEmpty()) {
            table.append("\n\nNot counted:");
            others.forEach(exchange -> table.append("\n  ")
                    .append(exchange.request().method())
                    .append(' ')
                    .append(exchange.request().url())
                    .append(": ")
                    .append(exchange.outcome())
                    .append(exchange.isAttempt() ? "" : " (" + exchange.source() + ")"));
        }
        return table.toString();
    }
}
