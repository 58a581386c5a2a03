package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import dev.errata.fixtures.BuenaError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps for requests that did not come fail a test, if it wants that. */
class StrictScriptsTest {

    @Test
    void stepsThatAreLeftAreListed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.DUPLICATE_RESOURCE).on(getRequestedFor(urlPathEqualTo("/api/v2/health")));
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE).times(2);
            buena.willFail(BuenaError.NOT_FOUND)
                    .on(getRequestedFor(urlPathEqualTo("/api/v2/keys")))
                    .thenFail(BuenaError.UNAUTHORIZED);
            Http.get(buena.baseUrl(), "/leads");
            Http.get(buena.baseUrl(), "/health");

            assertThatThrownBy(buena::verifyScriptsUsedUp)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(
                            "Scripts not used up: 2",
                            "service-unavailable (503 SERVICE_UNAVAILABLE) 2 times",
                            "1 request came",
                            "lead-not-found (404 NOT_FOUND)",
                            "missing-api-key (401 UNAUTHORIZED)",
                            "GET /api/v2/keys",
                            "0 requests came")
                    .hasMessageNotContaining("duplicate-lead");
        }
    }

    @Test
    void scriptsThatAreUsedUpAreFine() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatCode(buena::verifyScriptsUsedUp).doesNotThrowAnyException();
            FailureScript script =
                    buena.willFail(BuenaError.SERVICE_UNAVAILABLE).times(2).thenPass();
            buena.willFail(BuenaError.NOT_FOUND).times(0);
            Http.statuses(buena.baseUrl(), 2);

            assertThatThrownBy(buena::verifyScriptsUsedUp).hasMessageContaining("pass");
            Http.statuses(buena.baseUrl(), 1);
            assertThatCode(buena::verifyScriptsUsedUp).doesNotThrowAnyException();
            script.thenFail(BuenaError.NOT_FOUND);
            assertThatThrownBy(buena::verifyScriptsUsedUp).hasMessageContaining("lead-not-found");
        }
    }

    @Test
    void stepThatGoesOnForeverWantsOneRequest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(BuenaError.NOT_FOUND)
                    .thenFail(BuenaError.SERVICE_UNAVAILABLE)
                    .forever();

            for (int requests = 0; requests < 2; requests++) {
                assertThatThrownBy(buena::verifyScriptsUsedUp).hasMessageContaining("forever");
                Http.get(buena.baseUrl(), "/leads");
            }
            assertThatCode(buena::verifyScriptsUsedUp).doesNotThrowAnyException();
            Http.get(buena.baseUrl(), "/leads");
            assertThatCode(buena::verifyScriptsUsedUp).doesNotThrowAnyException();
        }
    }

    @Test
    void closedServerStillTells() {
        BuenaServer buena = BuenaServer.start();
        buena.willFail(BuenaError.NOT_FOUND);
        buena.close();

        assertThatThrownBy(buena::verifyScriptsUsedUp).hasMessageContaining("lead-not-found");
    }

    @Test
    void testThatLeavesStepsFailsAtItsEnd() {
        Run run = Run.of(OwnServer.class);

        assertThat(run.failures()).containsOnlyKeys("unused", "halfUsed");
        assertThat(run.failures().get("unused"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Scripts not used up: 1", "lead-not-found", "0 requests came");
        assertThat(run.failures().get("halfUsed"))
                .hasMessageContainingAll("Scripts not used up: 1", "lead-not-found (404 NOT_FOUND) 3 times")
                .hasMessageContaining("1 request came");
        assertThat(run.passed()).isEqualTo(1);
    }

    static class OwnServer {
        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().strictScripts().build();

        @Test
        void unused() {
            buena.server().willFail(BuenaError.NOT_FOUND);
        }

        @Test
        void halfUsed() {
            buena.server().willFail(BuenaError.NOT_FOUND).times(3);
            Http.get(buena.server().baseUrl(), "/leads");
        }

        @Test
        void used() {
            buena.server().willFail(BuenaError.NOT_FOUND);
            Http.get(buena.server().baseUrl(), "/leads");
        }
    }

    @Test
    void tearDownMayUseStepsUp() {
        Run run = Run.of(UsedInTearDown.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(1);
    }

    static class UsedInTearDown {
        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().strictScripts().build();

        @Test
        void test() {
            buena.server().willFail(BuenaError.NOT_FOUND);
        }

        @AfterEach
        void after() {
            assertThat(Http.statuses(buena.server().baseUrl(), 1)).containsExactly(404);
        }
    }

    @Test
    void isSuppressedWhereTheTestFailedAnyway() {
        Throwable failure = Run.of(FailsAnyway.class).failures().get("test");

        assertThat(failure).hasMessage("own");
        assertThat(failure.getSuppressed())
                .filteredOn(AssertionError.class::isInstance)
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("Scripts not used up"));
    }

    static class FailsAnyway {
        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().strictScripts().build();

        @Test
        void test() {
            buena.server().willFail(BuenaError.NOT_FOUND);
            fail("own");
        }
    }

    @Test
    void unmatchedRequestsAndStepsThatAreLeftAreBothReported() {
        Throwable failure = Run.of(BothWrong.class).failures().get("test");

        assertThat(failure).hasMessageContaining("GET /api/v2/nowhere");
        assertThat(failure.getSuppressed())
                .filteredOn(AssertionError.class::isInstance)
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("Scripts not used up"));
    }

    static class BothWrong {
        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().strictScripts().build();

        @Test
        void test() {
            buena.server().willFail(BuenaError.NOT_FOUND).on(getRequestedFor(urlPathEqualTo("/api/v2/keys")));
            Http.get(buena.server().baseUrl(), "/nowhere");
        }
    }

    @Test
    void serverOfAClassIsCheckedAtItsEnd() {
        Run unused = Run.of(StaticField.class, StaticFieldOwnPort.class, PerClass.class, WithNested.class);

        assertThat(unused.failures())
                .containsOnlyKeys("StaticField", "StaticFieldOwnPort", "PerClass", "WithNested")
                .allSatisfy((name, failure) -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContainingAll("Scripts not used up: 1", "duplicate-lead", "0 requests came"));
        assertThat(unused.passed()).isEqualTo(8);
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class StaticField {
        @RegisterExtension
        static final BuenaStubs BUENA = BuenaStubs.builder().strictScripts().build();

        @Test
        void first() {
            BUENA.server().willFail(BuenaError.NOT_FOUND).times(2);
            assertThat(Http.statuses(BUENA.server().baseUrl(), 1)).containsExactly(404);
        }

        @Test
        void second() {
            assertThat(Http.statuses(BUENA.server().baseUrl(), 1)).containsExactly(404);
            BUENA.server().willFail(BuenaError.DUPLICATE_RESOURCE);
        }
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class StaticFieldOwnPort {
        @RegisterExtension
        static final BuenaStubs BUENA =
                BuenaStubs.builder().ownPort().strictScripts().build();

        @BeforeAll
        static void before() {
            BUENA.server().willFail(BuenaError.NOT_FOUND);
        }

        @Test
        void first() {
            assertThat(Http.statuses(BUENA.server().baseUrl(), 1)).containsExactly(404);
        }

        @Test
        void second() {
            BUENA.server().willFail(BuenaError.DUPLICATE_RESOURCE);
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class PerClass {
        @RegisterExtension
        final BuenaStubs buena = BuenaStubs.builder().strictScripts().build();

        @Test
        void first() {
            buena.server().willFail(BuenaError.NOT_FOUND);
        }

        @Test
        void second() {
            assertThat(Http.statuses(buena.server().baseUrl(), 1)).containsExactly(404);
            buena.server().willFail(BuenaError.DUPLICATE_RESOURCE);
        }
    }

    static class WithNested {
        @RegisterExtension
        static final BuenaStubs BUENA = BuenaStubs.builder().strictScripts().build();

        @Test
        void outer() {
            BUENA.server().willFail(BuenaError.NOT_FOUND);
        }

        @Nested
        class Inner {
            @Test
            void inner() {
                assertThat(Http.statuses(BUENA.server().baseUrl(), 1)).containsExactly(404);
                BUENA.server().willFail(BuenaError.DUPLICATE_RESOURCE);
            }
        }
    }

    @Test
    void stepsThatAreLeftAreSilentUnlessAskedFor() {
        Run run = Run.of(NotStrict.class, NotStrictStatic.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(2);
    }

    @ExtendWith(BuenaStubs.class)
    static class NotStrict {
        @Test
        void test(BuenaServer buena) {
            buena.willFail(BuenaError.NOT_FOUND).times(3);
        }
    }

    static class NotStrictStatic {
        @RegisterExtension
        static final BuenaStubs BUENA = BuenaStubs.builder().build();

        @Test
        void test() {
            BUENA.server().willFail(BuenaError.NOT_FOUND).times(3);
        }
    }
}
