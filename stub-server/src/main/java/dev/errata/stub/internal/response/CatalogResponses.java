package dev.errata.stub.internal.response;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonEdit;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.RateLimit;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.model.RetryAfter;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns the answers of a catalog into responses, as one server's options want them.
 *
 * <p>A response that tells how long to wait tells it the same in its body and in the header {@code Retry-After}, if it has one.
 */
public final class CatalogResponses {

    private static final String RETRY_AFTER = "Retry-After";

    /** For a client that is told to wait, but not for how long. */
    private static final long USUAL_WAIT = 1;

    private final Catalog catalog;
    private final boolean retryAfterHeader;
    private final OptionalLong shortWait;
    private final Map<String, Reply> documented = new ConcurrentHashMap<>();

    /**
     * Renders the answers of a catalog.
     *
     * @param catalog the catalog
     * @param retryAfterHeader whether the header {@code Retry-After} repeats the wait that a body tells
     * @param shortWait the seconds that replace a longer documented wait
     */
    public CatalogResponses(Catalog catalog, boolean retryAfterHeader, OptionalLong shortWait) {
        this.catalog = catalog;
        this.retryAfterHeader = retryAfterHeader;
        this.shortWait = shortWait;
    }

    /** Returns the catalog. */
    public Catalog catalog() {
        return catalog;
    }

    /** Returns the answer of a scenario, as documented. */
    public Reply of(Scenario scenario, Exchange.Source source) {
        return documented
                .computeIfAbsent(
                        scenario.id(), id -> of(scenario, catalog.parts(scenario.answer()), Exchange.Source.URL))
                .from(source);
    }

    /** Returns the answer of a scenario whose body repeats the request. */
    public Reply of(Scenario scenario, JsonNode json, Exchange.Source source) {
        return of(scenario, catalog.parts(scenario.answer()).withJson(json), source);
    }

    /** Returns the answer of a scenario as a test changed it. */
    Reply of(Scenario scenario, ResponseParts parts, Exchange.Source source) {
        Optional<ResponseParts> shortened = shortened(scenario, parts);
        ResponseParts sent = shortened.orElse(parts);
        Reply reply = Reply.of(withWait(response(scenario.answer(), sent), scenario, sent), source)
                .as(scenario);
        return shortened.isPresent()
                ? reply.shortenedFrom(Duration.ofSeconds(wait(scenario, parts).orElseThrow()))
                : withShortHeader(reply, scenario, sent);
    }

    /** Shortens the wait of a documented header, where the body tells none. A date in it is left as it is. */
    private Reply withShortHeader(Reply reply, Scenario scenario, ResponseParts parts) {
        if (shortWait.isEmpty() || wait(scenario, parts).isPresent()) {
            return reply;
        }
        return waitInHeader(reply)
                .filter(documented -> documented > shortWait.getAsLong())
                .map(documented -> reply.with(
                                reply.response().withHeader(RETRY_AFTER, String.valueOf(shortWait.getAsLong())))
                        .shortenedFrom(Duration.ofSeconds(documented)))
                .orElse(reply);
    }

    /** Returns a reply whose header {@code Retry-After} has this form, and tells the wait of the body as it is sent. */
    Reply withHeader(Reply reply, RetryAfterHeader form, Scenario scenario, ResponseParts parts, Instant now) {
        Optional<Long> documented =
                scenario.envelope().hasRetryAfterHeader() ? waitInHeader(reply) : wait(scenario, parts);
        if (documented.isEmpty()) {
            return withHeader(reply.unshortened(), form, Duration.ofSeconds(USUAL_WAIT), now);
        }
        long told = reply.documentedWait().isPresent() ? shortWait.orElseThrow() : documented.get();
        return withHeader(reply, form, Duration.ofSeconds(told), now);
    }

    /** Returns a reply whose header {@code Retry-After} has this form, and tells this wait. */
    static Reply withHeader(Reply reply, RetryAfterHeader form, Duration wait, Instant now) {
        return reply.with(form.value(wait, now)
                .map(value -> reply.response().withHeader(RETRY_AFTER, value))
                .orElseGet(() -> reply.response().withoutHeader(RETRY_AFTER)));
    }

    /** Returns the answer to one request too many. Its wait ends with the quota's window, and so is never shortened. */
    Reply exceeded(Scenario scenario, RateLimit limit, RateLimit.State state, RetryAfterHeader form, Instant now) {
        Answer answer = scenario.answer();
        ResponseParts parts = catalog.parts(answer);
        ResponseParts filled = answer.json()
                .map(example -> parts.withJson(limit.body(example, state)))
                .orElse(parts);
        Reply reply = Reply.of(response(answer, filled), Exchange.Source.QUOTA).as(scenario);
        return withHeader(reply, form, Duration.ofSeconds(state.retryAfter()), now);
    }

    /** Returns the answer of an endpoint, with a body of its own if there is one. */
    public Reply of(Answer answer, Optional<JsonNode> json) {
        ResponseParts parts = catalog.parts(answer);
        return Reply.of(response(answer, json.map(parts::withJson).orElse(parts)), Exchange.Source.API);
    }

    private StubResponse response(Answer answer, ResponseParts parts) {
        List<HeaderField> headers = new ArrayList<>();
        parts.headers().forEach((name, value) -> headers.add(new HeaderField(name, value)));
        if (!parts.body().isEmpty()) {
            headers.add(new HeaderField("Content-Type", answer.contentType()));
        }
        return StubResponse.of(answer.status(), headers, parts.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Repeats the wait of the body in the header, where the header was asked for or the catalog lists it. */
    private StubResponse withWait(StubResponse response, Scenario scenario, ResponseParts parts) {
        boolean listed = response.header(RETRY_AFTER).isPresent();
        return wait(scenario, parts)
                .filter(wait -> listed ? !documentedWait(scenario).equals(Optional.of(wait)) : retryAfterHeader)
                .map(wait -> response.withHeader(RETRY_AFTER, String.valueOf(wait)))
                .orElse(response);
    }

    /** Returns the body with the short wait, empty if it asks for none, or for another one than documented. */
    private Optional<ResponseParts> shortened(Scenario scenario, ResponseParts parts) {
        return wait(scenario, parts)
                .filter(documented -> shortWait.isPresent() && documented > shortWait.getAsLong())
                .filter(documented -> documentedWait(scenario).equals(Optional.of(documented)))
                .map(documented -> parts.withJson(waiting(scenario, parts.json(), shortWait.getAsLong())));
    }

    private JsonNode waiting(Scenario scenario, JsonNode json, long seconds) {
        JsonPointer place = scenario.envelope().retryAfterInBody().orElseThrow();
        JsonNode everywhere = catalog.rateLimit()
                .filter(limit -> limit.scenario().equals(scenario.id()))
                .map(limit -> limit.waiting(json, seconds))
                .orElseGet(json::deepCopy);
        JsonEdit.set(everywhere, place, LongNode.valueOf(seconds));
        return everywhere;
    }

    /** Returns the seconds to wait that a header tells. */
    private static Optional<Long> waitInHeader(Reply reply) {
        return reply.response()
                .header(RETRY_AFTER)
                .flatMap(RetryAfter::inSeconds)
                .map(Duration::toSeconds);
    }

    private Optional<Long> documentedWait(Scenario scenario) {
        return wait(scenario, catalog.parts(scenario.answer()));
    }

    /** Returns the seconds to wait that a body tells. */
    private static Optional<Long> wait(Scenario scenario, ResponseParts parts) {
        return RetryAfter.inBody(scenario.envelope(), parts).map(Duration::toSeconds);
    }

    /** Returns whether the answer to one request too many has the header without being told to. */
    boolean hasRetryAfter(Scenario scenario) {
        return retryAfterHeader
                || scenario.envelope().hasRetryAfterHeader()
                || catalog.parts(scenario.answer()).header(RETRY_AFTER).isPresent();
    }
}
