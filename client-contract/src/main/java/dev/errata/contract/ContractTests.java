package dev.errata.contract;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.errata.contract.Check.Verdict;
import dev.errata.fixtures.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Turns the rules into JUnit's tests: one test for a rule with one check, a container for a rule with several. */
final class ContractTests {

    private final ClientContract client;
    private final Catalog catalog;
    private final OptOuts optOuts;
    private final RuleChecks checks;

    ContractTests(ClientContract client) {
        this.client = client;
        this.catalog = client.catalog();
        this.optOuts = client.optOuts();
        this.checks = new RuleChecks(catalog, positive(client.maxAttempts()));
    }

    private static int positive(int maxAttempts) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts() must be at least 1, is " + maxAttempts);
        }
        return maxAttempts;
    }

    Stream<DynamicNode> nodes() {
        List<DynamicNode> nodes = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<Check> ofRule = checks.of(rule).toList();
            Optional<String> reason = optOuts.reason(rule);
            if (ofRule.isEmpty() && reason.isPresent()) {
                throw new IllegalArgumentException(
                        "%s has no test for the %s; remove the opt-out".formatted(rule, catalog.name()));
            }
            if (!ofRule.isEmpty()) {
                nodes.add(reason.map(text -> aborted(rule.toString(), rule + " is opted out: " + text))
                        .orElseGet(() -> node(rule, ofRule)));
            }
        }
        if (!optOuts.reasons().isEmpty()) {
            nodes.add(aborted("opted out: " + optOuts, "opted out: " + optOuts));
        }
        return nodes.stream();
    }

    /** The message repeats the name, because some tools show only names of skipped tests, and some only messages. */
    private static DynamicNode aborted(String name, String message) {
        return dynamicTest(name, () -> {
            throw new TestAbortedException(message);
        });
    }

    private DynamicNode node(Rule rule, List<Check> ofRule) {
        return ofRule.size() == 1
                ? test(rule.toString(), rule, ofRule.get(0))
                : dynamicContainer(
                        rule.toString(),
                        ofRule.stream().map(check -> test(check.situation().name(), rule, check)));
    }

    private DynamicTest test(String name, Rule rule, Check check) {
        return dynamicTest(name, () -> {
            Verdict verdict = Verdict.kept(false);
            for (int calls = 0; calls < check.calls() && !verdict.isCertain(); calls++) {
                verdict = check.judge().apply(Observation.of(client, catalog, rule, check.situation()));
            }
            if (verdict.failure().isPresent()) {
                throw verdict.failure().get();
            }
        });
    }
}
