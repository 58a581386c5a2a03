package com.example.leads;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads leads from Buena.ai, and asks up to three times while Buena.ai is unavailable. */
public final class Leads {

    private static final int MAX_ATTEMPTS = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;

    public Leads(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Returns whether there is such a lead. */
    public boolean exists(String id) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + "/leads/" + id))
                .header("x-api-key", "any-key")
                .build();
        HttpResponse<Void> response;
        int attempts = 0;
        do {
            response = http.send(request, BodyHandlers.discarding());
            attempts++;
        } while (response.statusCode() == 503 && attempts < MAX_ATTEMPTS);
        return switch (response.statusCode()) {
            case 200 -> true;
            case 404 -> false;
            default -> throw new IOException("Buena.ai answered with " + response.statusCode());
        };
    }
}
