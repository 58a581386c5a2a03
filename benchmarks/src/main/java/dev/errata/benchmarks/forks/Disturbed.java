package dev.errata.benchmarks.forks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a request takes while clients of another server in the same JVM misbehave. */
public final class Disturbed {

    private static final int CLIENTS = 200;
    private static final int REQUESTS = 20_000;
    private static final int LARGE = 20_000_000;

    private Disturbed() {}

    /** Arguments: what disturbs. */
    public static void main(String[] args) throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (BuenaServer disturbed = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            disturbed.stubFor(get("/api/v2/large").willReturn(aResponse().withBody(new byte[LARGE])));
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
                        ? "GET /api/v2/large HTTP/1.1\r\nHost: localhost\r\n\r\n"
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
