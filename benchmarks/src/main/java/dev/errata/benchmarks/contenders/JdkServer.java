package dev.errata.benchmarks.contenders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The JDK's server with nothing around it: the limit. It needs {@code sun.net.httpserver.nodelay}, without which each answer
 * waits for 40 ms.
 */
public final class JdkServer implements ErrorServer {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    public JdkServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        Map<String, ErrorAnswer> byPath =
                answers.stream().collect(Collectors.toMap(ErrorAnswer::path, Function.identity()));
        server.createContext(
                "/",
                exchange -> answer(
                        exchange,
                        Objects.requireNonNull(
                                byPath.get(exchange.getRequestURI().getPath()))));
        server.setExecutor(threads);
        server.start();
    }

    /** Sends an answer. */
    public static void answer(HttpExchange exchange, ErrorAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public URI url(ErrorAnswer answer) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + answer.path());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
