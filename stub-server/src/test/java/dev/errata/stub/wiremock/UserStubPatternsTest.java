package dev.errata.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Patterns of all kinds see the URL that the API would see, at each URL of a server. */
class UserStubPatternsTest {

    private static final String PATH = "/leads/lead_7/notes?limit=5&tag=a&tag=b%20c";

    static Stream<Named<MappingBuilder>> fitting() {
        return Stream.of(
                stub("any URL", post(anyUrl())),
                stub("text", post("/api/v2" + PATH)),
                stub("URL", post(urlEqualTo("/api/v2" + PATH))),
                stub("path", post(urlPathEqualTo("/api/v2/leads/lead_7/notes"))),
                stub("URL as regex", post(urlMatching("/api/v2/leads/[a-z]+_\\d/notes\\?limit=.*"))),
                stub("path as regex", post(urlPathMatching("/api/v2/leads/[^/]+/notes"))),
                stub(
                        "path template",
                        post(urlPathTemplate("/api/v2/leads/{id}/notes")).withPathParam("id", equalTo("lead_7"))),
                stub("query", post(anyUrl()).withQueryParam("limit", equalTo("5"))),
                stub("query of two values", post(anyUrl()).withQueryParam("tag", equalTo("b c"))),
                stub("absent query", post(anyUrl()).withQueryParam("page", absent())),
                stub("host", post(anyUrl()).withHost(equalTo("127.0.0.1"))),
                stub("header", post(anyUrl()).withHeader("X-API-Key", containing("ke"))),
                stub("cookie", post(anyUrl()).withCookie("session", equalTo("s1"))),
                stub("basic authentication", post(anyUrl()).withBasicAuth("user", "password")),
                stub("JSON", post(anyUrl()).withRequestBody(equalToJson("{\"b\": [1], \"a\": 1}"))),
                stub("JSON path", post(anyUrl()).withRequestBody(matchingJsonPath("$.b[0]", equalTo("1")))),
                stub(
                        "code",
                        requestMatching(request -> MatchResult.of(request.getUrl()
                                        .equals("/api/v2" + PATH)
                                && request.getAbsoluteUrl().endsWith(":" + request.getPort() + "/api/v2" + PATH)))));
    }

    static Stream<Named<MappingBuilder>> strange() {
        return Stream.of(
                stub("path without base path", post(urlPathMatching("/leads/lead_7/notes"))),
                stub("scenario", post(urlMatching(".*rate-limited.*"))),
                stub("path without its query", post(urlEqualTo("/api/v2/leads/lead_7/notes"))),
                stub(
                        "other path parameter",
                        post(urlPathTemplate("/api/v2/leads/{id}/notes")).withPathParam("id", equalTo("lead_8"))),
                stub("other query", post(anyUrl()).withQueryParam("limit", equalTo("6"))),
                stub(
                        "code",
                        requestMatching(request ->
                                MatchResult.of(request.getAbsoluteUrl().contains("~")))));
    }

    private static Named<MappingBuilder> stub(String name, MappingBuilder mapping) {
        return Named.of(name, mapping.willReturn(ok("mine")));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void patternFits(MappingBuilder mapping) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(mapping);

            assertThat(send(buena.baseUrl())).isEqualTo("mine");
            assertThat(send(buena.baseUrl("rate-limited"))).isEqualTo("mine");
            assertThat(send(URI.create(buena.rootUrl() + "/~rate-limited/api/v2")))
                    .isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @MethodSource("strange")
    void patternDoesNotFit(MappingBuilder mapping) {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(mapping);

            assertThat(send(buena.baseUrl())).startsWith("Errata: POST /api/v2/leads/lead_7/notes");
            assertThat(send(buena.baseUrl("rate-limited"))).contains("RATE_LIMIT_EXCEEDED");
        }
    }

    private static String send(URI baseUrl) {
        return Http.send(
                        "POST",
                        URI.create(baseUrl + PATH),
                        Map.of(
                                "x-api-key",
                                "key",
                                "Cookie",
                                "session=s1",
                                "Authorization",
                                "Basic dXNlcjpwYXNzd29yZA==",
                                "Content-Type",
                                "application/json"),
                        "{\"a\": 1, \"b\": [1]}")
                .body();
    }
}
