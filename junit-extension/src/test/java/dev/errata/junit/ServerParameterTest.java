package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose server a parameter is. */
class ServerParameterTest {

    @Test
    void ofATestIsItsOwn() {
        Run run = Run.of(TwoTests.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    @ExtendWith(BuenaStubs.class)
    static class TwoTests {

        @Test
        void one(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void another(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void ofBeforeEachAndAfterEachIsTheTests() {
        Run run = Run.of(BeforeAndAfterEach.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 2, 3);
    }

    @ExtendWith(BuenaStubs.class)
    static class BeforeAndAfterEach {

        @BeforeEach
        void before(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void one(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void another(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @AfterEach
        void after(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void ofAConstructorIsTheTests() {
        Run run = Run.of(WithConstructor.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 2, 3);
    }

    @ExtendWith(BuenaStubs.class)
    static class WithConstructor {

        private final BuenaServer buena;

        WithConstructor(BuenaServer buena, TestReporter reporter) {
            this.buena = buena;
            Run.see(reporter, buena);
        }

        @BeforeEach
        void before(TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void one(BuenaServer same, TestReporter reporter) {
            Run.see(reporter, same);
        }

        @Test
        void another(BuenaServer same, TestReporter reporter) {
            Run.see(reporter, same);
        }
    }

    @Test
    void ofAConstructorOfTheWholeClassIsTheClasss() {
        Run run = Run.of(WithConstructorOfTheClass.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 1, 3);
    }

    @ExtendWith(BuenaStubs.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class WithConstructorOfTheClass {

        private final BuenaServer buena;

        WithConstructorOfTheClass(BuenaServer buena, TestReporter reporter) {
            this.buena = buena;
            Run.see(reporter, buena);
        }

        @Test
        void one(TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void another(BuenaServer same, TestReporter reporter) {
            Run.see(reporter, same);
        }
    }

    @Test
    void ofATestIsItsOwnAlsoWhereAllShareAnInstance() {
        Run run = Run.of(OneInstance.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance extends TwoTests {}

    @Test
    void ofBeforeAllIsTheClasss() {
        Run run = Run.of(BeforeAndAfterAll.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 1, 6);
    }

    @ExtendWith(BuenaStubs.class)
    static class BeforeAndAfterAll {

        @BeforeAll
        static void before(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        BeforeAndAfterAll(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void one(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Nested
        class Inner {
            @Test
            void another(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }
        }

        @AfterAll
        static void after(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void ofANestedTestIsItsOwn() {
        Run run = Run.of(WithNested.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 2, 2);
    }

    @ExtendWith(BuenaStubs.class)
    static class WithNested {

        @BeforeEach
        void before(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Nested
        class Inner {
            @Test
            void one(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @Test
            void another(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }
        }
    }

    @Test
    void ofAnEnclosingConstructorIsTheNestedTests() {
        Run run = Run.of(ConstructorAroundNested.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 2, 2);
    }

    @ExtendWith(BuenaStubs.class)
    static class ConstructorAroundNested {

        ConstructorAroundNested(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Nested
        class Inner {
            @Test
            void one(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @Test
            void another(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }
        }
    }

    @Test
    void ofAllConstructorsOfANestedTestIsTheTests() {
        Run run = Run.of(ConstructorsAroundNested.class, ConstructorOfNestedAlone.class, InheritedNested.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 6, 4);
    }

    @ExtendWith(BuenaStubs.class)
    static class ConstructorsAroundNested {

        ConstructorsAroundNested(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Nested
        class Inner {
            Inner(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @BeforeEach
            void before(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @Test
            void one(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @Test
            void another(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }
        }
    }

    static class InheritedNested extends ConstructorsAroundNested {
        InheritedNested(BuenaServer buena, TestReporter reporter) {
            super(buena, reporter);
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class ConstructorOfNestedAlone {

        @Nested
        class Middle {
            Middle(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @Nested
            class Inner {
                Inner(BuenaServer buena, TestReporter reporter) {
                    Run.see(reporter, buena);
                }

                @Test
                void one(BuenaServer buena, TestReporter reporter) {
                    Run.see(reporter, buena);
                }

                @Test
                void another(BuenaServer buena, TestReporter reporter) {
                    Run.see(reporter, buena);
                }

                @AfterEach
                void after(BuenaServer buena, TestReporter reporter) {
                    Run.see(reporter, buena);
                }
            }
        }
    }

    @Test
    void ofConstructorsAreTheTestsWhereThereAreTwoParameters() {
        Run run = Run.of(TwoInConstructors.class);

        assertThat(run.failures()).isEmpty();
        List<String> servers = run.servers();
        assertThat(servers).hasSize(6);
        assertThat(servers.subList(0, 2)).doesNotHaveDuplicates();
        assertThat(servers.subList(2, 4)).isEqualTo(servers.subList(0, 2));
        assertThat(servers.subList(4, 6)).isEqualTo(servers.subList(0, 2));
    }

    @ExtendWith(BuenaStubs.class)
    static class TwoInConstructors {

        TwoInConstructors(BuenaServer first, BuenaServer second, TestReporter reporter) {
            Run.see(reporter, first);
            Run.see(reporter, second);
        }

        @Nested
        class Inner {
            Inner(BuenaServer first, BuenaServer second, TestReporter reporter) {
                Run.see(reporter, first);
                Run.see(reporter, second);
            }

            @Test
            void test(BuenaServer first, BuenaServer second, TestReporter reporter) {
                Run.see(reporter, first);
                Run.see(reporter, second);
            }
        }
    }

    @Test
    void ofConstructorsAreTheTestsWhereTestsRunConcurrently() {
        Run run = Run.concurrently(4, ManyConstructed.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("server").stream().distinct()).hasSize(60);
    }

    @ExtendWith(BuenaStubs.class)
    static class ManyConstructed {
        private final BuenaServer outer;

        ManyConstructed(BuenaServer buena) {
            outer = buena;
        }

        @Nested
        class Inner {
            private final BuenaServer inner;

            Inner(BuenaServer buena) {
                inner = buena;
            }

            @RepeatedTest(60)
            void test(BuenaServer buena, TestReporter reporter) {
                assertThat(buena).isSameAs(outer).isSameAs(inner);
                Run.see(reporter, buena);
            }
        }
    }

    @Test
    void ofAConstructorIsTheTestsAfterATestWhoseConstructionFailed() {
        Run run = Run.of(FailsToConstruct.class);

        assertThat(run.failures()).containsOnlyKeys("first");
        assertThat(run.servers()).hasSize(4);
        assertThat(run.servers().subList(1, 4)).containsOnly(run.servers().get(1));
        assertThat(run.servers().get(0)).isNotEqualTo(run.servers().get(1));
    }

    @Test
    void ofAConstructorIsANewServerAfterATestWhoseConstructorFailed() {
        Run run = Run.of(FailsInItsConstructor.class);

        assertThat(run.failures()).containsOnlyKeys("first");
        assertThat(run.servers()).hasSize(3);
        assertThat(run.servers().subList(1, 3)).containsOnly(run.servers().get(1));
        assertThat(run.servers().get(0)).isNotEqualTo(run.servers().get(1));
    }

    @ExtendWith(BuenaStubs.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsInItsConstructor {

        private static int made;

        FailsInItsConstructor(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
            made++;
            if (made == 1) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Test
        void first() {}

        @Test
        void second(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class FailsToConstruct {

        private static int made;

        FailsToConstruct(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Nested
        @TestMethodOrder(MethodOrderer.MethodName.class)
        class Inner {
            Inner(BuenaServer buena, TestReporter reporter) {
                made++;
                if (made == 1) {
                    throw new IllegalStateException("on purpose");
                }
                Run.see(reporter, buena);
            }

            @Test
            void first() {}

            @Test
            void second(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }
        }
    }

    @Test
    void ofBeforeAllInANestedClassIsThatClasss() {
        Run run = Run.of(NestedBeforeAll.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(4);
        assertThat(run.servers().stream().distinct()).hasSize(2);
    }

    @ExtendWith(BuenaStubs.class)
    static class NestedBeforeAll {

        @Test
        void outside(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Nested
        class Inner {
            @BeforeAll
            static void before(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @Test
            void one(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }

            @Test
            void another(BuenaServer buena, TestReporter reporter) {
                Run.see(reporter, buena);
            }
        }
    }

    @Test
    void ofAParameterizedTestIsTheInvocations() {
        Run run = Run.of(Parameterized.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(3).doesNotHaveDuplicates();
    }

    @ExtendWith(BuenaStubs.class)
    static class Parameterized {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void test(int number, BuenaServer buena, TestReporter reporter) {
            assertThat(number).isPositive();
            Run.see(reporter, buena);
        }
    }

    @Test
    void ofARepeatedTestIsTheRepetitions() {
        Run run = Run.of(Repeated.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(3).doesNotHaveDuplicates();
    }

    @ExtendWith(BuenaStubs.class)
    static class Repeated {

        @RepeatedTest(3)
        void test(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void ofATestFactoryServesItsDynamicTests() {
        Run run = Run.of(Factory.class);

        assertThat(run.failures()).isEmpty();
        assertShared(run.servers(), 1, 3);
    }

    @ExtendWith(BuenaStubs.class)
    static class Factory {

        @TestFactory
        Stream<DynamicTest> tests(BuenaServer buena, TestReporter reporter) {
            return Stream.of("one", "another", "a third")
                    .map(name -> DynamicTest.dynamicTest(name, () -> Run.see(reporter, buena)));
        }
    }

    @Test
    void theSecondIsAnotherServer() {
        Run run = Run.of(TwoServers.class);

        assertThat(run.failures()).isEmpty();
        List<String> servers = run.servers();
        assertThat(servers).hasSize(4);
        assertThat(servers.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(servers.subList(2, 4));
    }

    @ExtendWith(BuenaStubs.class)
    static class TwoServers {

        @BeforeEach
        void before(BuenaServer first, BuenaServer second, TestReporter reporter) {
            Run.see(reporter, first);
            Run.see(reporter, second);
        }

        @Test
        void test(BuenaServer first, TestReporter reporter, BuenaServer second) {
            Run.see(reporter, first);
            Run.see(reporter, second);
        }
    }

    @Test
    void ofTwoApisAreTwoServers() {
        Run run = Run.of(TwoApis.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2);
        assertThat(run.servers().get(0)).endsWith("/api/v2");
        assertThat(run.servers().get(1)).doesNotEndWith("/api/v2");
    }

    @ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
    static class TwoApis {

        @Test
        void test(BuenaServer buena, DatabuddyServer databuddy, TestReporter reporter) {
            Run.see(reporter, buena);
            Run.see(reporter, databuddy);
        }
    }

    /** Asserts that there were so many servers, each seen so many times in a row. */
    private static void assertShared(List<String> seen, int servers, int times) {
        assertThat(seen).hasSize(servers * times);
        assertThat(seen.stream().distinct()).hasSize(servers);
        for (int i = 0; i < seen.size(); i += times) {
            assertThat(seen.subList(i, i + times)).containsOnly(seen.get(i));
        }
    }
}
