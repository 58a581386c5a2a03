package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ContractRun.Result;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

/** A client that keeps all rules passes, whatever the API. */
@Tag("slow")
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
                .containsExactlyInAnyOrderElementsOf(allBut(Rule.RECOMMENDED_REPORTS_REQUEST_ID));
        assertThat(rules(run, PatientDatabuddyClient.class)).containsExactlyInAnyOrderElementsOf(allBut());
        assertThat(rules(run, ShopReferenceClient.class))
                .containsExactlyInAnyOrderElementsOf(allBut(
                        Rule.REQUIRED_TOLERATES_MISSING_DETAILS,
                        Rule.RECOMMENDED_REPORTS_DETAILS,
                        Rule.RECOMMENDED_REPORTS_REQUEST_ID));
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
