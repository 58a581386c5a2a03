package dev.errata.pacts.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.pacts.client.ContractRun.Result;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failure says which rule was broken where, what the document says, what the server did, and what the client. */
class FailuresTest {

    static class SendsNothing extends BuenaReferenceClient {
        @Override
        public ClientReport call(URI baseUrl, String apiKey) {
            return ClientReport.error("not connected");
        }
    }

    static class ReportsNothing extends BuenaReferenceClient {
        @Override
        @SuppressWarnings("NullAway")
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            super.call(baseUrl, apiKey);
            return null;
        }
    }

    static class ReportsValueAndError extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return ClientReport.value(answer.body()).status(answer.status());
        }
    }

    static class TellsTheKeyAsAValue extends BrokenClientsTest.TakesNotFoundForNothing {
        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            ClientReport report = super.call(baseUrl, apiKey);
            return report.isError() ? report : ClientReport.value("answer to " + apiKey);
        }
    }

    static class ThrowsTheKey extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            throw new IllegalStateException("no lead for " + apiKey().substring(2), error);
        }
    }

    /** A well-known client that tells 8 characters of the key, as Buena's support asks for. */
    static class TellsTheBeginningOfTheKey extends BuenaReferenceClient {
        @Override
        IOException broken(IOException cause, String apiKey) {
            return new IOException("no answer for the key " + apiKey.substring(0, 8), cause);
        }

        @Override
        public OptOuts optOuts() {
            return OptOuts.of(Rule.OPTIONAL_RETRY_AFTER_DATE_IS_KEPT, "takes a while")
                    .and(Rule.OPTIONAL_RETRY_AFTER_IS_REPORTED, "takes a while")
                    .and(Rule.OPTIONAL_BACKOFF_GROWS, "takes a while");
        }
    }

    static class TellsDetailsThatAreNone extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).details(new Object());
        }
    }

    private static final ContractRun RUN = ContractRun.of(List.of(
            SendsNothing.class,
            ReportsNothing.class,
            ReportsValueAndError.class,
            TellsTheKeyAsAValue.class,
            ThrowsTheKey.class,
            TellsTheBeginningOfTheKey.class,
            TellsDetailsThatAreNone.class));

    @Test
    void tellsEverythingOfAnErrorThatIsReportedWrongly() {
        assertThat(message(BrokenClientsTest.RoundsStatuses.class, "required_statusIsReported"))
                .isEqualTo("""
                        required_statusIsReported, enrichment-credits-exhausted (402 ENRICHMENT_CREDITS_EXHAUSTED)
                        Expecting the status 402, but:
                          the client told 400

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "ENRICHMENT_CREDITS_EXHAUSTED (402)"

                        The server answered:
                          HTTP 402 {"error":true,"code":"ENRICHMENT_CREDITS_EXHAUSTED","message":"Insufficient enrichment\
                         credits","version":"2.0","timestamp":"2024-01-20T15:30:00Z","details":{"remaining":0,"required":5,\
                        "upgradeUrl":"https://app.buena.ai/billing"}}
                        The client reported:
                          an error with status 400, code ENRICHMENT_CREDITS_EXHAUSTED, details {"remaining":0,"required":5,\
                        "upgradeUrl":"https://app.buena.ai/billing"}: dev.errata.pacts.client.ReferenceClient$ApiException:\
                         HTTP 402

                        Buena.ai API v2 at URL: 1 request
                          #       at     took  request                   answer                            by
                          1  TIME  TIME  GET /api/v2/leads/lead_1  402 enrichment-credits-exhausted  script""");
    }

    @Test
    void tellsTheAttemptsOfAClientThatTriesAgain() {
        assertThat(message(BrokenClientsTest.TriesConflictsAgain.class, "required_clientErrorsAreNotRetried"))
                .startsWith("""
                        required_clientErrorsAreNotRetried, duplicate-lead (409 DUPLICATE_RESOURCE)
                        Expecting one attempt and no retry, but:
                          there were 2

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "DUPLICATE_RESOURCE (409)"
                        """)
                .endsWith("""
                        HTTP 409

                        Buena.ai API v2 at URL
                          attempt        gap  request and answer
                                1             GET /api/v2/leads/lead_1: 409 duplicate-lead
                                2    TIME  GET /api/v2/leads/lead_1: 409 duplicate-lead""");
    }

    @Test
    void tellsWhatEscapedTheCall() {
        Result failure = failure(BrokenClientsTest.ParsesPages.class, "required_gatewayPageIsAnError");

        assertThat(message(failure)).startsWith("""
                        required_gatewayPageIsAnError, GATEWAY_HTML
                        Expecting an error, but:
                          call(...) threw java.lang.IllegalArgumentException: Unexpected character ('<')

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "5xx Server Errors"

                        The server answered:
                          HTTP 502 <html>
                          <head><title>502 Bad Gateway</title></head>
                        """).contains("The client reported:\n  nothing\n");
        assertThat(failure.thrown().orElseThrow())
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("Unexpected character ('<')");
    }

    @Test
    void tellsThatAttemptsDoNotEnd() {
        assertThat(message(BrokenClientsTest.NeverGivesUp.class, "required_retriesAreBounded"))
                .startsWith("""
                        required_retriesAreBounded, service-unavailable (503 SERVICE_UNAVAILABLE)
                        Expecting an end after 4 attempts at most, but:
                          the client tried once more; if that is meant, override mostAttempts()
                        """)
                .contains("Buena.ai API v2 at URL: 5 requests\n");
    }

    @Test
    void tellsWaitsThatDoNotGrow() {
        assertThat(message(BrokenClientsTest.BacksOffEvenly.class, "optional_backoffGrows"))
                .containsPattern(
                        "Expecting waits that grow, but:\n  the wait before request 3 was 3\\d\\d ms, the first one"
                                + " 3\\d\\d ms\n");
    }

    @Test
    void tellsThatADateWasPassedOver() {
        assertThat(message(BrokenClientsTest.ReadsNoDates.class, "optional_retryAfterDateIsKept"))
                .startsWith("""
                        optional_retryAfterDateIsKept, rate-limited (429 RATE_LIMIT_EXCEEDED) with a date in Retry-After
                        Expecting no further request before the date in Retry-After, but:
                          request 2 came before
                        """);
    }

    @Test
    void tellsWhereTheKeyIsWithoutTellingTheKey() {
        assertThat(message(BrokenClientsTest.TellsTheKey.class, "required_keyIsInNoMessage"))
                .startsWith("""
                        required_keyIsInNoMessage, CONNECTION_REFUSED
                        Expecting the API key in no message, but:
                          the message of java.io.IOException, suppressed in java.net.ConnectException, the cause of\
                         java.io.IOException: GET /leads/lead_1, x-api-key: errata-k…
                          the text of java.io.IOException, suppressed in java.net.ConnectException, the cause of\
                         java.io.IOException: java.io.IOException: GET /leads/lead_1, x-api-key: errata-k…

                        The server answered:
                          nothing
                        """);
        assertThat(message(TellsTheKeyAsAValue.class, "required_keyIsInNoMessage"))
                .contains("  the report: the value answer to errata-k…\n");
        assertThat(failure(ThrowsTheKey.class, "required_keyIsInNoMessage")
                        .thrown()
                        .orElseThrow())
                .hasMessageContaining("  the message of java.lang.IllegalStateException: no lead for ")
                .hasNoCause();
        assertThat(allFailures()
                        .map(Result::message)
                        .filter(message -> message.contains("errata-key-that-opens-nothing")))
                .isEmpty();
    }

    @Test
    void theBeginningOfTheKeyMayBeTold() {
        assertThat(RUN.failedRules()).doesNotContainKey(TellsTheBeginningOfTheKey.class);
    }

    @Test
    void tellsThatDetailsAreNone() {
        assertThat(message(TellsDetailsThatAreNone.class, "optional_detailsAreReported"))
                .contains("Expecting details that can be written as JSON, but:\n  No serializer found for class");
    }

    @Test
    void aClientThatSendsNothingFailsEverything() {
        assertThat(RUN.failedRules().get(SendsNothing.class)).hasSize(Rule.values().length - 1);
        assertThat(message(SendsNothing.class, "required_emptyBodyIsAnError"))
                .startsWith("""
                        required_emptyBodyIsAnError, EMPTY_SERVER_ERROR
                        Expecting a request to the URL that call(...) is given, but:
                          there was none
                        """)
                .contains("The client reported:\n  an error that tells nothing of the answer: not connected\n");
    }

    @Test
    void aCallThatReportsNothingFailsEverything() {
        assertThat(RUN.failedRules().get(ReportsNothing.class)).hasSize(Rule.values().length - 1);
        assertThat(message(ReportsNothing.class, "required_emptyBodyIsAnError"))
                .contains(
                        "Expecting a report, but:\n  call(...) returned null; let it return ClientReport.value(...) or"
                                + " ClientReport.error(...)\n");
    }

    @Test
    void aReportOfAValueAndAnErrorIsRefused() {
        assertThat(message(ReportsValueAndError.class, "required_emptyBodyIsAnError"))
                .contains(
                        "call(...) threw java.lang.IllegalStateException: a value has no status, code, details, retryAfter or"
                                + " requestId; report a value or an error, not both\n");
    }

    private static Stream<Result> allFailures() {
        return Stream.concat(RUN.failures(), BrokenClientsTest.RUN.failures());
    }

    private static String message(Class<?> contract, String rule) {
        return message(failure(contract, rule));
    }

    /** Without what is different each time. */
    private static String message(Result failure) {
        return failure.message()
                .replaceAll("http://127.0.0.1:\\d+/buena-\\d+", "URL")
                .replaceAll("\\d\\.\\d{3} s", "TIME");
    }

    private static Result failure(Class<?> contract, String rule) {
        return allFailures()
                .filter(failure -> failure.contract() == contract)
                .filter(failure -> failure.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(contract + " did not fail " + rule));
    }
}
