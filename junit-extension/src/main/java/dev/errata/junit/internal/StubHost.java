package dev.errata.junit.internal;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.http.client.ApacheHttpClientFactory;
import com.github.tomakehurst.wiremock.http.client.LazyHttpClient;
import com.github.tomakehurst.wiremock.jetty.JettyHttpServerFactory;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

/** A running WireMock that leaves every answer to a {@link Router}. */
final class StubHost {

    /** Decides what a request gets; the copy of it that WireMock makes anyway can be kept. */
    interface Router {
        ResponseDefinition answer(Request request, LoggedRequest copy);
    }

    /**
     * WireMock's extension point: answers before WireMock looks at stubs of its own. Its admin API is closed too, for it
     * would let one test slow down or stop the servers of all.
     */
    private record Filter(Router router) implements RequestFilterV2 {
        @Override
        public boolean applyToAdmin() {
            return true;
        }

        @Override
        public boolean applyToStubs() {
            return true;
        }

        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            return RequestFilterAction.stopWith(router.answer(request, event.getRequest()));
        }

        @Override
        public String getName() {
            return "errata";
        }
    }

    private final WireMockServer wireMock;
    private final String url;

    private StubHost(WireMockServer wireMock, Listener listener) {
        this.wireMock = wireMock;
        this.url = "http://" + listener.host() + ":" + wireMock.port();
    }

    /**
     * Starts a WireMock.
     *
     * @param listener where it listens; its front is left to the router
     * @param router decides what a request gets
     * @throws IllegalStateException if it cannot be started, as when the port is taken
     */
    static StubHost start(Listener listener, Router router) {
        WireMockServer wireMock = new WireMockServer(tuned(listener, router));
        try {
            uninterrupted(wireMock::start);
        } catch (RuntimeException e) {
            IllegalStateException failure = new IllegalStateException(
                    "Cannot start a stub server on " + listener.address().getHostAddress()
                            + (listener.port() == 0 ? "" : ", port " + listener.port()) + ": " + root(e),
                    e);
            try {
                uninterrupted(wireMock::stop);
            } catch (Exception half) {
                // WireMock throws what it does not declare: Jetty complains that it was never quite started.
                failure.addSuppressed(half);
            }
            throw failure;
        }
        return new StubHost(wireMock, listener);
    }

    /**
     * No journal (it grows without end), no logging, no chunks; asynchronous, so that a delay holds no thread. What takes time
     * to start and is hardly used is left out, or waits for its first use: an HTTP client for stubs that forward.
     */
    private static WireMockConfiguration tuned(Listener listener, Router router) {
        return options()
                .bindAddress(listener.address().getHostAddress())
                .port(listener.port())
                .extensions(new Filter(router))
                .threadPoolFactory(DaemonThreads.forRequests())
                .httpServerFactory(DaemonThreads.forDelays(RawAnswers.servers(new JettyHttpServerFactory())))
                .mappingSource(noMappings())
                .httpClientFactory((all, trustAll, trusted, systemProperties) -> new LazyHttpClient(
                        () -> new ApacheHttpClientFactory().buildHttpClient(all, trustAll, trusted, systemProperties)))
                .disableOptimizeXmlFactoriesLoading(true)
                .asynchronousResponseEnabled(true)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .templatingEnabled(false)
                .http2PlainDisabled(true)
                .http2TlsDisabled(true)
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER);
    }

    /** WireMock would read the folder {@code mappings} of the user's project, for stubs that never answer here. */
    private static MappingsSource noMappings() {
        return Reflect.proxy(MappingsSource.class, (source, method, arguments) -> null);
    }

    /** The address of the server, without a slash at the end. */
    String url() {
        return url;
    }

    void stop() {
        uninterrupted(wireMock::stop);
    }

    /** Jetty gives up starting and stopping in an interrupted thread, and its threads and port would stay. */
    private static void uninterrupted(Runnable action) {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
