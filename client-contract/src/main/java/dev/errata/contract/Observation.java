package dev.errata.contract;

import dev.errata.assertions.TrafficAssert;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.stub.StubServer;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What one call of a client did and reported.
 *
 * @param key the key that the client was given
 * @param rule the rule that is tested
 * @param situation how the server failed
 * @param traffic what the server saw
 * @param report what the client reported, {@code null} if it threw something or reported nothing
 * @param escaped what the client threw, {@code null} if it threw nothing
 */
record Observation(
        ApiKey key,
        Rule rule,
        Situation situation,
        Traffic traffic,
        @Nullable ClientReport report,
        @Nullable Throwable escaped) {

    /**
     * Calls a client in a situation.
     *
     * @throws AssertionFailedError if it sent no request, or there is no report
     */
    static Observation of(ClientContract client, Catalog catalog, Rule rule, Situation situation) {
        Observation seen = call(client, catalog, rule, situation);
        if (situation.reachable() && seen.exchanges().isEmpty()) {
            throw seen.failure("a request to the base URL that call(...) is given", "the client sent none");
        }
        if (seen.report == null && seen.escaped == null) {
            throw seen.failure(
                    "a report", "call(...) returned null; return ClientReport.value(...) or ClientReport.error(...)");
        }
        return seen;
    }

    private static Observation call(ClientContract client, Catalog catalog, Rule rule, Situation situation) {
        ApiKey key = new ApiKey(client.apiKey());
        try (StubServer<ApiError> server = StubServer.start(catalog, situation.options())) {
            // What the server refuses is no fault of the client.
            URI baseUrl = situation.arm().apply(server);
            ClientReport report = null;
            Throwable escaped = null;
            try {
                report = client.call(baseUrl, key.value());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                escaped = e;
            } catch (Throwable e) {
                escaped = e;
            }
            return new Observation(key, rule, situation, server.traffic(), report, escaped);
        }
    }

    /** Returns the error that the client reported. Anything else breaks the rule. */
    ClientReport error() {
        if (outlasted()) {
            throw skipped(Rule.REQUIRED_LIMITS_RETRIES);
        }
        if (report == null) {
            throw failure("an error", "call(...) threw " + escaped);
        }
        if (!report.isError()) {
            throw failure("an error", "the client reported a value");
        }
        return report;
    }

    /** Returns the error that the client reported. Anything else breaks another rule than this one, and skips it. */
    ClientReport errorOrSkip() {
        if (report == null || !report.isError()) {
            throw skipped(Rule.REQUIRED_REPORTS_DOCUMENTED_ERRORS);
        }
        return error();
    }

    private static TestAbortedException skipped(Rule other) {
        return new TestAbortedException("Skipped, because the client did not report the error: see " + other);
    }

    /** Returns whether the client retried until the server did not fail any more. */
    private boolean outlasted() {
        Exchange.Source source = last().source();
        return source == Exchange.Source.API || source == Exchange.Source.NOTHING;
    }

    /** Returns the messages of the client that contain the key, in words. */
    List<String> leaks() {
        return key.leaks(report, escaped);
    }

    List<Exchange> exchanges() {
        return traffic.attempts();
    }

    /** Returns the last answer, which is the one that the client reports. */
    Exchange.Response answer() {
        return last().response()
                .orElseThrow(() -> new IllegalStateException(situation.name() + " has no answer to compare with"));
    }

    Exchange last() {
        return exchanges().get(exchanges().size() - 1);
    }

    /** Verifies what the client did. */
    void verify(Consumer<TrafficAssert> expectation) {
        try {
            expectation.accept(new TrafficAssert(traffic));
        } catch (AssertionError e) {
            // The message is what was expected and found, an empty line, and a table of the attempts.
            String[] parts = String.valueOf(e.getMessage()).strip().split("\n\n", 2);
            throw FailureMessage.of(this, parts[0], parts[1]).toError(escaped);
        }
    }

    /** Returns the failure of the rule. */
    AssertionFailedError failure(String expectation, String finding) {
        return message(expectation, finding).toError(escaped);
    }

    /** Returns the failure of the rule about the key. It has no cause, because the text of one may contain the key. */
    AssertionFailedError leakFailure(String expectation, String finding) {
        return message(expectation, finding).toError(null);
    }

    private FailureMessage message(String expectation, String finding) {
        return FailureMessage.of(this, "Expecting " + expectation + ", but:\n  " + finding, traffic.toString());
    }
}
