package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that share a server each find it as the set-up of their class left it. */
class SharedServerTest {

    /** Tells how a test finds a server. */
    private static void find(TestReporter reporter, String test, StubServer<?> server) {
        long earlier = server.traffic().total();
        reporter.publishEntry(
                test,
                earlier + " " + Http.get(server.baseUrl(), "/leads").statusCode() + " "
                        + server.armed().size());
    }

    private static void assertPassed(Run run, int tests) {
        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(tests);
    }

    /** Does to a server all that a test can do to it. */
    private static void change(BuenaServer server) {
        server.stubFor(get("/api/v2/leads").willReturn(ok("mine")));
        server.willFail(BuenaError.NOT_FOUND);
        server.chaos(Chaos.rate(1));
        server.quota(Quota.perHour(0));
        server.latency(Latency.fixed(Duration.ofMillis(1)));
        server.clock().stopAt(Instant.EPOCH);
        Http.get(server.baseUrl(), "/leads");
    }

    @ParameterizedTest
    @ValueSource(classes = {OfStaticField.class, OfBeforeAll.class, OfTheInstance.class, OfTheConstructor.class})
    void whatATestDidIsGoneInTheNextOne(Class<?> testClass) {
        Run run = Run.of(testClass);

        assertPassed(run, 2);
        assertThat(run.published("second")).containsExactly("0 200 0");
        assertThat(run.published("clock")).containsExactly("now");
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    abstract static class ChangesIt {
        abstract BuenaServer server();

        @Test
        void first() {
            change(server());
        }

        @Test
        void second(TestReporter reporter) {
            reporter.publishEntry("clock", server().clock().instant().equals(Instant.EPOCH) ? "stopped" : "now");
            find(reporter, "second", server());
        }
    }

    static class OfStaticField extends ChangesIt {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Override
        BuenaServer server() {
            return BUENA.server();
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class OfBeforeAll extends ChangesIt {
        private static BuenaServer buena;

        @BeforeAll
        static void before(BuenaServer server) {
            buena = server;
        }

        @Override
        BuenaServer server() {
            return buena;
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class OfTheInstance extends ChangesIt {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs();

        @Override
        BuenaServer server() {
            return buena.server();
        }
    }

    @ExtendWith(BuenaStubs.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class OfTheConstructor extends ChangesIt {
        private final BuenaServer buena;

        OfTheConstructor(BuenaServer buena) {
            this.buena = buena;
        }

        @Override
        BuenaServer server() {
            return buena;
        }
    }

    @Test
    void whatTheSetUpOfTheClassDidIsThereForEachTest() {
        Run run = Run.of(ArmedByTheClass.class);

        assertPassed(run, 5);
        assertThat(run.published("outer")).containsExactly("0 404 1", "0 404 1");
        assertThat(run.published("inner")).containsExactly("0 404 2", "0 404 2");
        assertThat(run.published("after inner")).containsExactly("0 404 1");
    }

    @TestClassOrder(ClassOrderer.ClassName.class)
    static class ArmedByTheClass {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @BeforeAll
        static void before() {
            BUENA.server().willFail(failure(BuenaError.NOT_FOUND).times(2));
            BUENA.server().quota(Quota.perHour(100));
            Http.get(BUENA.server().baseUrl(), "/leads");
        }

        @RepeatedTest(2)
        void outer(TestReporter reporter) {
            find(reporter, "outer", BUENA.server());
        }

        @Nested
        class Inner {
            @BeforeAll
            static void before() {
                BUENA.server().quota(Quota.perDay(100));
            }

            @RepeatedTest(2)
            void inner(TestReporter reporter) {
                find(reporter, "inner", BUENA.server());
            }
        }

        @Nested
        class InnerNext {
            @Test
            void afterInner(TestReporter reporter) {
                find(reporter, "after inner", BUENA.server());
            }
        }
    }

    @Test
    void classFindsItAsItWasBeforeTheClassBefore() {
        Run run = Run.of(FirstOfTwo.class, SecondOfTwo.class);

        assertPassed(run, 2);
        assertThat(run.published("FirstOfTwo")).containsExactly("0 200 0", "0 429 1");
        assertThat(run.published("SecondOfTwo")).containsExactly("0 200 0", "0 429 1");
        assertThat(SharedField.BUENA.server().armed()).isEmpty();
        assertThat(SharedField.BUENA.server().traffic().total()).isZero();
    }

    abstract static class SharedField {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void test(TestReporter reporter) {
            find(reporter, getClass().getSimpleName(), BUENA.server());
        }
    }

    static class FirstOfTwo extends SharedField {
        @BeforeAll
        static void before(TestReporter reporter) {
            find(reporter, "FirstOfTwo", BUENA.server());
            BUENA.server().quota(Quota.perHour(0));
        }

        @AfterAll
        static void after() {
            change(BUENA.server());
        }
    }

    static class SecondOfTwo extends SharedField {
        @BeforeAll
        static void before(TestReporter reporter) {
            find(reporter, "SecondOfTwo", BUENA.server());
            BUENA.server().quota(Quota.perHour(0));
        }
    }

    @Test
    void whatConstructorsAndSetUpDidIsThereForTheirTestAlone() {
        Run run = Run.of(ArmedByTheConstructor.class);

        assertPassed(run, 4);
        assertThat(run.published("outer")).containsOnly("1 200 2").hasSize(2);
        assertThat(run.published("inner")).containsOnly("2 200 3").hasSize(2);
    }

    static class ArmedByTheConstructor {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        ArmedByTheConstructor() {
            BUENA.server().quota(Quota.perHour(100));
            Http.get(BUENA.server().baseUrl(), "/leads");
        }

        @BeforeEach
        void before() {
            BUENA.server().latency(Latency.fixed(Duration.ofMillis(1)));
        }

        @RepeatedTest(2)
        void outer(TestReporter reporter) {
            find(reporter, "outer", BUENA.server());
        }

        @Nested
        class Inner {
            Inner() {
                BUENA.server().quota(Quota.perDay(100));
                Http.get(BUENA.server().baseUrl(), "/leads");
            }

            @RepeatedTest(2)
            void inner(TestReporter reporter) {
                find(reporter, "inner", BUENA.server());
            }
        }
    }

    @Test
    void testThatFailsBeforeItsSetUpLeavesNothing() {
        Run run = Run.of(FailsInConstructor.class, FailsInAnotherExtension.class, FailsBeforeEach.class);

        assertThat(run.failures()).containsOnlyKeys("first", "firstOfAnother", "firstBeforeEach");
        assertThat(run.published("second")).containsExactly("0 200 0", "0 200 0", "0 200 0");
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsInConstructor {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        private static int made;

        FailsInConstructor() {
            made++;
            if (made == 1) {
                change(BUENA.server());
                throw new IllegalStateException("on purpose");
            }
        }

        @Test
        void first() {}

        @Test
        void second(TestReporter reporter) {
            find(reporter, "second", BUENA.server());
        }
    }

    /** Fails for the first test. */
    static final class Picky implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            FailsInAnotherExtension.made++;
            if (FailsInAnotherExtension.made == 1) {
                change(FailsInAnotherExtension.BUENA.server());
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @ExtendWith(Picky.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsInAnotherExtension {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        private static int made;

        @Test
        void firstOfAnother() {}

        @Test
        void second(TestReporter reporter) {
            find(reporter, "second", BUENA.server());
        }
    }

    /** Fails for the first test, before the extension's own set-up. */
    static final class PickyBeforeEach implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            if (context.getRequiredTestMethod().getName().startsWith("first")) {
                change(FailsBeforeEach.BUENA.server());
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Test
    void testThatFailsBeforeItsSetUpLeavesNothingWhereAllShareAnInstance() {
        Run run = Run.of(FailsBeforeEachOfOneInstance.class);

        assertThat(run.failures()).containsOnlyKeys("firstBeforeEach");
        assertThat(run.published("second")).containsExactly("0 200 0");
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class FailsBeforeEachOfOneInstance extends FailsBeforeEach {}

    @Test
    void testThatFailsInItsConstructorLeavesNothingWhereClassesRunConcurrently() {
        Run run = Run.withClassesConcurrent(FailsInConstructorBesideOthers.class);

        assertThat(run.failures()).containsOnlyKeys("first");
        assertThat(run.published("second")).containsExactly("0 200 0");
    }

    @ExtendWith(BuenaStubs.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsInConstructorBesideOthers {
        private static BuenaServer buena;
        private static int made;

        @BeforeAll
        static void before(BuenaServer server) {
            buena = server;
        }

        FailsInConstructorBesideOthers() {
            made++;
            if (made == 1) {
                change(buena);
                throw new IllegalStateException("on purpose");
            }
        }

        @Test
        void first() {}

        @Test
        void second(TestReporter reporter) {
            find(reporter, "second", buena);
        }
    }

    @ExtendWith(PickyBeforeEach.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsBeforeEach {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void firstBeforeEach() {}

        @Test
        void second(TestReporter reporter) {
            find(reporter, "second", BUENA.server());
        }
    }

    @Test
    void whatOtherExtensionsDidForTheClassIsThereForEachTest() {
        Run run = Run.of(ArmedByAnotherExtension.class);

        assertPassed(run, 2);
        assertThat(run.published("test")).containsExactly("0 429 1", "0 429 1");
    }

    static class ArmedByAnotherExtension {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @RegisterExtension
        static final BeforeAllCallback OTHER = context -> BUENA.server().quota(Quota.perHour(0));

        @RepeatedTest(2)
        void test(TestReporter reporter) {
            find(reporter, "test", BUENA.server());
        }
    }

    @Test
    void tearDownSeesTheTrafficOfItsTest() {
        Run run = Run.of(LooksAtTheEnd.class);

        assertPassed(run, 2);
        assertThat(run.published("after")).containsExactly("1", "1");
    }

    static class LooksAtTheEnd {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @RepeatedTest(2)
        void test() {
            Http.get(BUENA.server().baseUrl(), "/leads");
        }

        @AfterEach
        void after(TestReporter reporter) {
            reporter.publishEntry(
                    "after", String.valueOf(BUENA.server().traffic().total()));
        }
    }

    @Test
    void concurrentTestsKeepWhatTheyAreAt() {
        Run run = Run.concurrently(2, Concurrent.class);

        assertPassed(run, 2);
        assertThat(run.published("long")).containsExactly("2 429 1");
        assertThat(Concurrent.BUENA.server().armed()).isEmpty();
        assertThat(Concurrent.BUENA.server().traffic().total()).isZero();
    }

    /** The short test begins and ends while the long one is running. */
    static class Concurrent {
        private static final CountDownLatch ARMED = new CountDownLatch(1);
        private static final CountDownLatch ENDED = new CountDownLatch(1);

        @Order(2)
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void isLong(TestReporter reporter) throws InterruptedException {
            BUENA.server().quota(Quota.perHour(0));
            Http.get(BUENA.server().baseUrl(), "/leads");
            ARMED.countDown();
            assertThat(ENDED.await(1, TimeUnit.MINUTES)).isTrue();
            find(reporter, "long", BUENA.server());
        }

        @Test
        void isShort() throws InterruptedException {
            assertThat(ARMED.await(1, TimeUnit.MINUTES)).isTrue();
            Http.get(BUENA.server().baseUrl("rate-limited"), "/leads");
        }

        /** Put into the store before the extension's own, and so closed after it. */
        @Order(1)
        @RegisterExtension
        static final BeforeEachCallback END = context -> {
            if (context.getRequiredTestMethod().getName().equals("isShort")) {
                context.getStore(Namespace.create(Concurrent.class)).put("end", new End(ENDED));
            }
        };
    }

    private record End(CountDownLatch ended) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            ended.countDown();
        }
    }

    @Test
    void concurrentClassesShareTheServerOfAStaticFieldWithoutDisturbance() {
        Run run = Run.concurrently(4, FirstOfMany.class, SecondOfMany.class);

        assertPassed(run, 80);
        assertThat(run.published("url").stream().distinct()).hasSize(1);
    }

    abstract static class ManyOnOne {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @RepeatedTest(40)
        void hasItsOwnStub(BuenaServer same, TestReporter reporter) {
            String path = "/" + getClass().getSimpleName() + "-" + System.identityHashCode(this);
            assertThat(same).isSameAs(BUENA.server());
            same.stubFor(get("/api/v2" + path).willReturn(ok(path)));
            for (int i = 0; i < 3; i++) {
                assertThat(Http.get(same.baseUrl(), path).body()).isEqualTo(path);
            }
            reporter.publishEntry("url", same.baseUrl().toString());
        }
    }

    static class FirstOfMany extends ManyOnOne {}

    static class SecondOfMany extends ManyOnOne {}

    @Test
    void concurrentModeWithoutParallelExecutionIsolatesAllTheSame() {
        assertThat(Run.of(AnnotatedConcurrent.class).published("test")).containsExactly("0 200 0", "0 200 0");
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class AnnotatedConcurrent {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @RepeatedTest(2)
        void test(TestReporter reporter) {
            find(reporter, "test", BUENA.server());
            change(BUENA.server());
        }
    }

    @Test
    void classOfItsOwnThatRunsBesideOthersIsolatesItsTests() {
        Run run = Run.withClassesConcurrent(SequentialInside.class, OtherSequentialInside.class);

        assertPassed(run, 4);
        assertThat(run.published("test")).hasSize(4).containsOnly("0 200 0");
    }

    @ExtendWith(BuenaStubs.class)
    static class SequentialInside {
        @BeforeAll
        static void before(BuenaServer buena) {
            Http.get(buena.baseUrl(), "/leads");
        }

        @RepeatedTest(2)
        void test(BuenaServer buena, TestReporter reporter) {
            find(reporter, "test", buena);
            change(buena);
        }
    }

    static class OtherSequentialInside extends SequentialInside {}

    @Test
    void reportOfAFailureHasTheRequestsOfItsTestAlone() {
        Throwable failure = Run.of(FailsSecond.class).failures().get("second");

        assertThat(List.of(failure.getSuppressed()))
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .hasMessageContaining("/leads/second")
                        .hasMessageContaining("1 request")
                        .hasMessageNotContaining("first"));
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsSecond {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void first() {
            Http.get(BUENA.server().baseUrl(), "/leads/first");
        }

        @Test
        void second() {
            Http.get(BUENA.server().baseUrl(), "/leads/second");
            throw new IllegalStateException("on purpose");
        }
    }
}
