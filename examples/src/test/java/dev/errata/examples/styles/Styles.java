package dev.errata.examples.styles;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.assertions.ApiAssertions;
import dev.errata.assertions.ApiErrorAssert;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.RequestExample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Catalogs in the style of well-known APIs, each with what is peculiar to it. */
final class Styles {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Catalog> ALL = Stream.of(
                    "stripe",
                    "github",
                    "problem-details",
                    "json-api",
                    "aip-193",
                    "twilio",
                    "slack",
                    "graphql",
                    "aws-json",
                    "aws-rest",
                    "oauth",
                    "s3",
                    "plain-text",
                    "salesforce",
                    "two-envelopes")
            .map(id -> Catalog.loadResource("styles/" + id))
            .toList();

    private Styles() {}

    /** One scenario, and the API that it belongs to. */
    record Style(Catalog catalog, Scenario scenario) {

        ApiErrorAssert assertThat(HttpResponse<String> response) {
            return ApiAssertions.of(catalog).assertThat(response);
        }

        /** Returns what the documented response has at a place, as a Java value. */
        Optional<Object> documented(Place place) {
            return place.find(catalog.parts(scenario.answer())).map(json -> JSON.convertValue(json, Object.class));
        }

        HttpResponse<String> sendTo(URI baseUrl) throws IOException, InterruptedException {
            return send(baseUrl, scenario.request());
        }

        @Override
        public String toString() {
            return catalog.id() + " " + scenario;
        }
    }

    static Stream<Catalog> catalogs() {
        return ALL.stream();
    }

    static Catalog catalog(String id) {
        return catalogs().filter(catalog -> catalog.id().equals(id)).findFirst().orElseThrow();
    }

    static Stream<Style> scenarios() {
        return catalogs()
                .flatMap(catalog -> catalog.scenarios().stream().map(scenario -> new Style(catalog, scenario)));
    }

    static HttpResponse<String> send(URI baseUrl, RequestExample example) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + example.path()))
                .method(
                        example.method(),
                        example.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        example.headers().forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
