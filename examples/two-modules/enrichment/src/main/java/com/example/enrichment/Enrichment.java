package com.example.enrichment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Lets Buena.ai enrich leads. */
public final class Enrichment {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;

    public Enrichment(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Returns whether there were credits left to do it. */
    public boolean enrich(String leads) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + "/enrich"))
                .header("x-api-key", "any-key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(leads))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        return switch (status) {
            case 200 -> true;
            case 402 -> false;
            default -> throw new IOException("Buena.ai answered with " + status);
        };
    }
}
