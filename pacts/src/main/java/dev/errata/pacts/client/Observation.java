package dev.errata.pacts.client;

import dev.errata.assertions.TrafficAssert;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Provenance;
import dev.errata.fixtures.Traffic;
import dev.errata.junit.StubServer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What came of one call of a client, made for a rule. */
final class Observation {

    private final Key key;
    private final Rule rule;
    private final Situation situation;
    private final Traffic traffic;
    private final @Nullable ClientReport report;
    private final @Nullable Throwable escaped;

    private Observation(
            Key key,
            Rule rule,
            Situation situation,
            Traffic traffic,
            @Nullable ClientReport report,
            @Nullable Throwable escaped) {
        this.key = key;
        this.rule = rule;
        this.situation = situation;
        this.traffic = traffic;
        this.report = report;
        this.escaped = escaped;
    }

    /**
     * Lets a client meet a situation.
     *
     * @throws AssertionFailedError if it sent no request, or there is no report
     */
    static Observation of(ClientContract client, Catalog catalog, Rule rule, Situation situation) {
        Observation seen = call(client, catalog, rule, situation);
        if (situation.reachable() && seen.traffic.total() == 0) {
            throw seen.failure("a request to the URL that call(...) is given", "there was none");
        }
        if (seen.report == null && seen.escaped == null) {
            throw seen.failure(
                    "a report",
                    "call(...) returned null; let it return ClientReport.value(...) or ClientReport.error(...)");
        }
        return seen;
    }

    private static Observation call(ClientContract client, Catalog catalog, Rule rule, Situation situation) {
        Key key = new Key(client.apiKey());
        try (StubServer server = StubServer.start(catalog)) {
            ClientReport report = null;
            Throwable escaped = null;
            try {
                report = client.call(situation.set().apply(server), key.value());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                escaped = e;
            } catch (Throwable e) {
                escaped = e;
            }
            return new Observation(key, rule, situation, server.traffic(), report, escaped);
        }
    }

    /** The error that the client reported. Anything else breaks the rule. */
    ClientReport error() {
        if (outlasted()) {
            throw judgedBy(Rule.REQUIRED_RETRIES_ARE_BOUNDED);
        }
        if (report == null) {
            throw failure("an error", "call(...) threw " + escaped);
        }
        if (!report.isError()) {
            throw failure("an error", "the client reported a value");
        }
        return report;
    }

    /** The error that the client reported. Anything else breaks a rule, but not this one. */
    ClientReport errorIfAny() {
        if (report == null || !report.isError()) {
            throw judgedBy(Rule.REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS);
        }
        return error();
    }

    private static TestAbortedException judgedBy(Rule other) {
        return new TestAbortedException("the client did not report the error, which " + other + " judges");
    }

    /** Whether the client tried until nothing failed any more. */
    private boolean outlasted() {
        Exchange.Source source = last().source();
        return source == Exchange.Source.API || source == Exchange.Source.NOTHING;
    }

    /** What the client let out that shows the key. */
    List<String> leaks() {
        return key.leaks(report, escaped);
    }

    List<Exchange> exchanges() {
        return traffic.exchanges();
    }

    /** The last answer, which is the one that the client reports. */
    Exchange.Response answer() {
        return last().response()
                .orElseThrow(() -> new IllegalStateException(situation.name() + " has no answer to compare with"));
    }

    private Exchange last() {
        return exchanges().get(exchanges().size() - 1);
    }

    /** Verifies what the client did. */
    void verify(Consumer<TrafficAssert> expectation) {
        try {
            expectation.accept(new TrafficAssert(traffic));
        } catch (AssertionError e) {
            // What was expected and found, an empty line, and a table of the attempts.
            String[] parts = String.valueOf(e.getMessage()).strip().split("\n\n", 2);
            throw failure(parts[0], parts[1], escaped);
        }
    }

    /** The failure of the rule. */
    AssertionFailedError failure(String expectation, String finding) {
        return failure("Expecting " + expectation + ", but:\n  " + finding, traffic.toString(), escaped);
    }

    /** The failure of the rule about the key, without a cause whose text may show it. */
    AssertionFailedError leak(String expectation, String finding) {
        return failure("Expecting " + expectation + ", but:\n  " + finding, traffic.toString(), null);
    }

    private AssertionFailedError failure(String findings, String table, @Nullable Throwable cause) {
        StringBuilder text = new StringBuilder();
        text.append(rule).append(", ").append(situation.name()).append('\n').append(findings);
        situation.source().ifPresent(source -> text.append("\n\n").append(told(source)));
        text.append("\n\nThe server answered:\n  ").append(indented(answered()));
        text.append("\nThe client reported:\n  ").append(indented(report == null ? "nothing" : report.toString()));
        text.append("\n\n").append(table);
        return new AssertionFailedError(key.masked(text.toString()), cause);
    }

    private String told(Provenance source) {
        String where = source.isDocumented()
                ? "\"%s\", under \"%s\"".formatted(traffic.catalog().document().title(), source.source())
                : source.source();
        return "Source (" + source.kind() + "): " + where;
    }

    private String answered() {
        if (exchanges().isEmpty()) {
            return "nothing";
        }
        return last().response()
                .map(answer -> "HTTP " + answer.status() + " " + answer.body())
                .orElseGet(() -> last().outcome());
    }

    private static String indented(String text) {
        return text.strip().replace("\n", "\n  ");
    }
}
