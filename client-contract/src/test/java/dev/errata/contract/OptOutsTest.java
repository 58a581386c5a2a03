package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.contract.ContractRun.Result;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

/** A client may leave out recommended rules, with a reason and in the open. */
class OptOutsTest {

    static class LeavesOutTwoRules extends BuenaReferenceClient {
        @Override
        public OptOuts optOuts() {
            return OptOuts.of(Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE, "Buena sends none")
                    .and(Rule.RECOMMENDED_REPORTS_DETAILS, "nobody reads them");
        }
    }

    static class LeavesOutWhatIsNotThere extends BuenaReferenceClient {
        @Override
        public OptOuts optOuts() {
            return OptOuts.of(Rule.RECOMMENDED_REPORTS_REQUEST_ID, "Buena sends none");
        }
    }

    static class MakesNoAttempt extends BuenaReferenceClient {
        @Override
        public int maxAttempts() {
            return 0;
        }
    }

    static class MindsTheFormOfItsKey extends BuenaReferenceClient {
        @Override
        public String apiKey() {
            return "bna_" + "0123456789abcdef".repeat(4);
        }

        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            if (!apiKey.matches("bna_[0-9a-f]{64}")) {
                throw new IllegalArgumentException("this is no key of Buena's");
            }
            return super.call(baseUrl, apiKey);
        }
    }

    static class HasNoKeyToSpeakOf extends BuenaReferenceClient {
        @Override
        public String apiKey() {
            return "key";
        }
    }

    @Test
    void aClientGetsAKeyOfTheFormThatItMinds() {
        assertThat(ContractRun.of(new MindsTheFormOfItsKey(), Rule.REQUIRED_REPORTS_EMPTY_BODY)
                        .results(Status.SUCCESSFUL))
                .hasSize(1);
        assertThat(ContractRun.of(new HasNoKeyToSpeakOf(), Rule.REQUIRED_REPORTS_EMPTY_BODY)
                        .failures()
                        .map(Result::message))
                .containsExactly(
                        "apiKey() must have at least 16 characters, because the first 8 may be shown; it has 3");
    }

    @Test
    void rulesOptedOutOfAreAbortedAndListed() {
        String all = "opted out: recommended_reportsDetails (nobody reads them);"
                + " recommended_honorsRetryAfterDate (Buena sends none)";

        assertThat(ContractRun.of(new LeavesOutTwoRules(), Rule.RECOMMENDED_REPORTS_DETAILS)
                        .results(Status.ABORTED)
                        .map(Result::message))
                .containsExactly("recommended_reportsDetails is opted out: nobody reads them");
        assertThat(ContractRun.of(new LeavesOutTwoRules(), Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE)
                        .results(Status.ABORTED)
                        .map(Result::message))
                .containsExactly("recommended_honorsRetryAfterDate is opted out: Buena sends none");
        assertThat(ContractRun.of(new LeavesOutTwoRules(), all)
                        .results(Status.ABORTED)
                        .map(Result::message))
                .containsExactly(all);
    }

    @Test
    void otherRulesAreTestedAllTheSame() {
        assertThat(ContractRun.of(new LeavesOutTwoRules(), Rule.REQUIRED_REPORTS_EMPTY_BODY)
                        .results(Status.SUCCESSFUL))
                .hasSize(1);
        assertThat(ContractRun.tests(new BuenaReferenceClient())).noneMatch(name -> name.startsWith("opted out"));
    }

    @Test
    void aRuleThatTheApiHasNoOccasionForCannotBeLeftOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeavesOutWhatIsNotThere().clientContract())
                .withMessage("recommended_reportsRequestId has no test for the Buena.ai API v2; remove the opt-out");
    }

    @Test
    void aRequiredRuleCannotBeLeftOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptOuts.of(Rule.REQUIRED_REPORTS_STATUS, "no time"))
                .withMessage(
                        "Cannot opt out of required_reportsStatus: it is required, and only recommended rules have opt-outs");
    }

    @Test
    void aReasonIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptOuts.of(Rule.RECOMMENDED_INCREASES_BACKOFF, " "))
                .withMessage("Missing reason for the opt-out of recommended_increasesBackoff");
    }

    @Test
    void oneReasonIsEnough() {
        OptOuts optOuts = OptOuts.of(Rule.RECOMMENDED_INCREASES_BACKOFF, "no time");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> optOuts.and(Rule.RECOMMENDED_INCREASES_BACKOFF, "no money"))
                .withMessage("Duplicate opt-out of recommended_increasesBackoff");
        assertThat(optOuts).hasToString("recommended_increasesBackoff (no time)");
        assertThat(OptOuts.none()).hasToString("");
    }

    @Test
    void oneAttemptIsTheLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MakesNoAttempt().clientContract())
                .withMessage("maxAttempts() must be at least 1, is 0");
    }
}
