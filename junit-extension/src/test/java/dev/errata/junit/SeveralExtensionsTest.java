package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several extensions in one class, and whose server a parameter is. */
class SeveralExtensionsTest {

    /** For parameters of a test class that is run within a test. */
    private static void assertPassed(Class<?> testClass, int tests) {
        Run run = Run.of(testClass);
        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(tests);
    }

    @Test
    void twoCatalogsInFieldsEachHaveTheirServer() {
        assertPassed(TwoFields.class, 1);
    }

    static class TwoFields {
        @RegisterExtension
        static final ApiStubs SHOP = new ApiStubs(Catalog.loadResource("dev/errata/junit/shop"));

        @RegisterExtension
        final ApiStubs buena = new ApiStubs(Catalog.buena());

        @Test
        void test() {
            assertThat(SHOP.server().catalog().id()).isEqualTo("shop");
            assertThat(buena.server().catalog().id()).isEqualTo("buena");
        }
    }

    @Test
    void parameterThatTwoFieldsOfAClassCouldGiveIsRefusedInOneSentence() {
        Run run = Run.of(Ambiguous.class, AmbiguousInTheConstructor.class);

        assertThat(run.failures()).containsOnlyKeys("test", "AmbiguousInTheConstructor");
        assertThat(run.failures().values())
                .allSatisfy(
                        failure -> assertThat(failure)
                                .isInstanceOf(ParameterResolutionException.class)
                                .hasMessageMatching(
                                        "\\w+\\.SHOP and \\w+\\.BUENA have servers for the parameter \"StubServer server\" of .*\\."
                                                + " Take the server from one of them in place of the parameter: SHOP\\.server\\(\\)\\."));
    }

    static class Ambiguous {
        @RegisterExtension
        static final ApiStubs SHOP = new ApiStubs(Catalog.loadResource("dev/errata/junit/shop"));

        @RegisterExtension
        static final ApiStubs BUENA = new ApiStubs(Catalog.buena());

        @Test
        void test(StubServer<?> server) {
            assertThat(server).isNull();
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class AmbiguousInTheConstructor {
        @RegisterExtension
        static final ApiStubs SHOP = new ApiStubs(Catalog.loadResource("dev/errata/junit/shop"));

        @RegisterExtension
        static final ApiStubs BUENA = new ApiStubs(Catalog.buena());

        AmbiguousInTheConstructor(StubServer<?> server) {
            assertThat(server).isNull();
        }

        @Test
        void test() {}
    }

    @Test
    void fieldOfASubclassComesBeforeTheAnnotationOfItsBaseClass() {
        assertPassed(FieldInSubclass.class, 3);
    }

    @ExtendWith(BuenaStubs.class)
    abstract static class AnnotatedBase {
        private final BuenaServer constructed;

        AnnotatedBase(BuenaServer buena) {
            constructed = buena;
        }

        abstract BuenaServer expected();

        @BeforeEach
        void before(BuenaServer buena) {
            assertThat(buena).isSameAs(expected()).isSameAs(constructed);
        }

        @Test
        void inherited(BuenaServer buena) {
            assertThat(buena).isSameAs(expected());
        }
    }

    static class FieldInSubclass extends AnnotatedBase {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs(ServerOptions.defaults().allowUnmatched());

        FieldInSubclass(BuenaServer buena) {
            super(buena);
        }

        @Override
        BuenaServer expected() {
            return BUENA.server();
        }

        @Test
        void own(BuenaServer buena) {
            Http.get(buena.baseUrl(), "/nowhere");
        }

        @Nested
        class Inner {
            @Test
            void nested(BuenaServer buena) {
                assertThat(buena).isSameAs(expected());
            }
        }
    }

    @Test
    void nearerFieldComesFirst() {
        assertPassed(NearerFields.class, 3);
    }

    abstract static class FieldInBase {
        @RegisterExtension
        static final BuenaStubs BASE = new BuenaStubs();
    }

    static class NearerFields extends FieldInBase {
        @RegisterExtension
        static final BuenaStubs OWN = new BuenaStubs();

        @Test
        void ofTheClassBeforeThatOfItsBase(BuenaServer buena) {
            assertThat(buena).isSameAs(OWN.server()).isNotSameAs(BASE.server());
        }

        @Nested
        class Inner {
            @RegisterExtension
            final BuenaStubs inner = new BuenaStubs();

            @Test
            void ofTheNestedClassBeforeThatOfTheOuterOne(BuenaServer buena) {
                assertThat(buena).isSameAs(inner.server()).isNotSameAs(OWN.server());
            }
        }

        @Nested
        class WithoutField {
            @Test
            void ofTheOuterClass(BuenaServer buena) {
                assertThat(buena).isSameAs(OWN.server());
            }
        }
    }

    @Test
    void fieldOfANestedClassComesFirstEvenIfItIsInherited() {
        assertPassed(InheritedTwice.class, 1);
    }

    static class FieldOfEachInstance {
        @RegisterExtension
        final BuenaStubs buena = new BuenaStubs();
    }

    static class InheritedTwice extends FieldOfEachInstance {
        @Nested
        class Inner extends FieldOfEachInstance {
            @Test
            void test(BuenaServer parameter) {
                assertThat(parameter).isSameAs(buena.server()).isNotSameAs(InheritedTwice.this.buena.server());
            }
        }
    }

    @Test
    void annotationOfAMethodComesBeforeThatOfItsClass() {
        assertPassed(AnnotatedMethod.class, 1);
    }

    /** Another extension for the same servers, as a user may write one. */
    static class LenientStubs extends BuenaStubs {
        LenientStubs() {
            super(ServerOptions.defaults().allowUnmatched());
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class AnnotatedMethod {
        @Test
        @ExtendWith(LenientStubs.class)
        void test(BuenaServer buena) {
            Http.get(buena.baseUrl(), "/nowhere");
        }
    }

    @Test
    void parameterThatTwoAnnotationsOfAClassCouldGiveIsRefusedInOneSentence() {
        Run run = Run.of(TwoAnnotations.class);

        assertThat(run.failures().get("test"))
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessage("BuenaStubs and LenientStubs have servers for the parameter \"BuenaServer buena\" of test."
                        + " Register one of them in a field with @RegisterExtension, and take its server from there.");
    }

    @ExtendWith({BuenaStubs.class, LenientStubs.class})
    static class TwoAnnotations {
        @Test
        void test(BuenaServer buena) {
            assertThat(buena).isNull();
        }
    }

    @Test
    void extensionForAnyCatalogCannotBeRegisteredByAnnotationAndSaysHow() {
        assertThat(Run.of(AnnotatedApiStubs.class).failures().get("AnnotatedApiStubs"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll("names no catalog", "new ApiStubs(catalog)");
    }

    @ExtendWith(ApiStubs.class)
    static class AnnotatedApiStubs {
        @Test
        void test(StubServer<?> server) {
            assertThat(server).isNull();
        }
    }

    @Test
    void aSecondParameterBesideAFieldIsTheTestsOwnServer() {
        Run run = Run.of(FieldAndSecond.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    static class FieldAndSecond {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();

        @Test
        void one(BuenaServer shared, BuenaServer own, TestReporter reporter) {
            assertThat(shared).isSameAs(BUENA.server());
            Run.see(reporter, own);
        }

        @Test
        void other(BuenaServer shared, BuenaServer own, TestReporter reporter) {
            assertThat(shared).isSameAs(BUENA.server());
            Run.see(reporter, own);
        }
    }
}
