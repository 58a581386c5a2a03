package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.errata.fixtures.BuenaError;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
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
    void testThatLeavesStepsFailsAtItsEnd() {
        Run run = Run.of(OwnServer.class);

        assertThat(run.failures()).containsOnlyKeys("unused", "halfUsed");
        assertThat(run.failures().get("unused"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Scripts not exhausted: 1", "lead-not-found", "0 requests came");
        assertThat(run.failures().get("halfUsed"))
                .hasMessageContainingAll("Scripts not exhausted: 1", "lead-not-found (404 NOT_FOUND) 3 times")
                .hasMessageContaining("1 request came");
        assertThat(run.passed()).isEqualTo(1);
    }

    static class OwnServer {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void unused() {
            buena.server().willFail(BuenaError.NOT_FOUND);
        }

        @Test
        void halfUsed() {
            buena.server().willFail(failure(BuenaError.NOT_FOUND).times(3));
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
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().strictScripts());

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
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("Scripts not exhausted"));
    }

    static class FailsAnyway {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().strictScripts());

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
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("Scripts not exhausted"));
    }

    static class BothWrong {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void test() {
            buena.server().on(getRequestedFor(urlPathEqualTo("/api/v2/keys"))).willFail(BuenaError.NOT_FOUND);
            Http.get(buena.server().baseUrl(), "/nowhere");
        }
    }

    @Test
    void abortedTestStaysAborted() {
        Run run = Run.of(Aborted.class, AbortedOnStaticField.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.aborted()).isEqualTo(2);
        assertThat(run.passed()).isEqualTo(2);
    }

    static class Aborted {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void aborted() {
            buena.server().willFail(BuenaError.NOT_FOUND);
            Assumptions.assumeTrue(false);
        }

        @Test
        void passes() {}
    }

    static class AbortedOnStaticField {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void aborted() {
            BUENA.server().willFail(BuenaError.NOT_FOUND);
            Http.get(BUENA.server().baseUrl(), "/nowhere");
            Assumptions.assumeTrue(false);
        }

        @Test
        void passes() {}
    }

    @Test
    void onASharedServerTheTestFailsThatLeftSteps() {
        Run run = Run.of(StaticField.class, PerClass.class, WithNested.class);

        assertThat(run.failures())
                .containsOnlyKeys("leaves", "leavesPerClass", "leavesNested")
                .allSatisfy((name, failure) -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContainingAll("Scripts not exhausted: 1", "duplicate-lead", "0 requests came"));
        assertThat(run.passed()).isEqualTo(4);
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class StaticField {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void leaves() {
            BUENA.server().willFail(BuenaError.DUPLICATE_RESOURCE);
        }

        @Test
        void next() {
            assertThat(Http.statuses(BUENA.server().baseUrl(), 1)).containsExactly(200);
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class PerClass {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void leavesPerClass() {
            buena.server().willFail(BuenaError.DUPLICATE_RESOURCE);
        }

        @Test
        void nextPerClass() {
            assertThat(Http.statuses(buena.server().baseUrl(), 1)).containsExactly(200);
        }
    }

    static class WithNested {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void outer() {
            BUENA.server().willFail(BuenaError.NOT_FOUND);
            assertThat(Http.statuses(BUENA.server().baseUrl(), 1)).containsExactly(404);
        }

        @Nested
        @TestMethodOrder(MethodOrderer.MethodName.class)
        class Inner {
            @Test
            void leavesNested() {
                BUENA.server().willFail(BuenaError.DUPLICATE_RESOURCE);
            }

            @Test
            void nextNested() {
                assertThat(Http.statuses(BUENA.server().baseUrl(), 1)).containsExactly(200);
            }
        }
    }

    @Test
    void everyTestHasToExhaustWhatTheSetUpOfTheClassArmed() {
        Run run = Run.of(ArmedByTheClass.class);

        assertThat(run.failures()).containsOnlyKeys("idle");
        assertThat(run.failures().get("idle")).hasMessageContaining("lead-not-found");
        assertThat(run.passed()).isEqualTo(2);
    }

    static class ArmedByTheClass {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @BeforeAll
        static void before() {
            BUENA.server().willFail(BuenaError.NOT_FOUND);
        }

        @Test
        void one() {
            assertThat(Http.statuses(BUENA.server().baseUrl(), 2)).containsExactly(404, 200);
        }

        @Test
        void another() {
            assertThat(Http.statuses(BUENA.server().baseUrl(), 2)).containsExactly(404, 200);
        }

        @Test
        void idle() {}
    }

    @Test
    void concurrentTestsThatShareAServerAreCheckedAtTheEndOfTheirClass() {
        Run run = Run.concurrently(4, Concurrent.class, ConcurrentAndAborted.class);

        assertThat(run.failures()).containsOnlyKeys("Concurrent");
        assertThat(run.failures().get("Concurrent")).hasMessageContainingAll("Scripts not exhausted", "lead-not-found");
        assertThat(run.passed()).isEqualTo(3);
        assertThat(run.aborted()).isEqualTo(1);
    }

    static class Concurrent {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void leaves() {
            BUENA.server().on(getRequestedFor(urlPathEqualTo("/api/v2/keys"))).willFail(BuenaError.NOT_FOUND);
        }

        @Test
        void other() {}
    }

    static class ConcurrentAndAborted {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void aborted() {
            BUENA.server().on(getRequestedFor(urlPathEqualTo("/api/v2/keys"))).willFail(BuenaError.NOT_FOUND);
            Assumptions.assumeTrue(false);
        }

        @Test
        void other() {}
    }

    @Test
    void abortedTestsExcuseNoClassAfterTheirs() {
        Run aborted = Run.concurrently(2, AbortedOnOneField.class);
        Run next = Run.concurrently(2, NextOnOneField.class);

        assertThat(aborted.failures()).isEmpty();
        assertThat(next.failures()).containsOnlyKeys("NextOnOneField");
    }

    abstract static class OneField {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().strictScripts());

        @Test
        void leaves() {
            BUENA.server().willFail(BuenaError.NOT_FOUND);
            Assumptions.assumeTrue(this instanceof NextOnOneField);
        }
    }

    static class AbortedOnOneField extends OneField {}

    static class NextOnOneField extends OneField {}

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
            buena.willFail(failure(BuenaError.NOT_FOUND).times(3));
        }
    }

    static class NotStrictStatic {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void test() {
            BUENA.server().willFail(failure(BuenaError.NOT_FOUND).times(3));
        }
    }
}
