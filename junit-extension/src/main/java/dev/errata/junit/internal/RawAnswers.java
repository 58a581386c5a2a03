package dev.errata.junit.internal;

import static com.github.tomakehurst.wiremock.stubbing.ServeEvent.ORIGINAL_SERVE_EVENT_KEY;
import static java.util.Objects.requireNonNull;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.FaultInjector;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjector;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjectorFactory;
import com.github.tomakehurst.wiremock.jetty.JettyHttpServer;
import com.github.tomakehurst.wiremock.servlet.FaultInjectorFactory;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Answers that are sent byte by byte, past Jetty. WireMock knows four faults, and asks a factory for what injects them. Here
 * that factory is replaced by one that also knows {@link RawAnswer}s.
 */
final class RawAnswers {

    private static final String KEY = "errata-raw-answer";

    /** The answers of one lane that are on their way, so that they end with the lane. */
    static final class Open {
        private final Set<RawConnection> connections = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        private void send(RawConnection connection) {
            connections.add(connection);
            connection.send(() -> connections.remove(connection));
            // The lane may have been closed while the request was dealt with.
            if (closed) {
                connection.close();
            }
        }

        void closeAll() {
            closed = true;
            connections.forEach(RawConnection::close);
        }
    }

    /** What an answer of WireMock's carries along. */
    private record Order(RawAnswer answer, Open open) {}

    private RawAnswers() {}

    /** An answer for WireMock that is sent as those bytes. */
    static ResponseDefinition response(RawAnswer answer, Open open) {
        return new ResponseDefinitionBuilder()
                .withFault(Fault.EMPTY_RESPONSE)
                .withTransformerParameter(KEY, new Order(answer, open))
                .build();
    }

    /** A factory of WireMock's usual server, which can send such answers. */
    static HttpServerFactory servers(HttpServerFactory usual) {
        return (options, admin, stubs) -> {
            HttpServer server = usual.buildHttpServer(options, admin, stubs);
            enable(server);
            return server;
        };
    }

    private static void enable(HttpServer server) {
        Object jetty = Reflect.field(JettyHttpServer.class, "jettyServer", server);
        Object clock = Reflect.field(JettyHttpServer.class, "scheduledExecutorService", server);
        String name = JettyFaultInjectorFactory.class.getName();
        for (Object handler : (Object[]) requireNonNull(Reflect.call(jetty, "getChildHandlers"))) {
            if (handler.getClass().getSimpleName().equals("ServletContextHandler")) {
                Object usual = Reflect.call(handler, "getAttribute", name);
                if (usual != null) {
                    Reflect.call(handler, "setAttribute", name, factory(usual, (ScheduledExecutorService) clock));
                }
            }
        }
    }

    /** Its one method gets request and response of the servlet API. */
    private static Object factory(Object usual, ScheduledExecutorService clock) {
        return Reflect.proxy(FaultInjectorFactory.class, (factory, method, arguments) -> {
            Object injector = method.invoke(usual, arguments);
            Object request = arguments[0];
            Object event = requireNonNull(Reflect.call(request, "getAttribute", ORIGINAL_SERVE_EVENT_KEY));
            Parameters parameters = ((ServeEvent) event).getResponseDefinition().getTransformerParameters();
            if (parameters == null || !(parameters.get(KEY) instanceof Order order)) {
                return injector;
            }
            Socket socket = (Socket) Reflect.field(JettyFaultInjector.class, "socket", injector);
            return Reflect.proxy(FaultInjector.class, (proxy, fault, none) -> {
                send(order, socket, request, clock);
                return null;
            });
        });
    }

    /** While a request is asynchronous and has no time-out, Jetty leaves its connection alone. */
    private static void send(Order order, Socket socket, Object request, ScheduledExecutorService clock) {
        Object asynchronous = requireNonNull(Reflect.call(request, "startAsync"));
        Reflect.call(asynchronous, "setTimeout", 0L);
        order.open()
                .send(new RawConnection(
                        socket.getChannel(), clock, order.answer(), () -> Reflect.call(asynchronous, "complete")));
    }
}
