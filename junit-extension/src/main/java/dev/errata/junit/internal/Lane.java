package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.Traffic;
import dev.errata.junit.Fault;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One server as a test holds it: its place on a host, how it behaves, and what it has seen. Nothing of that is shared with
 * another lane.
 */
public final class Lane implements AutoCloseable {

    /**
     * A lane's place on a host.
     *
     * @param host the URL of the host
     * @param id the path prefix, empty if the whole host is the lane's
     * @param leave gives the place up
     */
    record Address(String host, String id, Runnable leave) {}

    private final Catalog catalog;
    private final Address address;
    private final Behaviour behaviour;
    private final RawAnswers.Open rawAnswers = new RawAnswers.Open();
    private final RefusingPort refusing = new RefusingPort();
    private final TrafficLog traffic;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lane(Catalog catalog, CatalogAnswers answers, Clock clock, Address address) {
        this.catalog = catalog;
        this.address = address;
        this.behaviour = new Behaviour(catalog, answers, clock);
        this.traffic = new TrafficLog(catalog, catalog.name() + " at " + url());
        CoverageRecorder.opened(this);
    }

    /**
     * Opens a lane on the host that all share.
     *
     * @param catalog what it answers from
     * @param retryAfterHeader whether the header {@code Retry-After} repeats what the body says
     * @param clock dates its answers
     * @return the lane
     */
    public static Lane shared(Catalog catalog, boolean retryAfterHeader, Clock clock) {
        return SharedHost.beside(() -> {
            CatalogAnswers answers = CatalogAnswers.of(catalog, retryAfterHeader);
            Lane lane = SharedHost.open(catalog.id(), address -> new Lane(catalog, answers, clock, address));
            // Not before the host runs, which is needed first.
            lane.behaviour.prepare();
            return lane;
        });
    }

    /**
     * Opens a lane on a host of its own.
     *
     * @param catalog what it answers from
     * @param retryAfterHeader whether the header {@code Retry-After} repeats what the body says
     * @param clock dates its answers
     * @param listener where the host listens
     * @return the lane
     * @throws IllegalStateException if the host cannot be started
     */
    public static Lane onPort(Catalog catalog, boolean retryAfterHeader, Clock clock, Listener listener) {
        CatalogAnswers answers = CatalogAnswers.of(catalog, retryAfterHeader);
        OwnHost own = new OwnHost(listener);
        Lane lane = new Lane(catalog, answers, clock, new Address(own.url(), "", own::stop));
        own.serve(lane);
        return lane;
    }

    /**
     * The catalog.
     *
     * @return what this lane answers from
     */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * The URL below which the API's own paths begin.
     *
     * @return the URL, without a slash at the end
     */
    public String url() {
        return address.host() + (address.id().isEmpty() ? "" : "/" + address.id());
    }

    /**
     * The URL below which every request ends in one scenario.
     *
     * @param scenario the id of the scenario
     * @return the URL, without a slash at the end
     */
    public String url(String scenario) {
        return target(address.host(), scenario);
    }

    /**
     * The URL below which every request meets a fault.
     *
     * @param fault the fault
     * @return the URL, without a slash at the end
     */
    public String url(Fault fault) {
        String host = fault == Fault.CONNECTION_REFUSED ? refusing.url() : address.host();
        return target(host, LanePath.FAULT + fault);
    }

    private String target(String host, String target) {
        return host + "/" + address.id() + "~" + target;
    }

    /**
     * Waits until all triggers have been read.
     *
     * @throws IllegalArgumentException if one is no request matcher of WireMock
     */
    public void requireTriggers() {
        behaviour.requireTriggers();
    }

    /**
     * What decides on the answers.
     *
     * @return the behaviour, to be changed at will
     */
    public Behaviour behaviour() {
        return behaviour;
    }

    /**
     * What clients have sent and got.
     *
     * @return the exchanges so far
     */
    public Traffic traffic() {
        return traffic.snapshot();
    }

    /**
     * How many requests were answered.
     *
     * @return the number, that of dropped ones included
     */
    public long requests() {
        return traffic.total();
    }

    /** How often each scenario reached a client, whole and unchanged, since this was last called. */
    Map<Scenario, Long> takeAnswered() {
        return traffic.takeAnswered();
    }

    /**
     * Tells whether the lane was closed.
     *
     * @return {@code true} from then on
     */
    public boolean isClosed() {
        return closed.get();
    }

    /**
     * Answers a request.
     *
     * @param request the request as the host sees it
     * @param copy the copy of it that can be kept
     * @param target the scenario or fault of the URL, empty at the plain URL
     * @param url the URL as the API itself would see it
     */
    ResponseDefinition answer(Request request, LoggedRequest copy, String target, String url) {
        long received = System.nanoTime();
        LaneRequest asSent = new LaneRequest(request, url);
        Reply reply = behaviour.decide(asSent, target, prefix(request.getUrl(), url));
        Optional<Fault> onTheWay = reply.brokenBy().filter(RawAnswer::breaks);
        traffic.add(copy, url, received, reply, onTheWay.filter(RawAnswer::cuts).isPresent());
        return onTheWay.map(fault -> raw(asSent, reply, fault)).orElseGet(() -> held(reply));
    }

    private ResponseDefinition raw(LaneRequest request, Reply reply, Fault fault) {
        boolean head = request.getMethod().equals(RequestMethod.HEAD);
        return RawAnswers.response(RawAnswer.of(reply.response(), head, fault, reply.hold()), rawAnswers);
    }

    private static ResponseDefinition held(Reply reply) {
        return reply.delay().isZero()
                ? reply.response()
                : ResponseDefinitionBuilder.like(reply.response())
                        .withFixedDelay((int) reply.hold().toMillis())
                        .build();
    }

    /** What stands before the API's own part of a URL, whose slash at the start may be missing where nothing but a query follows. */
    private static String prefix(String whole, String own) {
        int kept = whole.endsWith(own) ? own.length() : own.length() - 1;
        return whole.substring(0, whole.length() - kept);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            rawAnswers.closeAll();
            refusing.close();
            address.leave().run();
            CoverageRecorder.closed(this);
        }
    }
}
