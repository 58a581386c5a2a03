package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** For each rule a client that breaks it and no other. */
@Tag("slow")
class BrokenClientsTest {

    private static final Map<Rule, Class<?>> BROKEN = new EnumMap<>(Map.ofEntries(
            Map.entry(Rule.REQUIRED_REPORTS_DOCUMENTED_ERRORS, BrokenClients.TakesNotFoundForNothing.class),
            Map.entry(Rule.REQUIRED_REPORTS_STATUS, BrokenClients.RoundsStatuses.class),
            Map.entry(Rule.REQUIRED_REPORTS_CODE, BrokenClients.RenamesCodes.class),
            Map.entry(Rule.REQUIRED_REPORTS_GATEWAY_PAGE, BrokenClients.ParsesPages.class),
            Map.entry(Rule.REQUIRED_REPORTS_EMPTY_BODY, BrokenClients.ParsesNothing.class),
            Map.entry(Rule.REQUIRED_REPORTS_TRUNCATED_BODY, BrokenClients.LetsTheParserFail.class),
            Map.entry(Rule.REQUIRED_TOLERATES_UNKNOWN_CODE, BrokenClients.KnowsAllCodes.class),
            Map.entry(Rule.REQUIRED_TOLERATES_MISSING_DETAILS, BrokenClients.CountsOnDetails.class),
            Map.entry(Rule.REQUIRED_TOLERATES_UNKNOWN_FIELDS, BrokenClients.KnowsAllFields.class),
            Map.entry(Rule.REQUIRED_HIDES_API_KEY, BrokenClients.TellsTheKey.class),
            Map.entry(Rule.REQUIRED_DOES_NOT_RETRY_CLIENT_ERRORS, BrokenClients.TriesConflictsAgain.class),
            Map.entry(Rule.REQUIRED_HONORS_RETRY_AFTER, BrokenClients.DoesNotWait.class),
            Map.entry(Rule.REQUIRED_LIMITS_RETRIES, BrokenClients.NeverGivesUp.class),
            Map.entry(Rule.RECOMMENDED_REPORTS_DETAILS, BrokenClients.DropsDetails.class),
            Map.entry(Rule.RECOMMENDED_REPORTS_RETRY_AFTER, BrokenClients.DropsRetryAfter.class),
            Map.entry(Rule.RECOMMENDED_REPORTS_REQUEST_ID, BrokenClients.DropsRequestIds.class),
            Map.entry(Rule.RECOMMENDED_INCREASES_BACKOFF, BrokenClients.BacksOffEvenly.class),
            Map.entry(Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE, BrokenClients.ReadsNoDates.class)));

    /** Other ways to break a rule. */
    private static final Map<Class<?>, Rule> ALSO_BROKEN = Map.of(
            BrokenClients.CrashesOnConflicts.class, Rule.REQUIRED_REPORTS_DOCUMENTED_ERRORS,
            BrokenClients.DoesNotWaitForTheHeader.class, Rule.REQUIRED_HONORS_RETRY_AFTER,
            BrokenClients.LosesTheStatusOfPages.class, Rule.REQUIRED_REPORTS_GATEWAY_PAGE,
            BrokenClients.NeverGivesUpOnTheRateLimit.class, Rule.REQUIRED_LIMITS_RETRIES,
            BrokenClients.NeverGivesUpOnConnections.class, Rule.REQUIRED_LIMITS_RETRIES,
            BrokenClients.LosesADetail.class, Rule.RECOMMENDED_REPORTS_DETAILS);

    /** All of them, once for all tests. */
    private static final ContractRun RUN =
            ContractRun.of(Stream.concat(BROKEN.values().stream(), ALSO_BROKEN.keySet().stream())
                    .toList());

    @Test
    void everyRuleIsBrokenByOneClient() {
        assertThat(BROKEN).containsOnlyKeys(Rule.values());
    }

    @TestFactory
    Stream<DynamicTest> theClientFailsThatRuleAlone() {
        Map<Class<?>, List<String>> failed = RUN.failedRules();
        return Stream.concat(
                        BROKEN.entrySet().stream(),
                        ALSO_BROKEN.entrySet().stream().map(broken -> Map.entry(broken.getValue(), broken.getKey())))
                .map(broken -> dynamicTest(
                        broken.getKey() + " by " + broken.getValue().getSimpleName(),
                        () -> assertThat(failed.get(broken.getValue()))
                                .containsExactly(broken.getKey().toString())));
    }
}
