package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.BuenaError;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program that serves an API to others adds to a server: a front of its own, and another address. */
class FrontTest {

    private static Optional<ResponseDefinition> health(Request request) {
        return request.getUrl().equals("/health") ? Optional.of(ok("well").build()) : Optional.empty();
    }

    @Test
    void frontAnswersBeforeEverythingElseAndLeavesTheRestAlone() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().front(FrontTest::health))) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);

            assertThat(Http.get(buena.rootUrl(), "/health").body()).isEqualTo("well");
            assertThat(Http.statuses(buena.baseUrl(), 2)).containsExactly(503, 200);
            assertThat(Http.get(buena.baseUrl("lead-not-found"), "/health").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatTheFrontAnswersIsNoTraffic() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().front(FrontTest::health))) {
            Http.get(buena.rootUrl(), "/health");
            Http.get(buena.baseUrl(), "/leads");

            assertThat(buena.traffic().exchanges())
                    .extracting(exchange -> exchange.request().url())
                    .containsExactly("/api/v2/leads");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "0.0.0.0, 127.0.0.1"})
    void urlLeadsToTheAddressThatIsBound(String address, String host) throws UnknownHostException {
        ServerOptions options = ServerOptions.defaults().bind(InetAddress.getByName(address));
        try (BuenaServer buena = BuenaServer.start(options)) {
            URI root = buena.rootUrl();

            assertThat(root.toString()).matches("http://" + host.replace(".", "\\.") + ":\\d+");
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }
}
