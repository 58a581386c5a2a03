package dev.errata.pacts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** For each rule a client that breaks it and no other. */
class BrokenClientsTest {

    private static final Map<Rule, Class<?>> BROKEN = new EnumMap<>(Map.ofEntries(
            Map.entry(Rule.REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS, BrokenClients.TakesNotFoundForNothing.class),
            Map.entry(Rule.REQUIRED_STATUS_IS_REPORTED, BrokenClients.RoundsStatuses.class),
            Map.entry(Rule.REQUIRED_CODE_IS_REPORTED, BrokenClients.RenamesCodes.class),
            Map.entry(Rule.REQUIRED_GATEWAY_PAGE_IS_AN_ERROR, BrokenClients.ParsesPages.class),
            Map.entry(Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR, BrokenClients.ParsesNothing.class),
            Map.entry(Rule.REQUIRED_TRUNCATED_BODY_IS_AN_ERROR, BrokenClients.LetsTheParserFail.class),
            Map.entry(Rule.REQUIRED_UNKNOWN_CODE_IS_AN_ERROR, BrokenClients.KnowsAllCodes.class),
            Map.entry(Rule.REQUIRED_MISSING_DETAILS_ARE_NO_CRASH, BrokenClients.CountsOnDetails.class),
            Map.entry(Rule.REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH, BrokenClients.KnowsAllFields.class),
            Map.entry(Rule.REQUIRED_KEY_IS_IN_NO_MESSAGE, BrokenClients.TellsTheKey.class),
            Map.entry(Rule.REQUIRED_CLIENT_ERRORS_ARE_NOT_RETRIED, BrokenClients.TriesConflictsAgain.class),
            Map.entry(Rule.REQUIRED_WAITS_ARE_KEPT, BrokenClients.DoesNotWait.class),
            Map.entry(Rule.REQUIRED_RETRIES_ARE_BOUNDED, BrokenClients.NeverGivesUp.class),
            Map.entry(Rule.OPTIONAL_DETAILS_ARE_REPORTED, BrokenClients.DropsDetails.class),
            Map.entry(Rule.OPTIONAL_RETRY_AFTER_IS_REPORTED, BrokenClients.DropsRetryAfter.class),
            Map.entry(Rule.OPTIONAL_REQUEST_ID_IS_REPORTED, BrokenClients.DropsRequestIds.class),
            Map.entry(Rule.OPTIONAL_BACKOFF_GROWS, BrokenClients.BacksOffEvenly.class),
            Map.entry(Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT, BrokenClients.ReadsNoDates.class)));

    /** Other ways to break a rule. */
    private static final Map<Class<?>, Rule> ALSO_BROKEN = Map.of(
            BrokenClients.CrashesOnConflicts.class, Rule.REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS,
            BrokenClients.DoesNotWaitForTheHeader.class, Rule.REQUIRED_WAITS_ARE_KEPT,
            BrokenClients.LosesTheStatusOfPages.class, Rule.REQUIRED_GATEWAY_PAGE_IS_AN_ERROR,
            BrokenClients.NeverGivesUpOnTheRateLimit.class, Rule.REQUIRED_RETRIES_ARE_BOUNDED,
            BrokenClients.NeverGivesUpOnConnections.class, Rule.REQUIRED_RETRIES_ARE_BOUNDED,
            BrokenClients.LosesADetail.class, Rule.OPTIONAL_DETAILS_ARE_REPORTED);

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
