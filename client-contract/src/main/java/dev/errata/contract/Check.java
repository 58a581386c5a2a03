package dev.errata.contract;

import java.util.function.Consumer;

/**
 * What a rule expects of a client in a situation.
 *
 * @param situation how the server fails
 * @param expectation fails if the client breaks the rule
 * @param tries how many times the client is called until the expectation is met
 */
record Check(Situation situation, Consumer<Observation> expectation, int tries) {

    Check(Situation situation, Consumer<Observation> expectation) {
        this(situation, expectation, 1);
    }
}
