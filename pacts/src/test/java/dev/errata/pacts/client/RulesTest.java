package dev.errata.pacts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.INSTANT;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.fixtures.Catalog;
import dev.errata.pacts.client.ContractRun.Result;
import dev.errata.pacts.client.ReferenceClient.Answer;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            return Catalog.loadResource("dev/errata/pacts/client/notes");
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
        public int mostAttempts() {
            return 3;
        }
    }

    static class TriesAnythingOnceTooOften extends TriesAnythingThreeTimes {
        @Override
        public int mostAttempts() {
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
        public int mostAttempts() {
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
            return Duration.ofMillis(attempt == 1 ? 50 : calls == 1 ? 0 : 200);
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
                        "required_documentedErrorsAreErrors: gone (410 GONE)",
                        "required_documentedErrorsAreErrors: out-of-stock (409 OUT_OF_STOCK)",
                        "required_documentedErrorsAreErrors: too-fast (429 TOO_FAST)",
                        "required_documentedErrorsAreErrors: closed (503 CLOSED)",
                        "required_statusIsReported: gone (410 GONE)",
                        "required_statusIsReported: out-of-stock (409 OUT_OF_STOCK)",
                        "required_statusIsReported: too-fast (429 TOO_FAST)",
                        "required_statusIsReported: closed (503 CLOSED)",
                        "required_codeIsReported: out-of-stock (409 OUT_OF_STOCK)",
                        "required_codeIsReported: too-fast (429 TOO_FAST)",
                        "required_codeIsReported: closed (503 CLOSED)",
                        "required_gatewayPageIsAnError: GATEWAY_HTML",
                        "required_gatewayPageIsAnError: closed-page (503 CLOSED)",
                        "required_emptyBodyIsAnError",
                        "required_truncatedBodyIsAnError",
                        "required_unknownCodeIsAnError",
                        "required_extraFieldsAreNoCrash",
                        "required_keyIsInNoMessage: gone (410 GONE)",
                        "required_keyIsInNoMessage: out-of-stock (409 OUT_OF_STOCK)",
                        "required_keyIsInNoMessage: too-fast (429 TOO_FAST)",
                        "required_keyIsInNoMessage: closed (503 CLOSED)",
                        "required_keyIsInNoMessage: closed-page (503 CLOSED)",
                        "required_keyIsInNoMessage: GATEWAY_HTML",
                        "required_keyIsInNoMessage: EMPTY_SERVER_ERROR",
                        "required_keyIsInNoMessage: out-of-stock (409 OUT_OF_STOCK) with TRUNCATED_JSON",
                        "required_keyIsInNoMessage: CONNECTION_REFUSED",
                        "required_keyIsInNoMessage: RESET_BEFORE_HEADERS",
                        "required_keyIsInNoMessage: RESET_IN_BODY",
                        "required_clientErrorsAreNotRetried: gone (410 GONE)",
                        "required_clientErrorsAreNotRetried: out-of-stock (409 OUT_OF_STOCK)",
                        "required_waitsAreKept",
                        "required_retriesAreBounded: too-fast (429 TOO_FAST)",
                        "required_retriesAreBounded: closed (503 CLOSED)",
                        "required_retriesAreBounded: RESET_IN_BODY",
                        "optional_retryAfterIsReported",
                        "optional_backoffGrows: closed (503 CLOSED)",
                        "optional_backoffGrows: RESET_IN_BODY",
                        "optional_retryAfterDateIsKept");
    }

    @Test
    void anApiWithoutCodesAndRateLimitsGivesLessOccasion() {
        assertThat(ContractRun.tests(new NotesClientThatNeverTriesAgain()))
                .containsExactly(
                        "required_documentedErrorsAreErrors: broken (500 BROKEN)",
                        "required_documentedErrorsAreErrors: closed (503 CLOSED)",
                        "required_documentedErrorsAreErrors: not-found (404 NOT_FOUND)",
                        "required_statusIsReported: broken (500 BROKEN)",
                        "required_statusIsReported: closed (503 CLOSED)",
                        "required_statusIsReported: not-found (404 NOT_FOUND)",
                        "required_gatewayPageIsAnError",
                        "required_emptyBodyIsAnError",
                        "required_truncatedBodyIsAnError",
                        "required_extraFieldsAreNoCrash",
                        "required_keyIsInNoMessage: broken (500 BROKEN)",
                        "required_keyIsInNoMessage: closed (503 CLOSED)",
                        "required_keyIsInNoMessage: not-found (404 NOT_FOUND)",
                        "required_keyIsInNoMessage: GATEWAY_HTML",
                        "required_keyIsInNoMessage: EMPTY_SERVER_ERROR",
                        "required_keyIsInNoMessage: not-found (404 NOT_FOUND) with TRUNCATED_JSON",
                        "required_keyIsInNoMessage: CONNECTION_REFUSED",
                        "required_keyIsInNoMessage: RESET_BEFORE_HEADERS",
                        "required_keyIsInNoMessage: RESET_IN_BODY",
                        "required_clientErrorsAreNotRetried",
                        "required_waitsAreKept",
                        "required_retriesAreBounded: broken (500 BROKEN)",
                        "required_retriesAreBounded: closed (503 CLOSED)",
                        "required_retriesAreBounded: RESET_IN_BODY",
                        "optional_retryAfterIsReported",
                        "optional_backoffGrows: broken (500 BROKEN)",
                        "optional_backoffGrows: RESET_IN_BODY",
                        "optional_retryAfterDateIsKept");
    }

    @Test
    void oneScenarioOfAnErrorIsEnoughToSeeRetries() {
        assertThat(ContractRun.tests(new BuenaReferenceClient()).stream()
                        .filter(test -> test.startsWith("required_retriesAreBounded")))
                .containsExactly(
                        "required_retriesAreBounded: rate-limited (429 RATE_LIMIT_EXCEEDED)",
                        "required_retriesAreBounded: internal-server-error (500 INTERNAL_SERVER_ERROR)",
                        "required_retriesAreBounded: bad-gateway (502 BAD_GATEWAY)",
                        "required_retriesAreBounded: service-unavailable (503 SERVICE_UNAVAILABLE)",
                        "required_retriesAreBounded: RESET_IN_BODY");
    }

    /** One that gives up at once has to wait for nothing. */
    static Stream<Arguments> clientsThatNeverTryAgain() {
        return Stream.of(
                        each(new BuenaClientThatNeverTriesAgain(), Rule.OPTIONAL_REQUEST_ID_IS_REPORTED),
                        each(new DatabuddyClientThatNeverTriesAgain()),
                        each(
                                new ShopClientThatNeverTriesAgain(),
                                Rule.REQUIRED_MISSING_DETAILS_ARE_NO_CRASH,
                                Rule.OPTIONAL_DETAILS_ARE_REPORTED,
                                Rule.OPTIONAL_REQUEST_ID_IS_REPORTED),
                        each(
                                new NotesClientThatNeverTriesAgain(),
                                Rule.REQUIRED_CODE_IS_REPORTED,
                                Rule.REQUIRED_UNKNOWN_CODE_IS_AN_ERROR,
                                Rule.REQUIRED_MISSING_DETAILS_ARE_NO_CRASH,
                                Rule.OPTIONAL_DETAILS_ARE_REPORTED,
                                Rule.OPTIONAL_REQUEST_ID_IS_REPORTED))
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

    private static Arguments with(ClientContract client, Object... more) {
        return arguments(Stream.concat(Stream.of(named(client.getClass().getSimpleName(), client)), Stream.of(more))
                .toArray());
    }

    static Stream<Arguments> brokenClients() {
        return Stream.of(
                with(
                        new BrokenClients.TakesNotFoundForNothing(),
                        Rule.REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS,
                        List.of("lead-not-found (404 NOT_FOUND)")),
                with(
                        new BrokenClients.CrashesOnConflicts(),
                        Rule.REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS,
                        List.of("duplicate-lead (409 DUPLICATE_RESOURCE)")),
                with(
                        new BrokenClients.RoundsStatuses(),
                        Rule.REQUIRED_STATUS_IS_REPORTED,
                        List.of("enrichment-credits-exhausted (402 ENRICHMENT_CREDITS_EXHAUSTED)")),
                with(
                        new BrokenClients.RenamesCodes(),
                        Rule.REQUIRED_CODE_IS_REPORTED,
                        List.of(
                                "missing-permission (403 PERMISSION_DENIED)",
                                "restricted-resource (403 PERMISSION_DENIED)")),
                with(
                        new BrokenClients.ParsesPages(),
                        Rule.REQUIRED_GATEWAY_PAGE_IS_AN_ERROR,
                        List.of("GATEWAY_HTML", "bad-gateway-html (502 BAD_GATEWAY)")),
                with(
                        new BrokenClients.LosesTheStatusOfPages(),
                        Rule.REQUIRED_GATEWAY_PAGE_IS_AN_ERROR,
                        List.of("GATEWAY_HTML", "bad-gateway-html (502 BAD_GATEWAY)")),
                with(
                        new BrokenClients.TellsTheKey(),
                        Rule.REQUIRED_KEY_IS_IN_NO_MESSAGE,
                        List.of("CONNECTION_REFUSED", "RESET_BEFORE_HEADERS", "RESET_IN_BODY")),
                with(
                        new BrokenClients.TriesConflictsAgain(),
                        Rule.REQUIRED_CLIENT_ERRORS_ARE_NOT_RETRIED,
                        List.of("duplicate-lead (409 DUPLICATE_RESOURCE)")),
                with(
                        new NeverGivesUp(),
                        Rule.REQUIRED_RETRIES_ARE_BOUNDED,
                        List.of("service-unavailable (503 SERVICE_UNAVAILABLE)")),
                with(
                        new BrokenClients.NeverGivesUpOnTheRateLimit(),
                        Rule.REQUIRED_RETRIES_ARE_BOUNDED,
                        List.of("rate-limited (429 RATE_LIMIT_EXCEEDED)")),
                with(new NeverGivesUpOnConnections(), Rule.REQUIRED_RETRIES_ARE_BOUNDED, List.of("RESET_IN_BODY")),
                with(
                        new TriesAnythingOnceTooOften(),
                        Rule.REQUIRED_RETRIES_ARE_BOUNDED,
                        List.of(
                                "rate-limited (429 RATE_LIMIT_EXCEEDED)",
                                "internal-server-error (500 INTERNAL_SERVER_ERROR)",
                                "bad-gateway (502 BAD_GATEWAY)",
                                "service-unavailable (503 SERVICE_UNAVAILABLE)",
                                "RESET_IN_BODY")),
                with(
                        new BrokenClients.DropsDetails(),
                        Rule.OPTIONAL_DETAILS_ARE_REPORTED,
                        List.of(
                                "invalid-fields (400 VALIDATION_ERROR)",
                                "missing-required-field (400 VALIDATION_ERROR)",
                                "invalid-field-format (400 VALIDATION_ERROR)",
                                "invalid-field-value (400 VALIDATION_ERROR)",
                                "invalid-linkedin-url (400 INVALID_LINKEDIN_URL)",
                                "lead-not-found (404 NOT_FOUND)",
                                "duplicate-lead (409 DUPLICATE_RESOURCE)",
                                "linkedin-not-connected (400 LINKEDIN_NOT_CONNECTED)",
                                "enrichment-credits-exhausted (402 ENRICHMENT_CREDITS_EXHAUSTED)")),
                with(
                        new BrokenClients.LosesADetail(),
                        Rule.OPTIONAL_DETAILS_ARE_REPORTED,
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
                        Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR,
                        "EMPTY_SERVER_ERROR",
                        "call(...) threw java.lang.IllegalArgumentException: No content to map",
                        "HTTP 500\n"),
                with(
                        new BrokenClients.LetsTheParserFail(),
                        Rule.REQUIRED_TRUNCATED_BODY_IS_AN_ERROR,
                        "invalid-fields (400 VALIDATION_ERROR) with TRUNCATED_JSON",
                        "call(...) threw java.lang.IllegalArgumentException: Unexpected end-of-input",
                        "HTTP 400 {\"error\":true,"),
                with(
                        new BrokenClients.KnowsAllCodes(),
                        Rule.REQUIRED_UNKNOWN_CODE_IS_AN_ERROR,
                        "invalid-fields (400 VALIDATION_ERROR) with UNKNOWN_CODE",
                        "No enum constant dev.errata.fixtures.BuenaError.UNDOCUMENTED_CODE",
                        "\"code\":\"UNDOCUMENTED_CODE\""),
                with(
                        new BrokenClients.CountsOnDetails(),
                        Rule.REQUIRED_MISSING_DETAILS_ARE_NO_CRASH,
                        "invalid-fields (400 VALIDATION_ERROR) without details",
                        "call(...) threw java.lang.NullPointerException",
                        "\"timestamp\":\"2024-01-20T15:30:00Z\"}\n"),
                with(
                        new BrokenClients.KnowsAllFields(),
                        Rule.REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH,
                        "invalid-fields (400 VALIDATION_ERROR) with undocumented fields",
                        "Unrecognized field \"undocumentedField\"",
                        "\"undocumentedField\":true},\"undocumentedField\":{\"since\":\"tomorrow\"}}"),
                with(
                        new BrokenClients.DoesNotWait(),
                        Rule.REQUIRED_WAITS_ARE_KEPT,
                        "rate-limited (429 RATE_LIMIT_EXCEEDED) with a wait of 1 s",
                        "attempt 2: asked for 1.000 s but waited 0.",
                        "429 rate-limited"),
                with(
                        new BrokenClients.DoesNotWaitForTheHeader(),
                        Rule.REQUIRED_WAITS_ARE_KEPT,
                        "too-fast (429 TOO_FAST) with a wait of 1 s",
                        "attempt 2: asked for 1.000 s but waited 0.",
                        "429 too-fast"),
                with(
                        new DropsRetryAfter(),
                        Rule.OPTIONAL_RETRY_AFTER_IS_REPORTED,
                        "rate-limited (429 RATE_LIMIT_EXCEEDED) with a wait of 1 s",
                        "Expecting the retryAfter PT1S, but:\n  the client told none",
                        "\"retryAfter\":1"),
                with(
                        new BrokenClients.ReadsNoDates(),
                        Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT,
                        "rate-limited (429 RATE_LIMIT_EXCEEDED) with a date in Retry-After",
                        "request 2 came before",
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
        ContractRun run = ContractRun.of(new BrokenClients.DropsRequestIds(), Rule.OPTIONAL_REQUEST_ID_IS_REPORTED);

        assertThat(run.results(Status.SUCCESSFUL)).isEmpty();
        assertThat(run.failures().map(Result::name))
                .hasSize(21)
                .doesNotContain(
                        "unknown-query-type-detail (400 VALIDATION_ERROR)", "rate-limited (429 RATE_LIMIT_EXCEEDED)");
        assertThat(run.failures().map(Result::message))
                .allMatch(message -> message.contains("Expecting the requestId req_"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REQUIRED_GATEWAY_PAGE_IS_AN_ERROR",
                "REQUIRED_EMPTY_BODY_IS_AN_ERROR",
                "REQUIRED_TRUNCATED_BODY_IS_AN_ERROR",
                "REQUIRED_UNKNOWN_CODE_IS_AN_ERROR",
                "REQUIRED_MISSING_DETAILS_ARE_NO_CRASH",
                "REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH",
                "REQUIRED_RETRIES_ARE_BOUNDED",
                "OPTIONAL_DETAILS_ARE_REPORTED"
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
            assertThat(ContractRun.of(client, Rule.REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH)
                            .results(Status.ABORTED)
                            .map(Result::message))
                    .containsExactly("the client did not report the error, which required_retriesAreBounded judges");
        }
    }

    @Test
    void whatIsNotReportedAsAnErrorIsJudgedByOneRule() {
        for (Rule rule : List.of(
                Rule.REQUIRED_STATUS_IS_REPORTED, Rule.REQUIRED_CODE_IS_REPORTED, Rule.OPTIONAL_DETAILS_ARE_REPORTED)) {
            ContractRun run = ContractRun.of(new BrokenClients.TakesNotFoundForNothing(), rule);

            assertThat(run.failures()).isEmpty();
            assertThat(run.results(Status.ABORTED))
                    .extracting(Result::name, Result::message)
                    .containsExactly(tuple(
                            "lead-not-found (404 NOT_FOUND)",
                            "the client did not report the error, which required_documentedErrorsAreErrors judges"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REQUIRED_MISSING_DETAILS_ARE_NO_CRASH",
                "REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH",
                "OPTIONAL_RETRY_AFTER_DATE_IS_KEPT"
            })
    void errorsThatAreChangedAreStillSaidToBeJson(Rule rule) {
        assertThat(ContractRun.of(new MindsTheContentType(), rule).failures().map(Result::message))
                .isEmpty();
    }

    @Test
    void aDateTakesThePlaceOfTheWaitInTheBody() {
        KeepsBuenasAnswers client = new KeepsBuenasAnswers();
        Instant before = Instant.now();

        assertThat(ContractRun.of(client, Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT)
                        .failures())
                .isEmpty();

        assertThat(client.answers).singleElement().satisfies(answer -> {
            assertThat(dates(answer)).singleElement(INSTANT).isAfterOrEqualTo(before.plusSeconds(1));
            assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
            assertThat(answer.body().path("code").textValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(answer.body().has("retryAfter")).isFalse();
        });
    }

    @Test
    void aDateTakesThePlaceOfTheSecondsInTheHeader() {
        KeepsTheShopsAnswers client = new KeepsTheShopsAnswers();
        Instant before = Instant.now();

        assertThat(ContractRun.of(client, Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT)
                        .failures())
                .isEmpty();

        assertThat(client.answers)
                .singleElement()
                .satisfies(answer ->
                        assertThat(dates(answer)).singleElement(INSTANT).isAfterOrEqualTo(before.plusSeconds(1)));
    }

    private static Stream<Instant> dates(Answer answer) {
        return answer.headers().allValues("Retry-After").stream()
                .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    }

    @Test
    void waitsThatLookAlikeOnceAreLookedAtAgain() {
        assertThat(ContractRun.of(new BacksOffEvenlyAtFirst(), Rule.OPTIONAL_BACKOFF_GROWS)
                        .failures()
                        .map(Result::message))
                .isEmpty();
    }

    @Test
    void anInterruptReachesTheCaller() {
        ContractRun run = ContractRun.of(new IsInterrupted(), Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.failures().map(Result::message))
                .singleElement()
                .asString()
                .contains("call(...) threw java.lang.InterruptedException: stopped");
    }

    @Test
    void noServerOutlivesTheContract() {
        KeepsTheUrl client = new KeepsTheUrl();

        assertThat(ContractRun.of(client, Rule.REQUIRED_EMPTY_BODY_IS_AN_ERROR).failures())
                .isEmpty();

        URI url = client.url.orElseThrow();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close());
    }
}
