package dev.errata.benchmarks.tests;

import com.sun.net.httpserver.HttpServer;
import dev.errata.benchmarks.contenders.ErrorAnswer;
import dev.errata.benchmarks.contenders.JdkServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of the JDK for each test, with nothing around it: the limit for servers that have a port of their own. */
final class JdkServerPerTest {

    private static final ErrorAnswer ANSWER =
            new ErrorAnswer("rate-limited", Client.STATUS, "application/json", Client.BODY);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @Methods
    void test() throws Exception {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> JdkServer.answer(exchange, ANSWER));
        api.setExecutor(THREADS);
        api.start();
        try {
            Client.request("http://127.0.0.1:" + api.getAddress().getPort() + "/leads");
        } finally {
            api.stop(0);
        }
    }
}
