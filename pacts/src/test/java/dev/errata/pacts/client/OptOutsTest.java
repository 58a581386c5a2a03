package dev.errata.pacts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.pacts.client.ContractRun.Result;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

/** A client may leave out optional rules, with a reason and in the open. */
class OptOutsTest {

    static class LeavesOutTwoRules extends BuenaReferenceClient {
        @Override
        public OptOuts optOuts() {
            return OptOuts.of(Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT, "Buena sends none")
                    .and(Rule.OPTIONAL_DETAILS_ARE_REPORTED, "nobody reads them");
        }
    }

    static class LeavesOutWhatIsNotThere extends BuenaReferenceClient {
        @Override
        public OptOuts optOuts() {
            return OptOuts.of(Rule.OPTIONAL_REQUEST_ID_IS_REPORTED, "Buena sends none");
        }
    }

    static class MakesNoAttempt extends BuenaReferenceClient {
        @Override
        public int mostAttempts() {
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
        assertThat(ContractRun.of(new MindsTheFormOfItsKey(), Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR)
                        .results(Status.SUCCESSFUL))
                .hasSize(1);
        assertThat(ContractRun.of(new HasNoKeyToSpeakOf(), Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR)
                        .failures()
                        .map(Result::message))
                .containsExactly(
                        "apiKey() must have 16 characters at least, or nobody could tell that it is shown; it has 3");
    }

    @Test
    void rulesOptedOutOfAreAbortedAndListed() {
        String all = "opted out: optional_detailsAreReported (nobody reads them);"
                + " optional_retryAfterDateIsKept (Buena sends none)";

        assertThat(ContractRun.of(new LeavesOutTwoRules(), Rule.OPTIONAL_DETAILS_ARE_REPORTED)
                        .results(Status.ABORTED)
                        .map(Result::message))
                .containsExactly("optional_detailsAreReported is opted out: nobody reads them");
        assertThat(ContractRun.of(new LeavesOutTwoRules(), Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT)
                        .results(Status.ABORTED)
                        .map(Result::message))
                .containsExactly("optional_retryAfterDateIsKept is opted out: Buena sends none");
        assertThat(ContractRun.of(new LeavesOutTwoRules(), all)
                        .results(Status.ABORTED)
                        .map(Result::message))
                .containsExactly(all);
    }

    @Test
    void otherRulesAreTestedAllTheSame() {
        assertThat(ContractRun.of(new LeavesOutTwoRules(), Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR)
                        .results(Status.SUCCESSFUL))
                .hasSize(1);
        assertThat(ContractRun.tests(new BuenaReferenceClient())).noneMatch(name -> name.startsWith("opted out"));
    }

    @Test
    void aRuleThatTheApiHasNoOccasionForCannotBeLeftOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeavesOutWhatIsNotThere().clientContract())
                .withMessage("optional_requestIdIsReported has no test for the Buena.ai API v2; remove the opt-out");
    }

    @Test
    void aRequiredRuleCannotBeLeftOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptOuts.of(Rule.REQUIRED_STATUS_IS_REPORTED, "no time"))
                .withMessage("required_statusIsReported is required; only optional rules can be opted out of");
    }

    @Test
    void aReasonIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptOuts.of(Rule.OPTIONAL_BACKOFF_GROWS, " "))
                .withMessage("the opt-out of optional_backoffGrows needs a reason");
    }

    @Test
    void oneReasonIsEnough() {
        OptOuts optOuts = OptOuts.of(Rule.OPTIONAL_BACKOFF_GROWS, "no time");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> optOuts.and(Rule.OPTIONAL_BACKOFF_GROWS, "no money"))
                .withMessage("optional_backoffGrows is opted out of twice");
        assertThat(optOuts).hasToString("optional_backoffGrows (no time)");
        assertThat(OptOuts.none()).hasToString("");
    }

    @Test
    void oneAttemptIsTheLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MakesNoAttempt().clientContract())
                .withMessage("mostAttempts() must be at least 1, is 0");
    }
}
