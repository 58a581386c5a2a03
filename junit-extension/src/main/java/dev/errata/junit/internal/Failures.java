package dev.errata.junit.internal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.Answer;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.RateLimit;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.Fault;
import dev.errata.junit.RetryAfterHeader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns ways to fail into answers. */
record Failures(Catalog catalog, Responses responses, Clock clock) {

    /** For a client that is told to wait, but not for how long. */
    private static final long USUAL_WAIT = 1;

    /** What a fault breaks where a request would have got nothing that can be broken. */
    private static final Reply BLANK = Reply.of(
            new ResponseDefinitionBuilder()
                    .withHeader("Content-Type", "application/json")
                    .withBody("{}")
                    .build(),
            Exchange.Source.NOTHING);

    /**
     * The answer to a request that fails.
     *
     * @param failure how it fails
     * @param source what decided so
     * @param otherwise what the request would have got, empty if nothing fits it
     */
    Reply reply(Failure failure, Exchange.Source source, Supplier<Optional<Reply>> otherwise) {
        Reply whole = failure.scenario()
                .map(scenario -> Reply.of(error(failure, scenario), source, scenario))
                .orElseGet(() -> otherwise.get().orElse(BLANK).from(source));
        return failure.fault().map(fault -> broken(whole, fault)).orElse(whole).later(failure.delay());
    }

    private ResponseDefinition error(Failure failure, Scenario scenario) {
        Answer answer = scenario.answer();
        Instant now = clock.instant();
        Optional<JsonNode> json = failure.body().or(answer::json);
        Optional<JsonPointer> timestamp = catalog.envelope().timestamp().filter(place -> failure.dated());
        Optional<JsonNode> dated = json.map(body -> timestamp
                .map(place -> catalog.envelope()
                        .with(
                                body,
                                place,
                                TextNode.valueOf(
                                        now.truncatedTo(ChronoUnit.SECONDS).toString())))
                .orElse(body));
        String body = dated.map(JsonNode::toString).orElse(answer.body());
        return retryAfter(failure, answer)
                .map(form -> responses.of(
                        answer,
                        body,
                        form.value(
                                Duration.ofSeconds(
                                        json.flatMap(responses::secondsToWait).orElse(USUAL_WAIT)),
                                now)))
                .orElseGet(() -> responses.of(answer, body));
    }

    /** A time to wait that a script chose goes into the header too, if there is to be one. */
    private Optional<RetryAfterHeader> retryAfter(Failure failure, Answer answer) {
        return failure.retryAfter()
                .or(() -> failure.body()
                        .filter(changed -> responses.hasRetryAfter(answer))
                        .flatMap(responses::secondsToWait)
                        .map(seconds -> RetryAfterHeader.SECONDS));
    }

    /** The answer to one request too many. */
    Reply exceeded(RateLimit rateLimit, RateLimit.State state, Optional<RetryAfterHeader> header) {
        Scenario scenario = catalog.scenario(rateLimit.scenario());
        String body = scenario.answer()
                .json()
                .map(example -> rateLimit.body(example, state).toString())
                .orElse(scenario.answer().body());
        Optional<String> retryAfter = header.orElse(
                        responses.hasRetryAfter(scenario.answer()) ? RetryAfterHeader.SECONDS : RetryAfterHeader.ABSENT)
                .value(Duration.ofSeconds(state.retryAfter()), clock.instant());
        return Reply.of(responses.of(scenario.answer(), body, retryAfter), Exchange.Source.QUOTA, scenario);
    }

    private Reply broken(Reply whole, Fault fault) {
        return switch (fault.stage()) {
            case ENVELOPE -> brokenEnvelope(whole, fault);
            case CONTENT -> {
                Reply bodied = bodied(whole);
                yield bodied.with(ContentFaults.of(bodied.response(), fault)).brokenBy(fault);
            }
            default -> bodied(whole).brokenBy(fault);
        };
    }

    private Reply brokenEnvelope(Reply whole, Fault fault) {
        Reply error = whole.scenario().flatMap(Scenario::code).isPresent() ? whole : serverError(whole.source());
        JsonNode json = JsonText.tree(new String(error.response().getByteBody(), StandardCharsets.UTF_8));
        return error.with(ContentFaults.of(error.response(), json, catalog.envelope(), fault))
                .brokenBy(fault);
    }

    /** The first server error with a code; a catalog without one has some other error with a code. */
    private Reply serverError(Exchange.Source source) {
        Scenario scenario = catalog.scenarios().stream()
                .filter(known -> known.code().isPresent())
                .min(Comparator.comparing(known -> known.status() < 500))
                .orElseThrow(() -> new IllegalStateException(
                        "The " + catalog.name() + " has no error whose code could be broken"));
        return Reply.of(responses.of(scenario.answer()), source, scenario);
    }

    private static Reply bodied(Reply whole) {
        ResponseDefinition response = whole.response();
        return response.getByteBody() == null || response.getByteBody().length == 0
                ? BLANK.from(whole.source())
                : whole;
    }
}
