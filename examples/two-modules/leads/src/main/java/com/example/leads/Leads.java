package com.example.leads;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads leads from Buena.ai. */
public final class Leads {

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
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        return switch (status) {
            case 200 -> true;
            case 404 -> false;
            default -> throw new IOException("Buena.ai answered with " + status);
        };
    }
}
