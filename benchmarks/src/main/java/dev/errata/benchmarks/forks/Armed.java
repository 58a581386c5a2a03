package dev.errata.benchmarks.forks;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.injection.Quota;
import java.io.IOException;
import java.net.URI;

/** What a request takes at a server that is armed with a lot, and what the arming takes. */
public final class Armed {

    private static final String KEY = "x-api-key: one-key";
    private static final int REQUESTS = 20_000;

    private Armed() {}

    /** Arguments: {@code keys} or {@code failures}, and how many of them. */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        try (BuenaServer server = BuenaServer.start();
                KeepAliveConnection connection = connect(server)) {
            for (int i = 0; i < REQUESTS; i++) {
                connection.request(KEY);
            }
            long start = System.nanoTime();
            if (args[0].equals("keys")) {
                server.quota(Quota.perDay(1_000_000));
                for (int i = 0; i < count; i++) {
                    connection.request("x-api-key: key-" + i);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    server.on(getRequestedFor(urlPathEqualTo("/api/v2/leads/" + i)))
                            .willFail(BuenaError.NOT_FOUND);
                }
            }
            Figure.print("arming", (System.nanoTime() - start) / 1e3 / count);
            start = System.nanoTime();
            for (int i = 0; i < REQUESTS; i++) {
                connection.request(KEY);
            }
            Figure.print("time", (System.nanoTime() - start) / 1e3 / REQUESTS);
        }
        System.exit(0);
    }

    private static KeepAliveConnection connect(BuenaServer server) throws IOException {
        String body = Catalog.buena().endpoints().stream()
                .filter(endpoint -> endpoint.toString().equals("GET /leads"))
                .findFirst()
                .orElseThrow()
                .answer()
                .body();
        return new KeepAliveConnection(URI.create(server.baseUrl() + "/leads"), 200, body);
    }
}
