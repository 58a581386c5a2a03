package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.stub.BuenaServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ways in which JUnit lets an extension be registered. */
class RegistrationTest {

    @Test
    void aBaseClassRegistersForItsSubclasses() {
        Run run = Run.of(Subclass.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    @ExtendWith(BuenaStubs.class)
    abstract static class Base {
        @Test
        void inherited(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    static class Subclass extends Base {
        @Test
        void own(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void aStaticFieldOfABaseClassIsOneServerForAllSubclasses() {
        Run run = Run.of(FirstOfField.class, SecondOfField.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2);
        assertThat(run.servers().get(0)).isEqualTo(run.servers().get(1));
    }

    abstract static class BaseWithField {
        @RegisterExtension
        static final BuenaStubs BUENA = new BuenaStubs();
    }

    static class FirstOfField extends BaseWithField {
        @Test
        void test(TestReporter reporter) {
            Run.seePermanent(reporter, BUENA.server());
        }
    }

    static class SecondOfField extends BaseWithField {
        @Test
        void test(BuenaServer buena, TestReporter reporter) {
            Run.seePermanent(reporter, buena);
        }
    }

    @Test
    void aMethodRegistersForItselfAlone() {
        Run run = Run.of(MethodLevel.class);

        assertThat(run.servers()).hasSize(1);
        assertThat(run.failures()).containsOnlyKeys("without");
        assertThat(run.failures().get("without")).isInstanceOf(ParameterResolutionException.class);
    }

    static class MethodLevel {
        @Test
        @ExtendWith(BuenaStubs.class)
        void with(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void without(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void aUsersOwnAnnotationRegisters() {
        Run run = Run.of(Composed.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(1);
    }

    @Test
    @ExtendWith(BuenaStubs.class)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface BuenaTest {}

    static class Composed {
        @BuenaTest
        void test(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    @Test
    void anInterfaceRegistersForItsDefaultMethods() {
        Run run = Run.of(Implementation.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    @ExtendWith(BuenaStubs.class)
    interface Contract {
        @Test
        default void test(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }

    static class Implementation implements Contract {
        @Test
        void own(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }
    }
}
