package dev.errata.stub.urls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs of a server look like those of its API, and paths below them are read exactly. */
class PathsTest {

    private static final Map<String, String> KEY = Map.of("x-api-key", "test");

    @Test
    void baseUrlEndsWithTheBasePathOfTheApi() {
        try (BuenaServer buena = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            assertThat(buena.rootUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(buena.baseUrl()).hasToString(buena.rootUrl() + "/api/v2");
            assertThat(databuddy.baseUrl()).isEqualTo(databuddy.rootUrl());
            assertThat(Http.get(databuddy.baseUrl(), "/v1/query/types").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void clientThatAddsTheWholePathUsesTheRootUrl() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.rootUrl(), "/api/v2/leads").body())
                    .isEqualTo(Http.get(buena.baseUrl(), "/leads").body())
                    .contains("lead_abc123");
        }
    }

    @Test
    void textNamesTheApiAndTheUrl() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(buena).hasToString("Buena.ai API v2 at " + buena.rootUrl());
        }
    }

    @Test
    void queryDoesNotChangeWhichPathIsMeant() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.baseUrl(), "/leads?limit=5&q=/x~y?").body())
                    .isEqualTo(Http.get(buena.baseUrl(), "/leads").body())
                    .contains("lead_abc123");
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123?expand=all")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lead_1,lead_1",
        "a%20b,a b",
        "a+b,a+b",
        "a%2Fb,a/b",
        "a%2Bb,a+b",
        "%C3%BC,ü",
        "~lead,~lead",
        "a;v=1,a;v=1",
        "100%25,100%"
    })
    void segmentOfThePathIsDecodedOnce(String sent, String id) {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/leads/" + sent);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"id\":\"" + id + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/leads/",
                "/leads/lead_abc123/",
                "//leads",
                "/leads//",
                "/leads//lead_1",
                "/Leads",
                "",
                "/",
                "?x",
                "leads"
            })
    void pathThatIsSpelledOtherwiseIsUnmatched(String path) {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), path);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(501);
            assertThat(response.body()).startsWith("Errata: GET /api/v2" + path + " matches no endpoint");
        }
    }

    @Test
    void pathOutsideTheBasePathIsUnmatched() {
        try (BuenaServer buena = BuenaServer.start()) {
            for (String path :
                    new String[] {"/leads", "//api/v2/leads", "/api/v1/leads", "/api/v2x/leads", "", "?api/v2/leads"}) {
                HttpResponse<String> response = Http.send("GET", URI.create(buena.rootUrl() + path), KEY, "");

                assertThat(response.statusCode()).as(path).isEqualTo(501);
                assertThat(response.body())
                        .startsWith("Errata: GET " + (path.startsWith("/") ? "" : "/") + path + " matches no endpoint");
            }
        }
    }
}
