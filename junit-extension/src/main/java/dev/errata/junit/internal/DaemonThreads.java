package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.ThreadPoolFactory;
import com.github.tomakehurst.wiremock.jetty.JettyHttpServer;
import com.github.tomakehurst.wiremock.jetty.JettyHttpServerFactory;
import com.github.tomakehurst.wiremock.jetty.QueuedThreadPoolFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Makes WireMock's threads daemons, so that a server which nobody closed does not hold the JVM.
 *
 * <p>This takes reflection: {@code wiremock-standalone} carries Jetty in packages of its own, and code that named Jetty's
 * types would work with one of the two artifacts only.
 */
final class DaemonThreads {

    private DaemonThreads() {}

    /** A factory of Jetty's usual thread pool, with daemon threads. */
    static ThreadPoolFactory forRequests() {
        return (ThreadPoolFactory) Proxy.newProxyInstance(
                ThreadPoolFactory.class.getClassLoader(),
                new Class<?>[] {ThreadPoolFactory.class},
                (proxy, method, arguments) -> {
                    Object pool = QueuedThreadPoolFactory.class
                            .getMethod("buildThreadPool", Options.class)
                            .invoke(new QueuedThreadPoolFactory(), arguments);
                    pool.getClass().getMethod("setDaemon", boolean.class).invoke(pool, true);
                    return pool;
                });
    }

    /** A factory of WireMock's usual server, with daemon threads for delayed answers and for time-outs. */
    static HttpServerFactory forDelays() {
        return (options, admin, stubs) -> {
            HttpServer server = new JettyHttpServerFactory().buildHttpServer(options, admin, stubs);
            useDaemons("errata-delayed-answer", () -> read(JettyHttpServer.class, "scheduledExecutorService", server));
            return new DaemonTimeouts(server);
        };
    }

    /** A server whose connections time out in a daemon thread; Jetty sets up that clock only when it starts. */
    private record DaemonTimeouts(HttpServer server) implements HttpServer {
        @Override
        public void start() {
            server.start();
            useDaemons("errata-timeout", () -> {
                Object connector = read(JettyHttpServer.class, "httpConnector", server);
                Object clock = connector.getClass().getMethod("getScheduler").invoke(connector);
                return read(clock.getClass(), "scheduler", clock);
            });
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

    /** Finds something by reflection. */
    private interface Lookup {
        Object find() throws ReflectiveOperationException;
    }

    private static void useDaemons(String name, Lookup executor) {
        try {
            ((ScheduledThreadPoolExecutor) executor.find()).setThreadFactory(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            });
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of WireMock is not supported; use 3.13", e);
        }
    }

    private static Object read(Class<?> type, String name, Object object) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
