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

    /** A factory of WireMock's usual server, with daemon threads for delayed answers. */
    static HttpServerFactory forDelays() {
        return (options, admin, stubs) -> {
            HttpServer server = new JettyHttpServerFactory().buildHttpServer(options, admin, stubs);
            try {
                Field field = JettyHttpServer.class.getDeclaredField("scheduledExecutorService");
                field.setAccessible(true);
                ((ScheduledThreadPoolExecutor) field.get(server)).setThreadFactory(task -> {
                    Thread thread = new Thread(task, "errata-delayed-answer");
                    thread.setDaemon(true);
                    return thread;
                });
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("This version of WireMock is not supported; use 3.13", e);
            }
            return server;
        };
    }
}
