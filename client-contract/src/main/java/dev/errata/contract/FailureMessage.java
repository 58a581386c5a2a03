package dev.errata.contract;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.Provenance;
import dev.errata.fixtures.traffic.Exchange;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The message of a failed rule: what was expected, where the document says so, what the server answered, what the client
 * reported, and what it did. It contains no key.
 *
 * @param text the message
 */
record FailureMessage(String text) {

    /**
     * Returns the message for a call.
     *
     * @param seen what the call did
     * @param findings what was expected and found
     * @param table the requests
     */
    static FailureMessage of(Observation seen, String findings, String table) {
        Situation situation = seen.situation();
        ClientReport report = seen.report();
        StringBuilder text = new StringBuilder();
        text.append(seen.rule())
                .append(", ")
                .append(situation.name())
                .append('\n')
                .append(findings);
        situation.source().ifPresent(source -> text.append("\n\n").append(cited(seen, source)));
        text.append("\n\nThe server answered:\n  ").append(indented(answered(seen)));
        text.append("\nThe client reported:\n  ").append(indented(report == null ? "nothing" : report.toString()));
        text.append("\n\n").append(table);
        return new FailureMessage(seen.key().masked(seen.traffic().masking().text(text.toString())));
    }

    AssertionFailedError toError(@Nullable Throwable cause) {
        return new AssertionFailedError(text, cause);
    }

    private static String cited(Observation seen, Provenance source) {
        String where = source.isDocumented()
                ? "\"%s\", under \"%s\""
                        .formatted(seen.traffic().catalog().document().title(), source.source())
                : source.source();
        return "Source (" + source.kind() + "): " + where;
    }

    private static String answered(Observation seen) {
        return seen.exchanges().isEmpty()
                ? "nothing"
                : Optional.of(seen.last())
                        .flatMap(last -> last.response())
                        .map(answer -> "HTTP " + answer.status() + " "
                                + headers(seen.traffic().catalog(), answer) + answer.body())
                        .orElseGet(() -> seen.last().outcome());
    }

    /** Names the headers that tell something about the error. */
    private static String headers(Catalog catalog, Exchange.Response answer) {
        Stream<String> ofFacts = catalog.envelopes().stream()
                .flatMap(envelope -> Stream.concat(envelope.code().stream(), envelope.message().stream()))
                .flatMap(place -> place instanceof Place.InHeader header ? Stream.of(header.name()) : Stream.empty());
        String headers = Stream.concat(ofFacts, Stream.of("Retry-After"))
                .distinct()
                .flatMap(name -> answer.header(name).map(value -> name + ": " + value).stream())
                .collect(Collectors.joining(", "));
        return headers.isEmpty() ? "" : "(" + headers + ") ";
    }

    private static String indented(String text) {
        return text.strip().replace("\n", "\n  ");
    }
}
