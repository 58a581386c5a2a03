package dev.errata.stub.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaTestData;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Parallel;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One server answers any number of threads, each what it asked for. */
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
                .isEqualTo(200);
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
    void unmatchedRequestsOfManyThreadsAreAllReported() throws Exception {
        try (BuenaServer buena = BuenaServer.start()) {
            Parallel.run(THREADS, thread -> {
                for (int round = 0; round < ROUNDS; round++) {
                    Http.get(buena.baseUrl(), "/nowhere/" + thread + "x" + round);
                }
            });

            assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                    .hasMessageStartingWith("Unmatched requests: " + THREADS * ROUNDS);
        }
    }
}
