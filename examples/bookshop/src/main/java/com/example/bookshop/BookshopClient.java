package com.example.bookshop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of the Bookshop API. */
public final class BookshopClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;
    private final String key;

    public BookshopClient(URI baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    /** Returns the title of a book; throws {@link BookshopException} if there is none. */
    public String title(String isbn) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/books/" + isbn))
                .header("X-Bookshop-Key", key)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        JsonNode body = JSON.readTree(response.body());
        if (response.statusCode() >= 400) {
            JsonNode error = body.path("error");
            throw new BookshopException(
                    response.statusCode(), error.path("code").asText(), error.path("message").asText());
        }
        return body.path("title").asText();
    }
}
