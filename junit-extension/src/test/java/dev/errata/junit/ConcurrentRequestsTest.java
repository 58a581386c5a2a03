package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaTestData;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers answer any number of threads, each what it asked for. */
class ConcurrentRequestsTest {

    private static final int THREADS = 16;
    private static final int ROUNDS = 25;

    @Test
    void threadsThatShareAServerGetTheirOwnAnswers() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            Parallel.run(THREADS, thread -> {
                for (int round = 0; round < ROUNDS; round++) {
                    assertMixedAnswers(buena, thread + "x" + round);
                }
            });
            buena.verifyNoUnmatchedRequests();
        }
    }

    private static void assertMixedAnswers(BuenaServer buena, String id) {
        Map<String, String> key = Map.of("x-api-key", "key-" + id);
        assertThat(Http.get(URI.create(buena.baseUrl() + "/leads")).statusCode())
                .isEqualTo(401);
        assertThat(Http.get(buena.baseUrl(), "/leads/" + id).body()).contains("\"id\":\"" + id + "\"");
        assertThat(Http.send("DELETE", URI.create(buena.baseUrl() + "/leads/" + id), key, "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(Http.get(buena.baseUrl("duplicate-lead"), "/leads/" + id).statusCode())
                .isEqualTo(409);
        HttpResponse<String> limited = Http.send(
                "GET",
                URI.create(buena.baseUrl() + "/leads/" + id),
                Map.of("x-api-key", BuenaTestData.RATE_LIMITED_API_KEY),
                "");
        assertThat(limited.statusCode()).isEqualTo(429);
        HttpResponse<String> linkedIn = Http.send(
                "POST",
                URI.create(buena.baseUrl() + "/leads"),
                key,
                "{\"firstName\": \"A\", \"email\": \"a@b.de\", \"linkedinUrl\": \"https://x/%s\"}".formatted(id));
        assertThat(linkedIn.statusCode()).isEqualTo(400);
        assertThat(linkedIn.body()).contains("\"providedUrl\":\"https://x/" + id + "\"");
    }

    @Test
    void threadsWithServersOfTheirOwnSeeNothingOfOneAnother() throws Exception {
        Parallel.run(THREADS, thread -> {
            for (int round = 0; round < ROUNDS; round++) {
                String id = thread + "x" + round;
                try (BuenaServer buena = BuenaServer.start()) {
                    buena.stubFor(get("/api/v2/who").willReturn(ok(id)));
                    Http.get(buena.baseUrl(), "/nowhere/" + id);

                    assertThat(Http.get(buena.baseUrl(), "/who").body()).isEqualTo(id);
                    assertThat(unmatched(buena)).contains("/nowhere/" + id).startsWith("Unmatched requests: 1");
                }
            }
        });
    }

    @Test
    void unmatchedRequestsOfManyThreadsAreAllReported() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            Parallel.run(THREADS, thread -> {
                for (int round = 0; round < ROUNDS; round++) {
                    Http.get(buena.baseUrl(), "/nowhere/" + thread + "x" + round);
                }
            });

            assertThat(unmatched(buena)).startsWith("Unmatched requests: " + THREADS * ROUNDS);
        }
    }

    private static String unmatched(BuenaServer buena) {
        try {
            buena.verifyNoUnmatchedRequests();
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}
