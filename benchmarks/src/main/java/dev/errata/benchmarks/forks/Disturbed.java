package dev.errata.benchmarks.forks;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.http.StubResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a request takes while clients of another server in the same JVM misbehave. */
public final class Disturbed {

    private static final int CLIENTS = 200;
    private static final int REQUESTS = 50_000;
    private static final int LARGE = 20_000_000;

    private Disturbed() {}

    /** Arguments: what disturbs. */
    public static void main(String[] args) throws Exception {
        List<Socket> clients = new ArrayList<>();
        // Not by a stub of WireMock, which copies a body twice for each answer: 200 times 20 MB is to be about sockets,
        // not memory.
        Optional<StubResponse> large = Optional.of(StubResponse.of(200, List.of(), new byte[LARGE]));
        ServerOptions options = ServerOptions.defaults()
                .interceptor(request -> request.path().equals("/large") ? large : Optional.empty());
        try (BuenaServer disturbed = BuenaServer.start(options);
                BuenaServer other = BuenaServer.start()) {
            for (int i = 0; i < CLIENTS && !args[0].equals("nothing"); i++) {
                clients.add(client(disturbed, args[0]));
            }
            Figure.print("p99", p99(other));
        }
        for (Socket client : clients) {
            client.close();
        }
        System.exit(0);
    }

    private static Socket client(BuenaServer server, String misbehaviour) throws IOException {
        URI url = misbehaviour.equals("stalled faults") ? server.baseUrl(Fault.STALLED_BODY) : server.baseUrl();
        Socket client = new Socket(url.getHost(), url.getPort());
        String request = misbehaviour.equals("unfinished bodies")
                ? "POST /api/v2/leads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"
                : misbehaviour.equals("unread answers")
                        ? "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        : "GET /api/v2/leads HTTP/1.1\r\nHost: localhost\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static double p99(BuenaServer server) throws IOException {
        URI url = URI.create(server.baseUrl(BuenaError.NOT_FOUND) + "/leads");
        String body = BuenaError.NOT_FOUND.scenarios().get(0).answer().body();
        long[] nanos = new long[REQUESTS];
        try (KeepAliveConnection connection = new KeepAliveConnection(url, 404, body)) {
            for (int i = -REQUESTS; i < REQUESTS; i++) {
                long start = System.nanoTime();
                connection.request();
                nanos[Math.max(i, 0)] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return nanos[REQUESTS * 99 / 100] / 1e3;
    }
}
