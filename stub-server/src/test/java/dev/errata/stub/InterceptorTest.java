package dev.errata.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.support.Http;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An interceptor answers some requests before anything else does. */
class InterceptorTest {

    private static final ServerOptions OPTIONS = ServerOptions.defaults().interceptor(InterceptorTest::health);

    private static Optional<StubResponse> health(StubRequest request) {
        return request.target().equals("/health")
                ? Optional.of(StubResponse.text(
                        203, "well " + request.header("X-API-Key").orElse("?")))
                : Optional.empty();
    }

    @Test
    void answersBeforeEverythingElseAndLeavesTheRestAlone() {
        try (BuenaServer buena = BuenaServer.start(OPTIONS)) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);

            HttpResponse<String> answer = Http.get(buena.rootUrl(), "/health");
            assertThat(answer.statusCode()).isEqualTo(203);
            assertThat(answer.body()).isEqualTo("well test");
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(503, 200);
            assertThat(Http.get(buena.baseUrl("lead-not-found"), "/health").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void itsAnswersAreNotInTheTraffic() {
        try (BuenaServer buena = BuenaServer.start(OPTIONS)) {
            Http.get(buena.rootUrl(), "/health");
            Http.get(buena.baseUrl(), "/leads");

            assertThat(buena.traffic().exchanges())
                    .extracting(exchange -> exchange.request().url())
                    .containsExactly("/api/v2/leads");
        }
    }
}
