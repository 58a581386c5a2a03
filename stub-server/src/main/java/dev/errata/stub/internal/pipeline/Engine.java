package dev.errata.stub.internal.pipeline;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.model.CatalogException;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.stub.internal.armed.Armed;
import dev.errata.stub.internal.http.Binding;
import dev.errata.stub.internal.http.HttpPort;
import dev.errata.stub.internal.http.RefusingPort;
import dev.errata.stub.internal.http.Tls;
import dev.errata.stub.internal.response.CatalogResponses;
import dev.errata.stub.internal.routing.Routes;
import dev.errata.stub.internal.traffic.TrafficLog;
import dev.errata.stub.internal.upstream.Upstream;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import dev.errata.stub.internal.wiremock.UserStubs;
import dev.errata.stub.spi.ObservedServer;
import dev.errata.stub.spi.ServerListeners;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One server: its ports, what decides about requests, and what it has seen. Nothing of it is shared with another server. */
public final class Engine implements ObservedServer, AutoCloseable {

    /** The hosts of URLs that the certificate of servers with TLS is for. */
    private static final List<String> CERTIFIED = List.of("127.0.0.1", "[0:0:0:0:0:0:0:1]");

    private final Catalog catalog;
    private final ServerSettings settings;
    private final Clock clock;
    private final Armed armed;
    private final UserStubs stubs;
    private final @Nullable Upstream upstream;
    private final ResponsePipeline pipeline;
    private final TrafficLog traffic;

    /** All but the plain one are opened when they are asked for. Guarded by itself, like {@link #refusing} and {@link #closed}. */
    private final Map<Target, HttpPort> ports = new HashMap<>();

    private final String url;

    private @Nullable RefusingPort refusing;

    /** Stands for the outage, if there is one. Guarded by {@link #ports}. */
    private @Nullable Object outage;

    private volatile boolean closed;

    /**
     * Opens a server.
     *
     * @param catalog what it answers from
     * @param settings how it answers
     * @param clock dates its answers
     * @throws CatalogException if a trigger of the catalog has a path expression or XML that WireMock cannot read
     * @throws IllegalArgumentException if it is to have TLS at an address that the certificate is not for
     * @throws IllegalStateException if it cannot listen where the settings say
     */
    public Engine(Catalog catalog, ServerSettings settings, Clock clock) {
        if (!catalog.isBuiltIn()) {
            // A mistake must show at once. The build has read the triggers of the built-in catalogs, whose users need
            // not wait.
            Routes unused = Routes.of(catalog);
        }
        requireCertificate(settings.binding());
        this.catalog = catalog;
        this.settings = settings;
        this.clock = clock;
        this.armed = new Armed(clock);
        this.stubs = new UserStubs(() -> URI.create(url()), settings.extensions(), this::requireReachable);
        this.upstream = settings.upstream().isPresent()
                ? new Upstream(settings.upstream().get(), catalog)
                : null;
        this.pipeline = new ResponsePipeline(
                new CatalogResponses(catalog, settings.retryAfterHeader(), settings.shortWait()),
                armed,
                stubs,
                upstream,
                clock);
        this.traffic = new TrafficLog(catalog, this::toString, clock, this::tell);
        this.url = open(Target.PLAIN, Target.PLAIN, settings.binding()).url();
        ServerListeners.tell(listener -> listener.opened(this));
    }

    private static void requireCertificate(Binding binding) {
        if (binding.tls().isPresent()
                && !binding.address().isAnyLocalAddress()
                && !CERTIFIED.contains(binding.host())) {
            throw new IllegalArgumentException(
                    "The certificate is for 127.0.0.1, ::1 and localhost, not for %s. Bind to one of these, or to 0.0.0.0."
                            .formatted(binding.host()));
        }
    }

    private HttpPort open(Target name, Target answers, Binding binding) {
        PortHandler handler = new PortHandler(answers, settings, pipeline, traffic);
        HttpPort port = outage == null
                ? HttpPort.open(binding, clock, handler)
                : HttpPort.openSuspended(binding, clock, handler);
        ports.put(name, port);
        return port;
    }

    private void tell(Supplier<Exchange> exchange) {
        if (ServerListeners.any()) {
            Exchange told = exchange.get();
            ServerListeners.tell(listener -> listener.answered(this, told));
        }
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    /** Returns what the server is armed with. */
    public Armed armed() {
        return armed;
    }

    /** Returns the user's own stubs. */
    public UserStubs stubs() {
        return stubs;
    }

    @Override
    public Traffic traffic() {
        return traffic.snapshot();
    }

    /** Returns what it has seen. */
    public TrafficLog log() {
        return traffic;
    }

    /** Returns a line for each of the first 1,000 requests that nothing answered, and forgets them. */
    public List<String> takeUnmatched() {
        return pipeline.unmatched().take();
    }

    /** Whether the server speaks HTTPS. */
    public boolean hasTls() {
        return settings.binding().tls().isPresent();
    }

    /** Returns the URL below which the API's own paths begin, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Returns the URL below which every request is answered by a scenario, without a slash at the end. */
    public String scenarioUrl(String id) {
        return targetUrl(Target.scenario(id));
    }

    private String targetUrl(Target target) {
        return targetUrl(target, target, settings.binding());
    }

    private String targetUrl(Target name, Target answers, Binding binding) {
        synchronized (ports) {
            requireOpen();
            HttpPort port = ports.get(name);
            return (port != null ? port : open(name, answers, binding.withPort(0))).url();
        }
    }

    /**
     * Returns the URL below which every request meets a fault, without a slash at the end.
     *
     * @throws IllegalStateException if it is a fault of TLS, and the server has none
     */
    public String faultUrl(Fault fault) {
        return switch (fault) {
            case CONNECTION_REFUSED -> refusingUrl();
            case TLS_HANDSHAKE_FAILURE -> tlsUrl(fault, Tls.FAILED_HANDSHAKE);
            case TLS_EXPIRED_CERTIFICATE -> tlsUrl(fault, Tls.EXPIRED);
            case TLS_WRONG_HOST -> tlsUrl(fault, Tls.WRONG_HOST);
            case TLS_UNTRUSTED -> tlsUrl(fault, Tls.UNTRUSTED);
            default -> targetUrl(Target.fault(fault));
        };
    }

    /** A client that does not mind the certificate is answered as at the plain URL. */
    private String tlsUrl(Fault fault, Tls tls) {
        if (settings.binding().tls().isEmpty()) {
            throw new IllegalStateException(fault + " needs a server with TLS: start it with ServerOptions.https()");
        }
        return targetUrl(Target.fault(fault), Target.PLAIN, settings.binding().withTls(tls));
    }

    private String refusingUrl() {
        synchronized (ports) {
            requireOpen();
            if (refusing == null) {
                refusing = RefusingPort.open(settings.binding());
            }
            return refusing.url();
        }
    }

    /**
     * Returns the matcher, which requests to this server can meet.
     *
     * @throws IllegalArgumentException if none can, because its path lacks the base path
     */
    public RequestMatcher requireReachable(RequestMatcher matcher) {
        String base = catalog.basePath();
        if (!matcher.canMatchBelow(base)) {
            throw new IllegalArgumentException(catalog.masking()
                    .text("No request to the %s can match%s, because its paths begin with %s. Use \"%s%s\"."
                            .formatted(
                                    catalog.name(),
                                    matcher,
                                    base,
                                    base,
                                    matcher.path().orElse(""))));
        }
        return matcher;
    }

    /**
     * Refuses connections to all ports, and ends those that are open.
     *
     * @return what ends the outage, unless something else did
     * @throws IllegalStateException if the server is closed or has an outage, or somebody took one of its ports
     */
    public Runnable beginOutage() {
        Object begun = new Object();
        synchronized (ports) {
            requireOpen();
            if (outage != null) {
                throw new IllegalStateException("The " + catalog.name() + " is down already: close the outage first");
            }
            try {
                ports.values().forEach(HttpPort::suspend);
            } catch (IllegalStateException e) {
                // There is none: the other ports are up again.
                resume(e);
                throw e;
            }
            outage = begun;
        }
        return () -> endOutage(begun);
    }

    private void resume(IllegalStateException cause) {
        for (HttpPort port : ports.values()) {
            try {
                port.resume();
            } catch (IllegalStateException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void endOutage(@Nullable Object ended) {
        synchronized (ports) {
            if (ended != null && outage == ended) {
                ports.values().forEach(HttpPort::resume);
                outage = null;
            }
        }
    }

    private void endOutage() {
        synchronized (ports) {
            endOutage(outage);
        }
    }

    /** Drops everything that was armed or stubbed, the traffic, and unmatched requests that were not reported. Ends an outage. */
    public void reset() {
        endOutage();
        armed.clear();
        stubs.reset();
        traffic.clear();
        List<String> unused = takeUnmatched();
    }

    /**
     * How a server was armed and stubbed at some moment.
     *
     * @param armed what it was armed with
     * @param stubs the user's own stubs
     */
    public record Checkpoint(Armed.Checkpoint armed, UserStubs.Checkpoint stubs) {}

    /** Notes how the server is armed and stubbed. */
    public Checkpoint checkpoint() {
        return new Checkpoint(armed.checkpoint(), stubs.checkpoint());
    }

    /** Makes the server what it was, and forgets the traffic so far. */
    public void restore(Checkpoint checkpoint) {
        endOutage();
        armed.restore(checkpoint.armed());
        stubs.restore(checkpoint.stubs());
        traffic.clear();
    }

    /** Throws {@link IllegalStateException} if the server is closed. */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This server of the " + catalog.name() + " is closed");
        }
    }

    @Override
    public void close() {
        synchronized (ports) {
            if (closed) {
                return;
            }
            closed = true;
            HttpPort.close(ports.values());
            if (refusing != null) {
                refusing.close();
            }
        }
        if (upstream != null) {
            upstream.close();
        }
        stubs.close();
        ServerListeners.tell(listener -> listener.closed(this));
    }

    @Override
    public String toString() {
        return catalog.name() + " at " + url();
    }
}
