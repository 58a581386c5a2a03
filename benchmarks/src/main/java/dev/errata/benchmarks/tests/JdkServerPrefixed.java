package dev.errata.benchmarks.tests;

import com.sun.net.httpserver.HttpServer;
import dev.errata.benchmarks.contenders.ErrorAnswer;
import dev.errata.benchmarks.contenders.JdkServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One server, with a path prefix for each test that no other test sees: the limit of what can be reached. */
final class JdkServerPrefixed {

    private static final Map<String, ErrorAnswer> ANSWERS = new ConcurrentHashMap<>();
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private static @Nullable HttpServer api;

    @BeforeAll
    static void start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/", exchange -> {
            String prefix = exchange.getRequestURI().getPath().split("/", 3)[1];
            JdkServer.answer(exchange, Objects.requireNonNull(ANSWERS.get(prefix)));
        });
        started.setExecutor(THREADS);
        started.start();
        api = started;
    }

    @Methods
    void test() throws Exception {
        String prefix = String.valueOf(TESTS.incrementAndGet());
        ANSWERS.put(prefix, new ErrorAnswer("rate-limited", Client.STATUS, "application/json", Client.BODY));
        int port = Objects.requireNonNull(api).getAddress().getPort();
        Client.request("http://127.0.0.1:" + port + "/" + prefix + "/leads");
        ANSWERS.remove(prefix);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(api).stop(0);
    }
}
