package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.INSTANT;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.contract.ContractRun.Result;
import dev.errata.contract.ReferenceClient.Answer;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

/** One rule and one client at a time: in which situations it is tested, and which clients keep it there. */
class RulesTest {

    static class BuenaClientThatNeverTriesAgain extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 1;
        }
    }

    static class DatabuddyClientThatNeverTriesAgain extends DatabuddyReferenceClient {
        @Override
        int attempts() {
            return 1;
        }
    }

    static class ShopClientThatNeverTriesAgain extends ShopReferenceClient {
        @Override
        int attempts() {
            return 1;
        }
    }

    /** For an API that has no codes, and whose wait is one for a server that is down. */
    static class NotesClientThatNeverTriesAgain extends ReferenceClient {
        NotesClientThatNeverTriesAgain() {
            super("/notes/1", "/code");
        }

        @Override
        public Catalog catalog() {
            return Catalog.loadResource("dev/errata/contract/notes");
        }

        @Override
        int attempts() {
            return 1;
        }
    }

    /** Whatever the error, as often as the contract allows. */
    static class TriesAnythingThreeTimes extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 3;
        }

        @Override
        boolean isTriedAgain(int status, int attempt) {
            return attempt < attempts();
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ZERO;
        }

        @Override
        public int maxAttempts() {
            return 3;
        }
    }

    static class TriesAnythingOnceTooOften extends TriesAnythingThreeTimes {
        @Override
        public int maxAttempts() {
            return 2;
        }
    }

    /** Its path is none of Buena's, so that it gets no success after the errors. */
    static class TriesAnythingOnceTooOftenElsewhere extends ReferenceClient implements BuenaClientContract {
        TriesAnythingOnceTooOftenElsewhere() {
            super("/no/such/path", "/code");
        }

        @Override
        boolean isTriedAgain(int status, int attempt) {
            return attempt < attempts();
        }

        @Override
        public int maxAttempts() {
            return 1;
        }
    }

    static class NeverGivesUpOnConnections extends BrokenClients.NeverGivesUpOnConnections {
        @Override
        Duration backoff(int attempt) {
            return Duration.ZERO;
        }
    }

    static class NeverGivesUp extends BrokenClients.NeverGivesUp {
        @Override
        Duration backoff(int attempt) {
            return Duration.ZERO;
        }
    }

    static class DropsRetryAfter extends BrokenClients.DropsRetryAfter {
        @Override
        int attempts() {
            return 1;
        }
    }

    /** Reports what retry libraries wait by default. */
    static class ReportsASecond extends BuenaClientThatNeverTriesAgain {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).retryAfter(Duration.ofSeconds(1));
        }
    }

    /** Takes an answer for an error of the API only if it says that it is JSON. */
    static class MindsTheContentType extends BuenaClientThatNeverTriesAgain {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
                    ? super.report(error, answer)
                    : ClientReport.error("no JSON");
        }
    }

    static class KeepsBuenasAnswers extends BuenaClientThatNeverTriesAgain {
        private final List<Answer> answers = new ArrayList<>();

        @Override
        ClientReport report(ApiException error, Answer answer) {
            answers.add(answer);
            return super.report(error, answer);
        }
    }

    static class KeepsTheShopsAnswers extends ShopClientThatNeverTriesAgain {
        private final List<Answer> answers = new ArrayList<>();

        @Override
        ClientReport report(ApiException error, Answer answer) {
            answers.add(answer);
            return super.report(error, answer);
        }
    }

    /** A pause of the machine makes the first waits of this client alike. */
    static class BacksOffEvenlyAtFirst extends BuenaReferenceClient {
        private int calls;

        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            calls++;
            return super.call(baseUrl, apiKey);
        }

        @Override
        int attempts() {
            return 3;
        }

        @Override
        boolean isTriedAgain(int status, int attempt) {
            return false;
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofMillis(attempt == 1 || calls == 1 ? 50 : 200);
        }
    }

    /** Whatever an answer asks for; a request of its own takes a little time, which grows and shrinks by chance. */
    static class TriesAgainAtOnce extends BuenaReferenceClient {
        private final int[] microseconds;

        TriesAgainAtOnce(int... microseconds) {
            this.microseconds = microseconds;
        }

        @Override
        int attempts() {
            return microseconds.length + 1;
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofNanos(1_000L * microseconds[attempt - 1]);
        }
    }

    /** Goes by a schedule of its own, whatever an answer asks for. */
    static class WaitsByItself extends BuenaReferenceClient {
        private final int[] seconds;

        WaitsByItself(int... seconds) {
            this.seconds = seconds;
        }

        @Override
        int attempts() {
            return seconds.length + 1;
        }

        @Override
        Optional<Duration> asked(Answer answer) {
            return Optional.empty();
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofSeconds(seconds[attempt - 1]);
        }
    }

    static class IsInterrupted extends BuenaReferenceClient {
        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            super.call(baseUrl, apiKey);
            throw new InterruptedException("stopped");
        }
    }

    static class KeepsTheUrl extends BuenaClientThatNeverTriesAgain {
        private Optional<URI> url = Optional.empty();

        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            url = Optional.of(baseUrl);
            return super.call(baseUrl, apiKey);
        }
    }

    @Test
    void aRuleIsTestedWhereTheApiGivesOccasion() {
        assertThat(ContractRun.tests(new ShopReferenceClient()))
                .containsExactly(
                        "required_reportsDocumentedErrors: gone (410 GONE)",
                        "required_reportsDocumentedErrors: out-of-stock (409 OUT_OF_STOCK)",
                        "required_reportsDocumentedErrors: too-fast (429 TOO_FAST)",
                        "required_reportsDocumentedErrors: closed (503 CLOSED)",
                        "required_reportsStatus: gone (410 GONE)",
                        "required_reportsStatus: out-of-stock (409 OUT_OF_STOCK)",
                        "required_reportsStatus: too-fast (429 TOO_FAST)",
                        "required_reportsStatus: closed (503 CLOSED)",
                        "required_reportsCode: out-of-stock (409 OUT_OF_STOCK)",
                        "required_reportsCode: too-fast (429 TOO_FAST)",
                        "required_reportsCode: closed (503 CLOSED)",
                        "required_reportsGatewayPage: GATEWAY_HTML",
                        "required_reportsGatewayPage: closed-page (503 CLOSED)",
                        "required_reportsEmptyBody",
                        "required_reportsTruncatedBody",
                        "required_toleratesUnknownCode",
                        "required_toleratesUnknownFields",
                        "required_hidesApiKey: gone (410 GONE)",
                        "required_hidesApiKey: out-of-stock (409 OUT_OF_STOCK)",
                        "required_hidesApiKey: too-fast (429 TOO_FAST)",
                        "required_hidesApiKey: closed (503 CLOSED)",
                        "required_hidesApiKey: closed-page (503 CLOSED)",
                        "required_hidesApiKey: GATEWAY_HTML",
                        "required_hidesApiKey: EMPTY_SERVER_ERROR",
                        "required_hidesApiKey: out-of-stock (409 OUT_OF_STOCK) with TRUNCATED_JSON",
                        "required_hidesApiKey: CONNECTION_REFUSED",
                        "required_hidesApiKey: RESET_BEFORE_HEADERS",
                        "required_hidesApiKey: RESET_IN_BODY",
                        "required_doesNotRetryClientErrors: gone (410 GONE)",
                        "required_doesNotRetryClientErrors: out-of-stock (409 OUT_OF_STOCK)",
                        "required_honorsRetryAfter",
                        "required_limitsRetries: too-fast (429 TOO_FAST)",
                        "required_limitsRetries: closed (503 CLOSED)",
                        "required_limitsRetries: RESET_IN_BODY",
                        "recommended_reportsRetryAfter",
                        "recommended_increasesBackoff: closed (503 CLOSED)",
                        "recommended_increasesBackoff: RESET_IN_BODY",
                        "recommended_honorsRetryAfterDate");
    }

    @Test
    void anApiWithoutCodesAndRateLimitsGivesLessOccasion() {
        assertThat(ContractRun.tests(new NotesClientThatNeverTriesAgain()))
                .containsExactly(
                        "required_reportsDocumentedErrors: broken (500 BROKEN)",
                        "required_reportsDocumentedErrors: closed (503 CLOSED)",
                        "required_reportsDocumentedErrors: not-found (404 NOT_FOUND)",
                        "required_reportsStatus: broken (500 BROKEN)",
                        "required_reportsStatus: closed (503 CLOSED)",
                        "required_reportsStatus: not-found (404 NOT_FOUND)",
                        "required_reportsGatewayPage",
                        "required_reportsEmptyBody",
                        "required_reportsTruncatedBody",
                        "required_toleratesUnknownFields",
                        "required_hidesApiKey: broken (500 BROKEN)",
                        "required_hidesApiKey: closed (503 CLOSED)",
                        "required_hidesApiKey: not-found (404 NOT_FOUND)",
                        "required_hidesApiKey: GATEWAY_HTML",
                        "required_hidesApiKey: EMPTY_SERVER_ERROR",
                        "required_hidesApiKey: not-found (404 NOT_FOUND) with TRUNCATED_JSON",
                        "required_hidesApiKey: CONNECTION_REFUSED",
                        "required_hidesApiKey: RESET_BEFORE_HEADERS",
                        "required_hidesApiKey: RESET_IN_BODY",
                        "required_doesNotRetryClientErrors",
                        "required_honorsRetryAfter",
                        "required_limitsRetries: broken (500 BROKEN)",
                        "required_limitsRetries: closed (503 CLOSED)",
                        "required_limitsRetries: RESET_IN_BODY",
                        "recommended_reportsRetryAfter",
                        "recommended_increasesBackoff: broken (500 BROKEN)",
                        "recommended_increasesBackoff: RESET_IN_BODY",
                        "recommended_honorsRetryAfterDate");
    }

    @Test
    void oneScenarioOfAnErrorIsEnoughToSeeRetries() {
        assertThat(ContractRun.tests(new BuenaReferenceClient()).stream()
                        .filter(test -> test.startsWith("required_limitsRetries")))
                .containsExactly(
                        "required_limitsRetries: rate-limited (429 RATE_LIMIT_EXCEEDED)",
                        "required_limitsRetries: internal-server-error (500 INTERNAL_SERVER_ERROR)",
                        "required_limitsRetries: bad-gateway (502 BAD_GATEWAY)",
                        "required_limitsRetries: service-unavailable (503 SERVICE_UNAVAILABLE)",
                        "required_limitsRetries: voice-clone-limit-exceeded (429 VOICE_CLONE_LIMIT_EXCEEDED)",
                        "required_limitsRetries: preview-failed (500 PREVIEW_FAILED)",
                        "required_limitsRetries: RESET_IN_BODY");
    }

    /** One that gives up at once has to wait for nothing. */
    static Stream<Arguments> clientsThatNeverTryAgain() {
        return Stream.of(
                        each(new BuenaClientThatNeverTriesAgain(), Rule.RECOMMENDED_REPORTS_REQUEST_ID),
                        each(new DatabuddyClientThatNeverTriesAgain()),
                        each(
                                new ShopClientThatNeverTriesAgain(),
                                Rule.REQUIRED_TOLERATES_MISSING_DETAILS,
                                Rule.RECOMMENDED_REPORTS_DETAILS,
                                Rule.RECOMMENDED_REPORTS_REQUEST_ID),
                        each(
                                new NotesClientThatNeverTriesAgain(),
                                Rule.REQUIRED_REPORTS_CODE,
                                Rule.REQUIRED_TOLERATES_UNKNOWN_CODE,
                                Rule.REQUIRED_TOLERATES_MISSING_DETAILS,
                                Rule.RECOMMENDED_REPORTS_DETAILS,
                                Rule.RECOMMENDED_REPORTS_REQUEST_ID))
                .flatMap(arguments -> arguments);
    }

    /** The rules but for those that the API gives no occasion for. */
    private static Stream<Arguments> each(ClientContract client, Rule... without) {
        return Stream.of(Rule.values())
                .filter(rule -> !List.of(without).contains(rule))
                .map(rule -> with(client, rule));
    }

    @ParameterizedTest(name = "{1} by {0}")
    @MethodSource("clientsThatNeverTryAgain")
    void aClientThatGivesUpAtOnceKeepsIt(ClientContract client, Rule rule) {
        ContractRun run = ContractRun.of(client, rule);

        assertThat(run.failures().map(Result::message)).isEmpty();
        assertThat(run.results(Status.ABORTED)).isEmpty();
        assertThat(run.results(Status.SUCCESSFUL)).isNotEmpty();
    }

    /** The tests of some of Buena's scenarios. */
    private static List<String> buena(Predicate<Scenario> wanted) {
        return Catalog.buena().scenarios().stream()
                .filter(wanted)
                .map(Scenario::toString)
                .toList();
    }

    private static Arguments with(ClientContract client, Object... more) {
        return arguments(Stream.concat(Stream.of(named(client.getClass().getSimpleName(), client)), Stream.of(more))
                .toArray());
    }

    static Stream<Arguments> brokenClients() {
        return Stream.of(
                with(
                        new BrokenClients.TakesNotFoundForNothing(),
                        Rule.REQUIRED_REPORTS_DOCUMENTED_ERRORS,
                        buena(scenario -> scenario.status() == 404)),
                with(
                        new BrokenClients.CrashesOnConflicts(),
                        Rule.REQUIRED_REPORTS_DOCUMENTED_ERRORS,
                        buena(scenario -> scenario.status() == 409)),
                with(
                        new BrokenClients.RoundsStatuses(),
                        Rule.REQUIRED_REPORTS_STATUS,
                        List.of("enrichment-credits-exhausted (402 ENRICHMENT_CREDITS_EXHAUSTED)")),
                with(
                        new BrokenClients.RenamesCodes(),
                        Rule.REQUIRED_REPORTS_CODE,
                        buena(scenario -> scenario.error() == BuenaError.PERMISSION_DENIED)),
                with(
                        new BrokenClients.ParsesPages(),
                        Rule.REQUIRED_REPORTS_GATEWAY_PAGE,
                        List.of("GATEWAY_HTML", "bad-gateway-html (502 BAD_GATEWAY)")),
                with(
                        new BrokenClients.LosesTheStatusOfPages(),
                        Rule.REQUIRED_REPORTS_GATEWAY_PAGE,
                        List.of("GATEWAY_HTML", "bad-gateway-html (502 BAD_GATEWAY)")),
                with(
                        new BrokenClients.TellsTheKey(),
                        Rule.REQUIRED_HIDES_API_KEY,
                        List.of("CONNECTION_REFUSED", "RESET_BEFORE_HEADERS", "RESET_IN_BODY")),
                with(
                        new BrokenClients.TriesConflictsAgain(),
                        Rule.REQUIRED_DOES_NOT_RETRY_CLIENT_ERRORS,
                        buena(scenario -> scenario.status() == 409)),
                with(
                        new NeverGivesUp(),
                        Rule.REQUIRED_LIMITS_RETRIES,
                        List.of("service-unavailable (503 SERVICE_UNAVAILABLE)")),
                with(
                        new BrokenClients.NeverGivesUpOnTheRateLimit(),
                        Rule.REQUIRED_LIMITS_RETRIES,
                        List.of(
                                "rate-limited (429 RATE_LIMIT_EXCEEDED)",
                                "voice-clone-limit-exceeded (429 VOICE_CLONE_LIMIT_EXCEEDED)")),
                with(new NeverGivesUpOnConnections(), Rule.REQUIRED_LIMITS_RETRIES, List.of("RESET_IN_BODY")),
                with(
                        new TriesAnythingOnceTooOften(),
                        Rule.REQUIRED_LIMITS_RETRIES,
                        List.of(
                                "rate-limited (429 RATE_LIMIT_EXCEEDED)",
                                "internal-server-error (500 INTERNAL_SERVER_ERROR)",
                                "bad-gateway (502 BAD_GATEWAY)",
                                "service-unavailable (503 SERVICE_UNAVAILABLE)",
                                "voice-clone-limit-exceeded (429 VOICE_CLONE_LIMIT_EXCEEDED)",
                                "preview-failed (500 PREVIEW_FAILED)",
                                "RESET_IN_BODY")),
                with(
                        new BrokenClients.DropsDetails(),
                        Rule.RECOMMENDED_REPORTS_DETAILS,
                        buena(scenario -> scenario.answer()
                                        .json()
                                        .filter(body -> body.has("details"))
                                        .isPresent()
                                && scenario.envelope().name().isEmpty())),
                with(
                        new BrokenClients.LosesADetail(),
                        Rule.RECOMMENDED_REPORTS_DETAILS,
                        List.of("enrichment-credits-exhausted (402 ENRICHMENT_CREDITS_EXHAUSTED)")));
    }

    @ParameterizedTest(name = "{1} by {0}")
    @MethodSource
    void brokenClients(ClientContract client, Rule rule, List<String> situations) {
        assertThat(ContractRun.of(client, rule).failures().map(Result::name)).containsExactlyElementsOf(situations);
    }

    /** Rules with one situation, whose test bears the name of the rule, so that the message has to tell it. */
    static Stream<Arguments> brokenClientsInOneSituation() {
        return Stream.of(
                with(
                        new BrokenClients.ParsesNothing(),
                        Rule.REQUIRED_REPORTS_EMPTY_BODY,
                        "EMPTY_SERVER_ERROR",
                        "call(...) threw java.lang.IllegalArgumentException: No content to map",
                        "HTTP 500\n"),
                with(
                        new BrokenClients.LetsTheParserFail(),
                        Rule.REQUIRED_REPORTS_TRUNCATED_BODY,
                        "invalid-fields (400 VALIDATION_ERROR) with TRUNCATED_JSON",
                        "call(...) threw java.lang.IllegalArgumentException: Unexpected end-of-input",
                        "HTTP 400 {\"error\":true,"),
                with(
                        new BrokenClients.KnowsAllCodes(),
                        Rule.REQUIRED_TOLERATES_UNKNOWN_CODE,
                        "invalid-fields (400 VALIDATION_ERROR) with UNKNOWN_CODE",
                        "No enum constant dev.errata.fixtures.BuenaError.UNDOCUMENTED_CODE",
                        "\"code\":\"UNDOCUMENTED_CODE\""),
                with(
                        new BrokenClients.CountsOnDetails(),
                        Rule.REQUIRED_TOLERATES_MISSING_DETAILS,
                        "invalid-fields (400 VALIDATION_ERROR) without details",
                        "call(...) threw java.lang.NullPointerException",
                        "\"timestamp\":\"2024-01-20T15:30:00Z\"}\n"),
                with(
                        new BrokenClients.KnowsAllFields(),
                        Rule.REQUIRED_TOLERATES_UNKNOWN_FIELDS,
                        "invalid-fields (400 VALIDATION_ERROR) with undocumented fields",
                        "Unrecognized field \"undocumentedField\"",
                        "\"undocumentedField\":true},\"undocumentedField\":{\"since\":\"tomorrow\"}}"),
                with(
                        new BrokenClients.DoesNotWait(),
                        Rule.REQUIRED_HONORS_RETRY_AFTER,
                        "rate-limited (429 RATE_LIMIT_EXCEEDED) with waits of 3 s and 2 s",
                        "s, but the answer before asked for 3.000 s",
                        "429 rate-limited"),
                with(
                        new BrokenClients.DoesNotWaitForTheHeader(),
                        Rule.REQUIRED_HONORS_RETRY_AFTER,
                        "too-fast (429 TOO_FAST) with waits of 3 s and 2 s",
                        "s, but the answer before asked for 3.000 s",
                        "429 too-fast"),
                with(
                        new DropsRetryAfter(),
                        Rule.RECOMMENDED_REPORTS_RETRY_AFTER,
                        "rate-limited (429 RATE_LIMIT_EXCEEDED) with a wait of 2 s",
                        "Expecting retryAfter PT2S, but:\n  the client reported no retryAfter",
                        "\"retryAfter\":2"),
                with(
                        new ReportsASecond(),
                        Rule.RECOMMENDED_REPORTS_RETRY_AFTER,
                        "rate-limited (429 RATE_LIMIT_EXCEEDED) with a wait of 2 s",
                        "Expecting retryAfter PT2S, but:\n  the client reported PT1S",
                        "\"retryAfter\":2"),
                with(
                        new BrokenClients.ReadsNoDates(),
                        Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE,
                        "rate-limited (429 RATE_LIMIT_EXCEEDED) with a date in Retry-After",
                        "request 2 was sent before it",
                        "HTTP 200 "));
    }

    @ParameterizedTest(name = "{1} by {0}")
    @MethodSource
    void brokenClientsInOneSituation(
            ClientContract client, Rule rule, String situation, String finding, String answer) {
        assertThat(ContractRun.of(client, rule).failures().map(Result::message))
                .singleElement()
                .asString()
                .startsWith(rule + ", " + situation + "\n")
                .contains(finding, answer);
    }

    @Test
    void theIdOfTheRequestIsExpectedWhereTheAnswerHasOne() {
        ContractRun run = ContractRun.of(new BrokenClients.DropsRequestIds(), Rule.RECOMMENDED_REPORTS_REQUEST_ID);

        assertThat(run.results(Status.SUCCESSFUL)).isEmpty();
        assertThat(run.failures().map(Result::name))
                .hasSize((int) Catalog.databuddy().scenarios().stream()
                        .filter(scenario -> scenario.answer().body().contains("\"requestId\""))
                        .count())
                .doesNotContain(
                        "unknown-query-type-detail (400 VALIDATION_ERROR)", "rate-limited (429 RATE_LIMIT_EXCEEDED)");
        assertThat(run.failures().map(Result::message))
                .allMatch(message -> message.contains("Expecting requestId req_"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REQUIRED_REPORTS_GATEWAY_PAGE",
                "REQUIRED_REPORTS_EMPTY_BODY",
                "REQUIRED_REPORTS_TRUNCATED_BODY",
                "REQUIRED_TOLERATES_UNKNOWN_CODE",
                "REQUIRED_TOLERATES_MISSING_DETAILS",
                "REQUIRED_TOLERATES_UNKNOWN_FIELDS",
                "REQUIRED_LIMITS_RETRIES",
                "RECOMMENDED_REPORTS_DETAILS"
            })
    void aClientMayTryAsOftenAsTheContractAllows(Rule rule) {
        ContractRun run = ContractRun.of(new TriesAnythingThreeTimes(), rule);

        assertThat(run.failures().map(Result::message)).isEmpty();
        assertThat(run.results(Status.ABORTED)).isEmpty();
    }

    @Test
    void attemptsThatDoNotEndAreJudgedByTheirOwnRule() {
        for (ClientContract client :
                List.of(new TriesAnythingOnceTooOften(), new TriesAnythingOnceTooOftenElsewhere())) {
            assertThat(ContractRun.of(client, Rule.REQUIRED_TOLERATES_UNKNOWN_FIELDS)
                            .results(Status.ABORTED)
                            .map(Result::message))
                    .containsExactly(
                            "Skipped, because the client did not report the error: see required_limitsRetries");
        }
    }

    @Test
    void whatIsNotReportedAsAnErrorIsJudgedByOneRule() {
        for (Rule rule :
                List.of(Rule.REQUIRED_REPORTS_STATUS, Rule.REQUIRED_REPORTS_CODE, Rule.RECOMMENDED_REPORTS_DETAILS)) {
            ContractRun run = ContractRun.of(new BrokenClients.TakesNotFoundForNothing(), rule);

            assertThat(run.failures()).isEmpty();
            assertThat(run.results(Status.ABORTED))
                    .extracting(Result::name, Result::message)
                    .contains(
                            tuple(
                                    "lead-not-found (404 NOT_FOUND)",
                                    "Skipped, because the client did not report the error: see required_reportsDocumentedErrors"))
                    .allSatisfy(result ->
                            assertThat(result.toList().get(0).toString()).contains(" (404 "));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REQUIRED_TOLERATES_MISSING_DETAILS",
                "REQUIRED_TOLERATES_UNKNOWN_FIELDS",
                "RECOMMENDED_HONORS_RETRY_AFTER_DATE"
            })
    void errorsThatAreChangedAreStillSaidToBeJson(Rule rule) {
        assertThat(ContractRun.of(new MindsTheContentType(), rule).failures().map(Result::message))
                .isEmpty();
    }

    @Test
    void aDateTakesThePlaceOfTheWaitInTheBody() {
        KeepsBuenasAnswers client = new KeepsBuenasAnswers();
        Instant before = Instant.now();

        assertThat(ContractRun.of(client, Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE)
                        .failures())
                .isEmpty();

        assertThat(client.answers).singleElement().satisfies(answer -> {
            assertThat(dates(answer)).singleElement(INSTANT).isAfterOrEqualTo(before.plusSeconds(3));
            assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
            assertThat(answer.body().path("code").textValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(answer.body().has("retryAfter")).isFalse();
        });
    }

    @Test
    void aDateTakesThePlaceOfTheSecondsInTheHeader() {
        KeepsTheShopsAnswers client = new KeepsTheShopsAnswers();
        Instant before = Instant.now();

        assertThat(ContractRun.of(client, Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE)
                        .failures())
                .isEmpty();

        assertThat(client.answers)
                .singleElement()
                .satisfies(answer ->
                        assertThat(dates(answer)).singleElement(INSTANT).isAfterOrEqualTo(before.plusSeconds(3)));
    }

    private static Stream<Instant> dates(Answer answer) {
        return answer.headers().allValues("Retry-After").stream()
                .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    }

    @Test
    void waitsThatLookAlikeOnceAreLookedAtAgain() {
        assertThat(ContractRun.of(new BacksOffEvenlyAtFirst(), Rule.RECOMMENDED_INCREASES_BACKOFF)
                        .failures()
                        .map(Result::message))
                .isEmpty();
    }

    /** A busy machine makes a single wait longer, but not one after the other. */
    @ParameterizedTest
    @MethodSource
    void clientsThatTryAgainAtOnce(TriesAgainAtOnce client) {
        assertThat(ContractRun.of(client, Rule.RECOMMENDED_INCREASES_BACKOFF)
                        .failures()
                        .map(Result::message))
                .hasSize(3)
                .allMatch(message -> message.contains("Expecting a backoff, but:\n  request ")
                        || message.contains("Expecting waits that grow, but:\n"));
    }

    static Stream<TriesAgainAtOnce> clientsThatTryAgainAtOnce() {
        return Stream.of(
                new TriesAgainAtOnce(0), new TriesAgainAtOnce(0, 0, 0), new TriesAgainAtOnce(100, 1_000, 3_000));
    }

    @ParameterizedTest
    @MethodSource
    void clientsThatWaitByThemselves(WaitsByItself client, String finding) {
        assertThat(ContractRun.of(client, Rule.REQUIRED_HONORS_RETRY_AFTER)
                        .failures()
                        .map(Result::message))
                .singleElement()
                .asString()
                .contains(finding);
    }

    static Stream<Arguments> clientsThatWaitByThemselves() {
        return Stream.of(
                arguments(named("1 s", new WaitsByItself(1)), "asked for 3.000 s"),
                arguments(named("1 s, 2 s", new WaitsByItself(1, 2)), "asked for 3.000 s"),
                arguments(
                        named("3 s, 3 s", new WaitsByItself(3, 3)),
                        "Expecting a wait of 3 s and then a shorter one of 2 s, but:\n  the client waited 3"));
    }

    @Test
    void anInterruptReachesTheCaller() {
        ContractRun run = ContractRun.of(new IsInterrupted(), Rule.REQUIRED_REPORTS_EMPTY_BODY);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.failures().map(Result::message))
                .singleElement()
                .asString()
                .contains("call(...) threw java.lang.InterruptedException: stopped");
    }

    @Test
    void noServerOutlivesTheContract() {
        KeepsTheUrl client = new KeepsTheUrl();

        assertThat(ContractRun.of(client, Rule.REQUIRED_REPORTS_EMPTY_BODY).failures())
                .isEmpty();

        URI url = client.url.orElseThrow();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close());
    }
}
