package dev.errata.junit.life;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends requests as a client of an API would. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Client() {}

    static int status(URI baseUrl) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                .header("x-api-key", "test")
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
