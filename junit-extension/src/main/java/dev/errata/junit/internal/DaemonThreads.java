package dev.errata.junit.internal;

import static java.util.Objects.requireNonNull;

import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.ThreadPoolFactory;
import com.github.tomakehurst.wiremock.jetty.JettyHttpServer;
import com.github.tomakehurst.wiremock.jetty.QueuedThreadPoolFactory;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Makes WireMock's threads daemons, so that a server which nobody closed does not hold the JVM. */
final class DaemonThreads {

    private DaemonThreads() {}

    /** A factory of Jetty's usual thread pool, with daemon threads. */
    static ThreadPoolFactory forRequests() {
        return Reflect.proxy(ThreadPoolFactory.class, (factory, method, arguments) -> {
            Object pool = requireNonNull(Reflect.call(new QueuedThreadPoolFactory(), "buildThreadPool", arguments));
            Reflect.call(pool, "setDaemon", true);
            return pool;
        });
    }

    /** A factory of WireMock's servers, with daemon threads for delayed answers and for time-outs. */
    static HttpServerFactory forDelays(HttpServerFactory usual) {
        return (options, admin, stubs) -> {
            HttpServer server = usual.buildHttpServer(options, admin, stubs);
            useDaemons(
                    "errata-delayed-answer", Reflect.field(JettyHttpServer.class, "scheduledExecutorService", server));
            return new DaemonTimeouts(server);
        };
    }

    /** A server whose connections time out in a daemon thread; Jetty sets up that clock only when it starts. */
    private record DaemonTimeouts(HttpServer server) implements HttpServer {
        @Override
        public void start() {
            server.start();
            Object connector = Reflect.field(JettyHttpServer.class, "httpConnector", server);
            Object clock = requireNonNull(Reflect.call(connector, "getScheduler"));
            useDaemons("errata-timeout", Reflect.field(clock.getClass(), "scheduler", clock));
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public boolean isRunning() {
            return server.isRunning();
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public int httpsPort() {
            return server.httpsPort();
        }
    }

    /** What is still due when the server stops is dropped, for else its thread would stay until then. */
    private static void useDaemons(String name, Object executor) {
        ScheduledThreadPoolExecutor clock = (ScheduledThreadPoolExecutor) executor;
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock.setThreadFactory(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
