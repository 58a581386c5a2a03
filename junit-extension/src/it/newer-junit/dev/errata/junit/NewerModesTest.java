package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ways to run tests that the oldest supported JUnit does not have; where a version lacks one it runs them as usual. */
class NewerModesTest {

    @Test
    void constructorsThatGetTheContextOfTheirTestGiveItItsServer() {
        Run run = Run.with(
                Map.of("junit.jupiter.extensions.testinstantiation.extensioncontextscope.default", "test_method"),
                ServerParameterTest.ConstructorsAroundNested.class,
                ServerParameterTest.WithConstructor.class,
                ServerParameterTest.WithConstructorOfTheClass.class,
                SharedServerTest.ArmedByTheConstructor.class,
                ServerFieldTest.StaticField.class,
                ServerFieldTest.ConstructorOfTheClass.class);

        assertThat(run.failures()).isEmpty();
        // Two tests of each of the first two, one shared by the tests of the third, and two of static fields.
        assertThat(run.servers().stream().distinct()).hasSize(2 + 2 + 1 + 2);
        assertThat(run.published("outer")).containsOnly("1 200 2").hasSize(2);
        assertThat(run.published("inner")).containsOnly("2 200 3").hasSize(2);
    }

    @Test
    void workersOfTheNewThreadPoolKeepTestsApart() {
        Run run = Run.with(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
                ServerParameterTest.ManyConstructed.class,
                SharedServerTest.FirstOfMany.class,
                SharedServerTest.SecondOfMany.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).isEqualTo(60 + 80);
    }
}
