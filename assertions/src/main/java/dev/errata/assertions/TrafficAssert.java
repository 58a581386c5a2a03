package dev.errata.assertions;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Traffic;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what a client did, in the language of retries.
 *
 * <pre>{@code
 * assertThat(buena.traffic()).hasAttempts(3).honouredRetryAfter().repeatedTheSameRequest();
 * }</pre>
 *
 * <p>The requests are taken as attempts of one call; {@link #forRequest} picks them out of others. A request that an HTTP
 * library repeats by itself within 50 ms, because the connection broke before there was a whole answer, is no attempt of
 * its own. A client that tries again as fast cannot be told from that.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class TrafficAssert extends AbstractAssert<TrafficAssert, Traffic> {

    /** How late a thread may wake up on a busy machine. */
    private static final Duration LATENESS = Duration.ofSeconds(1);

    /** What makes a request the same as another, in the order in which differences are told. */
    private static final Map<String, Function<Exchange.Request, String>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("method", Exchange.Request::method);
        PARTS.put("URL", Exchange.Request::url);
        PARTS.put("body", request -> request.body().isEmpty() ? "empty" : request.body());
        PARTS.put(
                "Idempotency-Key", request -> request.header("Idempotency-Key").orElse("absent"));
    }

    private Predicate<Exchange> picked = exchange -> true;
    private String pickedBy = "";

    /**
     * Starts assertions about what a client did.
     *
     * @param actual the traffic of a server
     */
    public TrafficAssert(@Nullable Traffic actual) {
        super(actual, TrafficAssert.class);
    }

    /**
     * Looks at certain requests only from here on.
     *
     * @param method the HTTP method
     * @param url the path and the query, base path included
     * @return {@code this}
     */
    public TrafficAssert forRequest(String method, String url) {
        picked = exchange -> exchange.request().method().equals(method)
                && exchange.request().url().equals(url);
        pickedBy = ", only " + method + " " + url;
        return this;
    }

    /**
     * Verifies how often the client tried, the first time included.
     *
     * @param count the number of attempts
     * @return {@code this}
     * @throws AssertionError if it tried more or less often
     */
    public TrafficAssert hasAttempts(int count) {
        List<Attempt> attempts = attempts();
        return verify(attempts(count), attempts.size() == count ? List.of() : List.of("there were " + attempts.size()));
    }

    /**
     * Verifies that the client tried once.
     *
     * @return {@code this}
     * @throws AssertionError if it tried again, or not at all
     */
    public TrafficAssert didNotRetry() {
        List<Attempt> attempts = attempts();
        return verify(
                "one attempt and no retry",
                attempts.size() == 1 ? List.of() : List.of("there were " + attempts.size()));
    }

    /**
     * Verifies that the client gave up: that it tried so often, and the last attempt failed like the others.
     *
     * @param count the number of attempts
     * @return {@code this}
     * @throws AssertionError if it tried more or less often, or the last attempt succeeded
     */
    public TrafficAssert stoppedAfter(int count) {
        List<Attempt> attempts = attempts();
        List<String> findings = new ArrayList<>();
        if (attempts.size() != count) {
            findings.add("there were " + attempts.size());
        }
        if (!attempts.isEmpty() && !failed(attempts.get(attempts.size() - 1))) {
            findings.add("the last one succeeded");
        }
        return verify(attempts(count) + " and then no more", findings);
    }

    private static boolean failed(Attempt attempt) {
        return attempt.last().response().map(answer -> answer.status() >= 400).orElse(true);
    }

    /**
     * Verifies that the client waited at least as long as each answer asked, in the body or the header {@code Retry-After}.
     * A moment too early is too early. Dates in the header count from the header {@code Date}.
     *
     * @return {@code this}
     * @throws AssertionError if it came back too early, or no attempt followed an answer that asked for a wait
     */
    public TrafficAssert honouredRetryAfter() {
        List<Attempt> attempts = attempts();
        List<String> findings = new ArrayList<>();
        boolean asked = false;
        for (int i = 1; i < attempts.size(); i++) {
            Optional<Duration> wait = asked(attempts.get(i - 1));
            asked |= wait.isPresent();
            Duration gap = attempts.get(i).gapAfter(attempts.get(i - 1));
            if (wait.isPresent() && gap.compareTo(wait.get()) < 0) {
                findings.add(
                        "attempt " + (i + 1) + ": asked for " + seconds(wait.get()) + " but waited " + seconds(gap));
            }
        }
        if (!asked) {
            findings.add("no attempt followed an answer that asked for a wait");
        }
        return verify("every wait that was asked for", findings);
    }

    private Optional<Duration> asked(Attempt attempt) {
        return attempt.last()
                .response()
                .flatMap(answer -> RetryAfter.of(ErrorResponse.of(answer.status(), answer.headers(), answer.body())
                        .from(actual.catalog())));
    }

    /**
     * Verifies that the client waited between its attempts.
     *
     * @param atLeast how long it waited before each further attempt; the last counts for those that come after it, too
     * @return {@code this}
     * @throws AssertionError if it waited shorter once, or tried only once
     * @throws IllegalArgumentException if no duration is given
     */
    public TrafficAssert waitedBetweenAttempts(Duration... atLeast) {
        if (atLeast.length == 0) {
            throw new IllegalArgumentException("at least one duration is needed");
        }
        return gaps("waits between attempts", i -> atLeast[Math.min(i, atLeast.length - 1)], Optional.empty());
    }

    /**
     * Verifies that each wait was longer than the one before, by a factor.
     *
     * <p>Jitter is the share by which a wait may be shorter or longer, such as 0.5 for 50 to 150 ms where 100 ms are due.
     * Beyond that a wait may be up to a second too long, for a busy machine is late, but never too short.
     *
     * @param base the first wait
     * @param factor how much longer each further wait is, such as 2
     * @param jitter 0 to 1
     * @return {@code this}
     * @throws AssertionError if a wait was shorter or longer, or the client tried only once
     * @throws IllegalArgumentException if the base is negative, the factor below 1, or the jitter outside its range
     */
    public TrafficAssert backedOffExponentially(Duration base, double factor, double jitter) {
        if (base.isNegative() || !(factor >= 1) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "the base must not be negative, the factor at least 1 and the jitter 0 to 1,"
                            + " not %s, %s and %s".formatted(seconds(base), factor, jitter));
        }
        return gaps(
                "an exponential backoff from %s by %s with a jitter of %s".formatted(seconds(base), factor, jitter),
                i -> times(base, Math.pow(factor, i) * (1 - jitter)),
                Optional.of(i -> times(base, Math.pow(factor, i) * (1 + jitter)).plus(LATENESS)));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    private TrafficAssert gaps(String expectation, IntFunction<Duration> least, Optional<IntFunction<Duration>> most) {
        List<Attempt> attempts = attempts();
        List<String> findings = new ArrayList<>();
        for (int i = 0; i + 1 < attempts.size(); i++) {
            Duration gap = attempts.get(i + 1).gapAfter(attempts.get(i));
            Duration shortest = least.apply(i);
            int place = i;
            Optional<Duration> longest = most.map(bound -> bound.apply(place));
            if (gap.compareTo(shortest) < 0) {
                findings.add("attempt " + (i + 2) + ": expected a wait of at least " + seconds(shortest) + " but was "
                        + seconds(gap));
            } else if (longest.filter(bound -> gap.compareTo(bound) > 0).isPresent()) {
                findings.add("attempt " + (i + 2) + ": expected a wait of at most " + seconds(longest.get())
                        + " but was " + seconds(gap));
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
     * @param errors the errors that are a reason to try again
     * @return {@code this}
     * @throws AssertionError if it tried again after anything else, or sent no request
     */
    public TrafficAssert retriedOnly(ApiError... errors) {
        List<ApiError> reasons = List.of(errors);
        List<Attempt> attempts = attempts();
        List<String> findings = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            Exchange before = attempts.get(i - 1).last();
            if (before.scenario()
                    .map(scenario -> !reasons.contains(scenario.error()))
                    .orElse(true)) {
                findings.add("attempt " + (i + 1) + ": came after " + before.outcome());
            }
        }
        addUnlessThereAreRequests(findings);
        return verify("retries after " + names(reasons) + " only", findings);
    }

    private static String names(List<ApiError> errors) {
        return String.join(", ", errors.stream().map(ApiError::name).toList());
    }

    /**
     * Verifies that every attempt sent the same: method, URL, body, and the header {@code Idempotency-Key} if there is one.
     *
     * @return {@code this}
     * @throws AssertionError if an attempt differs from the first
     */
    public TrafficAssert repeatedTheSameRequest() {
        List<Exchange> exchanges = exchanges();
        List<String> findings = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            PARTS.forEach((part, of) -> {
                String first = of.apply(exchanges.get(0).request());
                String value = of.apply(exchange.request());
                if (!value.equals(first)) {
                    findings.add("request %d: %s was %s, at first %s"
                            .formatted(exchange.number(), part, Body.shown(value), Body.shown(first)));
                }
            });
        }
        addUnlessThereAreRequests(findings);
        return verify("the same request each time", findings);
    }

    /**
     * Verifies the key that every request carried, as far as it was recorded: traffic keeps the first 8 characters.
     *
     * @param key the whole key, or its first 8 characters
     * @return {@code this}
     * @throws AssertionError if a request carried another or none
     */
    public TrafficAssert sentKey(String key) {
        List<String> findings = new ArrayList<>();
        List<Exchange> exchanges = exchanges();
        List<String> headers = actual.catalog().credentialHeaders();
        if (headers.isEmpty()) {
            findings.add("the catalog of the " + actual.catalog() + " names no credentialHeaders");
        } else {
            for (Exchange exchange : exchanges) {
                if (headers.stream()
                        .flatMap(header -> exchange.request().header(header).stream())
                        .noneMatch(recorded -> Keys.isRecordedAs(key, recorded))) {
                    findings.add("request " + exchange.number() + ": carried another key, or none");
                }
            }
        }
        addUnlessThereAreRequests(findings);
        return verify("the key " + Keys.shown(key), findings);
    }

    /** For what is true of every request is true of none. */
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
        return actual.exchanges().stream().filter(picked).toList();
    }

    private List<Attempt> attempts() {
        return Attempt.of(exchanges());
    }

    /** Every check ends here: nothing found is a pass, anything else the one failure. */
    private TrafficAssert verify(String expectation, List<String> findings) {
        if (!findings.isEmpty()) {
            throwAssertionError(new FailureText(masked("Expecting " + expectation + ", but:\n  "
                    + Body.shown(String.join("\n  ", findings)) + "\n\n" + table())));
        }
        return this;
    }

    /** Keys can stand in URLs and bodies, too. */
    private String masked(String text) {
        Set<String> recorded = actual.exchanges().stream()
                .flatMap(exchange -> actual.catalog().credentialHeaders().stream()
                        .flatMap(header -> exchange.request().header(header).stream()))
                .collect(Collectors.toSet());
        String masked = text;
        for (String key : recorded) {
            masked = Keys.maskedFromPrefix(masked, key);
        }
        return masked;
    }

    private String table() {
        StringBuilder table = new StringBuilder(actual.name()).append(pickedBy);
        if (actual.dropped() > 0) {
            table.append(" (the oldest ").append(actual.dropped()).append(" requests were dropped)");
        }
        List<Attempt> attempts = attempts();
        table.append(attempts.isEmpty() ? ": no requests" : "\n  attempt        gap  request and answer");
        for (int i = 0; i < attempts.size(); i++) {
            String gap = i == 0 ? "" : seconds(attempts.get(i).gapAfter(attempts.get(i - 1)));
            for (Exchange exchange : attempts.get(i).exchanges()) {
                boolean first = exchange.equals(attempts.get(i).first());
                table.append(String.format(
                        Locale.ROOT,
                        "\n  %7s  %9s  %s %s: %s",
                        first ? i + 1 : "",
                        first ? gap : "reconnect",
                        exchange.request().method(),
                        exchange.request().url(),
                        exchange.outcome()));
            }
        }
        if (attempts.isEmpty() && !actual.exchanges().isEmpty()) {
            table.append("\n\nOther requests:");
            actual.exchanges()
                    .forEach(exchange -> table.append("\n  ")
                            .append(exchange.request().method())
                            .append(' ')
                            .append(exchange.request().url())
                            .append(": ")
                            .append(exchange.outcome()));
        }
        return table.toString();
    }

    /** Rounded down, so that a wait that was too short is not shown as if it were long enough. */
    private static String seconds(Duration duration) {
        return RetryAfter.exactSeconds(duration).setScale(3, RoundingMode.FLOOR) + " s";
    }
}
