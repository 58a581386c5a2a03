package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.BuenaServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests that run side by side never see one another. */
class IsolationTest {

    private static final int TESTS = 2_000;

    /** So many in a hundred make a request that nothing fits, and fail for it. */
    private static final int EVERY = 10;

    @Test
    @Tag("slow")
    void twoThousandConcurrentTestsEachHaveTheirOwnStubScenarioAndFailure(@TempDir Path folder) throws Exception {
        Run run = Run.concurrently(8, ManyMethods.in(folder, OwnServer.class, TESTS));

        assertThat(run.tests()).hasSize(TESTS);
        run.failures()
                .forEach((test, failure) -> assertThat(failure)
                        .hasMessageContainingAll("Unmatched requests: 1", "/nowhere/" + test + " matches no endpoint"));
        assertThat(run.failures().keySet())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, TESTS)
                        .filter(number -> number % EVERY == 0)
                        .mapToObj(number -> "test" + number)
                        .toList());
    }

    @Test
    void testsThatShareAServerDoSeeOneAnother(@TempDir Path folder) throws Exception {
        Run run = Run.concurrently(8, ManyMethods.in(folder, SharedServer.class, 100));

        assertThat(run.failures().values())
                .anySatisfy(failure -> assertThat(failure).hasMessageContaining("stub of another test"));
    }

    @ExtendWith(BuenaStubs.class)
    abstract static class OwnServer {

        private static final List<Scenario> SCENARIOS = Catalog.buena().scenarios();

        void check(int number, BuenaServer buena) {
            buena.stubFor(get("/api/v2/leads/own-" + number).willReturn(ok("stub of test" + number)));
            assertThat(Http.get(buena.baseUrl(), "/leads/own-" + number).body())
                    .as("own stub")
                    .isEqualTo("stub of test" + number);

            int neighbour = number ^ 1;
            assertThat(Http.get(buena.baseUrl(), "/leads/own-" + neighbour).body())
                    .as("stub of another test")
                    .doesNotContain("stub of");

            Scenario scenario = SCENARIOS.get(number % SCENARIOS.size());
            HttpResponse<String> failure = Http.get(buena.baseUrl(scenario), "/leads");
            assertThat(failure.statusCode()).as("own scenario").isEqualTo(scenario.status());

            if (number % EVERY == 0) {
                Http.get(buena.baseUrl(), "/nowhere/test" + number);
            }
        }
    }

    abstract static class SharedServer extends OwnServer {
        @BeforeAll
        static void share(BuenaServer buena) {
            assertThat(buena).isNotNull();
        }
    }
}
