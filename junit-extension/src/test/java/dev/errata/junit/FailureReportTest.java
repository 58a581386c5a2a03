package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.errata.fixtures.BuenaError;
import dev.errata.junit.internal.FailureReport;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Chaos;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that fails tells what its servers saw; one that passes tells nothing. */
class FailureReportTest {

    private static List<String> reports(Throwable failure) {
        return Stream.of(failure.getSuppressed())
                .filter(FailureReport.class::isInstance)
                .map(Throwable::getMessage)
                .toList();
    }

    private static void get(StubServer<?> server, String path) {
        Http.send(
                "GET",
                URI.create(server.baseUrl() + path),
                Map.of("x-api-key", "bna_live_topsecret", "Authorization", "Bearer bna_live_topsecret"),
                "");
    }

    @Test
    void failureShowsTheRequestsOfItsTest() {
        Throwable failure = Run.of(Fails.class).failures().get("test");

        assertThat(failure).hasMessage("own");
        assertThat(reports(failure)).singleElement().satisfies(report -> {
            assertThat(report)
                    .contains("Buena.ai API v2 at http://127.0.0.1:", ": 3 requests")
                    .containsSubsequence(
                            "1",
                            "GET /api/v2/leads?page=2",
                            "503 service-unavailable",
                            "script",
                            "2",
                            "GET /api/v2/leads",
                            "200",
                            "API",
                            "3",
                            "GET /api/v2/leads/lead_abc123",
                            "404 lead-not-found",
                            "API");
            assertThat(report.lines()).hasSize(1 + 1 + 3);
            assertThat(report).doesNotContain("topsecret");
        });
        assertThat(failure.getSuppressed())
                .filteredOn(FailureReport.class::isInstance)
                .allSatisfy(report -> {
                    assertThat(report.getStackTrace()).isEmpty();
                    assertThat(report).hasNoCause();
                });
    }

    @ExtendWith(BuenaStubs.class)
    static class Fails {
        @Test
        void test(BuenaServer buena) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            get(buena, "/leads?page=2");
            get(buena, "/leads");
            get(buena, "/leads/lead_abc123");
            fail("own");
        }
    }

    @Test
    void requestsOfOtherTestsOnTheSameServerAreLeftOut() {
        Map<String, Throwable> failures = Run.of(OnOneServer.class).failures();

        assertThat(failures).containsOnlyKeys("second", "third");
        assertThat(reports(failures.get("second")))
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .contains(": 2 requests", "/leads/second", "/leads/after-second")
                        .doesNotContain("/leads/first", "/leads/after-first"));
        assertThat(reports(failures.get("third")))
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .contains(": 2 requests", "/leads/third", "/leads/after-third")
                        .doesNotContain("first", "second"));
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OnOneServer {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        private String name = "";

        @Test
        void first() {
            name = "first";
            get(BUENA.server(), "/leads/first");
        }

        @Test
        void second() {
            name = "second";
            get(BUENA.server(), "/leads/second");
            fail("own");
        }

        @Test
        void third() {
            name = "third";
            get(BUENA.server(), "/leads/third");
            fail("own");
        }

        @AfterEach
        void after() {
            get(BUENA.server(), "/leads/after-" + name);
        }
    }

    @Test
    void requestsOfTheConstructorAreThoseOfItsTest() {
        assertThat(reports(Run.of(InConstructor.class).failures().get("test")))
                .singleElement()
                .satisfies(report -> assertThat(report).contains(": 2 requests", "/leads/constructor", "/leads/test"));
    }

    @ExtendWith(BuenaStubs.class)
    static class InConstructor {
        private final BuenaServer buena;

        InConstructor(BuenaServer buena) {
            this.buena = buena;
            get(buena, "/leads/constructor");
        }

        @Test
        void test() {
            get(buena, "/leads/test");
            fail("own");
        }
    }

    @Test
    void chanceIsToldWithItsSeed() {
        Map<String, Throwable> failures = Run.of(ByChance.class).failures();

        assertThat(reports(failures.get("annotated")))
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .containsSubsequence("1", "seed 4711", "2 of 2 requests", "429 rate-limited", "chaos"));
        assertThat(reports(failures.get("called")))
                .singleElement()
                .satisfies(
                        report -> assertThat(report).containsSubsequence("5 of 100", "seed 815", "GET /api/v2/leads"));
    }

    @ExtendWith(BuenaStubs.class)
    static class ByChance {
        @Test
        @WithChaos(rate = 1, seed = 4711, scenarios = "rate-limited")
        void annotated(BuenaServer buena) {
            get(buena, "/leads");
            get(buena, "/leads");
            fail("own");
        }

        @Test
        void called(BuenaServer buena) {
            buena.chaos(Chaos.exactly(5, 100).seed(815));
            get(buena, "/leads");
            fail("own");
        }
    }

    @Test
    void seedIsToldEvenIfNoRequestCame() {
        assertThat(reports(Run.of(NoRequestByChance.class).failures().get("test")))
                .singleElement()
                .satisfies(report -> assertThat(report).contains("seed 4711"));
    }

    @ExtendWith(BuenaStubs.class)
    static class NoRequestByChance {
        @Test
        @WithChaos(rate = 0.5, seed = 4711)
        void test(BuenaServer buena) {
            fail("own " + buena.catalog().id());
        }
    }

    @Test
    void nothingToTellMeansNothingAdded() {
        Map<String, Throwable> failures =
                Run.of(NoRequest.class, NoServer.class).failures();

        assertThat(failures).containsOnlyKeys("withServer", "withoutServer");
        assertThat(failures.values()).allSatisfy(failure -> {
            assertThat(failure).hasMessage("own");
            assertThat(failure).hasNoSuppressedExceptions();
        });
    }

    @ExtendWith(BuenaStubs.class)
    static class NoRequest {
        @Test
        void withServer(BuenaServer buena) {
            fail("own" + buena.armed().stream().findFirst().orElse(""));
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class NoServer {
        @Test
        void withoutServer() {
            fail("own");
        }
    }

    @Test
    void whatWasArmedIsToldEvenIfNoRequestCame() {
        assertThat(reports(Run.of(ArmedForNothing.class).failures().get("test")))
                .singleElement()
                .satisfies(report -> assertThat(report).contains("lead-not-found", "0 requests came"));
    }

    @ExtendWith(BuenaStubs.class)
    static class ArmedForNothing {
        @Test
        void test(BuenaServer buena) {
            buena.willFail(BuenaError.NOT_FOUND);
            fail("own");
        }
    }

    @Test
    void testThatPassesHasNoFailureToExplain() {
        Run run = Run.of(Passes.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(1);
        assertThat(run.published("requests")).containsExactly("1");
    }

    @ExtendWith(BuenaStubs.class)
    static class Passes {
        @Test
        void test(BuenaServer buena, TestReporter reporter) {
            get(buena, "/leads");
            reporter.publishEntry("requests", String.valueOf(buena.traffic().total()));
        }
    }

    @Test
    void verificationThatFailsATestIsExplainedToo() {
        Map<String, Throwable> failures = Run.of(Verified.class).failures();

        assertThat(failures.get("unmatched")).hasMessageContaining("Unmatched requests");
        assertThat(reports(failures.get("unmatched")))
                .singleElement()
                .satisfies(report -> assertThat(report).containsSubsequence("GET /api/v2/nowhere", "501", "nothing"));
        assertThat(failures.get("unused")).hasMessageContaining("Scripts not exhausted");
        assertThat(reports(failures.get("unused")))
                .singleElement()
                .satisfies(report -> assertThat(report).containsSubsequence("GET /api/v2/leads", "200", "API"));
    }

    static class Verified {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void unmatched() {
            get(buena.server(), "/nowhere");
        }

        @Test
        void unused() {
            buena.server().on(getRequestedFor(urlPathEqualTo("/api/v2/keys"))).willFail(BuenaError.NOT_FOUND);
            get(buena.server(), "/leads");
        }
    }

    @Test
    void eachServerOfATestIsReported() {
        assertThat(reports(Run.of(TwoServers.class).failures().get("test")))
                .hasSize(3)
                .anySatisfy(report -> assertThat(report).contains("Buena.ai", "/leads/one"))
                .anySatisfy(report -> assertThat(report).contains("Buena.ai", "/leads/other"))
                .anySatisfy(report -> assertThat(report).contains("Databuddy", "/v1/query/types"));
    }

    @ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
    static class TwoServers {
        @Test
        void test(BuenaServer one, BuenaServer other, DatabuddyServer databuddy) {
            get(one, "/leads/one");
            get(other, "/leads/other");
            get(databuddy, "/v1/query/types");
            fail("own");
        }
    }

    @Test
    void serverThatTheTestClosedIsReported() {
        assertThat(reports(Run.of(Closes.class).failures().get("test")))
                .singleElement()
                .satisfies(report -> assertThat(report).contains("GET /api/v2/leads"));
    }

    @ExtendWith(BuenaStubs.class)
    static class Closes {
        @Test
        void test(BuenaServer buena) {
            get(buena, "/leads");
            buena.close();
            fail("own");
        }
    }
}
