package dev.errata.assertions;

import static dev.errata.assertions.Failures.messageOf;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.errata.assertions.Checks.Check;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact text of every failure. */
class MessagesTest {

    /** What only says on what, or how, the checks after it are made. */
    private static final Set<String> NO_CHECKS = Set.of("strictly", "forRequest", "details", "detail");

    static Stream<Check<?, ?>> passing() {
        return Checks.all().filter(Check::passes);
    }

    static Stream<Check<?, ?>> failing() {
        return Checks.all().filter(Predicate.not(Check::passes));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aCheckPasses(Check<?, ?> check) {
        assertThatCode(check::hard).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("failing")
    void aCheckFailsWithExactlyThisText(Check<?, ?> check) {
        assertThat(messageOf(check::hard)).isEqualTo(check.failure());
    }

    @ParameterizedTest
    @MethodSource("dev.errata.assertions.Checks#all")
    void nothingCannotBeChecked(Check<?, ?> check) {
        assertThat(messageOf(check.onNull()::hard)).isEqualTo("Expecting actual not to be null");
    }

    @Test
    void everyCheckIsSeenPassingAndFailing() {
        Set<String> checks = Stream.<Class<?>>of(
                        AbstractErrorAssert.class,
                        BuenaErrorAssert.class,
                        DatabuddyErrorAssert.class,
                        ApiErrorAssert.class,
                        TrafficAssert.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> AbstractAssert.class.isAssignableFrom(method.getReturnType()))
                .map(Method::getName)
                .filter(name -> !NO_CHECKS.contains(name))
                .collect(toSet());

        assertThat(passing().map(Check::method).collect(toSet())).isEqualTo(checks);
        assertThat(failing().map(Check::method).collect(toSet())).isEqualTo(checks);
    }
}
