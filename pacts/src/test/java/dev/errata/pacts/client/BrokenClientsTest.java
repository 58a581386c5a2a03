package dev.errata.pacts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.BuenaError;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** For each rule a client that breaks it and no other. */
class BrokenClientsTest {

    private static final Map<Rule, Class<?>> BROKEN = new EnumMap<>(Map.ofEntries(
            Map.entry(Rule.REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS, TakesNotFoundForNothing.class),
            Map.entry(Rule.REQUIRED_STATUS_IS_REPORTED, RoundsStatuses.class),
            Map.entry(Rule.REQUIRED_CODE_IS_REPORTED, RenamesCodes.class),
            Map.entry(Rule.REQUIRED_GATEWAY_PAGE_IS_AN_ERROR, ParsesPages.class),
            Map.entry(Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR, ParsesNothing.class),
            Map.entry(Rule.REQUIRED_TRUNCATED_BODY_IS_AN_ERROR, LetsTheParserFail.class),
            Map.entry(Rule.REQUIRED_UNKNOWN_CODE_IS_AN_ERROR, KnowsAllCodes.class),
            Map.entry(Rule.REQUIRED_MISSING_DETAILS_ARE_NO_CRASH, CountsOnDetails.class),
            Map.entry(Rule.REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH, KnowsAllFields.class),
            Map.entry(Rule.REQUIRED_KEY_IS_IN_NO_MESSAGE, TellsTheKey.class),
            Map.entry(Rule.REQUIRED_CLIENT_ERRORS_ARE_NOT_RETRIED, TriesConflictsAgain.class),
            Map.entry(Rule.REQUIRED_WAITS_ARE_KEPT, DoesNotWait.class),
            Map.entry(Rule.REQUIRED_RETRIES_ARE_BOUNDED, NeverGivesUp.class),
            Map.entry(Rule.OPTIONAL_DETAILS_ARE_REPORTED, DropsDetails.class),
            Map.entry(Rule.OPTIONAL_RETRY_AFTER_IS_REPORTED, DropsRetryAfter.class),
            Map.entry(Rule.OPTIONAL_REQUEST_ID_IS_REPORTED, DropsRequestIds.class),
            Map.entry(Rule.OPTIONAL_BACKOFF_GROWS, BacksOffEvenly.class),
            Map.entry(Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT, ReadsNoDates.class)));

    static class TakesNotFoundForNothing extends BuenaReferenceClient {
        @Override
        boolean isError(int status) {
            return super.isError(status) && status != 404;
        }
    }

    static class RoundsStatuses extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).status(answer.status() == 402 ? 400 : answer.status());
        }
    }

    static class RenamesCodes extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return answer.status() == 403 ? super.report(error, answer).code("FORBIDDEN") : super.report(error, answer);
        }
    }

    static class ParsesPages extends BuenaReferenceClient {
        @Override
        JsonNode parse(String body) {
            if (body.startsWith("<")) {
                throw new IllegalArgumentException("Unexpected character ('<')");
            }
            return super.parse(body);
        }
    }

    static class ParsesNothing extends BuenaReferenceClient {
        @Override
        JsonNode parse(String body) {
            if (body.isEmpty()) {
                throw new IllegalArgumentException("No content to map due to end-of-input");
            }
            return super.parse(body);
        }
    }

    static class LetsTheParserFail extends BuenaReferenceClient {
        @Override
        JsonNode parse(String body) {
            JsonNode json = super.parse(body);
            if (json.isMissingNode() && body.startsWith("{")) {
                throw new IllegalArgumentException("Unexpected end-of-input");
            }
            return json;
        }
    }

    static class KnowsAllCodes extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            String code = answer.body().path("code").textValue();
            return super.report(error, answer)
                    .code(code == null ? null : BuenaError.valueOf(code).name());
        }
    }

    static class CountsOnDetails extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            if (answer.body().path("code").asText().equals("VALIDATION_ERROR")) {
                answer.body().get("details").get("fields");
            }
            return super.report(error, answer);
        }
    }

    static class KnowsAllFields extends BuenaReferenceClient {
        private static final Set<String> KNOWN = Set.of(
                "error",
                "code",
                "message",
                "version",
                "timestamp",
                "details",
                "permissionHelp",
                "retryAfter",
                "rateLimitInfo");

        @Override
        ClientReport report(ApiException error, Answer answer) {
            answer.body().fieldNames().forEachRemaining(field -> {
                if (!KNOWN.contains(field)) {
                    throw new IllegalArgumentException("Unrecognized field \"" + field + "\"");
                }
            });
            return super.report(error, answer);
        }
    }

    static class TellsTheKey extends BuenaReferenceClient {
        @Override
        IOException broken(IOException cause, String apiKey) {
            IOException request = new IOException("GET /leads/lead_1, x-api-key: " + apiKey);
            cause.addSuppressed(request);
            return new IOException("cannot reach Buena", cause);
        }
    }

    static class TriesConflictsAgain extends BuenaReferenceClient {
        @Override
        boolean isTriedAgain(int status, int attempt) {
            return super.isTriedAgain(status == 409 ? 503 : status, attempt);
        }
    }

    static class DoesNotWait extends BuenaReferenceClient {
        @Override
        Optional<Duration> asked(Answer answer) {
            return answer.body().has("retryAfter") ? Optional.empty() : super.asked(answer);
        }

        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).retryAfter(super.asked(answer).orElse(null));
        }
    }

    static class NeverGivesUp extends BuenaReferenceClient {
        @Override
        boolean isTriedAgain(int status, int attempt) {
            return status == 503 || super.isTriedAgain(status, attempt);
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofMillis(attempt == 1 ? 10 : 100);
        }

        @Override
        public int mostAttempts() {
            return 4;
        }
    }

    static class DropsDetails extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).details(null);
        }
    }

    static class DropsRetryAfter extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).retryAfter(null);
        }
    }

    static class DropsRequestIds extends DatabuddyReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).requestId(null);
        }
    }

    /** Long, so that a busy machine does not make its waits grow. */
    static class BacksOffEvenly extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 3;
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofMillis(300);
        }
    }

    static class ReadsNoDates extends BuenaReferenceClient {
        @Override
        Optional<Duration> askedByDate(String header) {
            return Optional.empty();
        }
    }

    static class CrashesOnConflicts extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            if (answer.status() == 409) {
                throw new NullPointerException();
            }
            return super.report(error, answer);
        }
    }

    static class DoesNotWaitForTheHeader extends GoodClientsTest.ShopClient {
        @Override
        Optional<Duration> asked(Answer answer) {
            String header = answer.headers().firstValue("Retry-After").orElse("");
            return header.equals("1") ? Optional.of(Duration.ZERO) : super.asked(answer);
        }

        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).retryAfter(super.asked(answer).orElse(null));
        }
    }

    static class LosesTheStatusOfPages extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return answer.status() == 502 && answer.body().isMissingNode()
                    ? ClientReport.error(error)
                    : super.report(error, answer);
        }
    }

    static class NeverGivesUpOnTheRateLimit extends NeverGivesUp {
        @Override
        boolean isTriedAgain(int status, int attempt) {
            return status == 429 || (attempt < attempts() && super.isTriedAgain(status, attempt));
        }
    }

    static class NeverGivesUpOnConnections extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 6;
        }

        @Override
        boolean isTriedAgain(int status, int attempt) {
            return attempt < 2 && super.isTriedAgain(status, attempt);
        }

        @Override
        public int mostAttempts() {
            return 3;
        }
    }

    static class LosesADetail extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            if (answer.body().at("/details/upgradeUrl").isTextual()) {
                return super.report(error, answer)
                        .details(((ObjectNode) answer.body().get("details")).remove(List.of("upgradeUrl")));
            }
            return super.report(error, answer);
        }
    }

    /** Other ways to break a rule. */
    private static final Map<Class<?>, Rule> ALSO_BROKEN = Map.of(
            CrashesOnConflicts.class, Rule.REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS,
            DoesNotWaitForTheHeader.class, Rule.REQUIRED_WAITS_ARE_KEPT,
            LosesTheStatusOfPages.class, Rule.REQUIRED_GATEWAY_PAGE_IS_AN_ERROR,
            NeverGivesUpOnTheRateLimit.class, Rule.REQUIRED_RETRIES_ARE_BOUNDED,
            NeverGivesUpOnConnections.class, Rule.REQUIRED_RETRIES_ARE_BOUNDED,
            LosesADetail.class, Rule.OPTIONAL_DETAILS_ARE_REPORTED);

    /** All of them, once for all tests. */
    static final ContractRun RUN = ContractRun.of(Stream.concat(BROKEN.values().stream(), ALSO_BROKEN.keySet().stream())
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
