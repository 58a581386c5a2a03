package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs of a server, and how exactly paths below them are read. */
class ServerUrlTest {

    private static final Map<String, String> KEY = Map.of("x-api-key", "test");

    @Test
    void buenaBaseUrlEndsInTheBasePathAndTheRootUrlBeforeIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(buena.baseUrl()).hasToString(buena.rootUrl() + "/api/v2");
            assertThat(buena.rootUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+/buena-\\d+");
        }
    }

    @Test
    void databuddyBaseUrlEndsBeforeTheVersion() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            assertThat(databuddy.baseUrl()).isEqualTo(databuddy.rootUrl());
            assertThat(databuddy.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+/databuddy-\\d+");
            assertThat(Http.get(databuddy.baseUrl(), "/v1/query/types").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void clientThatAddsTheWholePathUsesTheRootUrl() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThat(Http.get(buena.rootUrl(), "/api/v2/leads").body())
                    .isEqualTo(Http.get(buena.baseUrl(), "/leads").body())
                    .contains("lead_123");
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
                    .contains("lead_123");
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
    void pathThatIsSpeltOtherwiseIsNoneOfTheApi(String path) {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.baseUrl(), path);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(501);
            assertThat(response.body()).startsWith("Errata: GET /api/v2" + path + " fits nothing");
        }
    }

    @Test
    void baseUrlWithADoubleSlashIsToldApart() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> inside = Http.get(URI.create(buena.rootUrl() + "//api/v2/leads"));
            HttpResponse<String> before =
                    Http.get(URI.create(buena.rootUrl().toString().replace("/buena", "//buena") + "/api/v2/leads"));

            assertThat(inside.body()).startsWith("Errata: GET //api/v2/leads fits nothing");
            assertThat(before.body()).isEqualTo("""
                    Errata: The path of a request must begin with that of a server's base URL.
                    """);
            assertThat(before.statusCode()).isEqualTo(501);
        }
    }

    @Test
    void pathOutsideTheBasePathIsNoneOfTheApi() {
        try (BuenaServer buena = BuenaServer.start()) {
            for (String path : new String[] {"/leads", "/api/v1/leads", "/api/v2x/leads", "", "?api/v2/leads"}) {
                HttpResponse<String> response = Http.send("GET", URI.create(buena.rootUrl() + path), KEY, "");

                assertThat(response.statusCode()).as(path).isEqualTo(501);
                assertThat(response.body())
                        .startsWith("Errata: GET " + (path.startsWith("/") ? "" : "/") + path + " fits nothing");
            }
        }
    }

    @Test
    void lanesAreNeverReused() {
        Set<String> lanes = IntStream.range(0, 20)
                .mapToObj(i -> {
                    try (BuenaServer buena = BuenaServer.start()) {
                        return buena.rootUrl().getPath();
                    }
                })
                .collect(Collectors.toSet());

        assertThat(lanes).hasSize(20);
    }

    @Test
    void serversThatRunTogetherShareAPort() {
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            assertThat(other.rootUrl().getPort())
                    .isEqualTo(one.rootUrl().getPort())
                    .isEqualTo(databuddy.rootUrl().getPort());
            assertThat(other.rootUrl()).isNotEqualTo(one.rootUrl());
        }
    }
}
