package dev.errata.stub.internal.response;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.RateLimit;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.injection.FailureSpec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns failures into replies. */
public final class FailureRenderer {

    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    /** What a fault breaks where the request would have been answered by nothing. */
    private static final Reply BLANK = Reply.of(
            StubResponse.of(200, List.of(new HeaderField("Content-Type", "application/json")), EMPTY_OBJECT),
            Exchange.Source.NOTHING);

    private final Catalog catalog;
    private final CatalogResponses responses;
    private final Clock clock;

    /**
     * Renders failures of a catalog.
     *
     * @param responses the catalog's own answers
     * @param clock dates the errors
     */
    public FailureRenderer(CatalogResponses responses, Clock clock) {
        this.catalog = responses.catalog();
        this.responses = responses;
        this.clock = clock;
    }

    /**
     * Returns the answer to a request that fails.
     *
     * @param failure how it fails
     * @param source what decided so
     * @param otherwise what the request would have been answered, empty if nothing answers it; not needed for an error
     */
    public Reply reply(FailureSpec failure, Exchange.Source source, Optional<Reply> otherwise) {
        Reply whole = failure.scenario()
                .map(scenario -> error(failure, scenario, source))
                .orElseGet(() -> otherwise.orElse(BLANK).from(source));
        return failure.fault().map(fault -> broken(whole, fault)).orElse(whole).later(failure.delay());
    }

    private Reply error(FailureSpec failure, Scenario scenario, Exchange.Source source) {
        ResponseParts parts = parts(failure, scenario);
        Reply documented =
                failure.changed().isEmpty() ? responses.of(scenario, source) : responses.of(scenario, parts, source);
        Instant now = clock.instant();
        RetryAfterHeader form = failure.retryAfter().orElse(RetryAfterHeader.SECONDS);
        Reply asChosen = scenario.envelope().hasRetryAfterHeader() ? documented.unshortened() : documented;
        return failure.headerWait()
                .map(wait -> CatalogResponses.withHeader(asChosen, form, wait, now))
                .or(() -> failure.retryAfter()
                        .map(chosen -> responses.withHeader(documented, chosen, scenario, parts, now)))
                .orElse(documented);
    }

    private ResponseParts parts(FailureSpec failure, Scenario scenario) {
        ResponseParts parts = failure.changed().orElseGet(() -> catalog.parts(scenario.answer()));
        if (!failure.datedNow()) {
            return parts;
        }
        Place timestamp = scenario.envelope().timestamp().map(Place.InJson::new).orElseThrow();
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return scenario.envelope().with(parts, timestamp, TextNode.valueOf(now));
    }

    /**
     * Returns the answer to one request too many.
     *
     * @param limit how the API tells it
     * @param state how much of the quota is left
     * @param header the form of the header {@code Retry-After}, empty if it is as for any other answer
     */
    public Reply exceeded(RateLimit limit, RateLimit.State state, Optional<RetryAfterHeader> header) {
        Scenario scenario = catalog.scenario(limit.scenario());
        RetryAfterHeader form =
                header.orElse(responses.hasRetryAfter(scenario) ? RetryAfterHeader.SECONDS : RetryAfterHeader.ABSENT);
        return responses.exceeded(scenario, limit, state, form, clock.instant());
    }

    private Reply broken(Reply whole, Fault fault) {
        return switch (fault.stage()) {
            case ENVELOPE -> withBrokenEnvelope(whole, fault);
            case CONTENT -> {
                Reply bodied = withBody(whole.with(whole.response().decoded()));
                yield bodied.with(ContentFaults.of(bodied.response(), fault)).brokenBy(fault);
            }
            default -> withBody(whole).brokenBy(fault);
        };
    }

    private Reply withBrokenEnvelope(Reply whole, Fault fault) {
        Reply error = whole.scenario().flatMap(Scenario::code).isPresent() ? whole : serverError(whole.source());
        Envelope envelope = error.scenario().orElseThrow().envelope();
        return error.with(ContentFaults.ofEnvelope(error.response().decoded(), envelope, fault))
                .brokenBy(fault);
    }

    /** Returns the first server error with a code, or another error with a code if the catalog has none of these. */
    private Reply serverError(Exchange.Source source) {
        Scenario scenario = catalog.scenarios().stream()
                .filter(known -> known.code().isPresent())
                .min(Comparator.comparing(known -> known.status() < 500))
                .orElseThrow(() -> new IllegalStateException(
                        "The " + catalog.name() + " has no error with a code, which this fault changes"));
        return responses.of(scenario, source);
    }

    /** Returns a reply that has a body to break; a status that allows none becomes 200. */
    private static Reply withBody(Reply whole) {
        StubResponse response = whole.response();
        if (response.body().length > 0) {
            return whole;
        }
        boolean bodiless = response.status() == 204 || response.status() == 304;
        return whole.with((bodiless ? response.withStatus(200) : response)
                .withHeader("Content-Type", "application/json")
                .withBody(EMPTY_OBJECT));
    }
}
