package dev.errata.stub.life;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.Parallel;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that run side by side never see one another's failures, stubs, URLs and requests. */
@Tag("slow")
class IsolationTest {

    private static final int SERVERS = 2_000;
    private static final List<Scenario> SCENARIOS = Catalog.buena().scenarios();

    @Test
    void twoThousandServersEachHaveTheirOwn() throws Exception {
        AtomicInteger numbers = new AtomicInteger();
        Parallel.run(8, thread -> {
            for (int number = numbers.getAndIncrement(); number < SERVERS; number = numbers.getAndIncrement()) {
                try (BuenaServer buena = BuenaServer.start()) {
                    check(number, buena);
                }
            }
        });
        assertThat(numbers.get()).isGreaterThanOrEqualTo(SERVERS);
    }

    private static void check(int number, BuenaServer buena) {
        buena.willFail(
                failure(BuenaError.NOT_FOUND).message("failure " + number).times(2));
        assertFailure(number, Http.get(buena.baseUrl(), "/leads"));

        Scenario scenario = SCENARIOS.get(number % SCENARIOS.size());
        buena.clearScripts();
        assertThat(Http.get(buena.baseUrl(scenario), "/leads").statusCode()).isEqualTo(scenario.status());

        if (number % 10 == 0) {
            buena.stubFor(get("/api/v2/leads/own").willReturn(ok("stub " + number)));
            assertThat(Http.get(buena.baseUrl(), "/leads/own").body()).isEqualTo("stub " + number);
        } else {
            assertThat(Http.get(buena.baseUrl(), "/leads/own").body()).contains("\"id\":\"own\"");
        }

        Http.get(buena.baseUrl(), "/nowhere/" + number);
        assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                .hasMessageStartingWith("Unmatched requests: 1")
                .hasMessageContaining("/nowhere/" + number + " matches no endpoint");
        assertThat(buena.traffic().exchanges()).hasSize(4);
    }

    private static void assertFailure(int number, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Http.json(answer).path("message").asText()).isEqualTo("failure " + number);
    }
}
