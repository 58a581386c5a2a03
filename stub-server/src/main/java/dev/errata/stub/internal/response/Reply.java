package dev.errata.stub.internal.response;

import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Dribble;
import dev.errata.stub.internal.http.exchange.Transmission;
import java.time.Duration;
import java.util.Optional;

/**
 * What a request is answered, and why: the one form that every decision has until it becomes bytes.
 *
 * @param response the response; of a broken one what it would have been
 * @param source what decided on it
 * @param scenario the scenario that it is
 * @param fault the fault that breaks it
 * @param delay how long it is delayed
 * @param dribble whether it is sent piece by piece
 * @param chunked whether its body is sent in chunks
 * @param documentedWait the documented wait, where the response asks for a shorter one
 */
public record Reply(
        StubResponse response,
        Exchange.Source source,
        Optional<Scenario> scenario,
        Optional<Fault> fault,
        Duration delay,
        Optional<Dribble> dribble,
        boolean chunked,
        Optional<Duration> documentedWait) {

    /** Longer than any test; a longer wait could not be counted in milliseconds. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    /** Returns a reply that is sent at once and whole. */
    public static Reply of(StubResponse response, Exchange.Source source) {
        return new Reply(
                response,
                source,
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** Returns the same reply with another response. */
    public Reply with(StubResponse changed) {
        return new Reply(changed, source, scenario, fault, delay, dribble, chunked, documentedWait);
    }

    /** Returns the same reply as the answer of a scenario. */
    public Reply as(Scenario known) {
        return new Reply(response, source, Optional.of(known), fault, delay, dribble, chunked, documentedWait);
    }

    /** Returns the same reply, decided by something else. */
    public Reply from(Exchange.Source other) {
        return new Reply(response, other, scenario, fault, delay, dribble, chunked, documentedWait);
    }

    /** Returns the same reply, with a body that is sent in chunks or not. */
    public Reply chunked(boolean inChunks) {
        return new Reply(response, source, scenario, fault, delay, dribble, inChunks, documentedWait);
    }

    /** Returns the same reply, broken. */
    public Reply brokenBy(Fault breaking) {
        return new Reply(response, source, scenario, Optional.of(breaking), delay, dribble, chunked, documentedWait);
    }

    /** Returns the same reply, which asks for a shorter wait than this. */
    public Reply shortenedFrom(Duration documented) {
        return new Reply(response, source, scenario, fault, delay, dribble, chunked, Optional.of(documented));
    }

    /** Returns the same reply, which asks for no shorter wait than a document or a test does. */
    Reply unshortened() {
        return new Reply(response, source, scenario, fault, delay, dribble, chunked, Optional.empty());
    }

    /** Returns the same reply, delayed by so much more. */
    public Reply later(Duration more) {
        return more.isZero()
                ? this
                : new Reply(response, source, scenario, fault, sum(delay, more), dribble, chunked, documentedWait);
    }

    private static Duration sum(Duration delay, Duration more) {
        return more.compareTo(LONGEST.minus(delay)) > 0 ? LONGEST : delay.plus(more);
    }

    /** Returns how the response leaves. */
    public Transmission transmission() {
        return new Transmission(response, fault.filter(Reply::isOnTheWay), dribble, chunked);
    }

    private static boolean isOnTheWay(Fault fault) {
        return fault.stage() != Fault.Stage.CONTENT && fault.stage() != Fault.Stage.ENVELOPE;
    }
}
