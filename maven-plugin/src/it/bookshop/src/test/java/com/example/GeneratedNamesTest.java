package com.example;

import static com.example.errors.BookshopAssertions.assertThat;

import com.example.errors.BookshopError;
import com.example.errors.BookshopErrors;
import com.example.errors.BookshopServer;
import com.example.errors.BookshopStubs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

@ExtendWith(BookshopStubs.class)
class GeneratedNamesTest {

    @ParameterizedTest
    @BookshopErrors
    void everyErrorIsServed(BookshopError error, BookshopServer bookshop) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(bookshop.baseUrl(error) + "/books/9780261102385"))
                .build();

        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                .isError(error);
    }
}
