package dev.errata.stub.internal.pipeline;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.internal.json.Nearest;
import dev.errata.fixtures.masking.Masking;
import dev.errata.fixtures.model.RateLimit;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.injection.FailureSpec;
import dev.errata.stub.internal.armed.Armed;
import dev.errata.stub.internal.armed.Quotas;
import dev.errata.stub.internal.http.exchange.Responder;
import dev.errata.stub.internal.response.CatalogResponses;
import dev.errata.stub.internal.response.FailureRenderer;
import dev.errata.stub.internal.response.Reply;
import dev.errata.stub.internal.response.UnmatchedResponse;
import dev.errata.stub.internal.routing.Routes;
import dev.errata.stub.internal.upstream.Upstream;
import dev.errata.stub.internal.wiremock.StubAnswer;
import dev.errata.stub.internal.wiremock.UserStubs;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a request is answered. The first of these that has an answer wins: scripts; at the plain URL quotas, then chaos;
 * the user's own stubs; the scenario or fault of the URL; triggers; the upstream, or endpoints if there is none; 501. Then the figures of a quota go into the
 * headers, and the latency is added.
 */
final class ResponsePipeline {

    private final Catalog catalog;

    private final Armed armed;
    private final UserStubs stubs;
    private final @Nullable Upstream upstream;
    private final CatalogResponses responses;
    private final PlainApi plain;
    private final FailureRenderer failures;
    private final UnmatchedRequests unmatched = new UnmatchedRequests();

    ResponsePipeline(
            CatalogResponses responses, Armed armed, UserStubs stubs, @Nullable Upstream upstream, Clock clock) {
        this.catalog = responses.catalog();
        this.armed = armed;
        this.stubs = stubs;
        this.upstream = upstream;
        this.responses = responses;
        this.plain = new PlainApi(responses);
        this.failures = new FailureRenderer(responses, clock);
    }

    UnmatchedRequests unmatched() {
        return unmatched;
    }

    /**
     * Decides about a request.
     *
     * @param request the request as the API sees it
     * @param target where it was sent
     * @param responder knows who sent it
     * @param answer takes the reply, once; WireMock is told that a stub's answer left when this returns
     */
    void decide(StubRequest request, Target target, Responder responder, Consumer<Reply> answer) {
        Decision decision = decision(request, target);
        if (decision.isFinal()) {
            answer.accept(reply(decision, Optional.empty(), request, target));
        } else {
            stubs.answer(
                    request,
                    stub -> answer.accept(reply(
                            decision,
                            otherwise(request, target, responder, stub.map(ResponsePipeline::own)),
                            request,
                            target)));
        }
    }

    private Decision decision(StubRequest request, Target target) {
        Optional<String> key = target.isPlain() ? countedKey(request) : Optional.empty();
        Optional<FailureSpec> scripted = armed.scripts().take(request);
        if (scripted.filter(failure -> !failure.passes()).isPresent()) {
            return new Decision(
                    scripted,
                    Exchange.Source.SCRIPT,
                    key.flatMap(armed.quotas()::left).map(left -> new Quotas.Verdict(false, left, Optional.empty())));
        }
        if (!target.isPlain()) {
            return Decision.PASS;
        }
        Optional<Quotas.Verdict> quota = key.flatMap(armed.quotas()::count);
        return quota.filter(Quotas.Verdict::exceeded).isPresent()
                ? new Decision(Optional.empty(), Exchange.Source.QUOTA, quota)
                : new Decision(armed.sample(request), Exchange.Source.CHAOS, quota);
    }

    /** Returns whose requests are counted, empty if nobody's are. A key is the same in whichever header it comes. */
    private Optional<String> countedKey(StubRequest request) {
        if (!armed.quotas().any()) {
            return Optional.empty();
        }
        List<String> keys = catalog.credentialHeaders();
        return keys.isEmpty()
                ? Optional.of("")
                : keys.stream()
                        .flatMap(name -> request.header(name).stream())
                        .map(value -> Masking.withoutScheme(value).strip())
                        .filter(key -> !key.isEmpty())
                        .findFirst();
    }

    private Reply reply(Decision decision, Optional<Reply> otherwise, StubRequest request, Target target) {
        Reply reply = decision.isExceeded()
                ? decision.quota()
                        .map(quota -> failures.exceeded(rateLimit(), quota.state(), quota.header()))
                        .orElseThrow()
                : decision.failure()
                        .map(failure -> failures.reply(failure, decision.source(), otherwise))
                        .or(() -> otherwise)
                        .orElseGet(() -> refuse(request, unknown(request, target)));
        return decision.quota()
                .map(quota -> withRateLimitHeaders(reply, quota.state()))
                .orElse(reply)
                .later(armed.nextDelay());
    }

    private RateLimit rateLimit() {
        return catalog.rateLimit().orElseThrow();
    }

    /** A user's own stub tells nothing, nor does the error itself where it came for another reason and has figures. */
    private Reply withRateLimitHeaders(Reply reply, RateLimit.State state) {
        boolean hasFigures = reply.source() != Exchange.Source.QUOTA
                && reply.scenario()
                        .filter(scenario -> scenario.id().equals(rateLimit().scenario()))
                        .isPresent();
        if (reply.source() == Exchange.Source.STUB || hasFigures) {
            return reply;
        }
        Map<String, String> figures = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        figures.putAll(rateLimit().headers(state));
        StubResponse response = reply.response();
        List<HeaderField> headers = response.headers().stream()
                .map(header -> figures.containsKey(header.name())
                        ? new HeaderField(header.name(), figures.get(header.name()))
                        : header)
                .toList();
        return reply.with(new StubResponse(response.status(), response.reason(), headers, response.body()));
    }

    private static Reply own(StubAnswer stub) {
        return new Reply(
                stub.response(),
                Exchange.Source.STUB,
                Optional.empty(),
                stub.fault(),
                stub.delay(),
                stub.dribble(),
                stub.chunked(),
                Optional.empty());
    }

    /** Returns what a request is answered where nothing was decided before, empty if nothing fits it. */
    private Optional<Reply> otherwise(StubRequest request, Target target, Responder responder, Optional<Reply> stub) {
        return switch (target.kind()) {
            case PLAIN -> stub.or(() -> plain(request, responder));
            case SCENARIO -> stub.or(() -> scenario(target.name()));
            case FAULT ->
                fault(target.name())
                        .map(fault -> failures.reply(
                                FailureSpec.of(fault), Exchange.Source.URL, stub.or(() -> plain(request, responder))));
        };
    }

    /** An upstream answers in the place of endpoints, but not of triggers. */
    private Optional<Reply> plain(StubRequest request, Responder responder) {
        Optional<Reply> known = plain.answer(request);
        boolean triggered = known.flatMap(Reply::scenario).isPresent();
        return upstream == null || triggered ? known : forwarded(upstream, request, responder);
    }

    /** What says for itself that nothing answers, here or behind the upstream, does not speak for the API. */
    private Optional<Reply> forwarded(Upstream to, StubRequest request, Responder responder) {
        Optional<Reply> reply = to.forward(request, responder.client());
        reply.flatMap(answer -> UnmatchedResponse.reason(answer.response())).ifPresent(reason -> note(request, reason));
        return reply;
    }

    private Optional<Reply> scenario(String id) {
        return catalog.findScenario(id).map(scenario -> responses.of(scenario, Exchange.Source.URL));
    }

    private static Optional<Fault> fault(String name) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.stage() != Fault.Stage.CONNECTION)
                .filter(fault -> fault.name().equals(name))
                .findFirst();
    }

    private String unknown(StubRequest request, Target target) {
        return switch (target.kind()) {
            case PLAIN ->
                upstream != null
                        ? "%s %s is not forwarded to %s, because it is not below the base path %s."
                                .formatted(request.method(), request.target(), upstream, catalog.basePath())
                        : "%s %s matches no endpoint of the %s. %s"
                                .formatted(
                                        request.method(),
                                        request.target(),
                                        catalog.name(),
                                        Routes.of(catalog).nearest(request));
            case SCENARIO ->
                "Unknown scenario \"%s\" in %s.%s"
                        .formatted(
                                target.name(),
                                catalog.name(),
                                suggestion(
                                        target.name(),
                                        catalog.scenarios().stream()
                                                .map(known -> known.id())
                                                .toList()));
            case FAULT ->
                "Unknown fault \"%s\".%s"
                        .formatted(
                                target.name(),
                                suggestion(
                                        target.name(),
                                        Arrays.stream(Fault.values())
                                                .map(Fault::name)
                                                .toList()));
        };
    }

    private static String suggestion(String name, List<String> known) {
        return Nearest.to(name, known)
                .map(nearest -> " Did you mean \"" + nearest + "\"?")
                .orElseGet(() -> known.stream().collect(Collectors.joining(", ", " Expected one of ", ".")));
    }

    private Reply refuse(StubRequest request, String reason) {
        String shown = note(request, reason);
        return Reply.of(UnmatchedResponse.because(shown), Exchange.Source.NOTHING);
    }

    /** Returns the answer to a request that could not be decided about, because something failed on the way. */
    Reply failed(StubRequest request, Throwable cause) {
        String shown =
                note(request, "%s %s could not be answered: %s".formatted(request.method(), request.target(), cause));
        return Reply.of(UnmatchedResponse.because(500, shown), Exchange.Source.NOTHING);
    }

    /** Notes that something failed after a request was answered, such as a listener of the user's. */
    void failedAfterAnswer(StubRequest request, Throwable cause) {
        String unused = note(
                request,
                "%s %s was answered, and then failed: %s".formatted(request.method(), request.target(), cause));
    }

    /** Notes why a request was not answered as it should be; returns the reason as it may be shown. */
    private String note(StubRequest request, String reason) {
        String shown = request.masked(reason, catalog.masking());
        unmatched.add(shown);
        return shown;
    }

    /** Returns the answer to a request that could not be read. */
    Reply unreadable(StubRequest request, int status, String reason) {
        String line = (request.method() + " " + request.target()).strip();
        String unused = note(request, (line.isEmpty() ? "A request" : line) + " could not be read: " + reason);
        return Reply.of(UnmatchedResponse.because(status, reason), Exchange.Source.UNREADABLE);
    }
}
