package dev.errata.junit.internal;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.RateLimit;
import dev.errata.junit.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one lane behaves: decides what a request gets. The catalog's answers are shared with every other lane of that catalog
 * and never change; all else is this lane's own.
 *
 * <p>The first of these that has an answer wins: scripts; at the plain URL quotas, then chance; the user's own stubs; the
 * scenario or fault of the URL; the catalog. Then the figures of a quota go into the headers, and the latency holds it back.
 */
public final class Behaviour {

    /** More than anyone reads; the requests of a long run must not fill the memory. */
    private static final int MOST_UNMATCHED = 1_000;

    /** A key is the same one in whichever header it comes. */
    private static final Pattern BEARER = Pattern.compile("^Bearer(\\s+|$)", Pattern.CASE_INSENSITIVE);

    private final Catalog catalog;
    private final CatalogAnswers answers;
    private final Failures failures;
    private final Scripts scripts = new Scripts();
    private final Quotas quotas;
    private final List<Chance> chances = new CopyOnWriteArrayList<>();
    private final List<String> unmatched = new ArrayList<>();
    private volatile UserStubs stubs = new UserStubs();
    private volatile @Nullable Supplier<Duration> latency;

    Behaviour(Catalog catalog, CatalogAnswers answers, Clock clock) {
        this.catalog = catalog;
        this.answers = answers;
        this.failures = new Failures(catalog, answers.responses(), clock);
        this.quotas = new Quotas(clock);
    }

    /** Begins to read the triggers, which the plain API waits for. */
    void prepare() {
        Background<Routes> unused = answers.routes();
    }

    /** Waits until all triggers have been read; throws {@link IllegalArgumentException} if one cannot be read. */
    void requireTriggers() {
        Routes unused = answers.plain();
    }

    /**
     * The scripts.
     *
     * @return to be added to
     */
    public Scripts scripts() {
        return scripts;
    }

    /**
     * The limits on the requests of each key.
     *
     * @return to be added to
     */
    public Quotas quotas() {
        return quotas;
    }

    /**
     * Lets requests fail by chance; what has been stopped before is forgotten.
     *
     * @param chance decides which of them
     */
    public void expose(Chance chance) {
        chances.removeIf(Chance::isStopped);
        chances.add(chance);
    }

    /**
     * What lets requests fail by chance, or did so until it was stopped.
     *
     * @return the latest last
     */
    public List<Chance> chances() {
        return List.copyOf(chances);
    }

    /**
     * The user's own stubs.
     *
     * @return to be added to
     */
    public UserStubs stubs() {
        return stubs;
    }

    /**
     * Holds back all answers.
     *
     * @param delays how long; asked for one answer at a time
     */
    public void delay(Supplier<Duration> delays) {
        latency = delays;
    }

    /** Ends everything that was added: only the catalog answers from now on. */
    public void reset() {
        scripts.clear();
        quotas.clear();
        chances.forEach(Chance::stop);
        chances.clear();
        stubs = new UserStubs();
        latency = null;
        List<String> unused = takeUnmatched();
    }

    /**
     * Takes the requests that nothing fitted, so that they are reported once.
     *
     * @return a line for each of the first 1,000
     */
    public List<String> takeUnmatched() {
        synchronized (unmatched) {
            List<String> taken = List.copyOf(unmatched);
            unmatched.clear();
            return taken;
        }
    }

    /**
     * Decides what a request gets.
     *
     * @param request the request as the API itself would see it
     * @param target the scenario or fault of the URL, empty at the plain URL
     * @param prefix what stands before the API's paths on the host
     */
    Reply decide(LaneRequest request, String target, String prefix) {
        try {
            return late(scripted(request, target, prefix)
                    .orElseGet(() -> target.isEmpty() ? limited(request, prefix) : unlimited(request, target, prefix)));
        } catch (RuntimeException | StackOverflowError e) {
            // Jetty would make an HTML page with status 500 of it, which a test could take for the API's own.
            return refuse("%s %s could not be answered: %s".formatted(request.getMethod(), request.getUrl(), e));
        }
    }

    private Optional<Reply> scripted(LaneRequest request, String target, String prefix) {
        return scripts.take(request)
                .flatMap(Script.Step::failure)
                .map(failure -> failures.reply(failure, Exchange.Source.SCRIPT, () -> known(request, target, prefix)))
                .map(reply -> counted(request)
                        .filter(key -> target.isEmpty())
                        .flatMap(quotas::left)
                        .map(left -> told(reply, left))
                        .orElse(reply));
    }

    private Reply limited(LaneRequest request, String prefix) {
        return counted(request)
                .flatMap(quotas::count)
                .map(count -> told(
                        count.exceeded()
                                ? failures.exceeded(rateLimit(), count.state(), quotas.header())
                                : exposed(request, prefix),
                        count.state()))
                .orElseGet(() -> exposed(request, prefix));
    }

    /** Whose requests are counted, empty if nobody's are. */
    private Optional<String> counted(LaneRequest request) {
        if (!quotas.any()) {
            return Optional.empty();
        }
        List<String> keys = catalog.credentialHeaders();
        return keys.isEmpty()
                ? Optional.of("")
                : keys.stream()
                        .filter(request::containsHeader)
                        .map(request::getHeader)
                        .map(value -> BEARER.matcher(value).replaceFirst("").strip())
                        .filter(key -> !key.isEmpty())
                        .findFirst();
    }

    private RateLimit rateLimit() {
        return catalog.rateLimit().orElseThrow();
    }

    /** Nothing is told by a stub of the user's own, nor by the error itself that came for another reason and has figures. */
    private Reply told(Reply reply, RateLimit.State state) {
        boolean hasFigures = reply.source() != Exchange.Source.QUOTA
                && reply.scenario()
                        .filter(scenario -> scenario.id().equals(rateLimit().scenario()))
                        .isPresent();
        return reply.source() == Exchange.Source.STUB || hasFigures
                ? reply
                : reply.withHeaders(rateLimit().headers(state));
    }

    private Reply exposed(LaneRequest request, String prefix) {
        for (Chance chance : chances) {
            Optional<Failure> failure = chance.strike(request);
            if (failure.isPresent()) {
                return failures.reply(failure.get(), Exchange.Source.CHAOS, () -> known(request, "", prefix));
            }
        }
        return unlimited(request, "", prefix);
    }

    private Reply unlimited(LaneRequest request, String target, String prefix) {
        return known(request, target, prefix).orElseGet(() -> refuse(unknown(request, target)));
    }

    private Optional<Reply> known(LaneRequest request, String target, String prefix) {
        if (target.startsWith(LanePath.FAULT)) {
            return Arrays.stream(Fault.values())
                    .filter(fault -> fault != Fault.CONNECTION_REFUSED)
                    .filter(fault -> target.equals(LanePath.FAULT + fault))
                    .findFirst()
                    .map(fault ->
                            failures.reply(Failure.of(fault), Exchange.Source.URL, () -> known(request, "", prefix)));
        }
        return stubs.answer(request, prefix)
                .map(stub -> Reply.of(stub, Exchange.Source.STUB))
                .or(() -> target.isEmpty() ? answers.plain().answer(request) : answers.of(target));
    }

    private Reply late(Reply reply) {
        Supplier<Duration> delays = latency;
        if (delays == null) {
            return reply;
        }
        synchronized (delays) {
            return reply.later(delays.get());
        }
    }

    private String unknown(LaneRequest request, String target) {
        if (target.isEmpty()) {
            return "%s %s fits nothing that the %s knows. %s"
                    .formatted(
                            request.getMethod(),
                            request.getUrl(),
                            catalog.name(),
                            answers.plain().nearest(request));
        }
        return target.startsWith(LanePath.FAULT)
                ? "There is no fault \"%s\".".formatted(target.substring(LanePath.FAULT.length()))
                : "The %s has no scenario \"%s\".".formatted(catalog.name(), target);
    }

    private Reply refuse(String reason) {
        synchronized (unmatched) {
            if (unmatched.size() < MOST_UNMATCHED) {
                unmatched.add(reason);
            }
        }
        return Reply.of(Refusal.because(reason), Exchange.Source.NOTHING);
    }
}
