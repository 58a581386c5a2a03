package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.errata.fixtures.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One server as a test holds it: its place on a host, and all the state there is. The catalog's answers are shared with
 * every other lane of that catalog and never change.
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

    /** More than anyone reads; the requests of a long run must not fill the memory. */
    private static final int MOST_UNMATCHED = 1_000;

    private final Catalog catalog;
    private final Address address;
    private final CatalogAnswers answers;
    private final UserStubs stubs = new UserStubs();
    private final List<String> unmatched = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lane(Catalog catalog, CatalogAnswers answers, Address address) {
        this.catalog = catalog;
        this.answers = answers;
        this.address = address;
    }

    /**
     * Opens a lane on the host that all share.
     *
     * @param catalog what it answers from
     * @param retryAfterHeader whether the header {@code Retry-After} repeats what the body says
     * @return the lane
     */
    public static Lane shared(Catalog catalog, boolean retryAfterHeader) {
        CatalogAnswers answers = CatalogAnswers.of(catalog, retryAfterHeader);
        return SharedHost.open(catalog.id(), address -> new Lane(catalog, answers, address));
    }

    /**
     * Opens a lane on a host of its own.
     *
     * @param catalog what it answers from
     * @param retryAfterHeader whether the header {@code Retry-After} repeats what the body says
     * @param port the port, 0 for any that is free
     * @return the lane
     * @throws IllegalStateException if the host cannot be started
     */
    public static Lane onPort(Catalog catalog, boolean retryAfterHeader, int port) {
        CatalogAnswers answers = CatalogAnswers.of(catalog, retryAfterHeader);
        OwnHost own = new OwnHost(port);
        Lane lane = new Lane(catalog, answers, new Address(own.url(), "", own::stop));
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
        return address.host() + "/" + address.id() + "~" + scenario;
    }

    /**
     * Adds a stub of the user's own.
     *
     * @param stub the stub, its URL as the API itself would see it
     */
    public void add(StubMapping stub) {
        stubs.add(stub);
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
     * Tells whether the lane was closed.
     *
     * @return {@code true} from then on
     */
    public boolean isClosed() {
        return closed.get();
    }

    /** The user's own stubs first, then the scenario of the URL, then the triggers. */
    ResponseDefinition answer(Request request, String scenario, String url) {
        LaneRequest asSent = new LaneRequest(request, url);
        try {
            return stubs.answer(asSent, prefix(request.getUrl(), url))
                    .or(() -> scenario.isEmpty() ? answers.to(asSent) : answers.of(scenario))
                    .orElseGet(() -> refuse(unknown(asSent, scenario)));
        } catch (RuntimeException | StackOverflowError e) {
            // Jetty would make an HTML page with status 500 of it, which a test could take for the API's own.
            return refuse("%s %s could not be answered: %s".formatted(asSent.getMethod(), asSent.getUrl(), e));
        }
    }

    /** What stands before the API's own part of a URL, whose slash at the start may be missing where nothing but a query follows. */
    private static String prefix(String whole, String own) {
        int kept = whole.endsWith(own) ? own.length() : own.length() - 1;
        return whole.substring(0, whole.length() - kept);
    }

    private String unknown(LaneRequest request, String scenario) {
        return scenario.isEmpty()
                ? "%s %s fits nothing that the %s knows. %s"
                        .formatted(request.getMethod(), request.getUrl(), catalog.name(), answers.nearest(request))
                : "The %s has no scenario \"%s\".".formatted(catalog.name(), scenario);
    }

    private ResponseDefinition refuse(String reason) {
        synchronized (unmatched) {
            if (unmatched.size() < MOST_UNMATCHED) {
                unmatched.add(reason);
            }
        }
        return Refusal.because(reason);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            address.leave().run();
        }
    }
}
