package dev.errata.contract;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opentest4j.AssertionFailedError;

/**
 * What a rule expects of a client in a situation.
 *
 * @param situation how the server fails
 * @param judge judges a call of the client; fails at once if the client breaks the rule for certain
 * @param calls how many times the client is called at most, until a verdict is certain; the last one counts
 */
record Check(Situation situation, Function<Observation, Verdict> judge, int calls) {

    /** Makes a check of one call. */
    Check(Situation situation, Consumer<Observation> expectation) {
        this(
                situation,
                seen -> {
                    expectation.accept(seen);
                    return Verdict.kept(true);
                },
                1);
    }

    /**
     * What a call tells.
     *
     * @param failure how the client breaks the rule, empty if it does not
     * @param isCertain {@code false} if a busy machine may have made it look so
     */
    record Verdict(Optional<AssertionFailedError> failure, boolean isCertain) {

        static Verdict kept(boolean isCertain) {
            return new Verdict(Optional.empty(), isCertain);
        }

        static Verdict doubtful(AssertionFailedError failure) {
            return new Verdict(Optional.of(failure), false);
        }
    }
}
