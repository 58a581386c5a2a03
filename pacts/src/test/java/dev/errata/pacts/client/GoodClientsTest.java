package dev.errata.pacts.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.pacts.client.ContractRun.Result;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

/** A client that keeps all rules passes, whatever the API. */
class GoodClientsTest {

    static class PatientBuenaClient extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 3;
        }
    }

    static class PatientDatabuddyClient extends DatabuddyReferenceClient {
        @Override
        int attempts() {
            return 3;
        }
    }

    @Test
    void passesEveryRule() {
        ContractRun run = ContractRun.of(
                List.of(PatientBuenaClient.class, PatientDatabuddyClient.class, ShopReferenceClient.class));

        assertThat(run.failures().map(Result::message)).isEmpty();
        assertThat(run.results(Status.ABORTED)).isEmpty();
        assertThat(rules(run, PatientBuenaClient.class))
                .containsExactlyInAnyOrderElementsOf(allBut(Rule.OPTIONAL_REQUEST_ID_IS_REPORTED));
        assertThat(rules(run, PatientDatabuddyClient.class)).containsExactlyInAnyOrderElementsOf(allBut());
        assertThat(rules(run, ShopReferenceClient.class))
                .containsExactlyInAnyOrderElementsOf(allBut(
                        Rule.REQUIRED_MISSING_DETAILS_ARE_NO_CRASH,
                        Rule.OPTIONAL_DETAILS_ARE_REPORTED,
                        Rule.OPTIONAL_REQUEST_ID_IS_REPORTED));
    }

    private static List<String> rules(ContractRun run, Class<?> contract) {
        return run.results(Status.SUCCESSFUL)
                .filter(result -> result.contract() == contract)
                .map(Result::rule)
                .filter(rule -> rule.contains("_"))
                .distinct()
                .toList();
    }

    private static List<String> allBut(Rule... rules) {
        return Stream.of(Rule.values())
                .filter(rule -> !List.of(rules).contains(rule))
                .map(Rule::toString)
                .toList();
    }
}
