package dev.errata.stub.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.fixtures.BuenaError;
import dev.errata.stub.BuenaServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to fail can be selected by a request matcher in WireMock's JSON, as well as by WireMock's DSL. */
class RequestMatcherJsonTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BuenaServer buena = BuenaServer.start();

    @AfterEach
    void close() {
        buena.close();
    }

    private int status(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(buena.baseUrl() + path))
                .header("x-api-key", "any")
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void requestsThatMatchFail() throws Exception {
        buena.on("{\"method\": \"GET\", \"urlPath\": \"/api/v2/leads/lead_7\"}")
                .willFail(BuenaError.SERVICE_UNAVAILABLE);

        assertThat(status("/leads/lead_1")).isEqualTo(200);
        assertThat(status("/leads/lead_7")).isEqualTo(503);
    }

    @Test
    void chaosIsForRequestsThatMatch() throws Exception {
        buena.on("{\"urlPathTemplate\": \"/api/v2/leads/{id}\"}")
                .chaos(Chaos.rate(1).scenarios("bad-gateway"));

        assertThat(status("/health")).isEqualTo(200);
        assertThat(status("/leads/lead_7")).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"urlPath\": \"/leads\"}       | Use \"/api/v2/leads\"",
                "{\"uri\": \"/api/v2/leads\"}    | /uri: unknown field",
                "{\"urlPathPattern\": \"(\"}     | urlPathPattern",
                "{\"customMatcher\": {}}         | customMatcher",
                "[]                              | object",
                "{                               | request matcher",
                "''                              | empty"
            })
    void whatCannotMatchIsRefused(String json, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> buena.on(json)).withMessageContaining(reason);
        assertThat(buena.armed()).isEmpty();
    }
}
