package dev.errata.benchmarks.tests;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** The client under test, one for all tests, as a client usually is. */
public final class Client {

    private static final Answer ERROR = Catalog.buena().scenario("rate-limited").answer();

    /** The error that all servers answer with: Buena's rate limit. */
    static final int STATUS = ERROR.status();

    static final String BODY = ERROR.body();

    private static final HttpClient HTTP = client().build();

    private static final AtomicInteger WRONG = new AtomicInteger();

    private Client() {}

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }

    /** Returns a client that trusts whom the context trusts. */
    static HttpClient trusting(SSLContext context) {
        return client().sslContext(context).build();
    }

    /** Sends a request, and counts the answer if it is another one. */
    static void request(String url) throws IOException, InterruptedException {
        request(HTTP, url);
    }

    /** Sends a request with another client. */
    static void request(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
        if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() != STATUS) {
            WRONG.incrementAndGet();
        }
    }

    /** How many answers were not the one that the test had asked for, since this was called last. */
    public static int wrong() {
        return WRONG.getAndSet(0);
    }
}
