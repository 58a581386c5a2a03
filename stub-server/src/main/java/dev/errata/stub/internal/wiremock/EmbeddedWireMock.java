package dev.errata.stub.internal.wiremock;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.LocalNotifier;
import com.github.tomakehurst.wiremock.common.RequestCache;
import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpResponder;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.http.client.ApacheHttpClientFactory;
import com.github.tomakehurst.wiremock.http.client.HttpClient;
import com.github.tomakehurst.wiremock.http.client.LazyHttpClient;
import com.github.tomakehurst.wiremock.standalone.MappingsLoader;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.notmatched.NotMatchedRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A WireMock without a socket: it takes requests and returns answers by method calls. */
final class EmbeddedWireMock {

    /** WireMock's HTTP server, as far as WireMock knows: keeps its request handler, and returns the port of our server. */
    private static final class Front implements HttpServerFactory, HttpServer {

        private final int port;
        private @Nullable StubRequestHandler handler;
        private volatile boolean running = true;

        Front(int port) {
            this.port = port;
        }

        @Override
        public HttpServer buildHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
            handler = stubs;
            return this;
        }

        StubRequestHandler handler() {
            return Objects.requireNonNull(handler, "WireMock did not ask for a server");
        }

        @Override
        public void start() {}

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public int httpsPort() {
            return -1;
        }
    }

    /** Stock WireMock, but for the folder of mappings and idle threads. */
    private static final class Configuration extends WireMockConfiguration {

        /** Loads nothing: the folder {@code mappings} belongs to other WireMock servers of the project. */
        @Override
        public MappingsLoader mappingsLoader() {
            return mappings -> {};
        }

        /**
         * A pool of size 0 keeps no idle threads, which are not daemons and would keep the JVM running. Only WireMock 3.13.1 and
         * later call this; earlier versions always keep 10.
         */
        @SuppressWarnings("MissingOverride") // those versions do not declare it
        public int getWebhookThreadPoolSize() {
            return 0;
        }
    }

    /** Skips the comparison of an unmatched request with all stubs, for its result is not used. */
    private static final class Unmatched extends NotMatchedRenderer {
        @Override
        protected ResponseDefinition render(Admin admin, ServeEvent event) {
            return ResponseDefinition.notConfigured();
        }
    }

    private final WireMockServer server;
    private final StubRequestHandler handler;

    EmbeddedWireMock(int port, List<Extension> extensions) {
        Front front = new Front(port);
        this.server = new WireMockServer(new Configuration()
                .port(port)
                .httpServerFactory(front)
                .httpClientFactory(EmbeddedWireMock::client)
                .notMatchedRendererFactory(all -> new Unmatched())
                .extensions(extensions.toArray(new Extension[0]))
                .disableOptimizeXmlFactoriesLoading(true)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true));
        this.handler = front.handler();
    }

    /** Creates WireMock's HTTP client when a stub first calls another server, because that takes long. */
    private static HttpClient client(
            Options options, boolean trustAll, List<String> trustedHosts, boolean useSystemProperties) {
        HttpClient client = new LazyHttpClient(() ->
                new ApacheHttpClientFactory().buildHttpClient(options, trustAll, trustedHosts, useSystemProperties));
        return request -> executed(client, request);
    }

    /** Throws an exception where WireMock would answer 500 by itself. */
    private static Response executed(HttpClient client, Request request) {
        try {
            return client.execute(request);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot call " + request.getMethod() + " " + request.getAbsoluteUrl() + ": " + e.getMessage(), e);
        }
    }

    WireMockServer server() {
        return server;
    }

    /** Handles a request. Calls the responder before it returns, unless an exception is thrown first. */
    void handle(Request request, HttpResponder responder) {
        LocalNotifier.set(server.getOptions().notifier());
        try {
            handler.handle(request, responder, null);
        } finally {
            LocalNotifier.set(null);
            // WireMock does this itself, but not after an exception.
            RequestCache.onRequestEnd();
        }
    }
}
